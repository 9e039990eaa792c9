/** What goes wrong, when, and for how long; counted by kind. */
import { destroyer } from './copies.ts';
import type { MachineNode } from './machine-node.ts';
import type { BoxNetwork } from './network.ts';
import type { PlatformNode } from './platform-node.ts';
import type { Random } from './random.ts';
import type { Direction } from './wire.ts';
import type { Witness } from './witness.ts';
import type { Life, World } from './world.ts';

export const faultKinds = [
	'cut-both',
	'cut-up',
	'cut-down',
	'half-open',
	'slow-line',
	'flapping-line',
	'cut-hall',
	'kill-engine',
	'kill-app',
	'crash-between-awaits',
	'power-cut',
	'disk-full',
	'disk-fills',
	'disk-slow',
	'failed-sync',
	'clock-jump',
	'paper-end',
	'one-way-printer',
	'kill-platform',
	'platform-crash-between-awaits',
	'platform-write-fails',
	'platform-clock-jump',
	'part-hall',
	'lose-platform',
	'repair-platform',
	'wipe-cache',
	'corrupt-memory',
	'wipe',
	'take-image',
	'restore-image',
	'restore-image-without-mark',
	'clone',
] as const;
/** Only where they are asked for: the lives of the others stay as they are drawn. */
export const rareFaultKinds = ['flip-bit-in-store'] as const;
export type FaultKind = (typeof faultKinds)[number] | (typeof rareFaultKinds)[number];

export interface Trouble {
	world: World;
	random: Random;
	network: BoxNetwork;
	platforms: readonly PlatformNode[];
	machines: readonly MachineNode[];
	witness: Witness;
	counts: Map<string, number>;
	/** Fault kind / what the hall was doing → how often. */
	coverage: Map<string, number>;
	kinds: readonly FaultKind[];
	/** Mean pause between two faults, ms. */
	everyMs: number;
	/** No new faults after this. */
	until: number;
}

/** What a machine needs after it was struck: to start, connect, and send what it owes. */
const recoveryMs = 15_000;
const spoiltAgainMs = 6 * 60_000;

export function trouble(parts: Trouble, life: Life): void {
	const { world, random, kinds, everyMs, until } = parts;
	const next = () =>
		world.after(life, -Math.log(1 - random.next()) * everyMs, () => {
			if (world.now >= until) return;
			const kind = random.pick(kinds);
			const machine = random.pick(parts.machines);
			const doing = stateOf(parts, machine);
			if (strike(kind, machine, parts, life)) {
				parts.counts.set(kind, (parts.counts.get(kind) ?? 0) + 1);
				const key = `${kind}\t${doing}`;
				parts.coverage.set(key, (parts.coverage.get(key) ?? 0) + 1);
				world.note(`fault ${kind} ${machine.station}`);
			}
			next();
		});
	next();
}

/** What the struck machine is in the middle of. */
export function stateOf({ platforms, network }: Pick<Trouble, 'platforms' | 'network'>, machine: MachineNode): string {
	if (!platforms.some(({ alive }) => alive)) return 'platform down';
	if (!machine.up) return 'station down';
	const { up, down } = network.path(machine.station);
	if (!up || !down) return 'cut off';
	const view = machine.engine?.view();
	if (view?.link === 'down') return 'connecting';
	return view && view.owed > 0 ? 'owes reports' : 'all well';
}

function strike(kind: FaultKind, machine: MachineNode, parts: Trouble, life: Life): boolean {
	const { world, random, network, platforms, witness } = parts;
	const { station, disk } = machine;
	const platform = random.pick(platforms);
	const lasting = random.pick([2_000, 8_000, 20_000, 60_000, 180_000]) * random.between(0.5, 1.5);
	const felt = (ms: number, place = station) => witness.disturb(place, ms + recoveryMs);
	const destroying = destroyer({ plan: machine.parts.plan, witness, platforms, machines: parts.machines });
	/** Ends the fault; what would only begin then does not, once everything is to heal. */
	const later = (ms: number, run: () => void) => world.after(life, ms, run);
	const still = (ms: number, run: () => void) => later(ms, () => world.now < parts.until && run());
	const cut = (place: string, change: { up?: false; down?: false; slow?: number }, effect = lasting) => {
		network.setPath(place, change);
		later(effect, () => network.setPath(place, { up: true, down: true, slow: 0 }));
		felt(effect, place === station ? station : 'hall');
		return true;
	};
	const startAgain = (least: number, most: number) => {
		const pause = random.between(least, most);
		felt(pause);
		later(pause, () => machine.start());
	};
	switch (kind) {
		case 'cut-both':
			return cut(station, { up: false, down: false });
		case 'cut-up':
			return cut(station, { up: false });
		case 'cut-down':
			return cut(station, { down: false });
		case 'cut-hall':
			return cut(platform.url, random.pick([{ up: false, down: false }, { up: false }, { down: false }]), Math.min(lasting, 60_000));
		case 'half-open': {
			const directions: Direction[] = random.pick<Direction[]>([['up'], ['down'], ['up', 'down']]);
			if (network.killWires(station, directions) === 0) return false;
			felt(20_000);
			return true;
		}
		case 'slow-line':
			return cut(station, { slow: random.pick([300, 2_000, 6_000]) });
		case 'flapping-line': {
			for (let turn = 0; turn < 10; turn++) {
				still(turn * 1000, () => network.setPath(station, { up: false, down: false }));
				later(turn * 1000 + 500, () => network.setPath(station, { up: true, down: true }));
			}
			felt(11_000);
			return true;
		}
		case 'kill-engine':
			if (!machine.up) return false;
			machine.killEngine();
			felt(5_000);
			return true;
		case 'kill-app':
			machine.killApp();
			startAgain(1_000, 20_000);
			return true;
		case 'crash-between-awaits': {
			const how = random.pick(['page', 'app', 'power'] as const);
			const at = how === 'page' ? machine.mind : machine.main;
			if (!at.alive) return false;
			felt(90_000);
			at.burn(1 + random.below(40), () => {
				if (world.now >= parts.until) return;
				if (how === 'page') {
					if (machine.up) machine.killEngine();
					return;
				}
				if (how === 'app') machine.killApp();
				else machine.cutPower();
				startAgain(1_000, 20_000);
			});
			return true;
		}
		case 'power-cut':
			machine.cutPower();
			startAgain(5_000, 60_000);
			return true;
		case 'disk-full':
		case 'disk-fills': {
			// Full at once, or with so little left that the guard says stop before the journal is refused anything.
			disk.leave(kind === 'disk-full' ? random.below(2_000) : random.below(150_000_000));
			if (kind === 'disk-fills') still(lasting / 2, () => disk.leave(random.below(4_000)));
			later(lasting, () => disk.leave('enough'));
			felt(lasting + 15_000);
			felt(lasting + 15_000, `${station} disk`);
			return true;
		}
		case 'disk-slow':
			disk.slow = true;
			later(lasting, () => {
				disk.slow = false;
			});
			felt(lasting);
			felt(lasting, `${station} disk`);
			return true;
		case 'failed-sync': {
			disk.failingSyncs = 1;
			// The journal takes nothing more; the supervisor starts the app anew.
			const noticed = random.between(5_000, 30_000);
			felt(noticed + 2_000);
			felt(noticed + 2_000, `${station} disk`);
			still(noticed, () => {
				disk.failingSyncs = 0;
				machine.killApp();
				later(2_000, () => machine.start());
			});
			return true;
		}
		case 'clock-jump':
			machine.skew = random.pick([-600_000, -5_000, 5_000, 600_000, 3 * 3_600_000, -3 * 3_600_000]);
			felt(lasting);
			felt(lasting, `${station} clock`);
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
			platform.startLater(random.between(500, platforms.length > 1 ? lasting : Math.min(lasting, 90_000)));
			return true;
		case 'flip-bit-in-store':
			if (!platform.alive || !platform.flipBit(random)) return false;
			platform.kill();
			platform.startLater(random.between(500, Math.min(lasting, 20_000)));
			return true;
		case 'platform-crash-between-awaits':
			if (!platform.alive) return false;
			witness.disturb(platform.id, 90_000);
			platform.life.burn(1 + random.below(60), () => {
				if (world.now >= parts.until) return;
				platform.kill();
				platform.startLater(random.between(500, 20_000));
			});
			return true;
		case 'part-hall': {
			// The platform that decides and some of the machines on one side, the rest on the other.
			if (platforms.length < 2) return false;
			const split = platforms.find(({ inCharge }) => inCharge) ?? platform;
			const cutOff = parts.machines.filter(() => random.chance(0.7)).map((each) => `${each.station}>${split.url}`);
			const others = platforms.flatMap(({ url }) => (url === split.url ? [] : [`${url}>${split.url}`, `${split.url}>${url}`]));
			const effect = random.between(20_000, 240_000);
			for (const place of [...cutOff, ...others]) cut(place, { up: false, down: false }, effect);
			return true;
		}
		case 'lose-platform': {
			if (platforms.length < 2 || !platform.alive || platforms.some(({ goneForGood }) => goneForGood) || random.chance(0.7)) return false;
			const destroyed = destroying(platform);
			platform.lose();
			destroyed();
			felt(120_000, 'hall');
			return true;
		}
		case 'repair-platform': {
			const gone = platforms.find(({ goneForGood, id }) => goneForGood && id !== 'P1');
			if (!gone) return false;
			gone.goneForGood = false;
			gone.placed = false;
			// A hall with standbys gets a standby again.
			if (gone.together) gone.startLater(random.between(1_000, 20_000));
			return true;
		}
		case 'platform-write-fails':
			platform.failingCommits = 1;
			witness.disturb(platform.id, 60_000);
			return true;
		case 'platform-clock-jump':
			platform.skew = random.pick([-1_800_000, -2_000, 2_000, 1_800_000]);
			felt(lasting, 'hall');
			later(lasting, () => {
				platform.skew = 0;
			});
			return true;
		case 'wipe-cache': {
			if (!machine.up) return false;
			const destroyed = destroying(machine);
			machine.killApp();
			machine.cache.wipe();
			destroyed();
			startAgain(2_000, 2_000);
			return true;
		}
		case 'corrupt-memory': {
			const tickets = Object.values(machine.engine?.view().state?.tickets ?? {});
			// A second one within minutes looks to the station as if its fold differed, and is healed minutes later (`state-check.ts`).
			if (tickets.length === 0 || world.now - machine.corruptAt < spoiltAgainMs) return false;
			machine.corrupt = true;
			machine.corruptAt = world.now;
			random.pick(tickets).queuedAt ^= 1 << random.below(20);
			felt(20_000);
			return true;
		}
		// A person does these: seldom beside all the rest, and it takes a while.
		case 'wipe': {
			if (random.chance(0.7)) return false;
			const destroyed = destroying(machine);
			machine.wipe();
			destroyed();
			startAgain(20_000, 60_000);
			return true;
		}
		case 'take-image':
			machine.takeImage();
			return true;
		case 'restore-image':
		case 'restore-image-without-mark': {
			if (random.chance(0.5)) return false;
			const destroyed = destroying(machine);
			if (!machine.restoreImage(kind === 'restore-image' ? 'stays' : 'gone')) return false;
			destroyed();
			startAgain(20_000, 60_000);
			return true;
		}
		case 'clone':
			if (random.chance(0.7)) return false;
			machine.moveToOtherHardware();
			startAgain(20_000, 60_000);
			return true;
	}
}

/** Everything is well again: lines, disks, clocks, printers; whatever is down starts. */
export function healAll({ network, platforms, machines, witness }: Pick<Trouble, 'network' | 'platforms' | 'machines' | 'witness'>): void {
	network.heal();
	for (const platform of platforms) platform.heal();
	for (const machine of machines) {
		const { disk } = machine;
		Object.assign(machine, { skew: 0, paper: 'well' });
		disk.leave('enough');
		disk.slow = false;
		if (disk.failingSyncs > 0 || machine.journalBroke) {
			disk.failingSyncs = 0;
			machine.killApp();
		}
		machine.start();
	}
	witness.disturb('hall', 30_000);
}
