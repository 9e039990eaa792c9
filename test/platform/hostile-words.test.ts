/** A small share of `npm run fuzz -- messages`, always the same words, against a platform inside the test. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bridgeCalls } from '../../domain/contracts/bridge.ts';
import { protocolVersion } from '../../domain/contracts/protocol-history.ts';
import { mark } from '../hostile/messages/hostile-values.ts';
import { huntHttp } from '../hostile/messages/http-share.ts';
import { huntIpc } from '../hostile/messages/ipc-share.ts';
import { nobody, seated, signedIn } from '../hostile/messages/peers.ts';
import { huntSetUp } from '../hostile/messages/set-up-share.ts';
import { huntSocket } from '../hostile/messages/socket-share.ts';
import { Tally } from '../hostile/messages/tally.ts';
import { type OpenPlatform, openPlatform } from './open-platform.ts';

let hall: OpenPlatform;
beforeAll(async () => {
	hall = await openPlatform();
});
afterAll(() => hall.end());

const faults = ({ faults: found, accepted }: Tally) => ({ accepted, faults: Object.fromEntries(found) });
const none = { accepted: 0, faults: {} };
const share = () => ({ host: '127.0.0.1', port: hall.port, day: hall.authority.day });

describe('hostile words', () => {
	test('I-16 of strangers, over socket and HTTP, are answered in words and change nothing', async () => {
		const before = JSON.stringify([hall.authority.state, hall.authority.head]);
		const tally = new Tally();
		for (const [index, peer] of nobody.entries()) await huntSocket({ ...share(), peer, count: 150, seed: 11 + index, tally });
		await huntHttp({ ...share(), count: 200, seed: 21, tally });
		expect(faults(tally)).toEqual(none);
		expect(tally.sent).toBeGreaterThanOrEqual(500);
		expect(JSON.stringify([hall.authority.state, hall.authority.head])).toBe(before);
	});

	test('of seated machines and of people who are signed in break nothing, and bring nobody more than his role', async () => {
		const tally = new Tally();
		const peers = [...seated, ...signedIn];
		await Promise.all(peers.map((peer, index) => huntSocket({ ...share(), peer, count: 80, seed: 31 + index, tally })));
		expect(faults(tally)).toEqual(none);
		expect(hall.authority.stopped).toBeNull();
		const told = hall.lines.join('');
		expect(told).not.toContain(mark);
		expect(told).not.toMatch(/"happening":"(message|request|upload|command|store)-failed"/);
	});

	test('item 17: calls of pages do nothing that is not theirs, from no other frame, and never break the machine', async () => {
		const tally = new Tally();
		await huntIpc({ count: 2_500, seed: 41, tally });
		expect(faults(tally)).toEqual(none);
		expect(tally.answers.get('IPC done')).toBeGreaterThan(100);
	});

	test('item 17: a first start is led on by its own page alone, step by step, and by nothing that is no request', async () => {
		const tally = new Tally();
		await huntSetUp({ count: 2_000, seed: 51, tally });
		expect(faults(tally)).toEqual(none);
		for (const reached of ['set-up state', 'set-up test', 'set-up too-early', 'set-up malformed', 'set-up owes-reports', 'set-up not-kept'])
			expect(tally.answers.get(reached) ?? 0, reached).toBeGreaterThan(0);
	});

	test('a fault of a desk does not make the hall stop as if its store had failed', () => {
		hall.authority.distrustStore(new TypeError('a desk broke on a question'));
		expect(hall.authority.stopped).toBeNull();
		expect(hall.lines.at(-1)).toContain('fault-beside-the-log');
	});

	test('a machine that is not of the hall does not make its platform stand down by telling of a later term', async () => {
		const term = { number: 7, platform: 'P2' };
		const hello = { protocol: protocolVersion, seats: [{ station: 'Z9', epoch: 'a'.repeat(16) }], holds: null, term };
		expect(await hall.connect().emitWithAck('hello', hello)).toMatchObject({ ok: false, code: 'unknown-station' });
		expect(hall.authority.stopped).toBeNull();
		expect(hall.term.office.part).toBe('in-charge');
	});

	test('a link that has not said who it is hears nothing of the day’s log', async () => {
		const socket = hall.connect();
		for (const [name, body] of [
			['resume', { day: hall.authority.day, position: 0 }],
			['beat', { day: null, position: 0 }],
		] as const)
			expect(await socket.emitWithAck(name, body)).toMatchObject({ ok: false, code: 'busy' });
	});

	test('item 20: the page’s functions call the channels of the contract and no others', () => {
		const preload = readFileSync(new URL('../../electron/bridge/preload.ts', import.meta.url), 'utf8');
		const called = [...preload.matchAll(/\bcall(?:<[^>]*>)?\('([a-z-]+)'/g)].map(([, name]) => name!);
		expect([...new Set(called)].sort()).toEqual(Object.keys(bridgeCalls).sort());
	});
});
