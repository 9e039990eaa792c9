import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { epochOf } from './fixture.ts';
import { next } from './open-platform.ts';
import { firstTerm, listedHall, openFirst, openSecond, orderFrom, secondTerm, stationAt } from './term-hall.ts';

const open: { end(): Promise<void> }[] = [];
afterEach(async () => {
	for (const each of open.splice(0)) await each.end();
});
const kept = <T extends { end(): Promise<void> }>(platform: T): T => {
	open.push(platform);
	return platform;
};
const termOf = async (url: string) => (await fetch(`${url}/api/term`)).json();

describe('the fence: a platform that hears of a higher term stands down', () => {
	test('T1 a hello with a higher term ends deciding at once: links dismissed, hellos refused, commands not taken', async () => {
		const one = kept(await openFirst());
		const t1 = await stationAt(one, 'T1');
		expect(t1.welcome).toMatchObject({ ok: true, term: firstTerm });
		expect(await t1.take(1)).toBe('A001');
		const dismissed = next(t1.socket, 'dismissed');
		const t2 = await stationAt(one, 'T2', { term: secondTerm });
		expect(t2.welcome).toMatchObject({ ok: false, code: 'superseded' });
		expect(await dismissed).toMatchObject({ code: 'superseded' });
		expect(await one.authority.submit([])).toMatchObject({ ok: false, code: 'busy' });
		expect(await termOf(one.url)).toMatchObject({ platform: 'P1', part: 'stood-down', term: secondTerm, day: '2026-11-17' });
		const health = await fetch(`${one.url}/healthz`);
		expect(health.status).toBe(503);
		expect(await health.json()).toMatchObject({ problems: expect.arrayContaining(['superseded']), term: { part: 'stood-down' } });
	});

	test('S5 it has stood down for good: started again it decides nothing, whoever comes', async () => {
		const store = new MemoryStore();
		store.close = async () => {};
		const one = await openFirst({ store });
		await stationAt(one, 'T1', { term: secondTerm });
		const { head } = one.authority;
		await one.end();
		const again = kept(await openFirst({ store }));
		expect((await stationAt(again, 'T1')).welcome).toMatchObject({ ok: false, code: 'superseded' });
		again.clock.turn(24 * 3_600_000);
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect(again.authority.head).toBe(head);
	});

	test('a hello with its own term, an older one or none changes nothing', async () => {
		const one = kept(await openFirst());
		for (const [station, hello] of [
			['T1', { term: firstTerm }],
			['T2', {}],
		] as const)
			expect((await stationAt(one, station, hello)).welcome.ok).toBe(true);
		expect(await termOf(one.url)).toMatchObject({ part: 'in-charge', term: firstTerm });
	});

	test('a term with an absurd number is refused as malformed and heard by nobody', async () => {
		const one = kept(await openFirst());
		const t1 = await stationAt(one, 'T1', { term: { number: Number.MAX_SAFE_INTEGER, platform: 'P2' } });
		expect(t1.welcome).toMatchObject({ ok: false, code: 'malformed' });
		expect(await termOf(one.url)).toMatchObject({ part: 'in-charge', term: firstTerm });
	});

	test('S10 alive and unaware, it hears of the new term from its peer, and at its next start before it decides anything', async () => {
		const probe = createServer().listen(0, '127.0.0.1');
		await new Promise((resolve) => probe.once('listening', resolve));
		const { port } = probe.address() as AddressInfo;
		await new Promise((resolve) => probe.close(resolve));
		const hall = listedHall(['http://127.0.0.1:9', `http://127.0.0.1:${port}`]);
		const one = kept(await openFirst({ hall }));
		const t1 = await stationAt(one, 'T1');
		await t1.take(1);
		kept(await openSecond(orderFrom([...one.authority.log]), { port }));
		expect(await t1.take(2)).toBe('A002');
		const dismissed = next(t1.socket, 'dismissed');
		one.clock.turn(5_000);
		expect(await dismissed).toMatchObject({ code: 'superseded' });
		expect(await termOf(one.url)).toMatchObject({ part: 'stood-down', term: secondTerm });
		const fresh = kept(await openFirst({ hall }));
		expect(fresh.authority.head).toBe(0);
		expect((await stationAt(fresh, 'T1')).welcome).toMatchObject({ ok: false, code: 'superseded' });
	});

	test('an order is refused where a peer says that another platform has taken over meanwhile', async () => {
		const two = kept(await openSecond(orderFrom([])));
		const hall = listedHall(['http://127.0.0.1:9', two.url]);
		const third = {
			...hall,
			plan: { ...hall.plan, platforms: [...hall.plan.platforms, { id: 'P3' as const, url: 'http://127.0.0.1:9' }] },
		};
		const late = openSecond(orderFrom([], { platform: 'P3' }), { hall: third, as: 'P3' });
		await expect(late).rejects.toThrow('Platform P2 has taken over meanwhile');
	});

	// Found by the hall in a box: the order is kept on its PC and given at each start, and after a hand-over the program refused it for ever.
	test('an order that was carried out keeps nobody from starting again when another platform decides by then', async () => {
		const store = new MemoryStore();
		store.close = async () => {};
		const order = orderFrom([]);
		await (await openSecond(order, { store })).end();
		const hall = listedHall();
		const withThird = (url: string) => ({
			...hall,
			plan: { ...hall.plan, platforms: [...hall.plan.platforms, { id: 'P3' as const, url }] },
		});
		const third = kept(
			await openSecond(orderFrom([], { platform: 'P3', after: secondTerm }), { hall: withThird('http://127.0.0.1:9'), as: 'P3' }),
		);
		const again = kept(await openSecond(order, { store, hall: withThird(third.url) }));
		expect(await termOf(again.url)).toMatchObject({ part: 'stood-down', term: { number: 3, platform: 'P3' } });
	});

	test('of two take-overs at once one goes on: the later in the total order', async () => {
		const two = kept(await openSecond(orderFrom([])));
		const t1 = await stationAt(two, 'T1', { term: { number: 2, platform: 'P1' } });
		expect(t1.welcome).toMatchObject({ ok: true, term: secondTerm });
		const t2 = await stationAt(two, 'T2', { term: { number: 2, platform: 'P3' } }, epochOf('b'));
		expect(t2.welcome).toMatchObject({ ok: false, code: 'superseded' });
	});

	test('a platform that is not the first of the list waits to be told, however empty its store', async () => {
		const two = kept(await openSecond(undefined));
		expect((await stationAt(two, 'T1')).welcome).toMatchObject({ ok: false, code: 'standby' });
		expect(two.authority.head).toBe(0);
		expect(await termOf(two.url)).toMatchObject({ part: 'standby' });
	});

	test('a store knows whose it is', async () => {
		const store = new MemoryStore();
		store.close = async () => {};
		await (await openSecond(orderFrom([]), { store })).end();
		await expect(openFirst({ store })).rejects.toThrow('platform P2');
	});
});
