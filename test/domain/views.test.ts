import { describe, expect, test } from 'vitest';
import { evolve } from '../../domain/evolve.ts';
import { outputs } from '../../domain/outputs.ts';
import { startOfDay } from '../../domain/start-of-day.ts';
import { boardView } from '../../domain/views/board-view.ts';
import { managerView } from '../../domain/views/manager-view.ts';
import { peopleAhead, terminalView, ticketsOfPerson, waitOfChoice } from '../../domain/views/terminal-view.ts';
import { windowView } from '../../domain/views/window-view.ts';
import { day as dayName, minute, nine, plan, TestDay } from './small-hall.ts';

const w2 = { window: 'W02' };
const personRef = 'secret-person-ref';

function morning(): TestDay {
	const day = new TestDay().open('W01', 'W02');
	day.take('A', { priorityGroup: 'ELDER80' });
	day.later(2).take('A', { personRef });
	day.later(2).take();
	day.later(2).take('A', { priorityGroup: 'ELDER65' });
	return day;
}

describe('S8 displays', () => {
	test('show what the state says and nothing else', () => {
		const day = morning();
		const shown = () => outputs(day.state, plan).W02;
		expect(outputs(day.state, plan).W03).toEqual({ show: 'closed', ticket: null, times: 0 });
		expect(shown()).toEqual({ show: 'idle', ticket: null, times: 0 });
		day.call('W02');
		expect(shown()).toEqual({ show: 'call', ticket: 'A001', times: 1 });
		day.later(1).do('W02', 'recall', w2);
		expect(shown()).toEqual({ show: 'call', ticket: 'A001', times: 2 });
		day.do('W02', 'pause-window', { ...w2, reason: 'break' });
		day.do('W02', 'start-service', { ...w2, ticket: 'A001' });
		expect(shown()).toEqual({ show: 'serving', ticket: 'A001', times: 0 });
		day.do('W02', 'finish-service', { ...w2, ticket: 'A001' });
		expect(shown()).toEqual({ show: 'paused', ticket: null, times: 0 });
	});

	test('S10 whoever folds the same log shows the same', () => {
		const day = morning();
		day.serve('W02');
		day.call('W01');
		const other = day.log.reduce((state, event) => evolve(state, event), startOfDay(plan, dayName));
		expect(outputs(other, plan)).toEqual(outputs(day.state, plan));
		expect(other).toEqual(day.state);
	});
});

describe('the window', () => {
	test('sees who is next and why, the order, and its own day', () => {
		const day = morning();
		day.call('W02');
		day.do('W02', 'start-service', { ...w2, ticket: 'A001' });
		day.later(10).do('W02', 'finish-service', { ...w2, ticket: 'A001' });
		const view = windowView(day.state, plan, 'W02', day.now);
		expect(view).toMatchObject({
			stage: 'open',
			number: null,
			people: 3,
			longestMinutes: 14,
			next: { ticket: 'A002', reason: { code: 'ordinary-turn' } },
			today: { done: 1, meanMinutes: 10, noShow: 0, last: { number: 'A001', calledAt: nine + 6 * minute, finishedAt: nine + 16 * minute } },
		});
		expect(view?.waiting.map((row) => [row.place, row.number, row.chips, row.waitedMinutes])).toEqual([
			[1, 'A002', [], 14],
			[2, 'A003', [], 12],
			[3, 'A004', ['priority'], 10],
		]);
	});

	test('sees what it holds, and a number it serves before its issue is known', () => {
		const day = morning();
		day.call('W02');
		day.do('W02', 'hold-ticket', { ...w2, reason: 'copy' });
		day.do('W02', 'start-service', { ...w2, ticket: 'A2-001' });
		expect(windowView(day.state, plan, 'W02', day.now)).toMatchObject({
			number: 'A2-001',
			ticket: null,
			held: [{ number: 'A001', reason: 'copy' }],
		});
		expect(windowView(day.state, plan, 'W99', day.now)).toBeNull();
	});
});

describe('the board', () => {
	test('shows the newest call, the ones before once each, and waits', () => {
		const day = morning();
		day.call('W02');
		day.call('W01');
		day.later(1).do('W02', 'recall', w2);
		const view = boardView(day.state, plan, day.now);
		expect(view.now).toMatchObject({ ticket: 'A001', windowNumber: '02', recall: 1, current: true });
		expect(view.last.map((call) => call.ticket)).toEqual(['A002']);
		expect(view.queues.map((queue) => [queue.id, queue.wait.people])).toEqual([
			['A', 2],
			['K', 0],
		]);
		day.do('W02', 'start-service', { ...w2, ticket: 'A001' });
		expect(boardView(day.state, plan, day.now).now).toMatchObject({ ticket: 'A001', current: false });
		expect(boardView(day.state, plan, day.now, { zones: ['Z9'] })).toMatchObject({ now: null, last: [], queues: [] });
	});

	test('P1 tells nothing about a person', () => {
		const day = morning();
		day.call('W02');
		day.call('W01');
		const text = JSON.stringify(boardView(day.state, plan, day.now));
		expect(text).not.toMatch(/ELDER|secret|priority/);
	});
});

describe('the terminal', () => {
	test('knows the wait of each queue, and who already has a number', () => {
		const day = morning();
		const view = terminalView(day.state, plan, day.now);
		expect(view.queues.find((queue) => queue.id === 'A')).toMatchObject({ served: true, wait: { people: 4 } });
		expect(view.queues.find((queue) => queue.id === 'X')).toMatchObject({ served: false, special: 'escalation', wait: { minutes: null } });
		expect(ticketsOfPerson(day.state, personRef)).toEqual([{ number: 'A002', queue: 'A', stage: 'waiting', peopleAhead: 1 }]);
		expect(peopleAhead(day.state, 'A004')).toBe(3);
		day.call('W02');
		expect([peopleAhead(day.state, 'A004'), peopleAhead(day.state, 'A001'), peopleAhead(day.state, 'A999')]).toEqual([2, 0, 0]);
		const nothing = { items: [], themes: [], lifeStages: [], departments: [] };
		expect(waitOfChoice(day.state, plan, nothing, { items: ['AA-001'], audience: 'personal' }, day.now)).toMatchObject({
			queue: 'A',
			wait: { people: 3 },
		});
		expect(waitOfChoice(day.state, plan, nothing, { items: ['ZZ-001'], audience: 'personal' }, day.now)).toBeNull();
	});
});

describe('the manager', () => {
	test('I-20 is told of open tickets whose paper is not known to be out, and of no others', () => {
		const day = morning();
		const paper = (ticket: string, outcome: 'printed' | 'failed' | 'unknown', copy = 1) =>
			day.do('T1', 'ticket-paper', { ticket, job: `d/${ticket}/${copy}`, copy, outcome, proof: 'none' });
		paper('A003', 'unknown');
		paper('A002', 'failed');
		paper('A004', 'failed');
		paper('A004', 'printed', 2);
		expect(managerView(day.state, plan, day.now).papers).toEqual(['A002', 'A003']);
	});

	test('sees figures that add up, every window, and what needs a person', () => {
		const day = morning();
		day.serve('W02');
		day.later(10).call('W01');
		day.do('W02', 'pause-window', { ...w2, reason: 'break', minutes: 5 });
		day.do('T1', 'help-called', {});
		day.do('T1', 'device-health', { device: 'printer', deviceKind: 'printer', state: 'stopped', code: 'paper-end' });
		day.do('W01', 'device-health', { device: 'led', deviceKind: 'led', state: 'ready', code: 'ok' });
		day.do('W02', 'start-service', { ...w2, ticket: 'A099' });
		const view = managerView(day.state, plan, day.now + minute);
		expect(view.figures).toEqual({
			waiting: 2,
			serving: 2,
			idle: 0,
			paused: 1,
			meanWaitMinutes: 10,
			p95WaitMinutes: 14,
			issued: 4,
			done: 1,
			noShow: 0,
			priority: { ELDER65: 1, ELDER80: 1 },
		});
		expect(view.windows.find((tile) => tile.id === 'W01')).toMatchObject({
			ticket: 'A002',
			ticketStage: 'called',
			minutes: 1,
			usualMinutes: 10,
		});
		expect(view.windows.find((tile) => tile.id === 'W02')).toMatchObject({ stage: 'paused', ticket: 'A099', until: day.now + 5 * minute });
		expect(view.queues.find((queue) => queue.id === 'A')).toMatchObject({
			wait: { people: 2 },
			expectedMinutes: 10,
			target: 45,
			unreachable: 0,
		});
		expect(view.conflicts.map((conflict) => conflict.kind)).toEqual(['unknown-ticket']);
		expect(view.devices.map((device) => [device.station, device.device])).toEqual([
			['T1', 'printer'],
			['W01', 'led'],
		]);
		expect(view.help).toEqual([{ station: 'T1', since: day.now }]);
	});

	test('I-13 sees people whom no open window may call', () => {
		const day = new TestDay().open('W04');
		day.take('R', { items: ['RR-001'] });
		const unreachable = () => managerView(day.state, plan, day.now).queues.find((queue) => queue.id === 'R')?.unreachable;
		expect(unreachable()).toBe(1);
		day.do('W03', 'open-window', { window: 'W03' });
		expect(unreachable()).toBe(0);
	});
});
