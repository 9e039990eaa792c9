/** The book of reservations goes to the platform that decides, once, and from then on that one alone books (I-12). */
import { afterEach, describe, expect, test } from 'vitest';
import { openBook, sealBook } from '../../platform/reservations/pass-book.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { HandClock } from '../platform/fixture.ts';
import { freePort } from '../platform/free-port.ts';
import { type OpenPlatform, openPlatform } from '../platform/open-platform.ts';
import { firstTerm, gathered, orderFrom } from '../platform/term-hall.ts';
import { bookingHall, keptReservations, newKey, nextPerson, say, shown, slotsOf, told } from './front-end.ts';

const peersToken = 'peers-token-of-this-hall-0123456789';
const slot = '2026-11-18T09:00:00+08:00';
const open: OpenPlatform[] = [];
afterEach(async () => {
	for (const each of open.splice(0)) await each.end();
});

async function twoPlatforms() {
	const ports = [await freePort(), await freePort()] as const;
	const hall = bookingHall();
	const platforms = ports.map((port, index) => ({ id: `P${index + 1}` as 'P1', url: `http://127.0.0.1:${port}` }));
	const listed = { ...hall, plan: { ...hall.plan, platforms } };
	const clock = new HandClock();
	const stores = [new MemoryStore(), new MemoryStore()] as const;
	for (const store of stores) store.close = async () => {};
	const start = async (index: 0 | 1, more: Partial<Parameters<typeof openPlatform>[0]> = {}) => {
		const as = `P${index + 1}` as 'P1';
		const one = await openPlatform({ hall: listed, as, port: ports[index], peersToken, clock, store: stores[index], ...more });
		open.push(one);
		return one;
	};
	return { start, stores, clock, hall: listed };
}
const book = (url: string, key = newKey(), at = slot) =>
	say(url, 'POST', '/', { body: { person: nextPerson(), queue: 'A', slot: at }, key });
async function turnUntil(clock: HandClock, so: () => Promise<boolean>): Promise<void> {
	for (let second = 0; second < 60; second++) {
		if (await so()) return;
		clock.turn(2_000);
		for (let turn = 0; turn < 40; turn++) await new Promise((resolve) => setImmediate(resolve));
	}
	throw new Error('two minutes were not enough');
}
const books = async (url: string) => (await say(url, 'GET', '/slots')).status === 200;

describe('I-12 the book of reservations after a take-over', () => {
	test('is given by the platform that has stood down: bookings, keys and answers go on, and no slot is given twice', async () => {
		const { start, stores, clock } = await twoPlatforms();
		const first = await start(0);
		const key = newKey();
		const person = nextPerson();
		const body = { person, queue: 'A', slot };
		const made = shown(await say(first.url, 'POST', '/', { body, key }));
		const left = (await slotsOf(first.url, '?queue=A&day=2026-11-18')).days[0]!.slots.find((each) => each.slot === slot)!.left;
		const second = await start(1, { takeOver: orderFrom(first.authority.log, { hall: first.authority.state.hall, after: firstTerm }) });
		await gathered(second);
		await turnUntil(clock, () => books(second.url));
		// The former one gives no place any more, whoever asks.
		expect(told(await book(first.url))).toMatchObject({ code: 'busy' });
		// The same request, sent again: the same answer, with the same signed code.
		expect(shown(await say(second.url, 'POST', '/', { body, key }))).toEqual(made);
		expect(shown(await say(second.url, 'GET', `/${made.code}`))).toMatchObject({ state: 'booked', qr: made.qr });
		for (let more = 0; more < left; more++) expect((await book(second.url)).status).toBe(201);
		expect(told(await book(second.url))).toMatchObject({ code: 'slot-full' });
		expect(await keptReservations(stores[1])).toHaveLength(left + 1);
		// After a restart of both: the one goes on, the other does not.
		await second.end();
		await first.end();
		open.splice(0);
		const [again, former] = [await start(1), await start(0)];
		await gathered(again).catch(() => {});
		expect((await say(again.url, 'PATCH', `/${made.code}`, { body: { slot: '2026-11-18T09:30:00+08:00' }, key: newKey() })).status).toBe(
			200,
		);
		expect(told(await book(former.url))).toMatchObject({ code: 'busy' });
	}, 240_000);

	test('whose former platform is gone: nothing is booked, as before', async () => {
		const { start, clock } = await twoPlatforms();
		const first = await start(0);
		await book(first.url);
		const order = orderFrom(first.authority.log, { hall: first.authority.state.hall });
		await first.end();
		open.splice(0);
		const second = await start(1, { takeOver: order });
		await gathered(second);
		clock.turn(60_000);
		expect(told(await book(second.url))).toMatchObject({ code: 'busy' });
		// It comes back, hears that it was relieved, and gives it.
		await start(0);
		await turnUntil(clock, () => books(second.url));
		expect((await book(second.url)).status).toBe(201);
	}, 240_000);

	test('is given to nobody but a peer whose term is above all that was heard of, and in another term not once more', async () => {
		const { start } = await twoPlatforms();
		const first = await start(0);
		await book(first.url);
		const ask = async (platform: string, number: number, bearer = peersToken) => {
			const answer = await fetch(`${first.url}/api/peer/book`, {
				method: 'POST',
				headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
				body: JSON.stringify({ platform, term: { number, platform } }),
			});
			return { status: answer.status, body: (await answer.json()) as { box?: string | null } };
		};
		expect((await ask('P2', 2, 'wrong-token-wrong-token-wrong-token')).status).toBe(401);
		expect((await ask('P1', 2)).status).toBe(409);
		expect((await book(first.url)).status).toBe(201);
		const given = await ask('P2', 3);
		expect(openBook(given.body.box!, peersToken, first.authority.state.hall)?.reservations).toHaveLength(2);
		// The answer may have been lost: the same term may ask again. Another one may have been given places since.
		expect((await ask('P2', 3)).body.box).not.toBeNull();
		expect((await ask('P2', 2)).status).toBe(409);
		expect((await ask('P2', 4)).body.box).toBeNull();
	}, 240_000);

	test('P1 is sealed on its way: neither codes nor references of people can be read, and another token opens nothing', () => {
		const copy = { hallKey: 'canary-hall-key', signingKey: 'canary-signing-key', personKeys: [], reservations: [], answers: [] };
		const box = sealBook(copy, peersToken, 'DEMO');
		expect(Buffer.from(box, 'base64').toString('latin1')).not.toContain('canary');
		expect(openBook(box, peersToken, 'DEMO')).toEqual(copy);
		expect(openBook(box, 'another-token-of-a-hall-0123456789', 'DEMO')).toBeNull();
		expect(openBook(box, peersToken, 'OTHER')).toBeNull();
	});
});
