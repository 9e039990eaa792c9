/** I-12 as arithmetic: platforms that cannot hear each other give out what was left, and never more, whatever they do and however their copies lag. */
import { expect, test } from 'vitest';
import type { Reservation } from '../../domain/contracts/reservations.ts';
import { holdsPlace } from '../../domain/reservations/may-book.ts';
import { mergeBooks } from '../../platform/reservations/merge-books.ts';
import { type LastShared, placeOf, placesHere, sharedAs } from '../../platform/reservations/share-of-places.ts';
import { createRandom, type Random } from '../box/random.ts';

const slots = [1_000, 2_000];

interface Platform {
	book: Map<string, Reservation>;
	shared: LastShared;
	part: 'rest' | 'one';
	clock: number;
}

function made(code: string, slot: number, changedAt: number): Reservation {
	const rest = {
		hall: 'DEMO',
		queue: 'A',
		items: [],
		endsAt: slot + 500,
		day: '2026-11-18',
		person: 'person-0001',
		ref: code,
		cardRef: null,
	};
	return { ...rest, code, slot, state: 'booked', createdAt: changedAt, changedAt } as Reservation;
}

/** Books, moves and cancels with dice. `bounded`: as the product does; else as if nobody else booked. */
function live(one: Platform, random: Random, capacity: number, name: string, bounded: boolean, platforms: number): void {
	for (let step = 0; step < 30; step += 1) {
		one.clock += 1;
		const all = [...one.book.values()];
		const slot = random.pick(slots);
		const free = () => {
			const taken = all.filter((each) => holdsPlace(each) && each.slot === slot).length;
			const here = bounded ? placesHere({ ...one.shared, platforms, part: one.part }, { queue: 'A', slot }, capacity, all) : capacity;
			return Math.min(here, capacity - taken);
		};
		const known = all.filter(({ state }) => state === 'booked');
		if (known.length === 0 || random.chance(0.5)) {
			if (free() > 0) one.book.set(`${name}${step}`, made(`${name}${step}`, slot, one.clock));
			continue;
		}
		const old = random.pick(known);
		if (random.chance(0.5)) one.book.set(old.code, { ...old, state: 'cancelled', changedAt: one.clock });
		else if (old.slot === slot || free() > 0) one.book.set(old.code, { ...old, slot, changedAt: one.clock });
	}
}

/** The most that any slot was over its places after the books became one. */
function worst(bounded: boolean): number {
	let over = Number.NEGATIVE_INFINITY;
	for (let seed = 1; seed <= 400; seed += 1) {
		const random = createRandom(seed);
		const capacity = 1 + random.below(7);
		const platforms = 2 + random.below(2);
		const common = new Map<string, Reservation>();
		const first: Platform = { book: common, shared: sharedAs([]), part: 'rest', clock: 10 };
		live(first, random, capacity, 'c', false, platforms);
		const names = ['x', 'y', 'z'].slice(0, platforms);
		const known = sharedAs(common.values());
		// The last booking before the line broke may have come to the others or not: it counts as the first one's.
		const late = made('late', slots[0]!, first.clock + 1);
		const hasRoom = [...common.values()].filter((each) => holdsPlace(each) && each.slot === late.slot).length < capacity;
		const apart = names.map((_, at): Platform => {
			const book = new Map(common);
			if (hasRoom && (at === 0 || random.chance(0.5))) book.set(late.code, late);
			const shared =
				at === 0 ? { ...known, inFlight: hasRoom ? { code: late.code, place: placeOf(late) } : null } : sharedAs(book.values());
			return { book, shared, part: at === 0 ? 'rest' : 'one', clock: first.clock + 1 };
		});
		for (const [at, one] of apart.entries()) live(one, random, capacity, names[at]!, bounded, platforms);
		const merged = apart.reduce(
			(all, { book }) => mergeBooks({ reservations: all, answers: [] }, { reservations: [...book.values()], answers: [] }).reservations,
			[] as Reservation[],
		);
		for (const slot of slots) over = Math.max(over, merged.filter((each) => holdsPlace(each) && each.slot === slot).length - capacity);
	}
	return over;
}

test('I-12 two or three platforms book, move and cancel apart: together no slot is over its places', () => {
	expect(worst(true)).toBeLessThanOrEqual(0);
});

test('I-12 without the parts it would be: the dice find it', () => {
	expect(worst(false)).toBeGreaterThan(0);
});
