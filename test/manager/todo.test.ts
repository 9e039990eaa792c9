import { describe, expect, it } from 'vitest';
import type { ManagerView } from '../../domain/views/manager-view.ts';
import { todoList } from '../../renderer/manager/todo.ts';

const figures = {
	waiting: 0,
	serving: 0,
	idle: 0,
	paused: 0,
	meanWaitMinutes: null,
	p95WaitMinutes: null,
	issued: 0,
	done: 0,
	noShow: 0,
	priority: {},
};
const quiet: ManagerView = { figures, windows: [], queues: [], conflicts: [], devices: [], machines: [], help: [], held: [], papers: [] };
const tile: ManagerView['windows'][number] = {
	id: 'W11',
	number: '11',
	zone: 'Z4',
	duty: ['F'],
	capabilities: ['F'],
	stage: 'open',
	clerk: '0330',
	ticket: 'F006',
	ticketStage: 'serving',
	minutes: 41,
	usualMinutes: 26,
	until: null,
	waiting: 2,
};
const queue = (id: string, people: number, minutes: [number, number] | null, target: number | null): ManagerView['queues'][number] => ({
	id,
	name: { zh: id, en: id },
	wait: { people, minutes },
	expectedMinutes: minutes?.[1] ?? null,
	target,
	manual: false,
	unreachable: 0,
});

describe('what the manager is asked to do', () => {
	it('does not cry that nobody serves a queue that people call by hand', () => {
		const nobody = queue('A', 3, null, 45);
		expect(todoList({ ...quiet, queues: [nobody] }, 0).map((todo) => todo.kind)).toEqual(['uncovered']);
		expect(todoList({ ...quiet, queues: [{ ...nobody, manual: true }] }, 0)).toEqual([]);
	});

	it('is nothing when nothing is wrong', () => {
		expect(todoList({ ...quiet, windows: [{ ...tile, minutes: 20 }], queues: [queue('A', 3, [5, 9], 45)] }, 0)).toEqual([]);
	});

	it('puts a person who called for help before everything, then conflicts, then queues nobody serves', () => {
		const list = todoList(
			{
				...quiet,
				windows: [tile],
				queues: [queue('A', 15, [45, 55], 45), queue('P', 2, null, 45)],
				devices: [{ station: 'T3', device: 'T3-printer', deviceKind: 'printer', state: 'stopped', code: 'paper-end', since: 0 }],
				conflicts: [{ conflict: 1, kind: 'served-at-two-windows', ticket: 'A001', detail: '', at: 0, settled: null }],
				help: [{ station: 'T2', since: 0 }],
			},
			0,
		);
		expect(list.map((todo) => todo.kind)).toEqual(['help', 'conflict', 'uncovered', 'device', 'over', 'long']);
	});

	it('tells of a PC whose disk, journal or clock is not well, before devices and after people', () => {
		const machines: ManagerView['machines'] = [{ station: 'T2', code: 'disk-low', seconds: 0, since: 0 }];
		const devices: ManagerView['devices'] = [
			{ station: 'T3', device: 'T3-printer', deviceKind: 'printer', state: 'stopped', code: 'paper-end', since: 0 },
		];
		const list = todoList({ ...quiet, machines, devices, help: [{ station: 'T2', since: 0 }] }, 0);
		expect(list.map((todo) => todo.kind)).toEqual(['help', 'machine', 'device']);
	});

	it('does not ask about an empty queue, however far its target', () => {
		expect(todoList({ ...quiet, queues: [queue('P', 0, null, 45), queue('A', 0, [0, 0], 45)] }, 0)).toEqual([]);
	});

	it('leaves a device alone that only warns or is still connecting', () => {
		const device = { station: 'T3', device: 'T3-printer', deviceKind: 'printer', code: 'near-end', since: 0 };
		expect(
			todoList(
				{
					...quiet,
					devices: [
						{ ...device, state: 'warning' },
						{ ...device, state: 'connecting' },
					],
				},
				0,
			),
		).toEqual([]);
	});

	it('reminds of a ticket on hold only after twenty minutes', () => {
		const view = { ...quiet, held: [{ ticket: 'A031', window: 'W02', since: 0 }] };
		expect(todoList(view, 20 * 60_000)).toEqual([]);
		expect(todoList(view, 20 * 60_000 + 1).map((todo) => todo.kind)).toEqual(['held']);
	});

	it('names the people whose paper may not have come out, in one line', () => {
		expect(todoList({ ...quiet, papers: ['A043', 'A044'] }, 0)).toEqual([{ kind: 'papers', key: 'papers', tickets: ['A043', 'A044'] }]);
	});
});
