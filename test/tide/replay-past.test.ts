import { describe, expect, test } from 'vitest';
import { pastDayOf } from '../../domain/tide/past-day/past-day.ts';
import { pastHallOf } from '../../domain/tide/past-day/rebuild.ts';
import { editFaults, type PastEdit, replayPast } from '../../domain/tide/past-day/replay-past.ts';
import { day, minute, nine, plan, TestDay } from '../domain/small-hall.ts';

/** Three hours: somebody for A every four minutes, for B every ten; one window for each, nine and five minutes a service. One gives up, one is sent home. */
function busyDay(): TestDay {
	const hall = new TestDay().open('W02', 'W04');
	const takes = { W02: 9, W04: 5 } as const;
	const since: Record<string, number> = {};
	for (let at = 0; at < 240; at++) {
		if (at % 4 === 0 && at < 180) hall.take('A');
		if (at % 10 === 5 && at < 180) hall.take('B');
		if (at === 30) hall.do('M1', 'cancel-ticket', { ticket: 'A008', reason: 'went' });
		for (const window of ['W02', 'W04'] as const) {
			const here = hall.state.windows[window];
			if (here?.stage !== 'open') continue;
			if (here.ticket !== null && at - since[window]! >= takes[window]) hall.do(window, 'finish-service', { window, ticket: here.ticket });
			const now = hall.state.windows[window];
			if (
				now?.stage !== 'open' ||
				now.ticket !== null ||
				!Object.values(hall.state.tickets).some(({ queue, life }) => life.stage === 'waiting' && queue === (window === 'W02' ? 'A' : 'B'))
			)
				continue;
			hall.call(window);
			const called = hall.state.windows[window];
			if (called?.stage !== 'open' || called.ticket === null) continue;
			hall.do(window, 'start-service', { window, ticket: called.ticket });
			since[window] = at;
		}
		hall.later(1);
	}
	hall.do('M1', 'close-day', {});
	return hall;
}

const past = pastDayOf(day, plan.windows, busyDay().log);
const hall = pastHallOf(plan);
const ask = (edits: PastEdit[], replays = 12) => replayPast({ past, hall, edits, replays, seed: 5, goOn: () => true });
const at = (minutes: number) => nine + minutes * minute;
const help: PastEdit = { do: 'help', window: 'W04', queues: ['A'], from: at(30), to: at(180) };

describe('what a past day would have been with other windows', () => {
	test('without a change the replayed day is like the real one, and the same beside itself', () => {
		const { hall: compared, better, queues } = ask([]);
		expect(compared.with_).toEqual(compared.without);
		expect(better).toBe(0);
		const a = queues.find(({ queue }) => queue === 'A')!;
		expect(a.actual!.mean).toBeGreaterThan(30);
		expect(Math.abs(a.without.mean - a.actual!.mean) / a.actual!.mean).toBeLessThan(0.12);
	});

	test('a window that helps shortens the waits of those it helps, and somebody pays', () => {
		const { hall: compared, better, replays, queues, changes } = ask([help]);
		expect(compared.with_.mean).toBeLessThan(0.9 * compared.without.mean);
		expect(better).toBe(replays);
		const of = (id: string) => queues.find(({ queue }) => queue === id)!;
		expect(of('A').with_.mean).toBeLessThan(of('A').without.mean);
		expect(of('B').with_.mean).toBeGreaterThan(of('B').without.mean);
		expect(changes).toEqual({ without: 0, with_: 2 });
	});

	test('one more window helps without anybody paying; a window that closes makes everybody wait', () => {
		const more = ask([{ do: 'add-window', queues: ['A'], from: at(0), to: at(180) }]);
		expect(more.hall.with_.mean).toBeLessThan(0.4 * more.hall.without.mean);
		expect(more.hall.with_.notCalled).toBeLessThan(more.hall.without.notCalled);
		const less = ask([{ do: 'close', window: 'W02', from: at(60), to: at(120) }]);
		expect(less.hall.with_.notCalled).toBeGreaterThan(less.hall.without.notCalled);
	});

	test('it says what had to be assumed, and the same seed gives the same answer', () => {
		const { assumed } = ask([]);
		// Whom nobody served: the one who gave up, and all who still waited when the day was closed.
		expect(assumed.gaveUp).toBe(1);
		expect(assumed.unknownServices).toBe(past.stays.filter(({ calledAt }) => calledAt === null).length);
		expect(ask([help])).toEqual(ask([help]));
	});

	test('it can be stopped after any replay and answers with those it has', () => {
		const stopped = replayPast({ past, hall, edits: [help], replays: 200, seed: 5, goOn: (done) => done < 3 });
		expect(stopped.replays).toBe(3);
	});

	test.each<[string, PastEdit, string]>([
		['a window nobody knows', { ...help, window: 'W77' }, 'unknown-window'],
		['a service that clerk may not do', { ...help, queues: ['K'] }, 'not-able'],
		['a window that was not open', { ...help, window: 'W03', queues: ['R'] }, 'not-open'],
		['no service at all', { do: 'add-window', queues: [], from: at(0), to: at(9) }, 'no-queue'],
		['an end before the beginning', { ...help, to: at(10) }, 'ends-before'],
		['another day', { ...help, from: at(5000), to: at(5010) }, 'outside-day'],
	])('%s is refused with its reason', (_, edit, fault) => expect(editFaults(past, hall, [help, edit])).toEqual([{ edit: 1, fault }]));

	test('a day on which nobody came is a day', () => {
		const empty = pastDayOf(day, plan.windows, new TestDay().open('W02').log);
		const { hall: compared, queues } = replayPast({ past: empty, hall, edits: [], replays: 2, seed: 1, goOn: () => true });
		expect(compared.without).toMatchObject({ mean: 0, called: 0, notCalled: 0 });
		expect(queues).toEqual([]);
	});
});
