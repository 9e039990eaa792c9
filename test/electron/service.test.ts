import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { DevicesAgain } from '../../config/read-devices-again.ts';
import type { FaceInfo } from '../../domain/contracts/bridge.ts';
import { type DeviceDeclaration, deviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import type { SayResult } from '../../domain/contracts/device-desk.ts';
import { type ServiceRequest, serviceAnswer } from '../../domain/contracts/device-service.ts';
import { keptFile } from '../../domain/contracts/kept-file.ts';
import { sayOnce } from '../../electron/desk/say-once.ts';
import { type DeskHearers, tellFaces } from '../../electron/desk/tell-faces.ts';
import { logLine, StationLog } from '../../electron/log/station-log.ts';
import { createService } from '../../electron/service/answer-service.ts';
import { keptTries } from '../../electron/service/kept-tries.ts';
import { type Declared, LiveDevices, settleMs, watchDevicesFile } from '../../electron/service/live-devices.ts';
import { makeBundle } from '../../electron/service/make-bundle.ts';
import { readLog } from '../../electron/service/read-log.ts';
import { failuresAllowed, lockedForMs, ServiceDoor } from '../../electron/service/service-door.ts';
import { idleCloseMs, TechnicianWindow } from '../../electron/service/technician-window.ts';
import { ManualClock, settle } from '../drivers/manual-clock.ts';

const folder = mkdtempSync(join(tmpdir(), 'tidehall-service-'));
afterAll(() => rmSync(folder, { recursive: true }));

const device = (value: object): DeviceDeclaration => deviceDeclaration.parse({ transport: { kind: 'simulated' }, ...value });
const printer = device({ kind: 'printer', id: 'T1-printer', station: 'T1' });
const led = device({ kind: 'led', id: 'W01-led', station: 'W01', protocol: 'onbon' });

describe('the door of the technician’s screen', () => {
	function door(hash: string | null = 'right') {
		let time = 0;
		const tried: string[] = [];
		const own = new ServiceDoor({
			hash: () => hash,
			matches: async (wanted, code) => {
				tried.push(code);
				await settle();
				return wanted === code;
			},
			now: () => time,
		});
		return { try: (code: string) => own.try(code), pass: (ms: number) => (time += ms), tried };
	}
	test('opens by the code of the hall, and by none where there is none', async () => {
		expect(await door().try('right')).toBe('open');
		expect(await door().try('wrong')).toBe('wrong-code');
		expect(await door(null).try('right')).toBe('no-service-code');
	});
	test('five wrong codes lock the whole machine for five minutes, against the right one too', async () => {
		const one = door();
		for (let n = 1; n < failuresAllowed; n++) expect(await one.try('wrong')).toBe('wrong-code');
		expect(await one.try('wrong')).toBe('locked');
		one.pass(lockedForMs - 1);
		expect(await one.try('right')).toBe('locked');
		one.pass(1);
		expect(await one.try('right')).toBe('open');
	});
	test('many tries at the same time are no more tries than one after the other', async () => {
		const one = door();
		const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => one.try(`wrong-${n}`)));
		expect(one.tried).toHaveLength(failuresAllowed);
		expect(answers.filter((answer) => answer === 'wrong-code')).toHaveLength(failuresAllowed - 1);
		expect(await one.try('right')).toBe('locked');
	});
	test('a citizen with a keyboard and the plug of the machine gets no more tries than without the plug', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'tidehall-door-'));
		let time = Date.UTC(2026, 10, 23, 2);
		const started = () =>
			new ServiceDoor({ hash: () => 'right', matches: async (hash, code) => hash === code, now: () => time, kept: keptTries(folder) });
		const answers: string[] = [];
		for (let start = 0; start < 3; start++) for (let n = 0; n < 2; n++) answers.push(await started().try('wrong'));
		expect(answers).toEqual([...Array(4).fill('wrong-code'), 'locked', 'locked']);
		expect(await started().try('right')).toBe('locked');
		time += lockedForMs;
		expect(await started().try('right')).toBe('open');
		// A clock that was set back by a year locks for five minutes and not for a year.
		for (let n = 0; n < failuresAllowed; n++) await started().try('wrong');
		time -= 365 * 24 * 3_600_000;
		const after = started();
		time += lockedForMs;
		expect(await after.try('right')).toBe('open');
		writeFileSync(join(folder, 'service-tries.json'), 'torn');
		expect(await started().try('right')).toBe('open');
		rmSync(folder, { recursive: true });
	});
	test('the right code begins the count anew', async () => {
		const one = door();
		for (let round = 0; round < 3; round++) {
			for (let n = 1; n < failuresAllowed; n++) await one.try('wrong');
			expect(await one.try('right')).toBe('open');
		}
	});
});

describe('devices.yaml, changed while the hall works', () => {
	const first: Declared = { devices: [printer], profiles: { ratingPads: {}, displays: {} }, serviceCode: null };
	function live(answers: DevicesAgain[]) {
		const clock = new ManualClock();
		const applied: string[][] = [];
		const logged: string[] = [];
		const own = new LiveDevices({
			first,
			read: () => answers.shift() ?? { ok: false, problems: [] },
			apply: async ({ devices }) => {
				applied.push(devices.map(({ id }) => id));
				return ['changed'];
			},
			after: clock.timers.after,
			log: (_level, code) => logged.push(code),
		});
		return { own, clock, applied, logged };
	}
	test('is applied once it lies still, however many steps the editor took', async () => {
		const { own, clock, applied } = live([{ ok: true, ...first, devices: [printer, led] }]);
		for (let n = 0; n < 5; n++) {
			own.touched();
			await clock.advance(settleMs - 1);
		}
		expect(applied).toEqual([]);
		await clock.advance(1);
		expect(applied).toEqual([['T1-printer', 'W01-led']]);
		expect(own.declared.devices).toHaveLength(2);
	});
	test('wrong, it changes nothing and says where; put right, it says nothing more', async () => {
		const wrong = { file: '/hall/devices.yaml', line: 7, what: 'device a: station names the unknown station “T9”.' };
		const { own, applied } = live([
			{ ok: false, problems: [wrong] },
			{ ok: true, ...first },
		]);
		expect(await own.reload()).toEqual({ changed: [], problems: [`devices.yaml:7: ${wrong.what}`] });
		expect(own.problems).toHaveLength(1);
		expect(own.declared).toBe(first);
		expect(await own.reload()).toEqual({ changed: [], problems: [] });
		expect(own.problems).toEqual([]);
		expect(applied).toEqual([]);
	});
	test('right, and not applied: the next reading tries again', async () => {
		let fails = true;
		const tried: number[] = [];
		const own = new LiveDevices({
			first,
			read: () => ({ ok: true, ...first, devices: [printer, led] }),
			apply: async ({ devices }) => {
				tried.push(devices.length);
				if (fails) throw new Error('no desk');
				return ['W01-led'];
			},
			after: () => () => {},
			log: () => {},
		});
		expect(await own.reload()).toEqual({ changed: [], problems: [] });
		expect(own.declared).toBe(first);
		fails = false;
		expect(await own.reload()).toEqual({ changed: ['W01-led'], problems: [] });
		expect([tried, own.declared.devices.length]).toEqual([[2, 2], 2]);
	});
	test('a new service code counts at once, without touching a device', async () => {
		const { own, applied } = live([{ ok: true, ...first, serviceCode: 'new' }]);
		await own.reload();
		expect(own.declared.serviceCode).toBe('new');
		expect(applied).toEqual([]);
	});
	test('is seen when it is written, and when another file takes its place', async () => {
		const hall = mkdtempSync(join(folder, 'hall-'));
		writeFileSync(join(hall, 'devices.yaml'), 'one');
		let seen: () => void = () => {};
		const stop = watchDevicesFile(
			join(hall, 'hall.yaml'),
			() => seen(),
			() => expect.unreachable('the folder can be watched'),
		);
		const next = () => new Promise<void>((resolve) => (seen = resolve));
		const written = next();
		writeFileSync(join(hall, 'devices.yaml'), 'two');
		await written;
		const replaced = next();
		writeFileSync(join(hall, 'new.yaml'), 'three');
		renameSync(join(hall, 'new.yaml'), join(hall, 'devices.yaml'));
		await replaced;
		stop();
	});
	test('a folder that cannot be watched is told, and no reason to fall', () => {
		let failed = 0;
		watchDevicesFile(
			join(folder, 'nowhere', 'hall.yaml'),
			() => {},
			() => failed++,
		);
		expect(failed).toBe(1);
	});
});

describe('the machine’s log, read by a technician', () => {
	test('newest last, at most as many as asked, over the file that was turned', () => {
		const logs = join(folder, 'logs');
		const log = new StationLog({ folder: logs, now: () => Date.UTC(2026, 10, 23), maximumBytes: 300 });
		for (let n = 1; n <= 6; n++) log.write('info', 'beat', { n });
		writeFileSync(join(logs, 'station.log'), '{"at":"cut by a crash\n', { flag: 'a' });
		expect(readLog(logs, 4).map(({ facts }) => facts.n)).toEqual([3, 4, 5, 6]);
		expect(readLog(logs, 500).length).toBeGreaterThanOrEqual(4);
		expect(readLog(join(folder, 'nowhere'), 10)).toEqual([]);
	});
});

describe('what a technician asks', () => {
	const logged: { code: string; facts: object }[] = [];
	const desk = {
		inspect: async () => ({ ok: true as const, value: [] }),
		ports: async () => ({ ok: false as const, code: 'desk-stopped' }),
		test: async () => ({ ok: true as const, value: { ok: true, proof: 'done' as const, code: 'ok', facts: {} } }),
		capture: async () => ({ ok: false as const, code: 'busy' }),
	};
	const live = { problems: ['devices.yaml:3: wrong'], reload: async () => ({ changed: ['a'], problems: [] }) };
	const service = createService({
		desk,
		live,
		bundle: async () => ({ ok: true, path: '/documents/diagnostics.json' }),
		logFolder: folder,
		log: (code, facts) => logged.push({ code, facts }),
	});
	test.each<[ServiceRequest, object]>([
		[{ do: 'inspect' }, { do: 'inspect', devices: [], problems: ['devices.yaml:3: wrong'] }],
		[{ do: 'ports' }, { do: 'refused', code: 'desk-stopped' }],
		[
			{ do: 'test', device: 'a', test: 'b' },
			{ do: 'test', result: { ok: true, proof: 'done', code: 'ok', facts: {} } },
		],
		[
			{ do: 'capture', device: 'a', seconds: 5 },
			{ do: 'refused', code: 'busy' },
		],
		[
			{ do: 'logs', lines: 5 },
			{ do: 'logs', lines: [] },
		],
		[{ do: 'reload' }, { do: 'reload', changed: ['a'], problems: [] }],
	])('%j is answered, and written down with who asked', async (request, answer) => {
		const given = await service(request, 'remote');
		expect(serviceAnswer.parse(given)).toEqual(answer);
		// A screen that is open looks every two seconds: written down, it would fill the log it shows.
		if (request.do === 'inspect') expect(logged).toEqual([]);
		else expect(logged.at(-1)).toMatchObject({ code: 'service-used', facts: { did: request.do, who: 'remote' } });
	});
});

test('the technician’s screen closes when nobody uses it, stays while someone does, and there is one', async () => {
	const clock = new ManualClock();
	const screens: { closed: boolean; touch(): void; gone(): void }[] = [];
	const technician = new TechnicianWindow({
		open: (_station, gone) => {
			const screen = { closed: false, touch: () => {}, gone };
			screens.push(screen);
			return { close: () => (screen.closed = true), focus: () => {}, onInput: (listener) => (screen.touch = listener) };
		},
		after: clock.timers.after,
		log: () => {},
	});
	technician.open('T1');
	technician.open('W01');
	expect(screens).toHaveLength(1);
	for (let n = 0; n < 3; n++) {
		await clock.advance(idleCloseMs - 1);
		if (n === 0) screens[0]!.touch();
		else technician.active();
	}
	expect(screens[0]!.closed).toBe(false);
	await clock.advance(idleCloseMs);
	expect(screens[0]!.closed).toBe(true);
	screens[0]!.gone();
	technician.open('T1');
	expect(screens).toHaveLength(2);
	// Somebody closed the window by its frame.
	screens[1]!.gone();
	technician.open('T1');
	expect(screens).toHaveLength(3);
});

test('S9 an announcement is said once; what certainly was not said may be asked for again', async () => {
	const said: string[] = [];
	let outcome: SayResult['outcome'] = 'spoken';
	const say = sayOnce(async ({ job }) => {
		said.push(job);
		return { job, outcome, proof: 'done', code: 'ok' };
	});
	const job = { job: 'call-1', device: 'B1-voice', text: '请' };
	const [first, second] = await Promise.all([say(job), say(job)]);
	expect([first.code, second.code, second.outcome]).toEqual(['ok', 'already-done', 'spoken']);
	expect(said).toEqual(['call-1']);
	outcome = 'failed';
	await say({ ...job, job: 'call-2' });
	outcome = 'spoken';
	expect((await say({ ...job, job: 'call-2' })).code).toBe('ok');
	expect(said).toEqual(['call-1', 'call-2', 'call-2']);
});

describe('who hears what of the desk', () => {
	const faces: FaceInfo[] = [
		['terminal', 'T1'],
		['terminal', 'T2'],
		['window', 'W01'],
		['board', 'B1'],
		['manager', 'M1'],
		['bench', null],
		['engine', null],
		['technician', 'T2'],
	].map(([face, station]) => ({ face, station, seats: [], platformUrl: 'http://127.0.0.1:1' }) as FaceInfo);
	function heard(message: Parameters<typeof tellFaces>[0]) {
		const who: string[] = [];
		const logged: string[] = [];
		const hearers: DeskHearers = {
			tell: (_channel, _value, wanted) => who.push(...faces.filter(wanted).map(({ face, station }) => `${face} ${station ?? ''}`.trim())),
			stationOf: (id) => ({ reader: 'T1', 'window-reader': 'W01', scanner: 'W01', printer: 'T1' })[id] ?? null,
			log: (_level, code, facts) => logged.push(JSON.stringify([code, facts])),
		};
		tellFaces(message, hearers);
		return { who, logged };
	}
	test('P1 a code goes to the seat of its own scanner alone, and into no log', () => {
		const event = { type: 'code-scanned' as const, text: '110101199003070038', readAt: 1 };
		expect(heard({ type: 'code', event: { ...event, device: 'scanner' } })).toEqual({ who: ['window W01'], logged: [] });
		expect(heard({ type: 'code', event: { ...event, device: 'gone' } })).toEqual({ who: [], logged: [] });
	});
	test('P1 a card goes to the terminal or window it lies on alone, and into no log', () => {
		expect(heard({ type: 'card', event: { type: 'card-found', device: 'reader' } })).toEqual({ who: ['terminal T1'], logged: [] });
		expect(heard({ type: 'card', event: { type: 'card-found', device: 'window-reader' } })).toEqual({ who: ['window W01'], logged: [] });
	});
	test('health goes to the seat of the device and to those who look after the machine', () => {
		const health = { device: 'printer', kind: 'printer' as const, state: 'stopped' as const, code: 'paper-end', since: 1 };
		expect(heard({ type: 'health', health }).who).toEqual(['terminal T1', 'bench', 'engine', 'technician T2']);
	});
});

test('P1 the bundle of a station holds devices, captures and log, and nobody, whatever a line of the log was made to say', async () => {
	const where = mkdtempSync(join(tmpdir(), 'bundle-'));
	const canary = { name: '金丝雀甲', idNumber: '11010519491231002X', phone: '13800138000' };
	writeFileSync(
		join(where, 'station.log'),
		[
			logLine(1, 'info', 'desk-started', { device: 'reader-1' }).trim(),
			JSON.stringify({ at: '2026-11-22T00:00:00.000Z', level: 'info', code: canary.idNumber, who: canary.name, n: 3 }),
			JSON.stringify({ at: '2026-11-22T00:00:00.000Z', level: 'info', code: 'card-read', name: 'CanaryBird', number: canary.phone }),
		].join('\n'),
	);
	let kept = '';
	const made = await makeBundle({
		desk: {
			inspect: async () => ({ ok: true, value: [{ device: 'reader-1', facts: { token: 'canary-secret' } }] as never }),
			ports: async () => ({ ok: false, code: 'desk-stopped' }) as never,
			capture: async () => ({ ok: true, value: `1 to-host 02 00\n${canary.phone}` }) as never,
			test: async () => ({ ok: false, code: 'no-device' }) as never,
		},
		live: { problems: [`devices.yaml:3 ${canary.idNumber}`], reload: async () => ({ changed: [], problems: [] }) },
		...{ logFolder: where, version: '1.2.3', now: () => Date.UTC(2026, 10, 22, 9, 30) },
		keep: async (name, text) => {
			kept = text;
			return keptFile.shape.name.safeParse(name).success ? { ok: true, path: `/documents/${name}` } : { ok: false, code: 'not-written' };
		},
	});
	rmSync(where, { recursive: true });
	expect(made).toEqual({ ok: true, path: '/documents/diagnostics-2026-11-22-093000.json' });
	for (const secret of [...Object.values(canary), 'CanaryBird', 'canary-secret']) expect(kept).not.toContain(secret);
	expect(JSON.parse(kept)).toMatchObject({
		versions: { tidehall: '1.2.3' },
		ports: 'desk-stopped',
		captures: { 'reader-1': expect.any(Array) },
	});
	expect(kept).toContain('desk-started');
});
