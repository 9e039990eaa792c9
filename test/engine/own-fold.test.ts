import { describe, expect, test } from 'vitest';
import { stateHash } from '../../domain/state-hash.ts';
import { bookOf } from '../../renderer/engine/day-book.ts';
import { createOwnFold } from '../../renderer/engine/own-fold.ts';
import { createRandom } from '../box/random.ts';
import { busyDay } from '../domain/busy-state.ts';

const { log, plan } = busyDay(60);
const upTo = (position: number) => stateHash(bookOf(plan, log[0]!.day, log.slice(0, position)).state);

describe('S10 the log of a station, folded as far as the platform tells', () => {
	test('says at any two positions what a fold from the beginning says, also back again and for another book', () => {
		const own = createOwnFold();
		const random = createRandom(20_261_122);
		let book = bookOf(plan, log[0]!.day, log);
		for (let turn = 0; turn < 120; turn += 1) {
			if (turn % 25 === 24) book = bookOf(plan, log[0]!.day, log);
			const [first, second] = [random.below(log.length + 1), random.below(log.length + 1)].sort((one, other) => one - other) as [
				number,
				number,
			];
			expect(own.hashes(book, first, second)).toEqual([upTo(first), upTo(second)]);
		}
	});

	test('an event of the held log that changed after it was folded is found after some comparisons', () => {
		const own = createOwnFold();
		const book = bookOf(plan, log[0]!.day, structuredClone(log));
		const whole = upTo(log.length);
		const issued = book.events.find((event) => event.name === 'ticket-issued')!;
		let turn = 0;
		expect(own.hashes(book, log.length, log.length)[0]).toBe(whole);
		if (issued.name === 'ticket-issued') issued.body.queuedAt ^= 4;
		while (own.hashes(book, log.length, log.length)[0] === whole) {
			turn += 1;
			expect(turn).toBeLessThan(50);
		}
		expect(turn).toBeGreaterThan(10);
	});
});
