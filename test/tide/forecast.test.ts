import { describe, expect, test } from 'vitest';
import { countsOfDay, type DayCounts, quartersOfDay } from '../../domain/tide/forecast/day-counts.ts';
import { kindOfDay } from '../../domain/tide/forecast/day-kind.ts';
import { emptyBook, forecastDay, forecastErrors, learnDay, showRate } from '../../domain/tide/forecast/learn.ts';
import { readManagerLine } from '../../domain/tide/forecast/manager-line.ts';
import { outlookOf } from '../../domain/tide/outlook.ts';
import { poisson, randomFrom } from '../../domain/tide/random.ts';
import { plan as hallPlan, nine, TestDay } from '../domain/small-hall.ts';

const calendar = { closedDates: ['2026-10-01', '2026-10-02'], extraWorkdays: ['2026-10-10'] };

function counts(day: string, perQuarter: (quarter: number) => number, over: Partial<DayCounts> = {}): DayCounts {
	return { day, walkIn: { A: Array.from({ length: quartersOfDay }, (_, quarter) => perQuarter(quarter)) }, reserved: { A: 0 }, ...over };
}

const dayOf = (from: string, add: number) => new Date(Date.parse(`${from}T00:00:00Z`) + add * 86_400_000).toISOString().slice(0, 10);
const total = (row: readonly number[]) => row.reduce((sum, each) => sum + each, 0);

describe('kinds of day', () => {
	test('weekdays, holidays, the day after, days off that are worked, the last two working days of a month', () => {
		expect(kindOfDay('2026-11-23', calendar)).toBe('mon');
		expect(kindOfDay('2026-11-21', calendar)).toBe('sat');
		expect(kindOfDay('2026-10-01', calendar)).toBe('holiday');
		expect(kindOfDay('2026-10-03', calendar)).toBe('after-holiday');
		expect(kindOfDay('2026-10-10', calendar)).toBe('mon');
		expect(kindOfDay('2026-11-30', calendar)).toBe('month-end');
		expect(kindOfDay('2026-11-27', calendar)).toBe('month-end');
		expect(kindOfDay('2026-11-26', calendar)).toBe('thu');
	});
});

describe('a forecast learned from the hall itself', () => {
	/** Twelve weeks: Mondays are double, mornings full. */
	function learned() {
		const random = randomFrom(5);
		let book = emptyBook;
		for (let add = 0; add < 84; add++) {
			const day = dayOf('2026-06-01', add);
			const level = add % 7 === 0 ? 8 : add % 7 < 5 ? 4 : 0;
			book = learnDay(
				book,
				counts(day, (quarter) => (quarter >= 36 && quarter < 68 ? poisson(random, quarter < 48 ? level * 1.5 : level / 2) : 0)),
				calendar,
			);
		}
		return book;
	}

	test('Mondays and other days come out as they were, mornings fuller than afternoons', () => {
		const book = learned();
		const monday = forecastDay(book, 'A', '2026-08-24', calendar);
		const tuesday = forecastDay(book, 'A', '2026-08-25', calendar);
		expect(total(monday)).toBeGreaterThan(0.8 * (12 * 12 + 20 * 4));
		expect(total(monday)).toBeLessThan(1.1 * (12 * 12 + 20 * 4));
		expect(total(tuesday)).toBeGreaterThan(0.85 * (12 * 6 + 20 * 2));
		expect(total(tuesday)).toBeLessThan(1.2 * (12 * 6 + 20 * 2));
		expect(monday[40]!).toBeGreaterThan(2 * monday[60]!);
	});

	test('its error is shown: of forecasts made before the day was known', () => {
		const [error] = forecastErrors(learned());
		expect(error!.queue).toBe('A');
		expect(error!.days).toBe(83);
		expect(error!.wape!).toBeGreaterThan(0.1);
		expect(error!.wape!).toBeLessThan(0.4);
		expect(Math.abs(error!.bias!)).toBeLessThan(0.15);
	});

	test('a pure fold: the same days give the same book, a day told twice or late changes nothing', () => {
		const book = learned();
		expect(learned()).toEqual(book);
		expect(
			learnDay(
				book,
				counts('2026-08-23', () => 99),
				calendar,
			),
		).toBe(book);
		expect(
			learnDay(
				book,
				counts('2026-07-01', () => 99),
				calendar,
			),
		).toBe(book);
	});

	test('of nothing zeros are forecast, and on a holiday too; a hall of zeros learns zeros', () => {
		expect(total(forecastDay(emptyBook, 'A', '2026-08-24', calendar))).toBe(0);
		expect(total(forecastDay(learned(), 'A', '2026-10-01', calendar))).toBe(0);
		expect(total(forecastDay(learned(), 'Z', '2026-08-24', calendar))).toBe(0);
		const zeros = learnDay(
			emptyBook,
			counts('2026-08-24', () => 0),
			calendar,
		);
		expect(total(forecastDay(zeros, 'A', '2026-08-25', calendar))).toBe(0);
		expect(forecastErrors(zeros)[0]).toMatchObject({ wape: null, bias: null });
	});

	test('reservations: the usual share until the own is known', () => {
		expect(showRate(emptyBook, 'A')).toBeCloseTo(0.85);
		let book = emptyBook;
		for (let add = 0; add < 20; add++)
			book = learnDay(
				book,
				counts(dayOf('2026-06-01', add), () => 1, { reserved: { A: 30 }, booked: { A: 50 } }),
				calendar,
			);
		expect(showRate(book, 'A')).toBeCloseTo(0.6, 1);
	});

	test('counts come from the folded log, by local quarter hour, reservations apart', () => {
		const day = new TestDay().open('W02');
		day.take('A');
		day.later(20).take('A');
		day.later(1).take('A', { reservationSlot: nine + 30 * 60_000 });
		const found = countsOfDay(day.state, hallPlan, '2026-11-23');
		expect(found.walkIn.A![36]).toBe(1);
		expect(found.walkIn.A![37]).toBe(1);
		expect(total(found.walkIn.A!)).toBe(2);
		expect(found.reserved.A).toBe(1);
		expect(found.walkIn.K).toEqual(Array(quartersOfDay).fill(0));
	});
});

describe('the outlook of the running day', () => {
	const row = Array(32).fill(4);
	const day = (came: [number, number, number][], over = {}) =>
		outlookOf(
			{
				intervalS: 900,
				forecast: [row, row],
				came,
				booked: [
					[9000, 1, 6],
					[900, 1, 3],
				],
				show: 0.8,
				...over,
			},
			7200,
			3600,
		);

	test('as many as foreseen came: the forecast stands', () => {
		const came = Array.from({ length: 64 }, (_, place): [number, number, number] => [place % 2, Math.floor(place / 2) * 225, 0]);
		for (const expected of day(came).expected) expect(expected[0]!).toBeCloseTo(4, 0);
	});

	test('a surge of the last hour lifts its queue most, and the others a little', () => {
		const surge = [
			...Array.from({ length: 40 }, (_, place): [number, number, number] => [0, 4000 + place * 80, 0]),
			...Array.from({ length: 32 }, (_, place): [number, number, number] => [1, place * 225, 0]),
		];
		const { expected, certainty } = day(surge);
		expect(expected[0]![0]!).toBeGreaterThan(5);
		expect(expected[1]![0]!).toBeLessThan(expected[0]![0]!);
		expect(certainty[0]!).toBeGreaterThan(certainty[1]!);
	});

	test('reservations that are due later are expected, those of the past are not', () => expect(day([]).booked).toEqual([[9000, 1, 6]]));

	test('a group that was announced is expected in its quarter of an hour, and is no surge when it has come', () => {
		const came = Array.from({ length: 64 }, (_, place): [number, number, number] => [place % 2, Math.floor(place / 2) * 225, 0]);
		const before = day(came);
		const announced = day(came, { groups: [[8200, 0, 60]] });
		expect(announced.expected[0]![1]! - before.expected[0]![1]!).toBeCloseTo(60);
		expect(announced.expected[1]).toEqual(before.expected[1]);
		const bus = Array.from({ length: 60 }, (_, place): [number, number, number] => [0, 6000 + place, 0]);
		const surprised = day([...came, ...bus]).expected[0]![0]!;
		const known = day([...came, ...bus], { groups: [[6000, 0, 60]] }).expected[0]![0]!;
		expect(known).toBeLessThan(0.6 * surprised);
	});

	test('a forecast of zeros', () =>
		expect(
			outlookOf({ intervalS: 900, forecast: [[], []], came: [], booked: [], show: 1 }, 0, 3600)
				.expected.flat()
				.every((each) => each === 0),
		).toBe(true));
});

describe('a line of the manager', () => {
	const queues = [
		{ id: 'A', names: ['社保综合', 'Social insurance'] },
		{ id: 'B', names: ['医保综合', 'Medical insurance'] },
		{ id: 'K', names: ['取件快办', 'Pick-up'] },
	];
	const read = (line: string, now = '08:30') => readManagerLine(line, queues, now);
	const bus = (people: number, queue: string, at: string) => ({ ok: true, group: { people, queue, at } });

	test('as people say it', () => {
		expect(read('一辆大巴60人，社保，10:30')).toEqual(bus(60, 'A', '10:30'));
		expect(read('a bus of 60 for 社保 at 10:30')).toEqual(bus(60, 'A', '10:30'));
		expect(read('10点半 来六十位 医保综合')).toEqual(bus(60, 'B', '10:30'));
		expect(read('下午2点 取件快办 35人')).toEqual(bus(35, 'K', '14:00'));
		expect(read('45 people for Medical Insurance, 2:15 pm')).toEqual(bus(45, 'B', '14:15'));
		expect(read('下午三刻')).toMatchObject({ ok: false });
		expect(read('两百二十人 社保 11：00')).toEqual(bus(220, 'A', '11:00'));
		expect(read('A队 30人 9点15分')).toEqual(bus(30, 'A', '09:15'));
	});

	test('what cannot be understood is answered with what is missing, and with what was heard', () => {
		expect(read('')).toMatchObject({ ok: false, why: 'empty' });
		expect(read('社保 10:30')).toMatchObject({ ok: false, why: 'no-people', heard: { queue: 'A', at: '10:30' } });
		expect(read('60人 10:30')).toMatchObject({ ok: false, why: 'no-queue', queues: ['A', 'B', 'K'], heard: { people: 60 } });
		expect(read('60人 公证 10:30')).toMatchObject({ ok: false, why: 'no-queue' });
		expect(read('60人 综合 10:30')).toMatchObject({ ok: false, why: 'several-queues', queues: ['A', 'B'] });
		expect(read('60人 社保')).toMatchObject({ ok: false, why: 'no-time', heard: { people: 60, queue: 'A' } });
		expect(read('60人 社保 27:30')).toMatchObject({ ok: false, why: 'time-wrong' });
		expect(read('60人 社保 8:00', '10:00')).toMatchObject({ ok: false, why: 'time-over' });
		expect(read('99999人 社保 10:30')).toMatchObject({ ok: false, why: 'too-many-people' });
		expect(read('随便写点什么')).toMatchObject({ ok: false });
	});
});
