/** What goes wrong, when, and for how long; counted by kind. */
import type { MachineNode } from './machine-node.ts';
import type { BoxNetwork } from './network.ts';
import type { PlatformNode } from './platform-node.ts';
import type { Random } from './random.ts';
import type { Life, World } from './world.ts';

export const faultKinds = [
	'cut-both',
	'cut-up',
	'cut-down',
	'slow-line',
	'flapping-line',
	'kill-engine',
	'kill-app',
	'power-cut',
	'disk-full',
	'failed-sync',
	'clock-jump',
	'paper-end',
	'one-way-printer',
	'kill-platform',
	'platform-write-fails',
	'platform-clock-jump',
	'wipe-cache',
	'corrupt-memory',
	'wipe',
	'take-image',
	'restore-image',
	'restore-image-without-mark',
	'clone',
] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface Trouble {
	world: World;
	random: Random;
	network: BoxNetwork;
	platform: PlatformNode;
	machines: readonly MachineNode[];
	counts: Map<string, number>;
	/** Fault kind / what the hall was doing → how often. */
	coverage: Map<string, number>;
	kinds: readonly FaultKind[];
	/** Mean pause between two faults, ms. */
	everyMs: number;
	/** No new faults after this. */
	until: number;
}

export function trouble(parts: Trouble, life: Life): void {
	const { world, random, kinds, everyMs, until } = parts;
	const next = () =>
		world.after(life, -Math.log(1 - random.next()) * everyMs, () => {
			if (world.now >= until) return;
			const kind = random.pick(kinds);
			const machine = random.pick(parts.machines);
			if (strike(kind, machine, parts, life)) {
				parts.counts.set(kind, (parts.counts.get(kind) ?? 0) + 1);
				const doing = stateOf(parts, machine);
				const key = `${kind}\t${doing}`;
				parts.coverage.set(key, (parts.coverage.get(key) ?? 0) + 1);
				world.note(`fault ${kind} ${machine.station}`);
			}
			next();
		});
	next();
}

/** What the struck machine is in the middle of. */
function stateOf({ platform, network }: Trouble, machine: MachineNode): string {
	if (!platform.alive) return 'platform down';
	if (!machine.up) return 'station down';
	const { up, down } = network.path(machine.station);
	if (!up || !down) return 'cut off';
	const view = machine.engine?.view();
	if (view?.link === 'down') return 'connecting';
	return view && view.owed > 0 ? 'owes reports' : 'all well';
}

function strike(kind: FaultKind, machine: MachineNode, parts: Trouble, life: Life): boolean {
	const { world, random, network, platform } = parts;
	const { station } = machine;
	const lasting = random.pick([2_000, 8_000, 20_000, 60_000, 180_000]) * random.between(0.5, 1.5);
	const later = (ms: number, run: () => void) => world.after(life, ms, run);
	const heal = () => network.setPath(station, { up: true, down: true, slow: 0 });
	switch (kind) {
		case 'cut-both':
			network.setPath(station, { up: false, down: false });
			later(lasting, heal);
			return true;
		case 'cut-up':
			network.setPath(station, { up: false });
			later(lasting, heal);
			return true;
		case 'cut-down':
			network.setPath(station, { down: false });
			later(lasting, heal);
			return true;
		case 'slow-line':
			network.setPath(station, { slow: random.pick([300, 2_000, 6_000]) });
			later(lasting, heal);
			return true;
		case 'flapping-line': {
			for (let turn = 0; turn < 10; turn++) {
				later(turn * 1000, () => network.setPath(station, { up: false, down: false }));
				later(turn * 1000 + 500, heal);
			}
			return true;
		}
		case 'kill-engine':
			if (!machine.up) return false;
			machine.killEngine();
			return true;
		case 'kill-app':
			machine.killApp();
			later(random.between(1_000, 20_000), () => machine.start());
			return true;
		case 'power-cut':
			machine.cutPower();
			later(random.between(5_000, 60_000), () => machine.start());
			return true;
		case 'disk-full':
			machine.disk.full = true;
			later(lasting, () => {
				machine.disk.full = false;
			});
			return true;
		case 'failed-sync':
			machine.disk.failingSyncs = 1;
			// The journal takes nothing more; the supervisor starts the app anew.
			later(random.between(5_000, 30_000), () => {
				machine.disk.failingSyncs = 0;
				machine.killApp();
				later(2_000, () => machine.start());
			});
			return true;
		case 'clock-jump':
			machine.skew = random.pick([-600_000, -5_000, 5_000, 600_000, 3 * 3_600_000, -3 * 3_600_000]);
			later(lasting, () => {
				machine.skew = 0;
			});
			return true;
		case 'paper-end':
			machine.paper = 'ended';
			later(lasting, () => {
				machine.paper = 'well';
			});
			return true;
		case 'one-way-printer':
			machine.paper = 'one-way';
			later(lasting, () => {
				machine.paper = 'well';
			});
			return true;
		case 'kill-platform':
			if (!platform.alive) return false;
			platform.kill();
			later(random.pick([1_000, 10_000, 90_000]), () => void platform.start());
			return true;
		case 'platform-write-fails':
			platform.failingCommits = 1;
			return true;
		case 'platform-clock-jump':
			platform.skew = random.pick([-1_800_000, -2_000, 2_000, 1_800_000]);
			later(lasting, () => {
				platform.skew = 0;
			});
			return true;
		case 'wipe-cache':
			if (!machine.up) return false;
			machine.killApp();
			machine.cache.wipe();
			later(2_000, () => machine.start());
			return true;
		case 'corrupt-memory': {
			const tickets = Object.values(machine.engine?.view().state?.tickets ?? {});
			if (tickets.length === 0) return false;
			random.pick(tickets).queuedAt ^= 1 << random.below(20);
			return true;
		}
		// A person does these: seldom beside all the rest, and it takes a while.
		case 'wipe':
			if (random.chance(0.7)) return false;
			machine.wipe();
			later(random.between(20_000, 60_000), () => machine.start());
			return true;
		case 'take-image':
			machine.takeImage();
			return true;
		case 'restore-image':
		case 'restore-image-without-mark':
			if (random.chance(0.5) || !machine.restoreImage(kind === 'restore-image' ? 'stays' : 'gone')) return false;
			later(random.between(20_000, 60_000), () => machine.start());
			return true;
		case 'clone':
			if (random.chance(0.7)) return false;
			machine.moveToOtherHardware();
			later(random.between(20_000, 60_000), () => machine.start());
			return true;
	}
}
