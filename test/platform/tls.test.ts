/** A platform by TLS with the hall's own authority: who is believed, who is not, and how a standby comes to its certificate. */
import { copyFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request as plainRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TakeOverOrder } from '../../domain/contracts/term.ts';
import { enrolMachine } from '../../electron/enrolment/enrol.ts';
import { openMachineKey } from '../../electron/keys/machine-key.ts';
import { leaveCode } from '../../platform/enrolment/codes.ts';
import { inAllMs } from '../../platform/term/gathering.ts';
import { openHallTls, renewBeforeMs, type TlsParts } from '../../platform/tls/hall-tls.ts';
import { peerFetch, trustAuthority } from '../../platform/tls/hall-trust.ts';
import { certificateDays, makeAuthority, makeCertificate, newKey } from '../../platform/tls/make-certificates.ts';
import { wantsTls } from '../../platform/tls/names.ts';
import { askCertificate, askedBy, givenTo, isAskedBy, isGivenTo } from '../../platform/tls/peer-certificate.ts';
import { createHallFetch } from '../../trust/hall-fetch.ts';
import { judgeCertificate } from '../../trust/judge-certificate.ts';
import { demoHall, epochOf, tuesdayMorning } from './fixture.ts';
import { freePort } from './free-port.ts';
import { type OpenPlatform, openPlatform } from './open-platform.ts';

const folders: string[] = [];
function folder(): string {
	const made = mkdtempSync(join(tmpdir(), 'tidehall-tls-'));
	folders.push(made);
	return made;
}
const token = 'a-token-of-forty-characters-for-platforms';
const dayMs = 24 * 3_600_000;
const secureHall = (port: number, standby = 1) => {
	const hall = demoHall();
	const platforms = [
		{ id: 'P1' as const, url: `https://127.0.0.1:${port}` },
		{ id: 'P2' as const, url: `https://127.0.0.1:${standby}` },
	];
	return { ...hall, plan: { ...hall.plan, platforms } };
};

let platform: OpenPlatform;
let data: string;
let port: number;
let phonePort: number;
beforeAll(async () => {
	data = folder();
	[port, phonePort] = [await freePort(), await freePort()];
	platform = await openPlatform({
		hall: secureHall(port),
		...{ port, peersToken: token, tls: { folder: data, choice: 'auto' }, phones: { host: '127.0.0.1', port: phonePort } },
	});
});
afterAll(async () => {
	await platform.end();
	for (const each of folders) rmSync(each, { recursive: true, force: true });
});

const believing = (authority: string) => createHallFetch(() => authority);
const inTheClear = (to: number, path: string) =>
	new Promise<number>((resolve) =>
		plainRequest({ host: '127.0.0.1', port: to, path }, (answer) => resolve(answer.resume().statusCode ?? 0))
			.on('error', () => resolve(0))
			.end(),
	);

describe('a platform whose address is https', () => {
	test('is believed by whoever pinned the authority, over HTTP and over the socket; its files are for its user alone', async () => {
		expect(platform.url).toBe(`https://127.0.0.1:${port}`);
		const { authority } = platform.tls!;
		expect((await believing(authority)(`${platform.url}/healthz`)).status).toBe(200);
		const socket = io(platform.url, { transports: ['websocket'], forceNew: true, reconnection: false, ca: authority });
		const said = await socket.emitWithAck('hello', { protocol: 1, seats: [{ station: 'T1', epoch: epochOf('a') }], holds: null });
		socket.close();
		expect(said).toMatchObject({ ok: true });
		for (const name of ['ca.pem', 'ca-key.pem', 'server.pem', 'server-key.pem'])
			expect([name, statSync(join(data, 'tls', name)).mode & 0o777]).toEqual([name, 0o600]);
	});

	test('says nothing in the clear on that port', async () => {
		expect(await inTheClear(port, '/healthz')).not.toBe(200);
	});

	test('is refused by who pinned another authority of the same name, under another name, and by who pinned none', async () => {
		const other = await makeAuthority(demoHall().plan.code, Date.now());
		await expect(believing(other.certificate)(`${platform.url}/healthz`)).rejects.toThrow('other-authority');
		const { cert } = platform.tls!.shown();
		expect(judgeCertificate(cert, 'hall.example', platform.tls!.authority, Date.now())).toEqual({ ok: false, code: 'other-name' });
		await expect(createHallFetch(() => null)(`${platform.url}/healthz`)).rejects.toThrow('no authority');
		const socket = io(platform.url, { transports: ['websocket'], forceNew: true, reconnection: false, ca: other.certificate });
		await new Promise((resolve) => socket.once('connect_error', resolve));
		socket.close();
	});

	test('sends nothing of a request to whoever is not the hall', async () => {
		const { authority } = platform.tls!;
		const stranger = await makeAuthority('OTHER', Date.now());
		const key = newKey();
		const certificate = await makeCertificate({
			...{ authority: stranger, hall: 'OTHER', platform: 'P1', names: ['127.0.0.1'], publicKey: key.publicKey, now: Date.now() },
		});
		const heard: string[] = [];
		const { createServer } = await import('node:https');
		const server = createServer({ cert: certificate, key: key.key }, (request, reply) => {
			heard.push(String(request.headers.authorization));
			reply.end('{}');
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const at = `https://127.0.0.1:${(server.address() as { port: number }).port}`;
		await expect(believing(authority)(`${at}/api/peer/records`, { headers: { authorization: `Bearer ${token}` } })).rejects.toThrow();
		server.close();
		expect(heard).toEqual([]);
	});

	test('speaks to the other platforms of its list by the same authority', async () => {
		const said = await peerFetch(`${platform.url}/api/term`);
		expect(await said.json()).toMatchObject({ platform: 'P1' });
		await expect(peerFetch('https://127.0.0.1:9/api/term')).rejects.toThrow('no authority');
	});

	test('shows the page behind the code on paper on a listener of its own, and nothing else there', async () => {
		expect(await inTheClear(phonePort, '/t/nonsense')).not.toBe(0);
		for (const path of ['/healthz', '/metrics', '/api/term', '/api/station-config', '/manager', '/t/../metrics', '/t/a/../../metrics'])
			expect([path, await inTheClear(phonePort, path)]).toEqual([path, 404]);
	});
});

describe('a standby', () => {
	test('gets its certificate with the peers’ token, keeps no key of the authority, and is believed under its own address', async () => {
		const parts = {
			...{ folder: join(folder(), 'tls'), hall: demoHall().plan.code, platform: 'P2', names: ['127.0.0.1'], first: false },
			now: Date.now,
			log: { info() {}, warn() {} },
		};
		const ask = (with_: string) => (publicKey: string) =>
			askCertificate({ urls: [platform.url], token: with_, hall: parts.hall, platform: 'P2', publicKey });
		await expect(openHallTls({ ...parts, ask: ask('b'.repeat(40)) })).rejects.toThrow('no certificate of the hall');
		const own = await openHallTls({ ...parts, ask: ask(token) });
		expect(own.fingerprint).toBe(platform.tls!.fingerprint);
		expect(judgeCertificate(own.shown().cert, '127.0.0.1', platform.tls!.authority, Date.now())).toEqual({ ok: true });
		expect(await own.certify('P1', ['localhost'], newKey().publicKey)).toBeNull();
	});

	test('in charge for good after the first platform was lost: it enrols machines without the authority’s key, and renews once that is brought', async () => {
		const home = folder();
		const hall = secureHall(port, await freePort());
		const { code } = hall.plan;
		let now = Date.now();
		const parts = {
			...{ folder: join(home, 'tls'), hall: code, platform: 'P2', names: ['127.0.0.1'], first: false, now: () => now },
			log: { info() {}, warn() {} },
		};
		const ask = (publicKey: string) => askCertificate({ urls: [platform.url], token, hall: code, platform: 'P2', publicKey });
		await openHallTls({ ...parts, ask });
		const lost = { ...parts, ask: async () => null };
		const order: TakeOverOrder = {
			...{ version: 1, hall: code, platform: 'P2', by: '0001', reason: 'lost', at: tuesdayMorning, after: { number: 1, platform: 'P1' } },
			...{ day: '2026-11-17', events: [], series: {} },
		};
		const required = { ...hall, plan: { ...hall.plan, enrolment: 'required' as const } };
		const second = await openPlatform({
			...{ hall: required, as: 'P2', takeOver: order, tls: { folder: home, choice: 'auto' } },
			disk: { folder: home, measure: async () => ({ free: 1e12, size: 2e12 }) as never },
		});
		try {
			// It listens first for who knows more.
			second.clock.turn(inAllMs);
			await expect.poll(() => second.term.report().part).toBe('in-charge');
			const now = () => second.clock.now();
			const key = await openMachineKey({ folder: join(home, 'machine'), note: () => {} });
			const typed = await leaveCode(home, code, ['T1'], now());
			const enrolled = await enrolMachine({ platform: second.url, hall: code, stations: ['T1'], code: typed, key, now });
			expect(enrolled).toMatchObject({ ok: true, enrolment: { stations: ['T1'], authority: platform.tls!.authority } });
		} finally {
			await second.end();
		}
		const own = await openHallTls(lost);
		const before = own.shown().cert;
		now = own.until() - renewBeforeMs + 1;
		expect(await own.look()).toBe(false);
		copyFileSync(join(data, 'tls', 'ca-key.pem'), join(home, 'tls', 'ca-key.pem'));
		expect(await own.look()).toBe(true);
		expect(own.shown().cert).not.toBe(before);
		expect(judgeCertificate(own.shown().cert, '127.0.0.1', platform.tls!.authority, now)).toEqual({ ok: true });
		expect(await own.certify('P1', ['localhost'], newKey().publicKey)).toContain('BEGIN CERTIFICATE');
		// Somebody else's key is not used, and breaks nothing.
		writeFileSync(join(home, 'tls', 'ca-key.pem'), newKey().key);
		now = own.until() - renewBeforeMs + 1;
		expect([await own.look(), await own.certify('P1', ['localhost'], newKey().publicKey)]).toEqual([false, null]);
	});

	test('believes no answer of somebody who does not know the token, though the request went there', () => {
		const asked = askedBy(token, { hall: 'H', platform: 'P2', publicKey: 'k' });
		expect([isAskedBy(token, asked), isAskedBy('c'.repeat(40), asked)]).toEqual([true, false]);
		expect(isAskedBy(token, { ...asked, publicKey: 'mine' })).toBe(false);
		expect(isGivenTo(token, asked, givenTo(token, asked, 'authority', 'certificate'))).toBe(true);
		expect(isGivenTo(token, asked, givenTo('c'.repeat(40), asked, 'authority', 'certificate'))).toBe(false);
		expect(isGivenTo(token, asked, { ...givenTo(token, asked, 'authority', 'certificate'), authority: 'mine' })).toBe(false);
	});
});

describe('the certificate of a platform', () => {
	const at = (now: () => number, where = join(folder(), 'tls'), names = ['127.0.0.1']): TlsParts => ({
		...{ folder: where, hall: 'H', platform: 'P1', names, now, first: true, ask: async () => null },
		log: { info() {}, warn() {} },
	});

	test('is made anew by the running platform long before its end, below the same authority', async () => {
		let now = Date.UTC(2026, 10, 17);
		const tls = await openHallTls(at(() => now));
		const first = tls.shown().cert;
		expect(tls.until()).toBe(now + certificateDays * dayMs);
		expect(await tls.look()).toBe(false);
		now = tls.until() - renewBeforeMs + 1;
		expect(await tls.look()).toBe(true);
		expect(tls.shown().cert).not.toBe(first);
		expect(judgeCertificate(tls.shown().cert, '127.0.0.1', tls.authority, now)).toEqual({ ok: true });
	});

	test('is kept over a restart, and made anew when the hall gives the platform another address', async () => {
		const now = () => Date.UTC(2026, 10, 17);
		const where = join(folder(), 'tls');
		const first = await openHallTls(at(now, where));
		const again = await openHallTls(at(now, where));
		expect([again.authority, again.shown()]).toEqual([first.authority, first.shown()]);
		const moved = await openHallTls(at(now, where, ['10.0.0.5']));
		expect(moved.authority).toBe(first.authority);
		expect(judgeCertificate(moved.shown().cert, '10.0.0.5', first.authority, now())).toEqual({ ok: true });
	});

	test('a damaged authority is not replaced in silence: the platform says what to do', async () => {
		const now = () => Date.UTC(2026, 10, 17);
		const where = join(folder(), 'tls');
		await openHallTls(at(now, where));
		writeFileSync(join(where, 'ca-key.pem'), newKey().key);
		await expect(openHallTls(at(now, where))).rejects.toThrow('every station is enrolled again');
		writeFileSync(join(where, 'ca.pem'), 'nonsense');
		await expect(openHallTls(at(now, where))).rejects.toThrow('is no certificate of an authority');
	});

	test('counts for a machine whose clock died, and no more once it is over', async () => {
		const now = Date.UTC(2026, 10, 17);
		const tls = await openHallTls(at(() => now));
		const judged = (clock: number) => judgeCertificate(tls.shown().cert, '127.0.0.1', tls.authority, clock);
		expect(judged(0)).toEqual({ ok: true });
		expect(judged(tls.until() + 1)).toEqual({ ok: false, code: 'ended' });
		// The authority itself is no platform.
		expect(judgeCertificate(tls.authority, '127.0.0.1', tls.authority, now)).toEqual({ ok: false, code: 'other-authority' });
	});
});

test('whether a platform listens by TLS is said by the hall, and without a list by who can reach it', () => {
	const plan = { platforms: [{ id: 'P1' as const, url: 'https://10.0.0.2:7300' }] };
	expect(wantsTls('auto', plan, 'P1', '127.0.0.1')).toBe(true);
	expect(wantsTls('auto', { platforms: [{ id: 'P1', url: 'http://10.0.0.2:7300' }] }, 'P1', '0.0.0.0')).toBe(false);
	expect([wantsTls('auto', {}, 'P1', '127.0.0.1'), wantsTls('auto', {}, 'P1', '0.0.0.0')]).toEqual([false, true]);
	expect([wantsTls('off', plan, 'P1', '0.0.0.0'), wantsTls('on', {}, 'P1', '127.0.0.1')]).toEqual([false, true]);
	trustAuthority({ platforms: [{ id: 'P1', url: 'http://10.0.0.2:7300' }] }, 'unused');
});
