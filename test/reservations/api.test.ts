import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { demoHall } from '../platform/fixture.ts';
import { type OpenPlatform, openPlatform } from '../platform/open-platform.ts';
import { bookingHall, keptReservations, newKey, nextPerson, say, shown, slotsOf, token, told } from './front-end.ts';

let hall: OpenPlatform;
let store: MemoryStore;
beforeEach(async () => {
	store = new MemoryStore();
	hall = await openPlatform({ hall: bookingHall(), store });
});
afterEach(() => hall.end());

/** It is Tuesday 2026-11-17, 10:00 in the hall. */
const tomorrow = '2026-11-18T09:30:00+08:00';
const wish = (more: object = {}) => ({ person: nextPerson(), queue: 'A', items: ['RS-001'], slot: tomorrow, ...more });
const make = (more: object = {}, key = newKey()) => say(hall.url, 'POST', '/', { body: wish(more), key });

describe('the list of slots', () => {
	test('names the days that can be booked, with what is left of each slot', async () => {
		const { days } = await slotsOf(hall.url, '?queue=A');
		expect(days.map(({ day, closed }) => [day, closed])).toEqual([
			['2026-11-17', false],
			['2026-11-18', false],
			['2026-11-19', false],
			['2026-11-20', false],
			['2026-11-21', false],
			['2026-11-22', true],
		]);
		// Today's first slots are past; a share of tomorrow's is kept for tomorrow morning.
		expect(days[0]?.slots[0]).toEqual({
			queue: 'A',
			slot: '2026-11-17T10:30:00+08:00',
			endsAt: '2026-11-17T11:00:00+08:00',
			capacity: 3,
			left: 3,
			...{ expectedMinutes: null, quiet: false, expectedBy: null },
		});
		expect(days[1]?.slots[0]).toMatchObject({ slot: '2026-11-18T09:00:00+08:00', capacity: 3, left: 2 });
		// On Saturday the hall is open in the morning alone.
		expect(days[4]?.slots.map(({ slot }) => slot.slice(11, 16))).toEqual(['09:00', '09:30', '10:00', '10:30', '11:00']);
	});

	test('one place less after a reservation, one more after it was cancelled', async () => {
		const left = async () =>
			(await slotsOf(hall.url, '?queue=A&day=2026-11-18')).days[0]?.slots.find(({ slot }) => slot === tomorrow)?.left;
		expect(await left()).toBe(2);
		const { code } = shown(await make());
		expect(await left()).toBe(1);
		await say(hall.url, 'POST', `/${code}/cancel`, { key: newKey() });
		expect(await left()).toBe(2);
	});

	test('asked for nonsense, names the field', async () => {
		expect(told(await say(hall.url, 'GET', '/slots?day=someday'))).toMatchObject({ status: 400, code: 'malformed', field: 'day' });
	});
});

describe('a reservation', () => {
	test('is made, shown, changed and cancelled', async () => {
		const made = await make({ slot: '2026-11-18T01:30:00Z' });
		expect(made.status).toBe(201);
		const reservation = shown(made);
		expect(reservation).toMatchObject({
			hall: 'DEMO-HALL-01',
			queue: 'A',
			items: ['RS-001'],
			day: '2026-11-18',
			slot: tomorrow,
			endsAt: '2026-11-18T10:00:00+08:00',
			state: 'booked',
			checkInByCard: false,
			checkIn: { from: '2026-11-18T09:00:00+08:00', until: '2026-11-18T09:45:00+08:00' },
			changeUntil: '2026-11-18T07:30:00+08:00',
		});
		const { code } = reservation;
		expect(code).toMatch(/^[2-9A-HJKMNP-Z]{10}$/);
		expect(shown(await say(hall.url, 'GET', `/${code.slice(0, 5).toLowerCase()}-${code.slice(5)}`))).toEqual(reservation);

		const changed = shown(await say(hall.url, 'PATCH', `/${code}`, { key: newKey(), body: { slot: '2026-11-19T14:00:00+08:00' } }));
		expect(changed).toMatchObject({
			code,
			queue: 'A',
			items: ['RS-001'],
			slot: '2026-11-19T14:00:00+08:00',
			createdAt: reservation.createdAt,
		});
		expect(shown(await say(hall.url, 'POST', `/${code}/cancel`, { key: newKey() }))).toMatchObject({ code, state: 'cancelled' });
		expect(told(await say(hall.url, 'POST', `/${code}/cancel`, { key: newKey() }))).toMatchObject({
			code: 'not-booked',
			detail: expect.stringContaining('is cancelled'),
		});
	});

	test('is there after a restart of the platform', async () => {
		const { code } = shown(await make());
		await hall.authority.stop();
		const again = await openPlatform({ hall: bookingHall(), store });
		expect(shown(await say(again.url, 'GET', `/${code}`))).toMatchObject({ code, state: 'booked' });
		await again.end();
	});

	test('can be given up until two hours before, not later', async () => {
		const { code } = shown(await make({ slot: '2026-11-17T14:00:00+08:00' }));
		hall.clock.at = Date.parse('2026-11-17T12:00:00.001+08:00');
		for (const late of [
			await say(hall.url, 'POST', `/${code}/cancel`, { key: newKey() }),
			await say(hall.url, 'PATCH', `/${code}`, { key: newKey(), body: { slot: '2026-11-18T14:00:00+08:00' } }),
		])
			expect(told(late)).toMatchObject({ status: 409, code: 'too-late-to-change', params: { minutes: 120 } });
		hall.clock.at -= 1;
		expect(shown(await say(hall.url, 'POST', `/${code}/cancel`, { key: newKey() })).state).toBe('cancelled');
	});
});

describe('the Idempotency-Key', () => {
	test('the same request again gets the same answer, and nothing is booked twice', async () => {
		const key = newKey();
		const body = wish();
		const first = await say(hall.url, 'POST', '/', { body, key });
		const again = await Promise.all(Array.from({ length: 5 }, () => say(hall.url, 'POST', '/', { body, key })));
		for (const each of again) expect(each).toEqual(first);
		expect(await keptReservations(store)).toHaveLength(1);
	});

	test('another request with the same key is told so, in words', async () => {
		const key = newKey();
		await make({}, key);
		expect(told(await make({ queue: 'B', items: [] }, key))).toMatchObject({
			status: 409,
			code: 'key-used-otherwise',
			field: 'Idempotency-Key',
		});
		const { code } = shown(await make({}, newKey()));
		expect(told(await say(hall.url, 'POST', `/${code}/cancel`, { key }))).toMatchObject({ code: 'key-used-otherwise' });
	});

	test('a refusal is repeated too, although the slot has a place again', async () => {
		const slot = '2026-11-18T10:00:00+08:00';
		const first = shown(await make({ slot }));
		await make({ slot });
		const key = newKey();
		const body = wish({ slot });
		const full = await say(hall.url, 'POST', '/', { body, key });
		expect(told(full).code).toBe('slot-full');
		await say(hall.url, 'POST', `/${first.code}/cancel`, { key: newKey() });
		expect(await say(hall.url, 'POST', '/', { body, key })).toEqual(full);
		expect((await say(hall.url, 'POST', '/', { body, key: newKey() })).status).toBe(201);
	});

	test('missing or odd, it is asked for', async () => {
		const odd: Record<string, string>[] = [{}, { 'idempotency-key': 'short' }, { 'idempotency-key': 'with spaces in it' }];
		for (const headers of odd)
			expect(told(await say(hall.url, 'POST', '/', { body: wish(), headers }))).toMatchObject({ status: 400, code: 'key-missing' });
	});
});

describe('bad input is answered in words, by field', () => {
	test.each<[string, object, number, string, string]>([
		['a day the hall is closed', { slot: '2026-11-22T09:30:00+08:00' }, 422, 'closed-day', 'slot'],
		['a day too far ahead', { slot: '2026-11-23T09:30:00+08:00' }, 422, 'day-too-far', 'slot'],
		['a slot that is past', { slot: '2026-11-17T09:30:00+08:00' }, 422, 'slot-past', 'slot'],
		['a time at which no slot starts', { slot: '2026-11-18T09:31:00+08:00' }, 422, 'no-such-slot', 'slot'],
		['a time that is none', { slot: 'tomorrow' }, 400, 'malformed', 'slot'],
		['an unknown queue', { queue: 'ZZ', items: [] }, 422, 'unknown-queue', 'queue'],
		['a queue without reservations', { queue: 'J', items: [] }, 422, 'queue-takes-no-reservations', 'queue'],
		['an unknown item', { items: ['RS-001', 'QQ-999'] }, 422, 'unknown-item', 'items.1'],
		['an item of another queue', { items: ['CRJ-001'] }, 422, 'item-not-in-queue', 'items.0'],
		[
			'a document number with a wrong check digit',
			{ document: { number: '110101199003070010' } },
			422,
			'document-not-sound',
			'document.number',
		],
		['a document number for a person', { person: '110101199003070011' }, 400, 'malformed', 'person'],
		['a phone number for a person', { person: '13800138000' }, 400, 'malformed', 'person'],
		['a key that is not known', { phone: '13800138000' }, 400, 'malformed', 'phone'],
		['no person', { person: undefined }, 400, 'malformed', 'person'],
	])('%s', async (_, more, status, code, field) => {
		const said = await make(more);
		expect([said.status, told(said)]).toMatchObject([status, { status, code, field }]);
		const { detail, todo, type } = told(said);
		expect(type).toBe(`urn:tidehall:problem:${code}`);
		expect(todo.length).toBeGreaterThan(10);
		expect(detail).not.toMatch(/\{\{|undefined|1101011990|13800138/);
	});

	test('a full slot', async () => {
		const slot = '2026-11-19T09:00:00+08:00';
		for (let each = 0; each < 2; each++) expect((await make({ slot })).status).toBe(201);
		expect(told(await make({ slot }))).toMatchObject({ status: 409, code: 'slot-full', field: 'slot', params: { time: '09:00' } });
		// The share kept for the morning of the day itself.
		hall.clock.at = Date.parse('2026-11-19T07:30:00+08:00');
		expect((await make({ slot })).status).toBe(201);
		expect(told(await make({ slot })).code).toBe('slot-full');
	});

	test('too many reservations of one person: on a day, in a week, and by the same card', async () => {
		const person = nextPerson();
		for (const day of ['18', '19', '20']) expect((await make({ person, slot: `2026-11-${day}T09:00:00+08:00` })).status).toBe(201);
		expect(told(await make({ person, slot: '2026-11-18T14:00:00+08:00' }))).toMatchObject({
			code: 'too-many-on-day',
			params: { limit: 1 },
		});
		expect(told(await make({ person, slot: '2026-11-21T09:00:00+08:00' }))).toMatchObject({
			code: 'too-many-in-week',
			params: { limit: 3 },
		});
		const document = { number: '110101199003070011' };
		const byCard = await make({ document, slot: '2026-11-18T14:00:00+08:00' });
		expect([byCard.status, shown(byCard).checkInByCard]).toEqual([201, true]);
		expect(told(await make({ document, slot: '2026-11-18T14:30:00+08:00' })).code).toBe('too-many-on-day');
	});

	test('moved to another day, the document number is asked for again, because it is not kept', async () => {
		const { code } = shown(await make({ document: { number: '110101199003070011' } }));
		const slot = '2026-11-19T09:30:00+08:00';
		expect(told(await say(hall.url, 'PATCH', `/${code}`, { key: newKey(), body: { slot } }))).toMatchObject({
			status: 422,
			code: 'document-needed',
		});
		const moved = await say(hall.url, 'PATCH', `/${code}`, { key: newKey(), body: { slot, document: { number: '110101199003070011' } } });
		expect(shown(moved)).toMatchObject({ slot, checkInByCard: true });
		const back = await say(hall.url, 'PATCH', `/${code}`, { key: newKey(), body: { slot: tomorrow, document: null } });
		expect(shown(back)).toMatchObject({ slot: tomorrow, checkInByCard: false });
	});

	test('a code nobody has, a mistyped code, no such address, a body that is no JSON', async () => {
		const { code } = shown(await make());
		const wrong = code.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
		expect(told(await say(hall.url, 'GET', `/${wrong}`))).toMatchObject({ status: 400, field: 'code' });
		expect(told(await say(hall.url, 'GET', '/2222222222'))).toMatchObject({ status: 404, code: 'unknown-reservation' });
		expect(told(await say(hall.url, 'GET', `/${code}/nothing/here`))).toMatchObject({ status: 404, code: 'not-found' });
		const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': newKey() };
		const answer = await fetch(`${hall.url}/api/reservations/`, { method: 'POST', headers, body: '{"person": ' });
		expect(answer.headers.get('content-type')).toContain('application/problem+json');
		expect(told({ status: answer.status, body: await answer.json() })).toMatchObject({ status: 400, code: 'malformed', field: 'body' });
	});

	test('in Chinese unless English is asked for', async () => {
		const said = await say(hall.url, 'GET', '/2222222222', { headers: { 'accept-language': 'zh-CN,zh;q=0.9' } });
		expect(told(said).detail).toBe('这个大厅没有这个预约码。 请核对预约码和大厅。');
	});
});

describe('the door', () => {
	test('is closed in a hall that gave no token', async () => {
		const closed = await openPlatform({ hall: demoHall() });
		const said = await say(closed.url, 'GET', '/slots');
		expect(told(said)).toMatchObject({ status: 403, code: 'api-closed', field: 'token' });
		expect(told(said).todo).toContain('token');
		await closed.end();
	});

	test('turns wrong tokens away, and guessers for a while', async () => {
		const guess = () => say(hall.url, 'GET', '/slots', { headers: { authorization: 'Bearer guessed' } });
		expect(told(await guess())).toMatchObject({ status: 401, code: 'wrong-token' });
		const more = await Promise.all(Array.from({ length: 30 }, guess));
		expect(more.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(10);
		// The front end with the right token is not held up by them.
		expect((await say(hall.url, 'GET', '/slots')).status).toBe(200);
	});

	test('lets no more in than the hall has set, and says when to come again', async () => {
		const slow = await openPlatform({ hall: bookingHall(2) });
		const many = await Promise.all(Array.from({ length: 12 }, () => say(slow.url, 'GET', '/slots')));
		expect(many.filter(({ status }) => status === 200)).toHaveLength(8);
		const turnedAway = many.find(({ status }) => status === 429)!;
		expect(told(turnedAway)).toMatchObject({ code: 'too-many-requests', params: { seconds: 1 } });
		slow.clock.at += 1_000;
		expect((await say(slow.url, 'GET', '/slots')).status).toBe(200);
		await slow.end();
	});

	test('the API text tells token, key, body and problems', async () => {
		const text = (await (await fetch(`${hall.url}/api/openapi.json`)).json()) as { paths: Record<string, Record<string, unknown>> };
		const create = JSON.stringify(text.paths['/api/reservations/']?.post);
		for (const word of ['idempotency-key', 'frontEnd', '"person"', '"slot"', '"409"', '"todo"']) expect(create).toContain(word);
	});
});
