/** Which platform a station tries: the order, the pauses, and the real link between real sockets of this machine. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { afterEach, describe, expect, test } from 'vitest';
import { serviceRefused } from '../../domain/contracts/device-service.ts';
import type { Welcome } from '../../domain/contracts/wire.ts';
import { createEndpoints } from '../../renderer/engine/endpoints.ts';
import { createLink } from '../../renderer/engine/link.ts';
import { createTimers } from '../../renderer/engine/page-timers.ts';
import type { LinkListener } from '../../renderer/engine/ports.ts';
import { demoPlan } from './hall.ts';
import { createTestTime } from './test-time.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
	for (const end of ends.splice(0).reverse()) await end();
});

describe('the order of platforms', () => {
	test('goes round and round, slower with each round, and quickly again once one was found', () => {
		const endpoints = createEndpoints(['http://p1', 'http://p2']);
		const tried: string[] = [];
		const pauses: number[] = [];
		for (let each = 0; each < 14; each += 1) {
			pauses.push(endpoints.next());
			tried.push(endpoints.current());
		}
		expect(tried.slice(0, 4)).toEqual(['http://p2', 'http://p1', 'http://p2', 'http://p1']);
		expect(pauses).toEqual([250, 500, 500, 1_000, 1_000, 2_000, 2_000, 4_000, 4_000, 5_000, 5_000, 5_000, 5_000, 5_000]);
		endpoints.found();
		expect(endpoints.next()).toBe(250);
	});

	test('a new list of the plan comes after the addresses of the start, and the one in use stays', () => {
		const endpoints = createEndpoints(['http://p1']);
		expect(endpoints.several()).toBe(false);
		endpoints.reach(['http://p1/', 'http://p2', 'http://p3']);
		endpoints.next();
		expect(endpoints.current()).toBe('http://p2');
		endpoints.reach(['http://p3', 'http://p2']);
		expect(endpoints.current()).toBe('http://p2');
		endpoints.reach(['http://p3']);
		expect(endpoints.current()).toBe('http://p1');
		endpoints.reach(['http://p2', 'http://p3'], 'http://p3');
		expect(endpoints.current()).toBe('http://p3');
	});
});

const welcome: Welcome = { ok: true, plan: demoPlan, day: '2026-11-26', head: 0, platformTime: 1, series: {}, taken: [], sessions: [] };
const refused = (code: string) => ({ ok: false, code, detail: '' });

async function openPeer(answers: { hello: unknown }) {
	const http = createServer();
	const io = new Server(http, { transports: ['websocket'] });
	const peer = { url: '', sockets: [] as Socket[], hellos: 0, answers };
	io.on('connection', (socket) => {
		peer.sockets.push(socket);
		socket.on('hello', (_body, answer) => {
			peer.hellos += 1;
			answer(answers.hello);
		});
	});
	await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
	peer.url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
	const close = () => io.close();
	ends.push(close);
	return { ...peer, close, count: () => peer.hellos };
}

/** An address at which nobody listens. */
async function deadAddress(): Promise<string> {
	const peer = await openPeer({ hello: null });
	await peer.close();
	return peer.url;
}

function listen(urls: string[], accepts: (welcome: Welcome) => boolean = () => true, time = { clock: Date.now, timers: createTimers() }) {
	const link = createLink({ url: urls, ...time });
	const said: string[] = [];
	let wake = () => {};
	const say = (what: string) => {
		said.push(what);
		wake();
	};
	const listener: LinkListener = {
		hello: () => ({ protocol: 1, seats: [{ station: 'T2', epoch: '0123456789abcdef' }], holds: null, sessions: [] }),
		accepts,
		trying: () => {},
		welcomed: () => say(`welcomed ${urls.indexOf(link.url()) + 1}`),
		refused: ({ code }) => say(`refused ${code}`),
		events: () => {},
		keys: () => {},
		beat: () => ({ day: null, position: 0 }),
		beaten: () => {},
		serviceAsked: async () => serviceRefused('busy'),
		dismissed: ({ code }) => say(`dismissed ${code}`),
		malformed: () => {},
		down: () => say('down'),
	};
	link.start(listener);
	ends.push(() => link.stop());
	return {
		link,
		said,
		async until(what: string) {
			while (!said.includes(what)) {
				await new Promise<void>((resolve) => {
					wake = resolve;
				});
			}
		},
	};
}

describe('a link to several platforms', () => {
	test('a dead one, one that stands by and one that gave way are left for the next', async () => {
		const standby = await openPeer({ hello: refused('standby') });
		const superseded = await openPeer({ hello: refused('superseded') });
		const inCharge = await openPeer({ hello: welcome });
		const { said, until } = listen([await deadAddress(), standby.url, superseded.url, inCharge.url]);
		await until('welcomed 4');
		expect(said).toEqual(['refused standby', 'refused superseded', 'welcomed 4']);
		expect([standby.count(), superseded.count()]).toEqual([1, 1]);
	});

	test('dismissed by one that was followed by another it goes on, and does not come back as long as that one answers', async () => {
		const answers = { hello: welcome as unknown };
		const first = await openPeer(answers);
		const second = await openPeer({ hello: welcome });
		const { said, until } = listen([first.url, second.url]);
		await until('welcomed 1');
		answers.hello = refused('superseded');
		first.sockets[0]?.emit('dismissed', { code: 'superseded', detail: '' });
		await until('welcomed 2');
		expect(said).toEqual(['welcomed 1', 'dismissed superseded', 'down', 'welcomed 2']);
		answers.hello = welcome;
		const again = await second.sockets[0]!.timeout(500).emitWithAck('device-service', {});
		expect(again).toMatchObject({ do: 'refused' });
		expect(first.count()).toBe(1);
	});

	test('a welcome of a term that is over is no welcome', async () => {
		const old = await openPeer({ hello: { ...welcome, term: { number: 1, platform: 'P1' } } });
		const now = await openPeer({ hello: { ...welcome, term: { number: 2, platform: 'P2' } } });
		const { said, until } = listen([old.url, now.url], ({ term }) => term?.number === 2);
		await until('welcomed 2');
		expect(said).toEqual(['welcomed 2']);
	});

	test('a busy hall is not hammered: it is tried again after five seconds, and another one in between', async () => {
		const busy = await openPeer({ hello: refused('busy') });
		const standby = await openPeer({ hello: refused('standby') });
		const time = createTestTime();
		listen([busy.url, standby.url], undefined, time);
		while (busy.count() < 1) await time.advance(0);
		await time.advance(4_900);
		expect(standby.count()).toBe(0);
		while (standby.count() < 1) await time.advance(100);
		expect(busy.count()).toBe(1);
	});

	test('a seat in use elsewhere is said, also while others are tried, and no quarrel arises after it was taken over', async () => {
		const first = await openPeer({ hello: welcome });
		const second = await openPeer({ hello: refused('standby') });
		const time = createTestTime();
		const { said, until } = listen([first.url, second.url], undefined, time);
		while (!said.includes('welcomed 1')) await time.advance(0);
		first.sockets[0]?.emit('dismissed', { code: 'station-taken-over', detail: '' });
		await until('dismissed station-taken-over');
		await time.advance(29_000);
		expect([first.count(), second.count()]).toEqual([1, 0]);
		while (first.count() < 2) await time.advance(1_000);
		expect(second.count()).toBe(0);
	});
});
