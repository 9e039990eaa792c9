import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { checkLog } from '../../domain/check-log.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { epochOf, managerPin } from './fixture.ts';
import { gathered, listedHall, openFirst, openSecond, secondTerm, stationAt } from './term-hall.ts';

const open: { end(): Promise<void> }[] = [];
const servers: Server[] = [];
afterEach(async () => {
	for (const each of open.splice(0)) await each.end();
	for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});
const kept = <T extends { end(): Promise<void> }>(platform: T): T => {
	open.push(platform);
	return platform;
};
const peersToken = 'peers-token-of-this-hall-0123456789';

/** A platform P2 that answers as it is told to; every request to it is noted. */
async function otherPlatform(answers: Record<string, number>) {
	const asked: string[] = [];
	const server = createServer((request, response) => {
		const path = (request.url ?? '').replace('/api/', '');
		asked.push(path);
		request.resume();
		const status = answers[path] ?? 404;
		response.writeHead(status, { 'content-type': 'application/json' });
		response.end(JSON.stringify(status === 200 ? { ok: true } : { error: { code: 'failed', message: 'it broke' } }));
	}).listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	servers.push(server);
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

async function firstBeside(url: string) {
	const store = new MemoryStore();
	store.close = async () => {};
	const hall = listedHall(['http://127.0.0.1:9', url]);
	const one = kept(await openFirst({ store, hall, peersToken }));
	const t1 = await stationAt(one, 'T1');
	await t1.take(1);
	const order = (body: unknown, authorization = `Bearer ${peersToken}`, path = 'peer/hand-over', signal?: AbortSignal) =>
		fetch(`${one.url}/api/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', authorization },
			body: JSON.stringify(body),
			signal: signal ?? null,
		});
	return { one, t1, store, hall, order };
}
/** Turns the hands second by second until it is so. */
async function turnUntil(platform: { clock: { turn(ms: number): void } }, so: () => boolean): Promise<void> {
	for (let second = 0; second < 60 && !so(); second++) {
		platform.clock.turn(1_000);
		for (let turn = 0; turn < 200 && !so(); turn++) await new Promise((resolve) => setImmediate(resolve));
	}
	if (!so()) throw new Error('a minute was not enough');
}
const wish = { to: 'P2', reason: 'repaired', by: '0901' };

describe('handing over', () => {
	test('the other one does not answer: nothing was handed over, and this one goes on in its term', async () => {
		const { one, t1, order } = await firstBeside('http://127.0.0.1:9');
		const said = await order(wish);
		expect([said.status, (await said.json()) as unknown]).toMatchObject([
			502,
			{ error: { code: 'not-reached', message: expect.stringContaining('this platform goes on') } },
		]);
		expect(await t1.take(2)).toBe('A002');
		expect(one.term.report()).toMatchObject({ part: 'in-charge', term: { number: 1, platform: 'P1' } });
	});

	test('the other one cannot take the log: the same', async () => {
		const other = await otherPlatform({ 'peer/prepare': 409 });
		const { t1, order } = await firstBeside(other.url);
		expect(((await (await order(wish)).json()) as { error: { message: string } }).error.message).toContain('it broke');
		expect(await t1.take(2)).toBe('A002');
		expect(other.asked).not.toContain('peer/begin');
	});

	test('T1 the other one was ready and does not begin: this one begins a term after it, with a block of its own', async () => {
		const other = await otherPlatform({ 'peer/prepare': 200, 'peer/begin': 500 });
		const { one, store, hall, order } = await firstBeside(other.url);
		const said = await order(wish);
		expect([said.status, (await said.json()) as unknown]).toMatchObject([502, { error: { code: 'took-back' } }]);
		expect(other.asked.filter((path) => path === 'peer/begin')).toHaveLength(3);
		await one.toStartAnew;
		await one.end();
		open.splice(0);
		const again = kept(await openFirst({ store, hall, peersToken }));
		expect(again.term.report()).toMatchObject({ part: 'gathering', term: { number: 3, platform: 'P1' } });
		await gathered(again);
		const t1 = await stationAt(again, 'T1', { settled: 1 });
		expect(await t1.take(2)).toBe('A1001');
		expect(checkLog(hall.plan, again.authority.day, again.authority.log).violations).toEqual([]);
	}, 240_000);

	test('I-8 the other one begins: this one has stood down before, and takes nothing more', async () => {
		const other = await otherPlatform({ 'peer/prepare': 200, 'peer/begin': 200 });
		const { one, t1, order } = await firstBeside(other.url);
		const dismissed = new Promise((resolve) => t1.socket.once('dismissed', resolve));
		expect((await order(wish)).status).toBe(200);
		expect(await dismissed).toMatchObject({ code: 'superseded' });
		expect(one.term.office.heard).toEqual(secondTerm);
		expect(one.term.office.mayDecide()).toBe(false);
	});

	test('the manager who ordered it hears that it was done, to whom and in which term, before his own link is ended', async () => {
		const other = await otherPlatform({ 'peer/prepare': 200, 'peer/begin': 200 });
		const { one, t1 } = await firstBeside(other.url);
		const { socket } = await stationAt(one, 'M1', {}, epochOf('e'));
		const signed = await socket.emitWithAck('sign-in', { station: 'M1', staff: '0001', pin: managerPin });
		const ends: string[] = [];
		socket.once('dismissed', ({ code }: { code: string }) => ends.push(code));
		const others = new Promise((resolve) => t1.socket.once('dismissed', resolve));
		const said = await socket.timeout(5_000).emitWithAck('hand-over', { to: 'P2', reason: 'repaired', session: signed.session });
		expect(said).toEqual({ ok: true, term: secondTerm });
		expect(await others).toMatchObject({ code: 'superseded' });
		await turnUntil(one, () => ends.length > 0);
		expect(ends).toEqual(['superseded']);
	});

	describe('killed after it had stood down and before the other one was told to begin', () => {
		/** A store as such a kill leaves it: the platform served two tickets, gave its log to P2, and stood down. */
		async function leftBehind(url: string) {
			const { one, t1, store, hall, order } = await firstBeside(url);
			await t1.take(2);
			const halfway = new Promise<unknown>((resolve) => {
				const { putRecord } = store;
				store.putRecord = async (kind, key, value) => {
					// From here on nothing reaches the disk of the killed process.
					if (!(kind === 'term' && (value as { part?: string }).part === 'stood-down')) return putRecord.call(store, kind, key, value);
					resolve(structuredClone(value));
					store.putRecord = putRecord;
					return new Promise(() => {});
				};
			});
			const asking = new AbortController();
			void order(wish, undefined, undefined, asking.signal).catch(() => {});
			const kept = await halfway;
			asking.abort();
			await one.end();
			open.splice(0);
			await store.putRecord('term', hall.plan.code, kept);
			return { store, hall };
		}

		test('started again, it tells the other one to begin and stays stood down', async () => {
			const other = await otherPlatform({ 'peer/prepare': 200, 'peer/begin': 200 });
			const { store, hall } = await leftBehind(other.url);
			expect(other.asked).not.toContain('peer/begin');
			const again = kept(await openFirst({ store, hall, peersToken }));
			expect(again.term.report()).toMatchObject({ part: 'stood-down', term: secondTerm });
			await turnUntil(again, () => other.asked.includes('peer/begin') && again.term.office.handing === null);
			again.clock.turn(60_000);
			expect(again.term.office.mayDecide()).toBe(false);
			expect(other.asked.filter((path) => path === 'peer/begin')).toHaveLength(1);
		});

		test('T1 the other one does not begin: started again, it asks for a while and then begins a term after it, with a block of its own', async () => {
			const other = await otherPlatform({ 'peer/prepare': 200, 'peer/begin': 500 });
			const { store, hall } = await leftBehind(other.url);
			const again = kept(await openFirst({ store, hall, peersToken }));
			let anew = false;
			void again.toStartAnew.then(() => {
				anew = true;
			});
			await turnUntil(again, () => anew);
			expect(other.asked.filter((path) => path === 'peer/begin')).toHaveLength(15);
			await again.end();
			open.splice(0);
			const third = kept(await openFirst({ store, hall, peersToken }));
			expect(third.term.report()).toMatchObject({ part: 'gathering', term: { number: 3, platform: 'P1' } });
			await gathered(third);
			const t1 = await stationAt(third, 'T1', { settled: 2 });
			expect(await t1.take(3)).toBe('A1001');
			expect(checkLog(hall.plan, third.authority.day, third.authority.log).violations).toEqual([]);
		});
	});

	test('only a peer or a manager may order it, and only where it can be', async () => {
		const other = await otherPlatform({});
		const { one, order } = await firstBeside(other.url);
		expect((await order(wish, 'Bearer wrong')).status).toBe(401);
		expect((await order({ ...wish, to: 'P7' })).status).toBe(404);
		expect((await order({ ...wish, reason: '' })).status).toBe(400);
		expect((await order({ to: 'P2', reason: 'x' }, 'Bearer nobody', 'hand-over')).status).toBe(401);
		const m1 = await stationAt(one, 'M1');
		const signed = await m1.socket.emitWithAck('sign-in', { station: 'M1', staff: '0001', pin: managerPin });
		expect((await order({ to: 'P7', reason: 'x' }, `Bearer ${signed.session}`, 'hand-over')).status).toBe(404);
		const closed = kept(await openSecond(undefined));
		const shut = await fetch(`${closed.url}/api/peer/settled`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: '{}',
		});
		expect([shut.status, await shut.json()]).toMatchObject([403, { error: { code: 'peers-closed' } }]);
	});

	test('a standby that was not prepared does not begin', async () => {
		const two = kept(await openSecond(undefined, { peersToken }));
		const begin = {
			number: 2,
			platform: 'P2',
			from: { day: '2026-11-17', position: 3 },
			block: 0,
			planned: true,
			at: 1,
			by: null,
			reason: 'x',
		};
		const order = {
			version: 1,
			hall: two.authority.state.hall,
			platform: 'P2',
			by: null,
			reason: 'x',
			at: 1,
			after: { number: 1, platform: 'P1' },
			day: '2026-11-17',
			series: {},
		};
		const said = await fetch(`${two.url}/api/peer/begin`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', authorization: `Bearer ${peersToken}` },
			body: JSON.stringify({ order, begin, unsettled: [] }),
		});
		expect([said.status, await said.json()]).toMatchObject([409, { error: { message: 'was not prepared for this' } }]);
		expect(two.term.office.part).toBe('standby');
	});
});
