/** What comes down from a centre to a hall, over a real line that is cut: bookings, which the hall decides, and configurations, which it checks. */
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadHall } from '../../config/load-hall.ts';
import type { ConfigurationOffer, ConfigurationState } from '../../domain/contracts/centre-down.ts';
import { manifestOf } from '../../platform/centre/configuration-hash.ts';
import { configuredHall } from '../../platform/centre/configured-hall.ts';
import { downClient } from '../../platform/centre/down-client.ts';
import { HeldConfiguration } from '../../platform/centre/held-configuration.ts';
import { ReservationCopies } from '../../platform/centre/reservation-copies.ts';
import { sha256 } from '../../platform/centre/sha256.ts';
import { startCentre } from '../../platform/centre/start-centre.ts';
import { hashToken, makeToken } from '../../platform/centre/tokens.ts';
import { systemClock } from '../../platform/clock.ts';
import { jsonLog } from '../../platform/observe/log.ts';
import type { HallStore } from '../../platform/storage/contract.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { openSqlite } from '../../platform/storage/sqlite.ts';
import { demoHall } from '../platform/fixture.ts';
import { type OpenPlatform, openPlatform } from '../platform/open-platform.ts';
import { type Line, lineTo } from '../reservations/line.ts';

const { plan, wording } = demoHall();
const code = plan.code;
const frontToken = 'a-token-for-tests-that-no-hall-has';
const tokens = { hall: makeToken(), operator: makeToken() };
const ten30 = '2026-11-17T10:30:00+08:00';

class StayingStore extends MemoryStore {
	override async close(): Promise<void> {}
}
let line: Line;
let centre: Awaited<ReturnType<typeof startCentre>>;
let centreStore: HallStore;
let hall: OpenPlatform;
let folder: string;
let hallStore: HallStore;

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'tidehall-down-'));
	centreStore = new StayingStore();
	centre = await openCentre();
	line = await lineTo(centre.port);
	hallStore = openSqlite(join(folder, 'data'));
	hall = await openPlatform({ hall: { ...demoHall(), frontEnd: null }, store: hallStore, centre: { url: line.url, token: tokens.hall } });
});
afterEach(async () => {
	await hall.end();
	await line.close();
	await centre.close();
	rmSync(folder, { recursive: true, force: true });
});

function openCentre(port = 0) {
	return startCentre({
		halls: [{ code, tokenHash: hashToken(tokens.hall) }],
		frontEnd: { tokenHash: `sha256$${createHash('sha256').update(frontToken).digest('hex')}`, requestsPerSecond: 1_000 },
		operator: hashToken(tokens.operator),
		wording,
		store: centreStore,
		clock: systemClock,
		log: jsonLog({ write: () => {} }),
		host: '127.0.0.1',
		port,
	});
}
const until = (holds: () => boolean | Promise<boolean>) => expect.poll(holds, { timeout: 15_000, interval: 30 }).toBe(true);

interface Said {
	status: number;
	body: { code?: string; state?: string; qr?: string; detail?: string; days?: { slots: { left: number; slot: string }[] }[] };
}
async function book(method: string, path: string, body?: unknown, key = `key-${Math.random().toString(36).slice(2)}-00`): Promise<Said> {
	const answer = await fetch(`${centre.url}/api/halls/${code}/reservations${path}`, {
		method,
		headers: {
			authorization: `Bearer ${frontToken}`,
			'accept-language': 'en',
			...(method === 'GET' ? {} : { 'idempotency-key': key }),
			...(body === undefined ? {} : { 'content-type': 'application/json' }),
		},
		body: body === undefined ? null : JSON.stringify(body),
	});
	return { status: answer.status, body: (await answer.json()) as Said['body'] };
}
const isThere = () => until(async () => (await book('GET', '/slots?day=2026-11-17&queue=A')).status === 200);
let people = 0;
const wish = (more: object = {}) => ({ person: `person-${String(++people).padStart(6, '0')}`, queue: 'A', slot: ten30, ...more });

describe('bookings made at the centre', () => {
	test('are decided by the hall: made, shown, changed, cancelled, refused in its words, as at its own door', async () => {
		await isThere();
		const made = await book('POST', '/', wish({ slot: '2026-11-17T14:00:00+08:00' }));
		expect(made).toMatchObject({ status: 201, body: { hall: code, state: 'booked' } });
		expect(made.body.qr).toMatch(/^TR1:/);
		expect((await book('GET', `/${made.body.code}`)).body).toEqual(made.body);
		expect(await book('PATCH', `/${made.body.code}`, { slot: '2026-11-17T14:30:00+08:00' })).toMatchObject({ status: 200 });
		expect(await book('POST', `/${made.body.code}/cancel`)).toMatchObject({ status: 200, body: { state: 'cancelled' } });
		expect(await book('POST', '/', wish({ queue: 'Z' }))).toMatchObject({ status: 422, body: { code: 'unknown-queue' } });
		expect(await book('GET', '/NOTHING')).toMatchObject({ status: 400 });
	});

	test('the hall’s own API stays closed to a stranger, and the centre’s to one without its token', async () => {
		await isThere();
		expect((await fetch(`${hall.url}/api/reservations/slots`)).status).toBe(403);
		const stranger = await fetch(`${centre.url}/api/halls/${code}/reservations/slots`, { headers: { authorization: 'Bearer guessed' } });
		expect(stranger.status).toBe(401);
		const other = await fetch(`${centre.url}/api/halls/OTHER/reservations/slots`, { headers: { authorization: `Bearer ${frontToken}` } });
		expect([other.status, ((await other.json()) as { code: string }).code]).toEqual([404, 'unknown-hall']);
		for (const path of ['/../../healthz', '//api/centre', '/a/b/c', '/%2e%2e/slots', '?x=<y>'])
			expect(
				(await fetch(`${centre.url}/api/halls/${code}/reservations${path}`, { headers: { authorization: `Bearer ${frontToken}` } })).status,
			).toBeGreaterThanOrEqual(400);
	});

	test('I-12 while the line is cut nothing is booked, and it is said; the hall itself books on; no slot is overfull afterwards', async () => {
		await isThere();
		const key = 'key-before-the-cut';
		const body = wish();
		const first = await book('POST', '/', body, key);
		line.cut();
		// A hall that was there a moment ago may still be away: the request waits its time, or is answered at once.
		const away = await Promise.all([book('POST', '/', wish()), book('POST', '/', wish()), book('GET', `/${first.body.code}`)]);
		for (const said of away) expect(said).toMatchObject({ status: 503, body: { code: 'hall-away' } });
		expect((away[0]?.body.detail ?? '').length).toBeGreaterThan(20);
		line.mend();
		await isThere();
		expect(await book('POST', '/', body, key)).toEqual(first);
		const crowd = await Promise.all(Array.from({ length: 12 }, () => book('POST', '/', wish())));
		const capacity = plan.reservation.booking?.queues.find(({ queue }) => queue === 'A')?.capacity ?? 0;
		expect(capacity).toBeGreaterThan(0);
		expect(crowd.filter(({ status }) => status === 201)).toHaveLength(capacity - 1);
		for (const { status, body: said } of crowd) if (status !== 201) expect(said.code).toBe('slot-full');
	}, 240_000);

	test('I-7 the line breaks between decision and answer: the repeat with the same key gets the one reservation', async () => {
		await isThere();
		const bodies = Array.from({ length: 2 }, () => wish());
		const sent = bodies.map((body, at) => book('POST', '/', body, `key-in-the-cut-${at}`));
		line.cut();
		await Promise.all(sent);
		line.mend();
		await isThere();
		const again = await Promise.all(bodies.map((body, at) => book('POST', '/', body, `key-in-the-cut-${at}`)));
		expect(again.map(({ status }) => status)).toEqual([201, 201]);
		const booked = await hallStore.records(`reservation/${code}`);
		expect(new Set(booked.map(({ value }) => (value as { person: string }).person)).size).toBe(booked.length);
		expect(booked).toHaveLength(2);
	}, 240_000);
});

describe('the copy of the reservations at the centre', () => {
	const client = () => downClient({ url: centre.url, token: tokens.hall }, code);
	const equal = () =>
		until(async () => {
			const { centre: part } = (await (await fetch(`${hall.url}/healthz`)).json()) as {
				centre: { reservations: { differingDays: number; lastEqualAt: number | null } };
			};
			return part.reservations.differingDays === 0 && part.reservations.lastEqualAt !== null;
		});

	test('P1 is equal by hash for each day, after a cut and after the centre lost lines, and names nobody', async () => {
		await isThere();
		const one = await book('POST', '/', wish({ slot: '2026-11-17T14:00:00+08:00', document: { number: '110101199003070011' } }));
		await book('POST', '/', wish({ slot: '2026-11-18T09:00:00+08:00' }));
		await equal();
		const copies = new ReservationCopies(centreStore);
		await until(async () => (await copies.all(code, '2026-11-18')).length === 1);
		await book('POST', `/${one.body.code}/cancel`);
		await until(async () => (await new ReservationCopies(centreStore).all(code, '2026-11-17'))[0]?.state === 'cancelled');
		const held = JSON.stringify(await centreStore.records(`reservation-copy/${code}/2026-11-17`));
		expect(held).not.toMatch(new RegExp(`${one.body.code}|person-|1101011990|cardRef`));
		// A restored centre: lines are missing, one is another. The hall finds it by the hash alone.
		const key = (await centreStore.records(`reservation-copy/${code}/2026-11-17`))[0]?.key ?? '';
		await centreStore.deleteRecord(`reservation-copy/${code}/2026-11-17`, key);
		line.cut();
		const { port } = centre;
		await centre.close();
		centre = await openCentre(port);
		const before = await client().recordDays('2026-11-01');
		expect(before.ok && before.value.days.map(({ count }) => count)).toEqual([0, 1]);
		line.mend();
		await book('GET', '/slots');
		await until(async () => {
			const said = await client().recordDays('2026-11-01');
			return said.ok && said.value.days.every(({ count }) => count === 1);
		});
	}, 240_000);
});

/** A hall folder with one word changed, as it would be sent. */
function changed(change: (yaml: string) => string): { path: string; text: string }[] {
	const copy = join(folder, `hall-${Math.random().toString(36).slice(2)}`);
	cpSync('config/halls/demo', copy, { recursive: true });
	return ['hall.yaml', 'stations.yaml', 'staff.yaml', 'devices.yaml'].map((path) => ({
		path,
		text: path === 'hall.yaml' ? change(readFileSync(join(copy, path), 'utf8')) : readFileSync(join(copy, path), 'utf8'),
	}));
}
async function asOperator(method: string, path: string, body: unknown, token = tokens.operator) {
	const response = await fetch(`${centre.url}/api/centre/v1/halls/${code}/configuration${path}`, {
		method,
		headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	return { status: response.status, body: (await response.json()) as { offered?: boolean; missing?: string[]; hash?: string } };
}
async function offer(files: { path: string; text: string }[]): Promise<string> {
	const manifest = manifestOf(files);
	for (const { text } of files) await asOperator('PUT', `/files/${sha256(text)}`, { text });
	expect((await asOperator('PUT', '', manifest)).body).toEqual({ offered: true, hash: manifest.hash });
	return manifest.hash;
}
const told = async (): Promise<ConfigurationState | null> => {
	const said = await downClient({ url: centre.url, token: tokens.hall }, code).configuration();
	return said.ok ? (said.value satisfies ConfigurationOffer).hall : null;
};
const restartHall = async () => {
	const { clock } = hall;
	await hall.end();
	hallStore = openSqlite(join(folder, 'data'));
	hall = await openPlatform({
		hall: { ...demoHall(), frontEnd: null },
		store: hallStore,
		clock,
		centre: { url: line.url, token: tokens.hall },
	});
};

describe('a configuration for the hall', () => {
	const better = () => changed((yaml) => yaml.replace('earliestMinutes: 30', 'earliestMinutes: 45'));

	test('is offered when all its files are there, by the operator alone', async () => {
		const files = better();
		const manifest = manifestOf(files);
		expect((await asOperator('PUT', '', manifest)).body).toMatchObject({
			offered: false,
			missing: expect.arrayContaining([sha256(files[0]!.text)]),
		});
		expect((await asOperator('PUT', '', manifest, tokens.hall)).status).toBe(401);
		expect((await asOperator('PUT', `/files/${sha256('other')}`, { text: files[0]!.text })).status).toBe(400);
		expect((await asOperator('PUT', '', { ...manifest, hash: sha256('other') })).status).toBe(400);
		expect(
			(await asOperator('PUT', '', { ...manifest, files: [...manifest.files, { path: '../staff.yaml', sha256: sha256('x') }] })).status,
		).toBe(400);
	});

	test('is fetched through cuts, checked, kept as the next, and told; taken with the next day, the one before is kept', async () => {
		const hash = await offer(better());
		line.cut();
		await restartHall();
		line.mend();
		await until(async () => (await told())?.staged === hash);
		expect(hall.lines.join()).toContain('configuration-staged');
		// Not before the day turns, whatever starts in between.
		expect((await configuredHall(hallStore, demoHall(), hall.clock.at, quiet)).plan.reservation.earliestMinutes).toBe(30);
		const { staged } = await HeldConfiguration.open(hallStore, code);
		const tomorrow = staged!.at + 24 * 3_600_000;
		expect((await configuredHall(hallStore, demoHall(), tomorrow, quiet)).plan.reservation.earliestMinutes).toBe(45);
		expect((await HeldConfiguration.open(hallStore, code)).state()).toEqual({ active: hash, staged: null, refused: null });
	}, 240_000);

	test('broken, or of another hall: refused with file, line and words, told to the centre, and the hall works on as it was', async () => {
		const hash = await offer(changed((yaml) => yaml.replace('openDaysAhead: 5', 'openDaysAhead: many')));
		await restartHall();
		await until(async () => (await told())?.refused?.hash === hash);
		expect((await told())?.refused?.problems[0]).toMatchObject({ file: 'hall.yaml', what: expect.stringContaining('openDaysAhead') });
		expect(((await (await fetch(`${hall.url}/healthz`)).json()) as { problems: string[] }).problems).toContain('configuration-refused');
		const other = await offer(changed((yaml) => yaml.replace(`code: ${code}`, 'code: ANOTHER-HALL')));
		await restartHall();
		await until(async () => (await told())?.refused?.hash === other);
		expect((await configuredHall(hallStore, demoHall(), Date.now() + 10 * 86_400_000, quiet)).plan.configVersion).toBe(plan.configVersion);
	}, 240_000);

	test('a file that was damaged at rest is found: the one before is worked with', async () => {
		const held = await HeldConfiguration.open(hallStore, code);
		const [first, second] = [better(), changed((yaml) => yaml.replace('earliestMinutes: 30', 'earliestMinutes: 50'))];
		for (const files of [first, second]) {
			for (const { text } of files) expect(await held.keepFile(sha256(text), text)).toBe(true);
			expect((await held.stage(manifestOf(files), 1)).ok).toBe(true);
			expect(await held.take()).toBe(true);
		}
		expect((await held.load(() => {}))?.plan.reservation.earliestMinutes).toBe(50);
		const text = second.find(({ path }) => path === 'hall.yaml')!.text;
		await hallStore.putRecord(`held-configuration-file/${code}`, sha256(text), text.replace('earliestMinutes: 50', 'earliestMinutes: 99'));
		const toldCodes: string[] = [];
		expect((await held.load((what) => toldCodes.push(what)))?.plan.reservation.earliestMinutes).toBe(45);
		expect(toldCodes).toEqual(['configuration-not-loaded']);
		expect(await held.keepFile(sha256(text), 'another text')).toBe(false);
	});

	test('a manager orders it now; nobody else can', async () => {
		const hash = await offer(better());
		await restartHall();
		await until(async () => (await told())?.staged === hash);
		const take = (session: string) =>
			fetch(`${hall.url}/api/configuration/take`, { method: 'POST', headers: { authorization: `Bearer ${session}` } });
		expect((await take('guessed')).status).toBe(401);
		const signedIn = async (station: string, staff: string, pin = '2580') => {
			const socket = await hall.seated(station, '1'.repeat(16));
			const said = await socket.emitWithAck('sign-in', { station, staff, pin });
			if (!said.ok) throw new Error(JSON.stringify(said));
			return said.session as string;
		};
		const people = demoHall().staff;
		const clerk = people.find(({ roles }) => !roles.includes('manager'))!;
		const manager = people.find(({ roles }) => roles.includes('manager'))!;
		const window = plan.stations.find(({ role, window: at }) => role === 'window' && (!clerk.windows || clerk.windows.includes(at ?? '')))!;
		expect((await take(await signedIn(window.id, clerk.id))).status).toBe(403);
		let anew = false;
		void hall.toStartAnew.then(() => {
			anew = true;
		});
		expect((await take(await signedIn('M1', manager.id, '1379'))).status).toBe(200);
		await until(() => anew);
		expect((await configuredHall(hallStore, demoHall(), Date.now(), quiet)).plan.reservation.earliestMinutes).toBe(45);
	}, 240_000);
});

const quiet = { info() {}, warn() {}, error() {} };

test('the demo hall that these tests change loads, and its text is what they look for', () => {
	const text = readFileSync('config/halls/demo/hall.yaml', 'utf8');
	for (const each of ['earliestMinutes: 30', 'openDaysAhead: 5', `code: ${code}`]) expect(text).toContain(each);
	writeFileSync(join(folder, 'hall.yaml'), text);
	expect(loadHall('config/halls/demo/hall.yaml').ok).toBe(true);
});
