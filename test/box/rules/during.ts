/** Rules that are looked at all day, every few seconds: what each engine is told, owes and shows (S1, I-10, L-3, L-4, I-13). */
import type { HallEvent } from '../../../domain/contracts/events.ts';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../../domain/contracts/state.ts';
import { managerView } from '../../../domain/views/manager-view.ts';
import type { MachineNode } from '../machine-node.ts';
import type { PlatformNode } from '../platform-node.ts';
import type { Witness } from '../witness.ts';
import type { Life, World } from '../world.ts';

const lookEveryMs = 7_000;

export interface Watched {
	world: World;
	witness: Witness;
	machines: readonly MachineNode[];
	platforms: readonly PlatformNode[];
	plan: HallPlan;
}

export function watchRules(watched: Watched, life: Life): void {
	const { world, machines, witness } = watched;
	const history = createHistory(witness);
	const looks = machines.map((machine) => lookAt(watched, machine, history));
	const turn = () => {
		for (const look of looks) look();
		world.after(life, lookEveryMs, turn);
	};
	turn();
}

/** S1: what the platform once said stands at its position is there for ever. Looked at with each event heard. */
function createHistory(witness: Witness) {
	const seen = new Map<string, string>();
	return (event: HallEvent, term: string) => {
		const key = `${event.day}/${event.position} ${term}`;
		const said = `${event.name} ${event.station} ${event.n} ${JSON.stringify(event.body)}`;
		const before = seen.get(key);
		if (before === undefined) seen.set(key, said);
		else witness.holds('S1', before === said, () => `${key} was “${before}” and is “${said}”`);
	};
}

function lookAt(
	{ world, witness, platforms, plan }: Watched,
	machine: MachineNode,
	history: (event: HallEvent, term: string) => void,
): () => void {
	const { station } = machine;
	const places = () => [station, `${station} disk`, `${station} clock`, ...platforms.map(({ id }) => id)];
	let engine: unknown = null;
	let day = '';
	let position = 0;
	let refetched = 0;
	let oldest = { n: 0, since: 0 };
	return () => {
		const running = machine.engine;
		// L-4: a page that died alone is back within five seconds.
		if (
			machine.pageKilledAt !== null &&
			!running &&
			world.now - machine.pageKilledAt > 5_000 &&
			witness.calmFor(`${station} disk`) > 60_000
		)
			witness.holds('L-4', false, () => `the page of ${station} is not back after ${Math.round(world.now - machine.pageKilledAt!)} ms`);
		if (!running) return;
		if (machine.pageKilledAt !== null) {
			witness.holds('L-4', true, () => '');
			machine.pageKilledAt = null;
		}
		const { events } = running.reset();
		// A position is written once in each term.
		const newest = events.slice(-40);
		let term = termAt(events, events.length - newest.length);
		for (const event of newest) {
			if (event.name === 'term-began') term = `${event.body.number}${event.body.platform}`;
			history(event, term);
		}
		const view = running.view();
		// I-10: what one life of an engine holds of a day only grows, unless it was told to fetch the day anew.
		const again = machine.refetched;
		if (engine === running && view.state?.day === day && again === refetched)
			witness.holds('I-10', view.position >= position, () => `${station} held ${position} and holds ${view.position}`);
		engine = running;
		day = view.state?.day ?? '';
		position = view.position;
		refetched = again;
		if (view.state && !machine.corrupt) conservation(witness, station, view.state, plan);
		// L-3: on a healthy line nothing stays pending for long.
		const calm = witness.calmFor(...places()) > 60_000;
		const n = machine.seat()?.owed[0]?.n ?? 0;
		if (!calm || n === 0 || n !== oldest.n) oldest = { n, since: world.now };
		if (calm)
			witness.holds('L-3', n === 0 || world.now - oldest.since <= 30_000, () => `report ${n} of ${station} waits in a healthy hall`);
	};
}

function termAt(events: readonly HallEvent[], length: number): string {
	for (let index = length - 1; index >= 0; index -= 1) {
		const event = events[index]!;
		if (event.name === 'term-began') return `${event.body.number}${event.body.platform}`;
	}
	return '1P1';
}

/** I-13, I-21 of what a station shows: everyone stands in one place, and who cannot be called is told to the manager. */
function conservation(witness: Witness, station: string, state: HallDay, plan: HallPlan): void {
	const waiting = Object.values(state.waiting).flat();
	const tickets = Object.values(state.tickets);
	const stages = tickets.filter(({ life }) => life.stage === 'waiting').length;
	witness.holds('I-21', stages === waiting.length, () => `${station} shows ${waiting.length} in queues of ${stages} that wait`);
	if (!station.startsWith('M')) return;
	const told = managerView(state, plan, 0);
	for (const queue of told.queues) {
		const somebody = plan.windows.some(({ id }) => {
			const window = state.windows[id];
			return window && window.stage !== 'closed' && window.duty.includes(queue.id);
		});
		const here = state.waiting[queue.id]?.length ?? 0;
		witness.holds(
			'I-13',
			somebody || queue.unreachable === here,
			() => `${here} wait in ${queue.id} for nobody, and ${queue.unreachable} are told`,
		);
	}
}
