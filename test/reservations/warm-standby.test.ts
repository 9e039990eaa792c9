/** The book of reservations at a platform that stands by: who takes over goes on booking, and nobody's place is given twice (I-12). */
import { afterEach, describe, expect, test } from 'vitest';
import { historyDeskAnswer } from '../../domain/contracts/history-desk.ts';
import type { Reservation } from '../../domain/contracts/reservations.ts';
import type { SlotOutlook } from '../../domain/contracts/slot-outlook.ts';
import { signInAnswer } from '../../domain/contracts/wire.ts';
import { codeChanceBytes, codeFrom } from '../../domain/reservations/code.ts';
import { holdsPlace } from '../../domain/reservations/may-book.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { HandClock, managerPin } from '../platform/fixture.ts';
import { freePort } from '../platform/free-port.ts';
import { type OpenPlatform, openPlatform } from '../platform/open-platform.ts';
import { gathered, orderFrom } from '../platform/term-hall.ts';
import { bookingHall, keptReservations, newKey, nextPerson, say, shown, slotsOf, told } from './front-end.ts';

const peersToken = 'peers-token-of-this-hall-0123456789';
const slot = '2026-11-18T09:00:00+08:00';
const other = '2026-11-18T09:30:00+08:00';
const copyKind = 'reservation-copy/DEMO-HALL-01';
/** Sound, and given to nobody here. */
const nobodys = codeFrom(new Uint8Array(codeChanceBytes).fill(7))!;
const open = new Set<OpenPlatform>();
afterEach(async () => {
	for (const each of open) await each.end();
	open.clear();
});

async function twoPlatforms() {
	const ports = [await freePort(), await freePort()] as const;
	const hall = bookingHall();
	const platforms = ports.map((port, index) => ({ id: `P${index + 1}` as 'P1', url: `http://127.0.0.1:${port}` }));
	const { booking } = hall.plan.reservation;
	const roomy = { ...booking!, heldBack: { until: '00:00', share: 0 }, queues: booking!.queues.map((each) => ({ ...each, capacity: 9 })) };
	const listed = { ...hall, plan: { ...hall.plan, platforms, reservation: { ...hall.plan.reservation, booking: roomy } } };
	const clock = new HandClock();
	const stores = [new MemoryStore(), new MemoryStore()] as const;
	for (const store of stores) store.close = async () => {};
	const start = async (index: 0 | 1, more: Partial<Parameters<typeof openPlatform>[0]> = {}) => {
		const one = await openPlatform({
			...{ hall: listed, as: platforms[index]!.id, port: ports[index], peersToken, clock, store: stores[index] },
			...more,
		});
		open.add(one);
		return one;
	};
	const stop = async (one: OpenPlatform) => {
		open.delete(one);
		await one.end();
	};
	const until = async (so: () => Promise<boolean>) => {
		for (let second = 0; second < 60; second++) {
			if (await so()) return;
			clock.turn(1_000);
			for (let turn = 0; turn < 400; turn++) await new Promise((resolve) => setImmediate(resolve));
		}
		throw new Error('a minute was not enough');
	};
	/** P1 decides, P2 stands by with the whole book. */
	const warm = async () => {
		const [first, second] = [await start(0), await start(1, { follow: true })];
		await until(async () => (await stores[1].record(copyKind, 'whole')) !== null && (await alone()) === null);
		return { first, second };
	};
	const alone = async () => ((await stores[0].record('reservation-copies', 'DEMO-HALL-01')) as { alone: unknown } | null)?.alone ?? null;
	const takeOver = async (events: OpenPlatform['authority']['log']) => {
		const second = await start(1, { takeOver: orderFrom(events, { hall: 'DEMO-HALL-01' }) });
		await gathered(second);
		return second;
	};
	return { start, stop, until, warm, alone, takeOver, stores, hall: listed };
}

const book = (url: string, key = newKey(), at = slot) =>
	say(url, 'POST', '/', { body: { person: nextPerson(), queue: 'A', slot: at }, key });
const leftAt = async (url: string, at = slot) =>
	(await slotsOf(url, '?queue=A&day=2026-11-18')).days[0]!.slots.find((each) => each.slot === at)!;
const held = (all: readonly Reservation[], at = slot) => all.filter((each) => holdsPlace(each) && each.slot === Date.parse(at)).length;
async function bookUntilFull(url: string): Promise<number> {
	for (let given = 0; ; given += 1) {
		const said = await book(url);
		if (said.status === 201) continue;
		expect(told(said)).toMatchObject({ code: 'slot-full' });
		return given;
	}
}
/** A simulation has said it: `places` for the slot that is booked here. */
const advised = (places: number): SlotOutlook => ({
	...{ day: '2026-11-18', madeAt: Date.parse('2026-11-17T08:00:00+08:00'), learned: 5, futures: 1, quieter: [] },
	slots: [
		{ queue: 'A', slot: Date.parse(slot), endsAt: Date.parse(other), booked: 0, wait: 12, quiet: false, places, most: 9 },
		{ queue: 'A', slot: Date.parse(other), endsAt: Date.parse(other) + 1_800_000, booked: 0, wait: 3, quiet: true, places: 9, most: 9 },
	],
});
async function managerOf(platform: OpenPlatform) {
	const socket = await platform.seated('M1');
	const signedIn = signInAnswer.parse(await socket.emitWithAck('sign-in', { station: 'M1', staff: '0001', pin: managerPin }));
	if (!signedIn.ok) throw new Error(signedIn.code);
	return async (request: unknown) =>
		historyDeskAnswer.parse(await socket.emitWithAck('history-desk', { session: signedIn.session, request }));
}

describe('I-12 the book at a warm standby', () => {
	test('places that a manager took over hold at the standby that takes over, and what is changed there holds at the former one', async () => {
		const { start, stop, until, warm, takeOver, stores } = await twoPlatforms();
		const outlook = { basis: 'of a test', outlook: advised(4) };
		for (const store of stores) await store.putRecord('slot-outlook/DEMO-HALL-01', '2026-11-18', outlook);
		const { first, second } = await warm();
		const { madeAt } = outlook.outlook;
		const take = { do: 'take-slots', day: '2026-11-18', madeAt };
		// Taken over while the standby has its copy already: it is told of it as of every booking.
		expect(await (await managerOf(first))(take)).toMatchObject({ ok: true, slots: { taken: { by: '0001' } } });
		expect((await leftAt(first.url)).capacity).toBe(4);
		const log = [...first.authority.log];
		await stop(first);
		await stop(second);
		const now = await takeOver(log);
		expect((await leftAt(now.url)).capacity).toBe(4);
		expect(await bookUntilFull(now.url)).toBeLessThanOrEqual(4);
		await start(0);
		await until(async () => ((await stores[1].record('reservation-book', 'DEMO-HALL-01')) as unknown) === true);
		expect((await leftAt(now.url)).capacity).toBe(4);
		expect(await (await managerOf(now))({ do: 'drop-slots', day: '2026-11-18' })).toMatchObject({ ok: true, slots: { taken: null } });
		expect((await leftAt(now.url)).capacity).toBe(9);
		expect(held(await keptReservations(stores[1]))).toBeLessThanOrEqual(4);
	}, 60_000);

	test('the main server dies: the standby shows, repeats, changes, cancels and books, and takes the rest when the server is back', async () => {
		const { start, stop, until, warm, takeOver, stores } = await twoPlatforms();
		const { first, second } = await warm();
		const [key, person] = [newKey(), nextPerson()];
		const body = { person, queue: 'A', slot, document: { number: '11010519491231002X' } };
		const made = shown(await say(first.url, 'POST', '/', { body, key }));
		const [moved, gone] = [shown(await book(first.url)), shown(await book(first.url))];
		expect(JSON.stringify(await stores[1].records(copyKind))).not.toContain(made.code);
		const log = [...first.authority.log];
		await stop(first);
		await stop(second);
		const now = await takeOver(log);
		// Told before it was answered: the same request has the same answer, with the same signed code.
		expect(shown(await say(now.url, 'POST', '/', { body, key }))).toEqual(made);
		expect(shown(await say(now.url, 'GET', `/${made.code}`))).toEqual(made);
		expect((await say(now.url, 'PATCH', `/${moved.code}`, { body: { slot: other }, key: newKey() })).status).toBe(200);
		expect((await say(now.url, 'POST', `/${gone.code}/cancel`, { key: newKey() })).status).toBe(200);
		const fresh = shown(await book(now.url));
		// What it does not know the other may know.
		expect(told(await say(now.url, 'GET', `/${nobodys}`))).toMatchObject({ code: 'busy' });
		expect(await stores[1].records(copyKind)).toEqual([]);

		await start(0);
		await until(async () => ((await stores[1].record('reservation-book', 'DEMO-HALL-01')) as unknown) === true);
		for (const [{ code }, state] of [
			[made, 'booked'],
			[moved, 'booked'],
			[gone, 'cancelled'],
			[fresh, 'booked'],
		] as const)
			expect(shown(await say(now.url, 'GET', `/${code}`))).toMatchObject({ state });
		expect(told(await say(now.url, 'GET', `/${nobodys}`))).toMatchObject({ code: 'unknown-reservation' });
		// The former one stands by with a copy from here on.
		await until(async () => (await stores[0].record(copyKind, 'whole')) !== null);
	}, 60_000);

	test('the two never heard of each other’s last bookings: each gives its part of the places, and all bookings stand', async () => {
		const { start, stop, until, warm, alone, takeOver, stores } = await twoPlatforms();
		const { first, second } = await warm();
		const [key, person] = [newKey(), nextPerson()];
		await book(first.url);
		const { capacity, left } = await leftAt(first.url);
		expect(left).toBeGreaterThan(2);
		await stop(second);
		// Booked without the other, and sent again to it later: it cannot know.
		const body = { person, queue: 'A', slot };
		const lost = shown(await say(first.url, 'POST', '/', { body, key }));
		expect(await alone()).not.toBeNull();
		const alongside = 1 + (await bookUntilFull(first.url));
		expect(alongside).toBeLessThan(left);
		expect((await leftAt(first.url)).left).toBe(0);
		const log = [...first.authority.log];
		await stop(first);
		const now = await takeOver(log);
		expect(told(await say(now.url, 'GET', `/${lost.code}`))).toMatchObject({ code: 'busy' });
		// The same request is the same booking, with the code that the other one answered.
		const again = shown(await say(now.url, 'POST', '/', { body, key }));
		expect(again.code).toBe(lost.code);
		const apart = 1 + (await bookUntilFull(now.url));
		expect(apart).toBeGreaterThan(0);
		await start(0);
		await until(async () => ((await stores[1].record('reservation-book', 'DEMO-HALL-01')) as unknown) === true);
		const all = await keptReservations(stores[1]);
		expect(all.filter(({ code }) => code === again.code).map(({ state }) => state)).toEqual(['booked']);
		expect(held(all)).toBe(1 + alongside + apart - 1);
		expect(held(all)).toBeLessThanOrEqual(capacity);
	}, 60_000);

	test('a standby that comes back has the whole book again, and all places can be given', async () => {
		const { start, stop, until, warm, alone } = await twoPlatforms();
		const { first, second } = await warm();
		await stop(second);
		const { left } = await leftAt(first.url);
		await book(first.url);
		expect((await leftAt(first.url)).left).toBeLessThan(left - 1);
		await start(1, { follow: true });
		await until(async () => (await alone()) === null);
		expect((await leftAt(first.url)).left).toBe(left - 1);
	}, 60_000);

	test('a standby that was taken off the list holds no places back, and until then the health page says that one does', async () => {
		const { start, stop, warm, hall } = await twoPlatforms();
		const { first, second } = await warm();
		await stop(second);
		await book(first.url);
		const { left, capacity } = await leftAt(first.url);
		expect(left).toBeLessThan(capacity - 1);
		const health = async (url: string) => (await fetch(`${url}/healthz`)).text();
		expect(await health(first.url)).toContain('reservations-in-part');
		await stop(first);
		const { platforms: _, ...plan } = hall.plan;
		const again = await start(0, { hall: { ...hall, plan }, port: await freePort() });
		expect((await leftAt(again.url)).left).toBe(capacity - 1);
		expect(await health(again.url)).not.toContain('reservations-in-part');
	}, 60_000);
});
