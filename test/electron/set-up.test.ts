/** The first start of a station, step by step, with the platform at the other end in place of a network. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SetUpAnswer, SetUpRequest, SetUpState } from '../../domain/contracts/set-up.ts';
import type { SeatsAskedAnswer } from '../../electron/enrolment/ask-seats.ts';
import type { Enrolled } from '../../electron/enrolment/enrol.ts';
import { addressOf } from '../../electron/set-up/platform-address.ts';
import { clockOffMostMs, SetUpDesk, type SetUpParts } from '../../electron/set-up/set-up-desk.ts';
import { keepSetUp, ownHall, readSetUp, type SetUpKept } from '../../electron/set-up/set-up-file.ts';
import { readArguments } from '../../electron/station-arguments.ts';

const name = { zh: '示例大厅', en: 'Example' };
const opened = {
	...{ hall: 'HALL-01', name, authority: null, aheadMs: 0 },
	seats: [
		{ station: 'T1', role: 'terminal' as const, name, open: true, taken: false },
		{ station: 'T2', role: 'terminal' as const, name, open: false, taken: true },
	],
};
let asked: SeatsAskedAnswer;
let enrolled: Enrolled;
let fetched: Awaited<ReturnType<SetUpParts['fetchHall']>>;
let did: string[];
let owed: number;
let kept: SetUpKept | null;

function desk(parts: Partial<SetUpParts> = {}): SetUpDesk {
	const hall = { config: { plan: { name }, devices: [{ id: 'T1-printer' }] } } as never;
	return new SetUpDesk({
		...{ version: '0.1.0', platform: null, before: null, again: false, now: () => 1_000, note: (code) => did.push(code) },
		key: { keyId: 'k', publicKey: 'p', sign: () => 's' } as never,
		hallAt: async () => ({ ok: true, hall: 'HALL-01' }),
		askSeats: async () => asked,
		enrol: async ({ stations }) => {
			did.push(`enrol ${stations.join()}`);
			return enrolled;
		},
		fetchHall: async ({ at }) => {
			did.push(`fetch ${at}`);
			return fetched;
		},
		owed: async () => owed,
		keepEnrolment: async () => void did.push('keep-enrolment'),
		keepSetUp: async (told) => {
			kept = told;
		},
		keepHall: async () => void did.push('keep-hall'),
		readHall: () => ({ ok: true, hall }),
		devices: { run: () => void did.push('run'), inspect: async () => ({ ok: true, value: [] }), test: async () => 'no-test' },
		begin: () => void did.push('begin'),
		...parts,
	});
}
const state = (answer: SetUpAnswer): SetUpState => {
	if (answer.do !== 'state') throw new Error(JSON.stringify(answer));
	return answer.state;
};
const toTheSeat = async (one: SetUpDesk) => {
	state(await one.ask({ do: 'reach', platform: '10.0.0.5:7300' }));
	state(await one.ask({ do: 'open', code: 'K7M2P-9XWQR' }));
};
beforeEach(() => {
	[did, owed, kept] = [[], 0, null];
	asked = { ok: true, opened };
	enrolled = { ok: true, enrolment: { hall: 'HALL-01', stations: ['T1'], authority: null, at: 1_000 } };
	fetched = { ok: true, files: [] };
});

describe('a first start', () => {
	test('goes from an address to a working role, and is done only when the role begins', async () => {
		const one = desk();
		await toTheSeat(one);
		const there = state(await one.ask({ do: 'enrol', stations: ['T1'], language: 'en' }));
		expect(there).toMatchObject({ platform: 'https://10.0.0.5:7300', hall: { code: 'HALL-01', name }, enrolled: ['T1'], devices: [] });
		expect(kept).toMatchObject({ done: false, language: 'en' });
		await one.ask({ do: 'start' });
		expect(kept).toMatchObject({ done: true, stations: ['T1'], hall: 'HALL-01' });
		expect(did).toEqual(['enrol T1', 'keep-enrolment', 'enrolled', 'fetch 1000', 'keep-hall', 'run', 'set-up-done', 'begin']);
	});

	test('no step is done before the one it stands on', async () => {
		const one = desk();
		for (const request of [
			{ do: 'open', code: 'K7M2P-9XWQR' },
			{ do: 'enrol', stations: ['T1'], language: 'zh-CN' },
			{ do: 'fetch' },
			{ do: 'test', device: 'T1-printer', test: 'page' },
			{ do: 'start' },
		] satisfies SetUpRequest[])
			expect(await one.ask(request as SetUpRequest), request.do).toEqual({ do: 'refused', code: 'too-early' });
		expect(did).toEqual([]);
	});

	test('a bad address, a silent platform, a wrong code, a stranger and a dead clock are told, and nothing is kept', async () => {
		expect(await desk().ask({ do: 'reach', platform: 'ftp://x' })).toEqual({ do: 'refused', code: 'bad-address' });
		const silent = desk({ hallAt: async () => ({ ok: false, code: 'unreachable' }) });
		expect(await silent.ask({ do: 'reach', platform: 'x:1' })).toEqual({ do: 'refused', code: 'unreachable' });
		const one = desk({ platform: 'https://10.0.0.5:7300' });
		for (const code of ['wrong-code', 'not-the-hall', 'locked'] as const) {
			asked = { ok: false, code };
			expect(await one.ask({ do: 'open', code: '2222222222' })).toEqual({ do: 'refused', code });
		}
		asked = { ok: true, opened: { ...opened, aheadMs: clockOffMostMs + 1 } };
		expect(await one.ask({ do: 'open', code: 'K7M2P-9XWQR' })).toEqual({ do: 'refused', code: 'clock-wrong' });
		expect(await one.ask({ do: 'enrol', stations: ['T1'], language: 'en' })).toEqual({ do: 'refused', code: 'too-early' });
		asked = { ok: true, opened: { ...opened, aheadMs: 600_000 } };
		expect(state(await one.ask({ do: 'open', code: 'K7M2P-9XWQR' })).aheadMs).toBe(600_000);
		enrolled = { ok: false, code: 'unknown-station' };
		expect(await one.ask({ do: 'enrol', stations: ['T9'], language: 'en' })).toEqual({ do: 'refused', code: 'unknown-station' });
		expect(kept).toBeNull();
	});

	test('the line goes down after the code was used: it goes on with the hall, also after a start anew', async () => {
		const one = desk();
		await toTheSeat(one);
		fetched = { ok: false, code: 'unreachable' };
		expect(await one.ask({ do: 'enrol', stations: ['T1'], language: 'en' })).toEqual({ do: 'refused', code: 'unreachable' });
		if (!enrolled.ok || !kept) throw new Error('nothing was kept');
		const later = desk({ before: { kept, enrolment: enrolled.enrolment } });
		expect(state(await later.ask({ do: 'look' }))).toMatchObject({ enrolled: ['T1'], devices: null });
		fetched = { ok: true, files: [] };
		expect(state(await later.ask({ do: 'fetch' })).devices).toEqual([]);
		const slow = desk({
			before: { kept, enrolment: enrolled.enrolment },
			devices: { run: () => {}, inspect: async () => ({ ok: false, code: 'too-slow' }), test: async () => 'no-test' },
		});
		expect(state(await slow.ask({ do: 'fetch' })).devices).toMatchObject([{ device: 'T1-printer', health: { state: 'connecting' } }]);
	});

	test('I-17 a machine that is set up anew gives up no seat that still owes reports', async () => {
		const before = { kept: { ...keptOf('T2'), done: true }, enrolment: { hall: 'HALL-01', stations: ['T2'], authority: null, at: 1 } };
		const one = desk({ before, again: true });
		await toTheSeat(one);
		owed = 3;
		expect(await one.ask({ do: 'enrol', stations: ['T1'], language: 'en' })).toEqual({ do: 'refused', code: 'owes-reports' });
		expect(did).toEqual([]);
		owed = 0;
		state(await one.ask({ do: 'enrol', stations: ['T1'], language: 'en' }));
	});
});

const keptOf = (station: string): SetUpKept => ({
	...{ schema: 'set-up/1', platform: 'https://10.0.0.5:7300', hall: 'HALL-01', stations: [station], language: 'en', done: false },
});

test('an address is taken as people type it, by TLS, and in the clear only as the settings say it', () => {
	expect(addressOf(' 10.0.0.5:7300 ', null)).toBe('https://10.0.0.5:7300');
	expect(addressOf('１０。0。0。5：7300', null)).toBe('https://10.0.0.5:7300');
	expect(addressOf('HTTPS://Hall-Host:7300/', null)).toBe('https://hall-host:7300');
	expect(addressOf('http://10.0.0.5:7300', null)).toBeNull();
	expect(addressOf('http://127.0.0.1:4180', 'http://127.0.0.1:4180')).toBe('http://127.0.0.1:4180');
	for (const bad of ['', 'a b', 'https://u:p@h', 'https://h/x', 'h?x', 'javascript:alert(1)', 'file:///etc', '大厅'])
		expect(addressOf(bad, null), bad).toBeNull();
});

describe('what was told', () => {
	let data: string;
	beforeEach(() => {
		data = mkdtempSync(join(tmpdir(), 'tidehall-set-up-'));
	});
	afterEach(() => rmSync(data, { recursive: true, force: true }));

	test('is read again, and asked anew where the hall is missing or the file is torn', async () => {
		expect(readSetUp(data)).toBeNull();
		await keepSetUp(data, keptOf('T1'));
		expect(readSetUp(data)).toEqual(keptOf('T1'));
		await keepSetUp(data, { ...keptOf('T1'), done: true });
		expect(readSetUp(data)).toBeNull();
		mkdirSync(ownHall(data));
		writeFileSync(join(ownHall(data), 'hall.yaml'), '');
		expect(readSetUp(data)).toMatchObject({ done: true });
		writeFileSync(join(data, 'set-up.json'), '{"schema":"set-up/1","pla');
		expect(readSetUp(data)).toBeNull();
	});
});

test('the command line has either a hall and seats, or leaves them to the screen', () => {
	const at = { inspect: false, root: false, appFolder: '/app' };
	expect(readArguments(['--set-up', '--kiosk', '--platform', 'https://10.0.0.5:7300'], at)).toMatchObject({
		ok: true,
		setUp: { platform: 'https://10.0.0.5:7300', again: false, kiosk: true },
	});
	expect(readArguments(['--set-up-again'], at)).toMatchObject({ ok: true, setUp: { platform: null, again: true } });
	expect(readArguments(['--set-up', '--stations', 'T1'], at)).toMatchObject({ ok: false });
	expect(readArguments(['--set-up', '--hall', '/x'], at)).toMatchObject({ ok: false });
	expect(readArguments([], at)).toMatchObject({ ok: false });
});
