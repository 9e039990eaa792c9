import { expect, test } from 'vitest';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { historyDeskAnswer } from '../../domain/contracts/history-desk.ts';
import { domainRules } from '../../platform/authority/rules.ts';
import { createDayPlanner } from '../../platform/tide/plan-day.ts';
import { plan, TestDay } from '../domain/small-hall.ts';
import { storeWith } from './figures-stand.ts';

/** A morning in which somebody comes for A every four minutes, and for B every half hour. */
function morning(day: string): HallEvent[] {
	const hall = new TestDay(plan);
	hall.now = Date.parse(`${day}T09:00:00+08:00`);
	hall.open('W02', 'W04');
	for (let minute = 0; minute < 120; minute++) {
		if (minute % 4 === 0) hall.take('A');
		if (minute % 30 === 0) hall.take('B');
		if (minute % 10 === 5) hall.serve('W02');
		hall.later(1);
	}
	return hall.log.map((event) => ({ ...event, day }));
}

test('a day to come is planned from the days before, on a thread of its own; before there is a day it is too early', async () => {
	const days = ['2026-11-16', '2026-11-17', '2026-11-18'];
	const store = await storeWith(Object.fromEntries(days.map((day) => [day, morning(day)])));
	const planner = (of: typeof store) =>
		createDayPlanner({ plan, store: of, rules: domainRules, today: () => '2026-11-19', booked: () => [], withinS: 1 });
	const asked = planner(store);
	const [answer, other] = await Promise.all([asked.plan({ day: '2026-11-20' }), asked.plan({ day: '2026-11-20' })]);
	expect(other).toEqual({ ok: false, code: 'busy' });
	const read = historyDeskAnswer.parse(answer);
	if (!read.ok || read.do !== 'plan') throw new Error('no plan');
	expect(read.plan).toMatchObject({ day: '2026-11-20', kind: 'fri', from: 540, quarters: 34, learned: 3 });
	expect(read.plan.windows.map(({ window }) => window)).toEqual(plan.windows.map(({ id }) => id));
	for (const { window, parts } of read.plan.windows) {
		const able = plan.windows.find(({ id }) => id === window)!.capabilities;
		for (const { queues, from, to } of parts) {
			expect(to).toBeGreaterThan(from);
			for (const queue of queues) expect(able).toContain(queue);
		}
	}
	expect(read.plan.expected.planned.mean).toBeGreaterThanOrEqual(0);
	expect(await asked.plan({ day: '2026-11-22' })).toEqual({ ok: false, code: 'no-plan' });
	expect(await planner(await storeWith({})).plan({ day: '2026-11-20' })).toEqual({ ok: false, code: 'too-early' });
});
