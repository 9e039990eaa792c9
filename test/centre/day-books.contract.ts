/** What the centre's books must do on every store. Run by `day-books.test.ts`. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { chainStart, continueChain } from '../../domain/day-hash.ts';
import { DayBooks } from '../../platform/centre/day-books.ts';
import { sha256 } from '../../platform/centre/sha256.ts';
import type { HallStore } from '../../platform/storage/contract.ts';
import { demoHall, helpCalled, stamped } from '../platform/fixture.ts';

const plan = { ...demoHall().plan, code: 'DEMO' };
const day = '2026-11-17';
export const chainOf = (events: HallEvent[]) => continueChain(chainStart, events, sha256);

export function dayBooksContract(name: string, open: () => Promise<{ store: HallStore; again(): Promise<HallStore> }>): void {
	describe(`centre's books: ${name}`, () => {
		let store: HallStore;
		let again: () => Promise<HallStore>;
		let books: DayBooks;
		const told: string[] = [];
		const watch = {
			taken: () => {},
			differs: (hall: string, of: string, position: number, first: boolean) => told.push(`${hall} ${of} ${position} ${first}`),
			agreesAgain: (hall: string, of: string) => told.push(`${hall} ${of} agrees`),
		};
		beforeEach(async () => {
			told.length = 0;
			({ store, again } = await open());
			books = await DayBooks.open(store, sha256, watch);
			await books.putDay('DEMO', day, plan);
		});
		afterEach(() => store.close());

		const log = Array.from({ length: 12 }, (_, index) => helpCalled(index + 1));
		const message = (from: number, to: number, all = log) => ({ from, events: all.slice(from - 1, to), hash: chainOf(all.slice(0, to)) });

		test('S1 S2 continues the log exactly; a repeat and an overlap get the answer of the first time and add nothing', async () => {
			expect(await books.take('DEMO', day, message(1, 5))).toEqual({ ok: true, pushed: { to: 5, hash: chainOf(log.slice(0, 5)) } });
			await books.take('DEMO', day, message(6, 8));
			expect(await books.take('DEMO', day, message(1, 5))).toEqual({ ok: true, pushed: { to: 5, hash: chainOf(log.slice(0, 5)) } });
			expect(await books.take('DEMO', day, message(4, 12))).toEqual({ ok: true, pushed: { to: 12, hash: chainOf(log) } });
			expect(await store.read('DEMO', day, 0, 100)).toEqual(log);
			expect(await books.held('DEMO', '', 10)).toEqual([{ day, head: 12, hash: chainOf(log) }]);
		});

		test('a gap is answered with the position to go on with, an unknown day with the wish for its plan; nothing is kept', async () => {
			await books.take('DEMO', day, message(1, 3));
			expect(await books.take('DEMO', day, message(5, 6))).toEqual({ ok: false, code: 'gap', from: 4 });
			expect(await books.take('DEMO', '2026-11-18', message(1, 1))).toEqual({ ok: false, code: 'day-unknown' });
			expect(await store.read('DEMO', day, 0, 100)).toEqual(log.slice(0, 3));
		});

		test('S1 another event at a known position is refused and nothing of the message is kept; told once, settled by what fits', async () => {
			await books.take('DEMO', day, message(1, 5));
			const other = log.map((event) => (event.position === 4 ? stamped(4, { name: 'help-answered', body: { station: 'T1' } }) : event));
			expect(await books.take('DEMO', day, message(3, 9, other))).toEqual({ ok: false, code: 'history-differs', from: 4 });
			expect(await books.take('DEMO', day, message(6, 9, other))).toEqual({ ok: false, code: 'history-differs' });
			expect(await store.read('DEMO', day, 0, 100)).toEqual(log.slice(0, 5));
			expect(told).toEqual([`DEMO ${day} 4 true`, `DEMO ${day} 6 false`]);
			expect(await books.held('DEMO', '', 10)).toEqual([{ day, head: 5, hash: chainOf(log.slice(0, 5)), differs: 4 }]);
			expect(await books.take('DEMO', day, message(6, 6))).toMatchObject({ ok: true });
			expect(told.at(-1)).toBe(`DEMO ${day} agrees`);
			expect((await books.held('DEMO', '', 10))[0]).not.toHaveProperty('differs');
		});

		test('S5 after a restart, heads and chains are those of the log, and what differs is still known', async () => {
			const long = Array.from({ length: 1_300 }, (_, index) => helpCalled(index + 1));
			for (let from = 1; from <= 1_300; from += 325) await books.take('DEMO', day, message(from, from + 324, long));
			await books.take('DEMO', day, { ...message(1_300, 1_300, long), hash: chainStart });
			await store.close();
			store = await again();
			books = await DayBooks.open(store, sha256, watch);
			expect(await books.held('DEMO', '', 10)).toEqual([{ day, head: 1_300, hash: chainOf(long), differs: 1_300 }]);
		});

		test('halls are apart, and messages of one that come at once take effect one after the other', async () => {
			await books.putDay('OTHER', day, { ...plan, code: 'OTHER' });
			const theirs = log.map((event) => ({ ...event, hall: 'OTHER' }));
			const answers = await Promise.all([
				...[1, 4, 1, 7].map((from) => books.take('DEMO', day, message(from, from + 5))),
				books.take('OTHER', day, message(1, 2, theirs)),
			]);
			expect(answers.filter(({ ok }) => ok)).toHaveLength(5);
			expect(await store.read('DEMO', day, 0, 100)).toEqual(log);
			expect(await store.read('OTHER', day, 0, 100)).toEqual(theirs.slice(0, 2));
		});
	});
}
