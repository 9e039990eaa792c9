import { expect, test } from 'vitest';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { domainRules } from '../../platform/authority/rules.ts';
import { pastWaits } from '../../platform/reservations/past-waits.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { minute, day as monday, nine, plan, TestDay } from '../domain/small-hall.ts';

test('the last four days of the same weekday are looked up once, in the background; who asks first is told nothing yet', async () => {
	const at = new TestDay().open('W01');
	for (const waited of [10, 20, 30]) {
		at.now = nine;
		at.take();
		at.now = nine + waited * minute;
		at.serve('W01');
	}
	const store = new MemoryStore();
	for (const day of [monday, '2026-11-16', '2026-11-17']) {
		await store.keepDay(plan.code, day, plan);
		await store.commit({ hall: plan.code, day, events: at.log.map((event) => ({ ...event, day }) as HallEvent), outcomes: [] });
	}
	const waits = pastWaits({ plan, store, rules: domainRules });
	const today = '2026-11-25';
	expect(waits.of('2026-11-30', today)).toEqual({});
	await waits.rest();
	// Two Mondays of three people each; the Tuesday is none of them.
	expect(waits.of('2026-11-30', today)).toEqual({ 'A/09:00': { minutes: 120, people: 6 } });
	expect(waits.of('2026-11-27', today)).toEqual({});
	await waits.rest();
	expect(waits.of('2026-11-27', today)).toEqual({});
});
