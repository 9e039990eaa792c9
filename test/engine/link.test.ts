/** The real link against the real platform over real sockets of this machine. */

import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { afterEach, describe, expect, test } from 'vitest';
import { serviceRefused } from '../../domain/contracts/device-service.ts';
import type { Welcome } from '../../domain/contracts/wire.ts';
import { createLink } from '../../renderer/engine/link.ts';
import { createTimers } from '../../renderer/engine/page-timers.ts';
import type { Link, LinkListener } from '../../renderer/engine/ports.ts';
import { demoPlan } from './hall.ts';
import { createTestTime } from './test-time.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
	for (const end of ends.splice(0).reverse()) await end();
});

const welcome: Welcome = {
	ok: true,
	plan: demoPlan,
	day: '2026-11-26',
	head: 0,
	platformTime: 1,
	series: {},
	taken: [],
	sessions: [],
};

type Peer = { url: string; http: HttpServer; io: Server; seen: { name: string; body: unknown }[]; sockets: Socket[] };

/** A peer that says what the test tells it to. */
async function openPeer(answers: Record<string, unknown>, port = 0): Promise<Peer> {
	const http = createServer();
	const io = new Server(http, { transports: ['websocket'] });
	const seen: Peer['seen'] = [];
	const sockets: Socket[] = [];
	io.on('connection', (socket) => {
		sockets.push(socket);
		socket.onAny((name: string, body: unknown, answer?: (value: unknown) => void) => {
			seen.push({ name, body });
			if (name in answers) answer?.(answers[name]);
		});
	});
	await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
	ends.push(() => io.close());
	return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, http, io, seen, sockets };
}

function listen(link: Link) {
	const said: string[] = [];
	const wake: (() => void)[] = [];
	const say = (what: string) => {
		said.push(what);
		for (const one of wake.splice(0)) one();
	};
	const listener: LinkListener = {
		hello: () => ({ protocol: 1, seats: [{ station: 'T2', epoch: '0123456789abcdef' }], holds: null, sessions: [] }),
		welcomed: () => say('welcomed'),
		accepts: () => true,
		trying: () => say('trying'),
		refused: (refusal) => say(`refused ${refusal.code}`),
		events: (events) => say(`events ${events.events.length}`),
		keys: (message) => say(`keys ${message.keys.length}`),
		beat: () => ({ day: null, position: 0 }),
		beaten: (answer) => say(`beaten ${answer.head}`),
		serviceAsked: async ({ request }) => serviceRefused(request.do === 'ports' ? 'no-machine' : 'busy'),
		dismissed: (message) => say(`dismissed ${message.code}`),
		malformed: (message) => say(`malformed ${message}`),
		down: () => say('down'),
	};
	link.start(listener);
	ends.push(() => link.stop());
	return {
		said,
		async until(what: string) {
			while (!said.includes(what)) await new Promise<void>((resolve) => wake.push(resolve));
		},
	};
}
const linkTo = (url: string) => createLink({ url, clock: Date.now, timers: createTimers() });

describe('the link', () => {
	test('says hello first, then commands; nothing is sent or kept while it is not welcomed', async () => {
		const peer = await openPeer({ hello: welcome, commands: { ok: true, outcomes: [] } });
		const link = linkTo(peer.url);
		const command = { station: 'T2', epoch: '0123456789abcdef', n: 1, occurredAt: 1, name: 'help-called' as const, body: {} };
		expect(await link.commands([command], 1_000)).toBeNull();
		const { until } = listen(link);
		expect(await link.commands([command], 1_000)).toBeNull();
		await until('welcomed');
		expect(await link.commands([command], 1_000)).toEqual({ ok: true, outcomes: [] });
		expect(peer.seen.map((message) => message.name)).toEqual(['hello', 'commands']);
	});

	test('D2 malformed messages are dropped and said so; the link lives on', async () => {
		const peer = await openPeer({ hello: welcome, commands: { ok: true, outcomes: [{ n: 'one' }] }, resume: 'nonsense' });
		const link = linkTo(peer.url);
		const { until, said } = listen(link);
		await until('welcomed');
		peer.sockets[0]?.emit('events', { day: 'tomorrow', events: 7 });
		peer.sockets[0]?.emit('dismissed', { code: 'because' });
		peer.sockets[0]?.emit('events', { day: '2026-11-26', head: 0, events: [] });
		await until('events 0');
		const command = { station: 'T2', epoch: '0123456789abcdef', n: 1, occurredAt: 1, name: 'help-called' as const, body: {} };
		expect(await link.commands([command], 1_000)).toBeNull();
		expect(await link.resume({ day: '2026-11-26', position: 0 })).toBeNull();
		expect(said).toEqual([
			'welcomed',
			'malformed events',
			'malformed dismissed',
			'events 0',
			'malformed commands-answer',
			'malformed resume-answer',
		]);
	});

	test('an open question ends when the line breaks, and the link comes back by itself', async () => {
		const peer = await openPeer({ hello: welcome });
		const link = linkTo(peer.url);
		const { until, said } = listen(link);
		await until('welcomed');
		const asking = link.resume({ day: '2026-11-26', position: 0 });
		peer.sockets[0]?.conn.close();
		expect(await asking).toBeNull();
		await until('down');
		said.length = 0;
		await until('welcomed');
		expect(peer.sockets).toHaveLength(2);
	});

	test('a platform that stops and starts again is found again', async () => {
		const peer = await openPeer({ hello: welcome });
		const { until, said } = listen(linkTo(peer.url));
		await until('welcomed');
		const { port } = new URL(peer.url);
		peer.sockets[0]?.emit('dismissed', { code: 'platform-stopping', detail: '' });
		await until('dismissed platform-stopping');
		await peer.io.close();
		said.length = 0;
		await openPeer({ hello: welcome }, Number(port));
		await until('welcomed');
		expect(said).toEqual(['welcomed']);
	});

	test('a refused hello is said, and nothing else is sent', async () => {
		const peer = await openPeer({ hello: { ok: false, code: 'station-in-use', station: 'T2', detail: '' } });
		const link = linkTo(peer.url);
		const { until } = listen(link);
		await until('refused station-in-use');
		expect(await link.resume({ day: '2026-11-26', position: 0 })).toBeNull();
		expect(peer.seen).toHaveLength(1);
	});

	test('a busy platform shuts nobody out and says nothing malformed', async () => {
		const busy = { ok: false, code: 'busy', detail: 'Send it again.' };
		const answers: Record<string, unknown> = { hello: welcome, resume: busy, beat: busy, 'sign-in': busy };
		const peer = await openPeer(answers);
		const time = createTestTime();
		const link = createLink({ url: peer.url, clock: time.clock, timers: time.timers });
		const { until, said } = listen(link);
		await until('welcomed');
		expect(await link.resume({ day: '2026-11-26', position: 0 })).toBeNull();
		expect(await link.signIn({ station: 'W02', staff: '0307', pin: '2580' })).toMatchObject({ ok: false, code: 'busy' });
		answers.hello = busy;
		peer.sockets[0]?.conn.close();
		await until('down');
		said.length = 0;
		while (peer.seen.filter(({ name }) => name === 'hello').length < 2) await time.advance(0);
		answers.hello = welcome;
		while (!said.includes('welcomed')) await time.advance(1_000);
		expect(said).toEqual(['welcomed']);
	});

	test('a question of a manager is answered by the machine; what is no question, by a word', async () => {
		const peer = await openPeer({ hello: welcome });
		const { until } = listen(linkTo(peer.url));
		await until('welcomed');
		const asked = (body: unknown) => peer.sockets[0]!.timeout(2_000).emitWithAck('device-service', body);
		expect(await asked({ station: 'T2', request: { do: 'ports' } })).toEqual({ do: 'refused', code: 'no-machine' });
		expect(await asked({ station: 'T2', request: { do: 'inspect' } })).toEqual({ do: 'refused', code: 'busy' });
		for (const wrong of [null, 'ports', { station: 'T2' }, { station: 'T2', request: { do: 'format-disk' } }])
			expect(await asked(wrong)).toEqual({ do: 'refused', code: 'malformed' });
	});

	test('a manager’s own question gets the platform’s answer, and none when there is no platform', async () => {
		const answers: Record<string, unknown> = { hello: welcome, 'device-service': { do: 'ports', ports: [] } };
		const peer = await openPeer(answers);
		const link = linkTo(peer.url);
		const body = { station: 'T2', session: 'a-session', request: { do: 'ports' as const } };
		expect(await link.askDevices(body)).toBeNull();
		const { until } = listen(link);
		await until('welcomed');
		expect(await link.askDevices(body)).toEqual({ do: 'ports', ports: [] });
		expect(peer.seen.at(-1)).toEqual({ name: 'device-service', body });
		answers['device-service'] = { do: 'ports', ports: 'many' };
		expect(await link.askDevices(body)).toBeNull();
		await until('malformed device-service-answer');
	});

	test('beats every 3 s; a platform silent for 9 s counts as gone although the line stands', async () => {
		const answers: Record<string, unknown> = { hello: welcome, beat: { day: '2026-11-26', head: 4, platformTime: 5 } };
		const peer = await openPeer(answers);
		const time = createTestTime();
		const { until, said } = listen(createLink({ url: peer.url, clock: time.clock, timers: time.timers }));
		await until('welcomed');
		await time.advance(3_000);
		await until('beaten 4');
		delete answers.beat;
		for (let beats = 0; beats < 4 && !said.includes('down'); beats += 1) await time.advance(3_000);
		await until('down');
		expect(peer.seen.filter((message) => message.name === 'beat').length).toBeLessThanOrEqual(4);
	});
});
