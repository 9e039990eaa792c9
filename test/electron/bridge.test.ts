import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BridgeCall, bridgeCalls, type FaceInfo, faceNames } from '../../domain/contracts/bridge.ts';
import { deviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import { callers } from '../../electron/bridge/callers.ts';
import { checkCall, type Sender } from '../../electron/bridge/check-call.ts';
import { createHandlers } from '../../electron/bridge/handlers.ts';
import type { DeskHost } from '../../electron/desk/desk-host.ts';
import type { MachineHall } from '../../electron/hall.ts';
import type { DoorAnswer } from '../../electron/service/service-door.ts';

const info = (face: FaceInfo['face']): FaceInfo => ({ face, station: null, seats: [], platformUrl: 'http://127.0.0.1:1' });
const from = (face: FaceInfo['face'], other: Partial<Sender> = {}): Sender => ({
	address: `app://tidehall/${face}.html`,
	mainFrame: true,
	window: { info: info(face), path: `/${face}.html` },
	...other,
});

describe('a call over the bridge', () => {
	test('of a known face with a good payload passes', () => {
		expect(checkCall('note', from('board'), [{ code: 'late' }])).toMatchObject({
			ok: true,
			payload: [{ code: 'late' }],
			info: { face: 'board' },
		});
	});

	test('P1 an identity or phone number in place of a note’s code or count reaches no log', () => {
		for (const code of ['654306195303210067', '13800138000', 'card-654306195303210067', 'x13800138000', '张三', 'late code'])
			expect(checkCall('note', from('terminal'), [{ code }]), code).toEqual({ ok: false, code: 'malformed' });
		for (const count of [13_800_138_000, -5, Number.NaN])
			expect(checkCall('note', from('terminal'), [{ code: 'late', count }])).toEqual({ ok: false, code: 'malformed' });
		for (const code of ['late', 'malformed-term', 'shut-out-unknown-station'])
			expect(checkCall('note', from('engine'), [{ code, count: 12 }]).ok).toBe(true);
	});

	test.each([
		['another origin', { address: 'https://example.org/engine.html' }],
		['another host of the scheme', { address: 'app://x/engine.html' }],
		['the safe page', { address: 'app://tidehall/safe' }],
		['another face in this window', { address: 'app://tidehall/board.html' }],
		['a frame inside the page', { mainFrame: false }],
		['a frame that is gone', { address: null }],
		['a window nobody opened', { window: null }],
	])('from %s is refused', (_name, other) => {
		expect(checkCall('journal-load', from('engine', other as Partial<Sender>), [])).toEqual({ ok: false, code: 'unknown-sender' });
	});

	test('of a face it is not for is refused, for every pair', () => {
		for (const call of Object.keys(bridgeCalls) as BridgeCall[])
			for (const face of faceNames) {
				const { ok, code } = { code: '', ...checkCall(call, from(face), ['nonsense', 'nonsense', 'nonsense']) };
				expect(ok, `${face} ${call}`).toBe(false);
				expect(code, `${face} ${call}`).toBe(callers[call].includes(face) ? 'malformed' : 'not-allowed');
			}
	});

	test('only the engine reaches journal and paper', () => {
		for (const call of ['journal-load', 'journal-append', 'print', 'show'] as const) expect(callers[call]).toEqual(['engine']);
	});

	test('a terminal prints a list, never a ticket', () => {
		const slip = {
			hallName: '大厅',
			title: '新生儿出生',
			items: ['出生登记'],
			sections: [{ title: '要带的', entries: [] }],
			printedAt: '今天',
		};
		const job = { job: 'L1', device: 'T1-printer', paper: 'checklist', slip };
		expect(checkCall('print-paper', from('terminal'), [job])).toMatchObject({ ok: true });
		expect(checkCall('print-paper', from('board'), [job])).toEqual({ ok: false, code: 'not-allowed' });
		for (const paper of ['ticket', undefined]) {
			const ticket = { ...job, paper, slip: { ...slip, number: 'A001', queueName: '综合' } };
			expect(checkCall('print-paper', from('terminal'), [ticket])).toEqual({ ok: false, code: 'malformed' });
		}
	});

	test('only the engine has a ticket signed, and nothing but a ticket', () => {
		for (const face of faceNames) {
			const asked = checkCall('sign', from(face), ['TH2:HALL:2026-11-26']);
			expect(asked, face).toMatchObject(face === 'engine' ? { ok: true } : { ok: false, code: 'not-allowed' });
			const key = checkCall('public-key', from(face), []);
			expect(key, face).toMatchObject(face === 'engine' ? { ok: true } : { ok: false, code: 'not-allowed' });
		}
		for (const text of ['', 'TH2:', 'pay 100', `TH2:${'A'.repeat(397)}`, 'TH2:A\nB', 'xTH2:A', 7])
			expect(checkCall('sign', from('engine'), [text]), String(text)).toEqual({ ok: false, code: 'malformed' });
	});

	test('each device call is for the faces that need it', () => {
		const faces = {
			say: ['board'],
			rate: ['engine'],
			trigger: ['terminal', 'window'],
			service: ['technician', 'engine'],
			'close-service': ['technician'],
			'own-platform': ['manager', 'window'],
			'take-over': ['manager', 'window'],
			'keep-document': ['manager', 'window'],
		};
		for (const [call, wanted] of Object.entries(faces)) expect(callers[call as BridgeCall], call).toEqual(wanted);
		expect(callers['open-service']).not.toContain('engine');
	});

	test.each<[BridgeCall, FaceInfo['face'], unknown[]]>([
		['open-service', 'terminal', ['']],
		['open-service', 'terminal', ['1'.repeat(65)]],
		['trigger', 'window', ['W01-scanner', 'on']],
		['say', 'board', [{ job: 'a', device: 'b', text: '' }]],
		['service', 'technician', [{ do: 'capture', device: 'a', seconds: 3600 }]],
		['service', 'technician', [{ do: 'write-bytes', device: 'a', bytes: '1b40' }]],
		['service', 'engine', [{ do: 'logs', lines: 1_000_000 }]],
	])('%s of %s with %j is malformed', (call, face, payload) => {
		expect(checkCall(call, from(face), payload)).toEqual({ ok: false, code: 'malformed' });
	});

	test('20,000 made-up payloads never pass where a schema is asked for, and never throw', () => {
		const calls = (Object.keys(bridgeCalls) as BridgeCall[]).filter((call) => bridgeCalls[call].safeParse([]).success === false);
		fc.assert(
			fc.property(fc.constantFrom(...calls), fc.anything(), (call, payload) => {
				const checked = checkCall(call, from('engine'), payload);
				return !checked.ok || bridgeCalls[call].safeParse(payload).success;
			}),
			{ numRuns: 20_000, seed: 3 },
		);
	});
});

describe('what a call of a face does', () => {
	const seats: FaceInfo['seats'] = [
		{ station: 'B1', role: 'board' },
		{ station: 'W01', role: 'window' },
	];
	const devices = [
		{ kind: 'voice', id: 'B1-voice', station: 'B1', protocol: 'syn6288', transport: { kind: 'simulated' } },
		{ kind: 'printer', id: 'W01-printer', station: 'W01', paperMm: 80, transport: { kind: 'simulated' } },
		{ kind: 'scanner', id: 'W01-scanner', station: 'W01', transport: { kind: 'simulated' } },
	].map((value) => deviceDeclaration.parse(value));
	function machine(door: DoorAnswer = 'open') {
		const did: string[] = [];
		const handlers = createHandlers({
			hall: { config: { plan: {}, devices: [] }, seats } as unknown as MachineHall,
			desk: {
				devices,
				trigger: async (device: string, on: boolean) => {
					did.push(`trigger ${device} ${on}`);
					return { ok: false, code: 'too-slow' };
				},
			} as unknown as DeskHost,
			journal: { seats: () => [], append: async () => {} },
			key: { keyId: 'k'.repeat(16), publicKey: 'p'.repeat(43), sign: (text) => `signed ${text}` },
			applications: {
				answer: async (_info, request) => {
					did.push(`applications ${request.do}`);
					return { do: 'done' as const };
				},
			},
			offline: null,
			disk: () => 'low',
			keepFile: async () => ({ ok: false, code: 'disk-low' }),
			keepDocument: async () => ({ ok: false, code: 'disk-low' }),
			platform: {
				state: () => ({ place: null, state: 'none', url: null, report: null }),
				takeOver: async () => ({ ok: false, code: 'no-place' }),
			},
			door: { try: async () => door },
			print: async ({ job }) => ({ job, outcome: 'printed', proof: 'done', code: 'ok' }),
			say: async ({ job }) => ({ job, outcome: 'spoken', proof: 'done', code: 'ok' }),
			service: async (request, who) => {
				did.push(`${request.do} ${who}`);
				return { do: 'refused', code: 'busy' };
			},
			openTechnician: (station) => did.push(`open ${station}`),
			technicianActive: () => did.push('active'),
			closeTechnician: () => did.push('close'),
			help: () => did.push('help'),
			log: (level, code) => did.push(`${level} ${code}`),
		});
		return { handlers, did };
	}
	const at = (face: FaceInfo['face'], station: string | null): FaceInfo => ({ ...info(face), station });

	test('the key answers with its public half and with signatures, never with more', async () => {
		const { handlers } = machine();
		expect(await handlers['public-key'](at('engine', null))).toEqual({ keyId: 'k'.repeat(16), publicKey: 'p'.repeat(43) });
		expect(await handlers.sign(at('engine', null), 'TH2:A')).toBe('signed TH2:A');
	});

	test('a face knows the devices as they are declared now', async () => {
		expect(await machine().handlers.config(at('board', 'B1'))).toMatchObject({
			devices: [{ id: 'B1-voice' }, { id: 'W01-printer' }, { id: 'W01-scanner' }],
		});
	});
	test('a paper comes out of the printer of the own seat alone', async () => {
		const { handlers } = machine();
		const job = bridgeCalls['print-paper'].parse([
			{
				job: 'L1',
				device: 'W01-printer',
				paper: 'checklist',
				slip: { hallName: '厅', title: '事', items: ['事'], sections: [{ title: '带', entries: [] }], printedAt: '今' },
			},
		])[0];
		expect(await handlers['print-paper'](at('window', 'W01'), job)).toMatchObject({ outcome: 'printed' });
		expect(await handlers['print-paper'](at('window', 'W02'), job)).toMatchObject({ outcome: 'failed', code: 'no-device' });
	});

	test('a seat commands no device of another seat', async () => {
		const { handlers, did } = machine();
		const job = { job: 'a', device: 'B1-voice', text: '请' };
		expect(await handlers.say(at('board', 'B1'), job)).toMatchObject({ outcome: 'spoken' });
		expect(await handlers.say(at('board', 'B2'), job)).toMatchObject({ outcome: 'failed', code: 'no-device' });
		expect(await handlers.trigger(at('window', 'W02'), 'W01-scanner', true)).toMatchObject({ ok: false, code: 'no-device' });
		expect(did).toEqual([]);
		expect(await handlers.trigger(at('window', 'W01'), 'W01-scanner', true)).toEqual({
			ok: false,
			proof: 'none',
			code: 'too-slow',
			facts: {},
		});
		expect(did).toEqual(['trigger W01-scanner true']);
	});
	test('a wrong service code opens nothing and is written down, without the code', async () => {
		const { handlers, did } = machine('wrong-code');
		await expect(handlers['open-service'](at('terminal', 'T1'), '123456')).rejects.toMatchObject({ code: 'wrong-code' });
		expect(did).toEqual(['warn service-wrong-code']);
	});
	test('the right one opens the screen over the face; looking alone does not keep it open', async () => {
		const { handlers, did } = machine();
		await handlers['open-service'](at('terminal', 'T1'), '20261122');
		await handlers.service(at('technician', 'T1'), { do: 'inspect' });
		await handlers.service(at('technician', 'T1'), { do: 'ports' });
		await handlers.service(at('engine', null), { do: 'reload' });
		await handlers['close-service'](at('technician', 'T1'));
		expect(did).toEqual(['info service-open', 'open T1', 'inspect local', 'active', 'ports local', 'reload remote', 'close']);
	});
});
