/** Stations enrolled with a one-time code at a platform that is reached by TLS: who is let in, who is not, and what becomes of what they owe. */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { loadHall } from '../../config/load-hall.ts';
import { codeLastsMs, enrolmentLastsMs, keyProofText, readEnrolmentCode, shownCode } from '../../domain/contracts/enrolment.ts';
import { administerAnswer } from '../../domain/contracts/quarantine.ts';
import { hallFilesAskedLastsMs, hallFilesText } from '../../domain/contracts/set-up-hall.ts';
import { signedText } from '../../domain/contracts/ticket-keys.ts';
import { refusedHello, welcome } from '../../domain/contracts/wire.ts';
import { askSeats } from '../../electron/enrolment/ask-seats.ts';
import { enrolMachine } from '../../electron/enrolment/enrol.ts';
import { keepEnrolment, pinnedAuthority, readEnrolment } from '../../electron/enrolment/enrolment-file.ts';
import { openMachineKey, type TicketKey } from '../../electron/keys/machine-key.ts';
import { fetchHall, keepHall } from '../../electron/set-up/fetch-hall.ts';
import { leaveCode } from '../../platform/enrolment/codes.ts';
import { Enrolments } from '../../platform/enrolment/enrolments.ts';
import { filesOfHall } from '../../platform/enrolment/hall-files.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { recordsToHand, takeRecords } from '../../platform/term/records-to-hand.ts';
import { makeAuthority, makeCertificate, newKey } from '../../platform/tls/make-certificates.ts';
import { createHallFetch } from '../../trust/hall-fetch.ts';
import { demoHall, epochOf, HandClock, issue, managerPin } from './fixture.ts';
import { freePort } from './free-port.ts';
import { type OpenPlatform, openPlatform } from './open-platform.ts';

const hall = demoHall();
const demoFolder = (name: string) => join('config', 'halls', 'demo', name);
const code = hall.plan.code;
const folder = mkdtempSync(join(tmpdir(), 'tidehall-enrolment-'));
let made = 0;
const machine = async (): Promise<TicketKey> => openMachineKey({ folder: join(folder, `machine-${++made}`), note: () => {} });

let platform: OpenPlatform;
let clock: HandClock;
let store: MemoryStore;
const sockets: Socket[] = [];
beforeAll(async () => {
	const port = await freePort();
	clock = new HandClock();
	clock.at = Date.now();
	store = new MemoryStore();
	const stations = hall.plan.stations.map((each) => (each.id === 'B1' ? { ...each, browser: true } : each));
	const plan = {
		...hall.plan,
		stations,
		enrolment: 'required' as const,
		platforms: [{ id: 'P1' as const, url: `https://127.0.0.1:${port}` }],
	};
	platform = await openPlatform({
		hallFiles: async () =>
			filesOfHall(
				demoFolder('hall.yaml'),
				['hall', 'stations', 'staff', 'devices'].map((name) => demoFolder(`${name}.yaml`)),
				'config',
			),
		...{ hall: { ...hall, plan }, port, clock, store, tls: { folder, choice: 'auto' as const } },
		disk: { folder, measure: async () => ({ free: 1e12, size: 2e12 }) as never },
	});
});
afterEach(() => {
	for (const socket of sockets.splice(0)) socket.close();
});
afterAll(async () => {
	await platform.end();
	rmSync(folder, { recursive: true, force: true });
});

function link(): Socket {
	const socket = io(platform.url, { transports: ['websocket'], forceNew: true, reconnection: false, ca: platform.tls!.authority });
	sockets.push(socket);
	return socket;
}
/** Says hello as a station does: proves its key when it is asked to. */
async function hello(station: string, key: TicketKey | null, epoch = epochOf('a')) {
	const socket = link();
	const said = {
		...{ protocol: 2, seats: [{ station, epoch }], holds: null },
		...(key ? { key: { keyId: key.keyId, publicKey: key.publicKey } } : {}),
	};
	const first = await socket.emitWithAck('hello', said);
	if (first.code !== 'prove-key' || !key) return { socket, answer: first, said };
	const { challenge } = refusedHello.parse(first);
	const keyProof = { challenge: challenge!, signature: key.sign(keyProofText(code, key.keyId, challenge!)) };
	return { socket, answer: await socket.emitWithAck('hello', { ...said, keyProof }), said: { ...said, keyProof } };
}
const enrol = (key: TicketKey, typed: string, stations = ['T1'], at = platform.url) =>
	enrolMachine({ platform: at, hall: code, stations, code: typed, key, now: () => clock.now() });
const codeFor = (...stations: string[]) => leaveCode(folder, code, stations, clock.now());
/** Of an address that typed too many wrong ones: the quarter of an hour is over. */
const wait = () => clock.turn(codeLastsMs);

describe('a station with a one-time code', () => {
	test('is enrolled, pins the authority it was enrolled under, and is let in by its key alone', async () => {
		const key = await machine();
		const enrolled = await enrol(key, shownCode(await codeFor('T1')).toLowerCase());
		expect(enrolled).toMatchObject({ ok: true, enrolment: { hall: code, stations: ['T1'], authority: platform.tls!.authority } });
		if (!enrolled.ok) return;
		const data = join(folder, 'station');
		await keepEnrolment(data, enrolled.enrolment);
		expect(statSync(join(data, 'keys', 'enrolment.json')).mode & 0o077).toBe(0);
		expect(readEnrolment(data, 'ANOTHER-HALL')).toBeNull();
		const pinned = pinnedAuthority(null, data, code);
		const reach = createHallFetch(() => (pinned.ok ? pinned.authority : null));
		expect((await reach(`${platform.url}/healthz`)).status).toBe(200);
		const { answer } = await hello('T1', key);
		const { keys } = welcome.parse(answer);
		expect(keys?.filter(({ enrolled: is }) => is).map(({ station, keyId }) => [station, keyId])).toContainEqual(['T1', key.keyId]);
	});

	test('may ask again when it did not hear the answer; another machine cannot use the same code', async () => {
		const [key, thief] = [await machine(), await machine()];
		const typed = await codeFor('T2');
		expect(await enrol(key, typed, ['T2'])).toMatchObject({ ok: true });
		expect(await enrol(key, typed, ['T2'])).toMatchObject({ ok: true });
		expect(await enrol(thief, typed, ['T2'])).toEqual({ ok: false, code: 'wrong-code' });
		expect((await hello('T2', thief)).answer).toMatchObject({ ok: false, code: 'not-enrolled' });
		wait();
	});

	test('is asked first which seats it opens: nothing is used up, the answer is proved, and one of several seats may be taken', async () => {
		const typed = shownCode(await codeFor('T1', 'W01'));
		const asked = await askSeats({ platform: platform.url, code: typed, now: () => clock.now() });
		if (!asked.ok) throw new Error(asked.code);
		const { opened } = asked;
		expect(opened).toMatchObject({ hall: code, name: hall.plan.name, authority: platform.tls!.authority, aheadMs: 0 });
		expect(opened.seats.filter(({ open }) => open).map(({ station }) => station)).toEqual(['T1', 'W01']);
		expect(opened.seats).toHaveLength(hall.plan.stations.length);
		expect(opened.seats.find(({ station }) => station === 'W02')).toMatchObject({ open: false, role: 'window' });
		const key = await machine();
		expect(await enrol(key, typed, ['W01'])).toMatchObject({ ok: true });
		expect(await askSeats({ platform: platform.url, code: typed, now: () => clock.now() })).toEqual({ ok: false, code: 'wrong-code' });
		expect(await askSeats({ platform: platform.url, code: 'no code', now: () => 0 })).toEqual({ ok: false, code: 'no-code' });
		wait();
	});

	test('P1 the hall’s files go to an enrolled machine that signs just now, and never with who may sign in', async () => {
		const key = await machine();
		expect(await enrol(key, await codeFor('T2'), ['T2'])).toMatchObject({ ok: true });
		const reach = createHallFetch(() => platform.tls!.authority);
		const asked = { platform: platform.url, hall: code, stations: ['T2'], key, at: clock.now(), reach };
		const given = await fetchHall(asked);
		if (!given.ok) throw new Error(given.code);
		expect(given.files.map(({ path }) => path).sort()).toEqual(['devices.yaml', 'hall.yaml', 'staff.yaml', 'stations.yaml']);
		expect(given.files.find(({ path }) => path === 'staff.yaml')!.text).toBe('schema: staff/1\nstaff: []\n');
		expect(JSON.stringify(given.files)).not.toContain('argon2id');
		for (const wrong of [
			{ key: await machine() },
			{ stations: ['T1'] },
			{ stations: ['T2', 'T1'] },
			{ hall: 'ANOTHER-HALL' },
			{ key: { ...key, sign: (text: string) => key.sign(`${text} `) } },
		])
			expect(await fetchHall({ ...asked, ...wrong }), Object.keys(wrong)[0]).toMatchObject({ ok: false, code: 'not-enrolled' });
		const body = { hall: code, stations: ['T2'], keyId: key.keyId, at: clock.now() - hallFilesAskedLastsMs - 1 };
		const late = await reach(`${platform.url}/api/hall-files`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ ...body, signature: key.sign(hallFilesText(body)) }),
		});
		expect(late.status).toBe(403);
		const folder_ = join(folder, 'told-hall');
		await keepHall(folder_, given.files);
		await keepHall(folder_, given.files);
		expect(loadHall(join(folder_, 'hall.yaml'))).toMatchObject({ ok: true });
		wait();
	});

	test('that is over, wrong, or for another seat is not enrolled; after five from one machine nothing more is looked at', async () => {
		const key = await machine();
		const late = await codeFor('T3');
		wait();
		expect(await enrol(key, late, ['T3'])).toEqual({ ok: false, code: 'wrong-code' });
		expect(await enrol(key, 'not a code', ['T3'])).toEqual({ ok: false, code: 'no-code' });
		const other = await codeFor('T4');
		expect(await enrol(key, other, ['T3'])).toEqual({ ok: false, code: 'wrong-code' });
		expect(await enrol(key, other, ['T3', 'T4'])).toEqual({ ok: false, code: 'wrong-code' });
		expect(await enrol(key, '2222222222', ['T4'])).toEqual({ ok: false, code: 'wrong-code' });
		expect(await enrol(key, '3333333333', ['T4'])).toEqual({ ok: false, code: 'wrong-code' });
		expect(await enrol(key, other, ['T4'])).toEqual({ ok: false, code: 'locked' });
		wait();
		expect(await enrol(key, await codeFor('T4'), ['T4'])).toMatchObject({ ok: true });
	});

	test('pins nothing of a stranger who answers in the platform’s place, whatever authority that one shows', async () => {
		const key = await machine();
		const stranger = await makeAuthority(code, Date.now());
		const own = newKey();
		const certificate = await makeCertificate({
			...{ authority: stranger, hall: code, platform: 'P1', names: ['127.0.0.1'], publicKey: own.publicKey, now: Date.now() },
		});
		const typed = await codeFor('T1');
		let heard = '';
		let shown = stranger.certificate;
		const server: Server = createServer({ cert: certificate, key: own.key }, async (request, reply) => {
			if (request.url === '/api/hall-ca') return void reply.end(shown);
			for await (const part of request) heard += part;
			reply.end(JSON.stringify({ authority: JSON.parse(heard).authority, proof: '0'.repeat(64) }));
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const at = `https://127.0.0.1:${(server.address() as { port: number }).port}`;
		expect(await enrol(key, typed, ['T1'], at)).toEqual({ ok: false, code: 'not-the-hall' });
		expect(heard).not.toContain(typed);
		// What it heard is of no use at the platform: it was said over another authority.
		const passedOn = await createHallFetch(() => platform.tls!.authority)(`${platform.url}/api/enrolment`, {
			...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: heard },
		});
		expect(passedOn.status).toBe(403);
		shown = 'nothing';
		expect(await enrol(key, typed, ['T1'], at)).toEqual({ ok: false, code: 'unreachable' });
		server.close();
		wait();
	});
});

describe('a hall that asks for enrolment', () => {
	test('refuses an unknown key in words, keeps what such a machine owes for a manager, and asks no browser’s seat for one', async () => {
		const { socket, answer } = await hello('T3', await machine(), epochOf('c'));
		expect(refusedHello.parse(answer)).toMatchObject({
			...{ code: 'not-enrolled', station: 'T3', quarantine: [{ station: 'T3', epoch: epochOf('c') }] },
			detail: 'This machine is not enrolled for this station. A manager makes a code for it.',
		});
		const command = issue(1, { station: 'T3', epoch: epochOf('c') });
		expect(await socket.emitWithAck('quarantine', { station: 'T3', epoch: epochOf('c'), commands: [command] })).toEqual({
			ok: true,
			upTo: 1,
		});
		expect(await socket.emitWithAck('commands', { commands: [command] })).toMatchObject({ ok: false, code: 'not-seated' });
		expect((await hello('T3', null)).answer).toMatchObject({ ok: false, code: 'not-enrolled' });
		expect((await hello('B1', null)).answer).toMatchObject({ ok: true });
		// And takes no key from there: tickets signed with it would count.
		const stranger = await machine();
		const seated = welcome.parse((await hello('B1', stranger)).answer);
		expect(seated.keys?.map(({ keyId }) => keyId)).not.toContain(stranger.keyId);
	});

	test('lets nobody in with a key that is not their own: without its proof, with an old one, with that of another link', async () => {
		const key = await machine();
		expect(await enrol(key, await codeFor('W01'), ['W01'])).toMatchObject({ ok: true });
		const first = await hello('W01', key);
		expect(first.answer).toMatchObject({ ok: true });
		first.socket.close();
		const again = link();
		expect(await again.emitWithAck('hello', first.said)).toMatchObject({ ok: false, code: 'not-enrolled' });
		const bare = link();
		const { keyProof: _proof, ...unproved } = first.said as typeof first.said & { keyProof: unknown };
		expect(await bare.emitWithAck('hello', unproved)).toMatchObject({ ok: false, code: 'prove-key' });
		const stolen = await machine();
		const { challenge } = refusedHello.parse(await bare.emitWithAck('hello', unproved));
		const forged = { challenge, signature: stolen.sign(keyProofText(code, key.keyId, challenge!)) };
		expect(await bare.emitWithAck('hello', { ...unproved, keyProof: forged })).toMatchObject({ ok: false, code: 'not-enrolled' });
	});

	test('a machine set up anew takes its seat with a new code; the one before is out, and what it signed stays good', async () => {
		const [old, fresh] = [await machine(), await machine()];
		expect(await enrol(old, await codeFor('W02'), ['W02'])).toMatchObject({ ok: true });
		const before = await hello('W02', old);
		const out = new Promise((resolve) => before.socket.once('disconnect', resolve));
		expect(await enrol(fresh, await codeFor('W02'), ['W02'])).toMatchObject({ ok: true });
		await out;
		expect((await hello('W02', old)).answer).toMatchObject({ ok: false, code: 'not-enrolled' });
		const { keys } = welcome.parse((await hello('W02', fresh)).answer);
		expect(keys?.filter(({ station }) => station === 'W02').map((each) => [each.keyId, each.revoked, each.enrolled ?? false])).toEqual([
			[old.keyId, false, false],
			[fresh.keyId, false, true],
		]);
	});

	test('goes on with the same machines at another platform that takes over, by its records or by the order', async () => {
		const records = await recordsToHand(store, code);
		const other = new MemoryStore();
		await takeRecords(other, code, records);
		expect((await other.records('enrolment')).length).toBe((await store.records('enrolment')).length);
		expect((await other.records('enrolment')).length).toBeGreaterThan(0);
		const { keys } = welcome.parse((await hello('B1', null)).answer);
		const fresh = await Enrolments.load(new MemoryStore(), code);
		const told = (keys ?? []).filter(({ enrolled }) => enrolled);
		expect(told.length).toBeGreaterThan(0);
		await fresh.learn(told, clock.now());
		for (const { station, keyId } of told) expect(fresh.inForce(station, keyId, clock.now())).toBe(true);
	});

	test('forgets a machine that was not seen for more than a year, and not one that comes now and then', async () => {
		const key = await machine();
		const [forgotten, busy] = [await machine(), key];
		expect(await enrol(forgotten, await codeFor('W03'), ['W03'])).toMatchObject({ ok: true });
		expect(await enrol(busy, await codeFor('W04'), ['W04'])).toMatchObject({ ok: true });
		const { at } = clock;
		clock.at = at + enrolmentLastsMs - 1_000;
		expect((await hello('W04', busy)).answer).toMatchObject({ ok: true });
		clock.at = at + enrolmentLastsMs + 1_000;
		expect((await hello('W03', forgotten)).answer).toMatchObject({ ok: false, code: 'not-enrolled' });
		expect((await hello('W04', busy)).answer).toMatchObject({ ok: true });
		clock.at = at;
	});
});

describe('a manager', () => {
	test('makes a code that is shown once, sees who is enrolled, and ends an enrolment: that machine is out at once', async () => {
		const desk = await machine();
		expect(await enrol(desk, await codeFor('M1'), ['M1'])).toMatchObject({ ok: true });
		const { socket } = await hello('M1', desk);
		const { session } = await socket.emitWithAck('sign-in', { station: 'M1', staff: '0001', pin: managerPin });
		const ask = async (request: unknown) => administerAnswer.parse(await socket.emitWithAck('administer', { session, request }));
		const answer = await ask({ do: 'make-code', stations: ['T4'] });
		if (!answer.ok || !answer.made) throw new Error(JSON.stringify(answer));
		expect(readEnrolmentCode(answer.made.code)).toBe(answer.made.code);
		expect(answer.codes).toMatchObject([{ stations: ['T4'], by: '0001' }]);
		const look = await ask({ do: 'look' });
		expect(JSON.stringify(look)).not.toContain(answer.made.code);
		const key = await machine();
		expect(await enrol(key, answer.made.code, ['T4'])).toMatchObject({ ok: true });
		const seated = await hello('T4', key, epochOf('d'));
		const out = new Promise((resolve) => seated.socket.once('disconnect', resolve));
		const ended = await ask({ do: 'end-enrolment', station: 'T4', keyId: key.keyId, reason: 'given back' });
		await out;
		if (!ended.ok) throw new Error(ended.code);
		expect(ended.enrolments?.find(({ keyId }) => keyId === key.keyId)).toMatchObject({
			by: '0001',
			ended: { by: '0001', reason: 'given back' },
		});
		expect((await hello('T4', key, epochOf('d'))).answer).toMatchObject({ ok: false, code: 'not-enrolled' });
		expect(await ask({ do: 'end-enrolment', station: 'T4', keyId: key.keyId, reason: 'again' })).toMatchObject({ code: 'unknown-key' });
		// Shut out whole: the seat itself, with whatever key.
		await ask({ do: 'revoke-station', station: 'T1', reason: 'stolen' });
		expect((await hello('T1', key)).answer).toMatchObject({ ok: false, code: 'revoked-station' });
	});
});

test('a page can have nothing signed but a ticket and the proof of the key', () => {
	expect(signedText.safeParse(keyProofText(code, 'k'.repeat(16), 'c'.repeat(32))).success).toBe(true);
	for (const text of ['tidehall/enrolment/1', JSON.stringify(['tidehall/enrolment/1', code]), 'THK2:x'])
		expect(signedText.safeParse(text).success).toBe(false);
	expect(readFileSync(new URL('../../domain/contracts/ticket-keys.ts', import.meta.url), 'utf8')).toContain('THK1');
});
