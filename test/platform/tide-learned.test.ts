import { describe, expect, test } from 'vitest';
import { forecastOf } from '../../domain/tide-day/forecast-of-day.ts';
import { servicesOf } from '../../domain/tide-day/services.ts';
import { domainRules } from '../../platform/authority/rules.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { learnPastDays } from '../../platform/tide/learned.ts';
import { HandClock } from './fixture.ts';
import { tidePlanOf, tideStand } from './tide-stand.ts';

const dayMs = 86_400_000;
const plan = tidePlanOf();

/** Whole days of the hall, each with twelve people for A, of whom window 02 serves three for eight minutes each. */
async function history(days: number) {
	const store = new MemoryStore();
	const clock = new HandClock();
	for (let day = 0; day < days; day++) {
		const hall = await tideStand({ plan, store, clock });
		await hall.open();
		await hall.take('A', 12);
		for (let each = 0; each < 3; each++) {
			await hall.must('W02', 'call-next', { window: 'W02' });
			const { ticket } = hall.authority.state.windows.W02 as { ticket: string };
			await hall.must('W02', 'start-service', { window: 'W02', ticket });
			clock.at += 480_000;
			await hall.must('W02', 'finish-service', { window: 'W02', ticket });
		}
		await hall.must('M1', 'close-day', {});
		await hall.end();
		clock.at += dayMs - 1_440_000;
	}
	return { store, clock };
}
const learn = (store: MemoryStore, today: string) => learnPastDays({ plan, store, rules: domainRules, today, goOn: () => true });

describe("what the hall's own days teach", () => {
	test('arrivals and services of the days before, learned once and kept; today teaches nothing yet', async () => {
		const { store } = await history(3);
		const learned = await learn(store, '2026-11-20');
		expect(learned.forecast).toMatchObject({ days: 3, lastDay: '2026-11-19' });
		const friday = forecastOf(plan, learned.forecast, '2026-11-20').A!;
		expect(friday.reduce((sum, each) => sum + each, 0)).toBeCloseTo(12, 0);
		// Eight minutes were seen nine times against ten that the hall's file says.
		const [mean] = servicesOf(learned.services, plan)[0]!;
		expect(mean).toBeGreaterThan(540);
		expect(mean).toBeLessThan(600);
		expect(await learn(store, '2026-11-20')).toEqual(learned);
		expect((await learn(store, '2026-11-19')).forecast.days).toBe(3);
	});

	test('a log with a gap: the day is left out and said, and the others are learned', async () => {
		const { store } = await history(3);
		const read = store.read.bind(store);
		store.read = async (hall, day, position, limit) =>
			(await read(hall, day, position, limit)).filter((event) => day !== '2026-11-18' || event.position !== 7);
		const learned = await learn(store, '2026-11-20');
		expect(learned).toMatchObject({ leftOut: ['2026-11-18'], forecast: { days: 2 } });
		expect((await learn(store, '2026-11-20')).leftOut).toEqual(['2026-11-18']);
	});

	test('a forecast of zeros is a forecast: the planner looks, and what comes is a surge', async () => {
		const hall = await tideStand({ plan });
		await hall.open();
		await hall.turn(10);
		await hall.take('A', 40);
		// Long before the five minutes are over.
		await hall.turn(70);
		expect(hall.events('tide-plan-proposed').map(({ body }) => [body.kind, body.trigger])).toContainEqual([
			'change',
			expect.stringMatching(/surge|duty/),
		]);
		const look = await hall.tide.ask({ do: 'look' });
		expect(look).toMatchObject({ ok: true, forecast: { learned: { days: 0 } } });
		await hall.end();
	});

	test('a service nobody can do is said, with who waits for it', async () => {
		const hall = await tideStand({ plan });
		await hall.open();
		const look = await hall.tide.ask({ do: 'look' });
		expect(look).toMatchObject({ ok: true, unservable: [{ queue: 'X', why: 'no-window-can', waiting: 0 }] });
		await hall.end();
	});

	test('an express lane says where it does not hold and why', async () => {
		const hall = await tideStand({ plan: tidePlanOf({ express: [{ queue: 'K', targetMinutes: 3 }] }) });
		await hall.take('K', 2);
		const lane = async () => {
			const look = await hall.tide.ask({ do: 'look' });
			return look.ok && look.do === 'look' ? look.express[0]! : null;
		};
		expect(await lane()).toMatchObject({ queue: 'K', targetS: 180, waiting: 2, holds: false, why: 'no-window-open' });
		await hall.open();
		expect(await lane()).toMatchObject({ windowsOpen: 1, holds: true, why: null });
		await hall.turn(200, 50);
		expect(await lane()).toMatchObject({ holds: false, why: 'no-capacity' });
		await hall.end();
	});
});
