/** What needs a person now, most urgent first. Pure: the list shows it, the words are elsewhere. */
import type { ManagerView } from '../../domain/views/manager-view.ts';
import { isLong } from './floor-map.tsx';
import { waitOf } from './waits-chart.tsx';

export type Todo =
	| { kind: 'help'; key: string; station: string; since: number }
	| { kind: 'conflict'; key: string; conflict: ManagerView['conflicts'][number] }
	| { kind: 'uncovered'; key: string; queue: ManagerView['queues'][number] }
	| { kind: 'device'; key: string; device: ManagerView['devices'][number] }
	| { kind: 'machine'; key: string; machine: ManagerView['machines'][number] }
	| { kind: 'over'; key: string; queue: ManagerView['queues'][number] }
	| { kind: 'papers'; key: string; tickets: string[] }
	| { kind: 'held'; key: string; held: ManagerView['held'][number] }
	| { kind: 'long'; key: string; tile: ManagerView['windows'][number] };

const urgency: Record<Todo['kind'], number> = {
	help: 0,
	conflict: 1,
	uncovered: 2,
	machine: 3,
	device: 3,
	papers: 4,
	over: 5,
	held: 6,
	long: 7,
};

/** A ticket held longer than this was probably forgotten. */
const heldTooLongMs = 20 * 60_000;

/** `now`: platform time, ms. */
export function todoList(view: ManagerView, now: number): Todo[] {
	const list: Todo[] = [
		...view.help.map((call): Todo => ({ kind: 'help', key: `help-${call.station}`, ...call })),
		...view.conflicts.map((conflict): Todo => ({ kind: 'conflict', key: `conflict-${conflict.conflict}`, conflict })),
		...view.machines.map((machine): Todo => ({ kind: 'machine', key: `machine-${machine.station}-${machine.code}`, machine })),
		...view.devices
			.filter((device) => device.state === 'stopped' || device.state === 'disconnected')
			.map((device): Todo => ({ kind: 'device', key: `device-${device.device}`, device })),
		...view.queues
			.filter((queue) => queue.wait.people > 0 && queue.wait.minutes === null && !queue.manual)
			.map((queue): Todo => ({ kind: 'uncovered', key: `uncovered-${queue.id}`, queue })),
		...view.queues
			.filter((queue) => queue.target !== null && queue.wait.people > 0 && (waitOf(queue) ?? 0) > queue.target)
			.map((queue): Todo => ({ kind: 'over', key: `over-${queue.id}`, queue })),
		...(view.papers.length > 0 ? [{ kind: 'papers', key: 'papers', tickets: view.papers } satisfies Todo] : []),
		...view.held
			.filter((held) => now - held.since > heldTooLongMs)
			.map((held): Todo => ({ kind: 'held', key: `held-${held.ticket}`, held })),
		...view.windows.filter(isLong).map((tile): Todo => ({ kind: 'long', key: `long-${tile.id}`, tile })),
	];
	return list.sort((a, b) => urgency[a.kind] - urgency[b.kind]);
}
