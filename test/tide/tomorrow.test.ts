import { beforeAll, describe, expect, test } from 'vitest';
import type { Outlook } from '../../domain/tide/moment.ts';
import { tidalRule } from '../../domain/tide/tide-hall.ts';
import { adviseDay, type DayQuestion } from '../../domain/tide/tomorrow/advise-day.ts';
import type { PlanModel } from '../../domain/tide/tomorrow/plan-model.ts';
import { loadSolver, type Solver } from '../../platform/tide/solve-plan.ts';
import { smallHall } from './small-tide.ts';

let solver: Solver;
beforeAll(async () => {
	// Ended by how good it is and not by the clock, so that a loaded machine says the same.
	solver = await loadSolver(60, 0.15);
});

/** Four hours: A is wanted in the first two, B in the last two. */
const model: PlanModel = {
	quarters: 16,
	queues: [
		{ meanServiceS: 300, targetWaitS: 600, expected: Array.from({ length: 16 }, (_, at) => (at < 8 ? 8 : 1)) },
		{ meanServiceS: 300, targetWaitS: 600, expected: Array.from({ length: 16 }, (_, at) => (at < 8 ? 1 : 8)) },
	],
	windows: [
		{ home: [0], skills: [0], open: Array(16).fill(true), lunch: null },
		{ home: [1], skills: [1], open: Array(16).fill(true), lunch: null },
		{ home: [0], skills: [0, 1], open: Array(16).fill(true), lunch: null },
		{ home: [1], skills: [0, 1], open: Array(16).fill(true), lunch: { from: 6, to: 9, quarters: 2 } },
	],
	nonhomeFactor: 1.1,
	dwell: 4,
	mostChanges: 2,
};

describe('the plan of a day from the solver', () => {
	test('windows that can go where people come, each eats once, and nobody does what they cannot', () => {
		const { status, solution } = solver(model);
		expect(status).toBe('best');
		const { serves, lunch, short } = solution!;
		const there = (queue: number, at: number) => serves.filter((line) => line[at] === queue).length;
		expect(there(0, 3)).toBe(3);
		expect(there(1, 13)).toBe(3);
		serves.forEach((line, window) => {
			for (const queue of line) if (queue !== null) expect(model.windows[window]!.skills).toContain(queue);
		});
		expect(lunch[3]).toBeGreaterThanOrEqual(6);
		expect(lunch[3]).toBeLessThanOrEqual(9);
		expect(serves[3]!.filter((queue) => queue === null)).toHaveLength(2);
		expect(serves[3]![lunch[3]!]).toBeNull();
		expect(short.flat().every((windows) => windows >= 0)).toBe(true);
	});

	test('no change is worth it where nothing is gained, a sign stays its time, and changes are few', () => {
		const calm = { ...model, queues: model.queues.map((queue) => ({ ...queue, expected: Array(16).fill(1) })) };
		for (const line of solver(calm).solution!.serves) expect(new Set(line.filter((queue) => queue !== null)).size).toBe(1);
		const flicker = {
			...model,
			queues: model.queues.map((queue, q) => ({ ...queue, expected: Array.from({ length: 16 }, (_, at) => (at % 2 === q ? 14 : 0)) })),
		};
		for (const line of solver(flicker).solution!.serves.slice(0, 3)) {
			const changes = line.flatMap((queue, at) => (at > 0 && queue !== line[at - 1] ? [at] : []));
			expect(changes.length).toBeLessThanOrEqual(flicker.mostChanges);
			changes.slice(1).forEach((at, place) => {
				expect(at - changes[place]!).toBeGreaterThanOrEqual(flicker.dwell);
			});
		}
	});

	test('a closed window does nothing, and a queue nobody can do is short of windows', () => {
		const closed = { ...model, windows: model.windows.map((window, w) => (w === 0 ? { ...window, open: Array(16).fill(false) } : window)) };
		expect(solver(closed).solution!.serves[0]!.every((queue) => queue === null)).toBe(true);
		const nobody = { ...model, windows: model.windows.map((window) => ({ ...window, home: [1], skills: [1] })) };
		expect(solver(nobody).solution!.short[0]![0]).toBeGreaterThan(0);
	});
});

describe('advice for a day', () => {
	/** Solved once: a solver that the clock ended answers differently the next time. */
	const solved = new Map<string, ReturnType<Solver>>();
	const once = (asked: PlanModel) => {
		const key = JSON.stringify(asked);
		const answer = solved.get(key) ?? solver(asked);
		solved.set(key, answer);
		return answer;
	};
	/** Two queues; one window can do A alone, one B alone, two both. */
	const sets: [number[], number[]][] = [
		[[0], [0]],
		[[1], [1]],
		[[0], [0, 1]],
		[[1], [0, 1]],
	];
	const hall = {
		...smallHall,
		queues: smallHall.queues.slice(0, 2),
		windows: sets.map(([home, skills], w) => ({ id: `W0${w + 1}`, home, skills, speed: 1, off: [] })),
		lastTicketS: 14_400,
		endS: 18_000,
	};
	const outlook: Outlook = {
		from: 0,
		intervalS: 900,
		// A in the first two hours, B in the last two.
		expected: [0, 1].map((queue) => Array.from({ length: 17 }, (_, at) => (at < 8 === (queue === 0) ? 8.5 : 1))),
		certainty: [40, 40],
		booked: [[3600, 1, 3]],
		show: 0.85,
		priorityShare: 0.1,
	};
	const question = (over: Partial<DayQuestion> = {}): DayQuestion => ({
		hall,
		rule: tidalRule,
		outlook,
		hours: hall.windows.map(() => []),
		lunches: hall.windows.map(() => null),
		dwell: 4,
		mostChanges: 3,
		seed: 11,
		futures: 24,
		solve: once,
		...over,
	});

	test('the plan is tried on the same drawn days as usual signs, and waits fall', () => {
		const { better, usual, planned, quarters } = adviseDay(question());
		expect(quarters).toBe(16);
		expect(better).toBe(true);
		expect(planned.mean).toBeLessThan(0.9 * usual.mean);
		expect(planned.late).toBeLessThan(usual.late);
	});

	test('a lesson is told with what it brings; who can do it already is not taught', () => {
		const { training } = adviseDay(question());
		expect(training.length).toBeGreaterThan(0);
		for (const { window, queue, meanLess, sure } of training) {
			expect(hall.windows[window]!.skills).not.toContain(queue);
			expect(meanLess).toBeGreaterThan(0);
			expect(sure).toBeGreaterThanOrEqual(0.7);
		}
	});

	test('a day on which nobody is expected needs no plan, and a solver that finds none leaves the usual signs', () => {
		const empty = adviseDay(question({ outlook: { ...outlook, expected: outlook.expected.map((row) => row.map(() => 0)), booked: [] } }));
		expect(empty).toMatchObject({ better: false, training: [] });
		const none = adviseDay(question({ solve: () => ({ status: 'none', solution: null }) }));
		expect(none.better).toBe(false);
		expect(none.planned).toEqual(none.usual);
	});

	test('the same seed gives the same advice', () => expect(adviseDay(question())).toEqual(adviseDay(question())));
});
