/** The copier on a hand-turned clock, between a store and a centre in memory, with the line in the test's hand. */
import { describe, expect, test } from 'vitest';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { backOffMs } from '../../platform/centre/back-off.ts';
import type { CentreClient, Said } from '../../platform/centre/centre-client.ts';
import { Copier } from '../../platform/centre/copier.ts';
import { DayBooks } from '../../platform/centre/day-books.ts';
import { sha256 } from '../../platform/centre/sha256.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { demoHall, helpCalled, stamped, tuesdayMorning } from '../platform/fixture.ts';

const plan = { ...demoHall().plan, code: 'DEMO' };
const hall = 'DEMO';
const today = '2026-11-17';

/** A hall's store, a centre, and a line between them. */
async function stand({ store = new MemoryStore(), central = new MemoryStore() } = {}) {
	const books = await DayBooks.open(central, sha256, { taken: () => {}, differs: () => {}, agreesAgain: () => {} });
	const told: string[] = [];
	const asked: string[] = [];
	const line: { say: 'open' | 'cut' | 'wrong-token' | 'malformed'; loseAnswers: boolean } = { say: 'open', loseAnswers: false };
	const over = async <T>(what: string, answer: () => Promise<Said<T>>): Promise<Said<T>> => {
		asked.push(what);
		if (line.say !== 'open') return { ok: false, code: line.say };
		const said = await answer();
		return line.loseAnswers ? { ok: false, code: 'cut' } : said;
	};
	const centre: CentreClient = {
		days: (since = '') => over('days', async () => ({ ok: true, value: { hall, days: await books.held(hall, since, 400) } })),
		putDay: (day, sent) => over(`plan ${day}`, async () => ({ ok: true, value: await books.putDay(hall, day, sent) })),
		push: (day, message) =>
			over(`${day} ${message.from}+${message.events.length}`, async () => {
				const taken = await books.take(hall, day, message);
				return taken.ok ? { ok: true, value: taken.pushed } : taken;
			}),
		close: () => {},
	};
	let at = tuesdayMorning;
	let next: { at: number; action: () => void } | null = null;
	const copier = new Copier({
		hall,
		store,
		centre,
		sha256,
		now: () => at,
		random: () => 0,
		after(ms, action) {
			const mine = { at: at + ms, action };
			next = mine;
			return () => {
				if (next === mine) next = null;
			};
		},
		watch: {
			state: (state) => told.push(state),
			problem: (day, problem) => told.push(`${day} ${problem}`),
			settled: (day) => told.push(`${day} settled`),
			sent: () => {},
		},
	});
	const breathe = async () => {
		for (let turn = 0; turn < 60; turn += 1) await new Promise((resolve) => setImmediate(resolve));
	};
	copier.start();
	return {
		store,
		central,
		copier,
		told,
		asked,
		line,
		/** Turns the hands by `ms`, and lets everything that is due on the way happen. */
		async turn(ms: number) {
			const end = at + ms;
			for (let due = next; due && due.at <= end; due = next) {
				at = Math.max(at, due.at);
				next = null;
				due.action();
				await breathe();
			}
			at = end;
		},
		async append(day: string, events: HallEvent[], tell = true) {
			await store.keepDay(hall, day, plan);
			await store.commit({ hall, day, events: events.map((event) => ({ ...event, day })), outcomes: [] });
			if (tell) copier.appended(day, events.at(-1)!.position);
		},
		held: async (day = today) => (await central.heads(hall, day)).find((each) => each.day === day)?.head ?? null,
		async same() {
			for (const { day } of await store.heads(hall, ''))
				expect(await central.read(hall, day, 0, 100_000)).toEqual(await store.read(hall, day, 0, 100_000));
		},
	};
}

const events = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => helpCalled(from + index));

describe('following the log', () => {
	test('S10 everything arrives once, in messages of at most 500, and what came in a burst shares a message', async () => {
		const { append, turn, held, same, asked, copier } = await stand();
		await append(today, events(1, 1_234), false);
		await turn(0);
		expect(asked).toEqual(['days', `plan ${today}`, `${today} 1+500`, `${today} 501+500`, `${today} 1001+234`]);
		expect(copier.report()).toEqual({ state: 'ok', behindEvents: 0, lastOkAt: tuesdayMorning, problems: [] });
		for (let position = 1_235; position <= 1_244; position += 1) await append(today, events(position, position));
		expect(copier.report().behindEvents).toBe(10);
		await turn(300);
		expect(asked.slice(5)).toEqual([`${today} 1235+10`]);
		expect(await held()).toBe(1_244);
		await same();
	});

	test('events without end do not put a message off', async () => {
		const { append, turn, held } = await stand();
		await append(today, events(1, 1));
		await turn(10);
		for (let position = 2; position <= 11; position += 1) {
			await append(today, events(position, position));
			await turn(100);
		}
		expect(await held()).toBeGreaterThanOrEqual(9);
	});

	test('a late day grows without a word of the authority, and is copied too; the next day follows', async () => {
		const { append, turn, held, same } = await stand();
		await append('2026-11-10', events(1, 3));
		await append(today, events(1, 3));
		await turn(1_000);
		await append('2026-11-10', events(4, 5), false);
		await append('2026-11-12', events(1, 2), false);
		await append('2026-11-18', events(1, 2), false);
		await turn(5_000);
		expect([await held('2026-11-10'), await held('2026-11-12'), await held('2026-11-18')]).toEqual([5, 2, 2]);
		await same();
	});
});

describe('the line is cut', () => {
	test('for three days: tries are spaced to a minute, told once, nothing is kept in memory, and all of it arrives after', async () => {
		const { append, turn, line, told, asked, same, copier } = await stand();
		await append(today, events(1, 10));
		await turn(100);
		line.say = 'cut';
		for (let hour = 0; hour < 72; hour += 1) {
			await append(today, events(11 + hour * 30, 40 + hour * 30));
			await turn(3_600_000);
		}
		expect(copier.report()).toMatchObject({ state: 'cut', behindEvents: 2_160, lastOkAt: tuesdayMorning });
		expect(told).toEqual(['ok', 'cut']);
		const tries = asked.length;
		expect(tries).toBeGreaterThan(72 * 55);
		expect(tries).toBeLessThan(72 * 65);
		line.say = 'open';
		await turn(61_000);
		expect(told).toEqual(['ok', 'cut', 'ok']);
		expect(copier.report().behindEvents).toBe(0);
		await same();
	});

	test('S2 an answer that is lost makes nothing double', async () => {
		const { append, turn, line, same, held } = await stand();
		await append(today, events(1, 5));
		await turn(100);
		line.loseAnswers = true;
		await append(today, events(6, 9));
		await turn(10_000);
		expect(await held()).toBe(9);
		line.loseAnswers = false;
		await append(today, events(10, 12));
		await turn(61_000);
		expect(await held()).toBe(12);
		await same();
	});

	test('a quiet hall notices it too, and a refused token is another thing', async () => {
		const { append, turn, line, told } = await stand();
		await append(today, events(1, 5));
		await turn(100);
		line.say = 'wrong-token';
		await turn(40_000);
		expect(told).toEqual(['ok', 'token-refused']);
	});

	test('waits 1, 2, 4 … 60 s, shortened by chance to a half at most and never below 1 s', () => {
		expect([1, 2, 3, 6, 7, 8, 4_000].map((tries) => backOffMs(tries, () => 0))).toEqual([
			1_000, 2_000, 4_000, 32_000, 60_000, 60_000, 60_000,
		]);
		expect([1, 2, 7].map((tries) => backOffMs(tries, () => 0.999_999))).toEqual([1_000, 1_000, 30_000]);
	});
});

describe('hall and centre do not agree', () => {
	test('the store of the hall was restored from an older copy: told, nothing overwritten on either side, other days go on', async () => {
		const before = await stand();
		await before.append('2026-11-16', events(1, 20));
		await before.append(today, events(1, 30));
		await before.turn(1_000);
		await before.copier.stop();
		const restored = new MemoryStore();
		await restored.keepDay(hall, today, plan);
		await restored.commit({ hall, day: today, events: events(1, 12), outcomes: [] });
		const after = await stand({ store: restored, central: before.central });
		await after.turn(1_000);
		expect(after.told.sort()).toEqual(['2026-11-16 centre-knows-more', `${today} centre-knows-more`, 'ok']);
		// The hall goes on by itself and passes the head of the centre: now it is another history, and that is refused too.
		await after.append(
			today,
			Array.from({ length: 25 }, (_, index) => stamped(13 + index, { name: 'help-answered', body: { station: 'T1' } })),
		);
		await after.append('2026-11-18', events(1, 3), false);
		await after.turn(11 * 60_000);
		expect(after.copier.report().problems).toEqual([
			{ day: '2026-11-16', code: 'centre-knows-more' },
			{ day: today, code: 'history-differs' },
		]);
		expect(await after.held('2026-11-18')).toBe(3);
		expect(await after.central.read(hall, today, 0, 100)).toEqual(events(1, 30));
		expect(await after.store.read(hall, today, 0, 12)).toEqual(events(1, 12));
	});

	test('the centre was restored from an older copy: it is asked what it holds, and gets the rest again', async () => {
		const first = await stand();
		await first.append(today, events(1, 30));
		await first.turn(1_000);
		await first.copier.stop();
		const older = new MemoryStore();
		await older.keepDay(hall, today, plan);
		await older.commit({ hall, day: today, events: events(1, 7), outcomes: [] });
		const second = await stand({ store: first.store, central: older });
		await second.append(today, events(31, 33));
		await second.turn(1_000);
		expect(second.asked).toContain(`${today} 8+26`);
		await second.same();
	});

	test('the centre does not understand an event: the day is left aside and tried again, others go on', async () => {
		const { append, turn, line, told, copier, same } = await stand();
		await append('2026-11-16', events(1, 2));
		await append(today, events(1, 2));
		await turn(1_000);
		line.say = 'malformed';
		await append('2026-11-16', events(3, 4), false);
		await turn(3_000);
		line.say = 'open';
		await append(today, events(3, 4));
		await turn(3_000);
		expect(copier.report()).toMatchObject({ behindEvents: 4, problems: [{ day: '2026-11-16', code: 'centre-refuses' }] });
		await turn(11 * 60_000);
		expect(told).toEqual(['ok', '2026-11-16 centre-refuses', '2026-11-16 settled']);
		await same();
	});

	test('a difference that was mended in the hall is taken off the list of the centre', async () => {
		const first = await stand();
		await first.append(today, events(1, 5));
		await first.turn(1_000);
		const books = await DayBooks.open(first.central, sha256, { taken: () => {}, differs: () => {}, agreesAgain: () => {} });
		await books.take(hall, today, { from: 5, events: [{ ...helpCalled(5), n: 7 }], hash: '0'.repeat(64) });
		await first.copier.stop();
		expect(await first.central.records('history-differs')).toHaveLength(1);
		const second = await stand({ store: first.store, central: first.central });
		await second.turn(1_000);
		expect(second.told).toEqual(['ok']);
		expect(await first.central.records('history-differs')).toEqual([]);
	});
});
