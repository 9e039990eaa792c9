import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type TerminalBookingAnswer, terminalBookingAnswer } from '../../domain/contracts/terminal-booking.ts';
import { halfHourOf, waitsOfDay, withWaits } from '../../domain/reservations/quiet-times.ts';
import { minute, nine, TestDay } from '../domain/small-hall.ts';
import { epochOf } from '../platform/fixture.ts';
import { type OpenPlatform, openPlatform } from '../platform/open-platform.ts';

/** Two invented people: numbers with a right check digit that belong to nobody (area code 999999 of no place). */
const one = '999999199003078013';
const other = '999999195501012414';

function sound(number: string): string {
	const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
	const sum = weights.reduce((so, weight, at) => so + weight * Number(number[at]), 0);
	return number.slice(0, 17) + '10X98765432'[sum % 11];
}

let hall: OpenPlatform;
let terminal: Socket;
let presses = 0;
beforeEach(async () => {
	hall = await openPlatform();
	terminal = await hall.seated('T1', epochOf('a'));
});
afterEach(() => hall.end());
const ask = async (request: unknown, by = terminal): Promise<TerminalBookingAnswer> =>
	terminalBookingAnswer.parse(await by.emitWithAck('booking', request));
function key(): string {
	presses += 1;
	return `press-${presses}-00000000`;
}
async function slots(queue = 'A') {
	const answer = await ask({ do: 'slots', queue });
	if (!answer.ok || answer.do !== 'slots') throw new Error(JSON.stringify(answer));
	// From tomorrow on: what is soon cannot be changed any more.
	return answer.slots.filter(({ left, day }) => left > 0 && day > hall.authority.day);
}
async function book(document: string, slot: number, by = key()) {
	return ask({ do: 'book', key: by, queue: 'A', slot, items: [], document });
}
const only = (answer: TerminalBookingAnswer) => {
	if (!answer.ok || answer.do !== 'booked') throw new Error(JSON.stringify(answer));
	return answer.places[0]!;
};

describe('booking at a terminal', () => {
	test('a slot is booked by card, found by card and by code, moved, and given back; its place is free again', async () => {
		const [, second, third] = await slots();
		const before = second!.left;
		const booked = only(await book(sound(one), second!.slot));
		expect(booked).toMatchObject({ queue: 'A', slot: second!.slot, state: 'booked', byCard: true });
		expect((await slots()).find(({ slot }) => slot === second!.slot)?.left ?? 0).toBe(before - 1);
		expect(only(await ask({ do: 'mine', document: sound(one) })).code).toBe(booked.code);
		expect(await ask({ do: 'mine', document: sound(other) })).toMatchObject({ ok: true, places: [] });
		expect(only(await ask({ do: 'show', code: booked.code.toLowerCase() })).slot).toBe(second!.slot);
		const moved = only(await ask({ do: 'change', key: key(), code: booked.code, slot: third!.slot }));
		expect([moved.code, moved.slot]).toEqual([booked.code, third!.slot]);
		expect(only(await ask({ do: 'cancel', key: key(), code: booked.code })).state).toBe('cancelled');
		expect(await ask({ do: 'mine', document: sound(one) })).toMatchObject({ ok: true, places: [] });
	});

	test('the same press that was answered too late books once; one person is held to the limits of the hall', async () => {
		const [, second, third] = await slots();
		const again = key();
		const first = only(await book(sound(one), second!.slot, again));
		expect(only(await book(sound(one), second!.slot, again)).code).toBe(first.code);
		expect(await book(sound(one), third!.slot)).toMatchObject({ ok: false, code: 'too-many-on-day' });
	});

	test('P1 the card’s number is in no record and no log; what is no sound number books nothing', async () => {
		const [, second] = await slots();
		await book(sound(one), second!.slot);
		expect(await book('123456789012345678', second!.slot)).toMatchObject({ ok: false, code: 'document-not-sound' });
		expect(hall.lines.join('\n')).not.toContain(sound(one).slice(0, 14));
	});

	test('a window, a board and a stranger may not; who asks like a machine waits', async () => {
		const window = await hall.seated('W01', epochOf('b'));
		expect(await ask({ do: 'slots', queue: 'A' }, window)).toMatchObject({ ok: false, code: 'not-seated' });
		expect(await terminal.emitWithAck('booking', { do: 'book', queue: 'A' })).toMatchObject({ ok: false, code: 'malformed' });
		const answers = await Promise.all(Array.from({ length: 30 }, () => ask({ do: 'show', code: 'ABCDEFGHJK' })));
		expect(answers.some((answer) => !answer.ok && answer.code === 'too-many-requests')).toBe(true);
	});

	test('a stolen terminal that connects anew tries no more cards than before', async () => {
		const station = 'T2';
		const many = async () => {
			const link = await hall.seated(station, epochOf('d'));
			const answers = await Promise.all(Array.from({ length: 30 }, () => ask({ do: 'mine', document: sound(one) }, link)));
			link.close();
			return answers.filter((answer) => answer.ok).length;
		};
		expect(await many()).toBe(20);
		expect(await many()).toBe(0);
	});

	test('without a record of earlier weeks nobody says which time is quiet', async () => {
		expect((await slots('A')).every(({ minutes, quiet }) => minutes === null && !quiet)).toBe(true);
	});
});

describe('quieter times', () => {
	test('are what people waited before their first call in each half hour, without booked ones; too few are not known', () => {
		const day = new TestDay().open('W01');
		const came: [number, number][] = [
			[0, 20],
			[0, 20],
			[0, 20],
			[60, 2],
			[60, 2],
			[60, 2],
			[120, 5],
		];
		for (const [at, waited] of came) {
			day.now = Math.max(day.now, nine + at * minute);
			const queuedAt = day.now;
			const number = day.take();
			day.now = queuedAt + waited * minute;
			day.call('W01');
			day.do('W01', 'start-service', { window: 'W01', ticket: number });
			day.do('W01', 'finish-service', { window: 'W01', ticket: number });
		}
		const waits = waitsOfDay({}, day.state, 'Asia/Shanghai');
		expect(halfHourOf(nine, 'Asia/Shanghai')).toBe('09:00');
		expect(Object.values(waits).reduce((sum, { people }) => sum + people, 0)).toBe(came.length);
		const slot = (hour: number) => ({ queue: 'A', day: '2026-11-30', slot: nine + hour * 60 * minute, endsAt: nine, left: 3 });
		const known = { 'A/09:00': { minutes: 60, people: 3 }, 'A/10:00': { minutes: 6, people: 3 }, 'A/11:00': { minutes: 5, people: 1 } };
		expect(
			withWaits(
				[slot(0), slot(1), slot(2)],
				() => null,
				() => known,
				'Asia/Shanghai',
			).map(({ minutes, quiet }) => [minutes, quiet]),
		).toEqual([
			[20, false],
			[2, true],
			[null, false],
		]);
	});
});
