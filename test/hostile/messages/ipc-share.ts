/**
 * Hostile calls at the machine's own door: the real `serveBridge` and the real handlers over a bench that only writes down what it was told to do.
 * A page that was taken over can send anything that can be cloned, under any name of a channel, from any frame.
 */
import type { IpcMain } from 'electron';
import fc from 'fast-check';
import { type BridgeCall, bridgeCalls, type FaceInfo, faceNames } from '../../../domain/contracts/bridge.ts';
import { deviceDeclaration } from '../../../domain/contracts/device-declaration.ts';
import { createHandlers } from '../../../electron/bridge/handlers.ts';
import { channelOf, serveBridge } from '../../../electron/bridge/serve-bridge.ts';
import { createRandom, type Random } from '../../../scripts/fuzz/random.ts';
import { mark, spoiledJson } from './hostile-values.ts';
import { strangeValue } from './strange-values.ts';
import type { Tally } from './tally.ts';

type Face = FaceInfo['face'];

/** Written down here a second time: what only these faces may ever bring about at the machine. */
const reserved: Record<string, readonly Face[]> = {
	journal: ['engine'],
	print: ['engine', 'terminal', 'window'],
	show: ['engine'],
	rate: ['engine'],
	sign: ['engine'],
	offline: ['engine'],
	say: ['board'],
	trigger: ['terminal', 'window'],
	bench: ['bench'],
	service: ['technician', 'engine'],
	'keep-file': ['manager'],
	'keep-document': ['manager', 'window'],
	'take-over': ['manager', 'window'],
	'open-service': ['terminal', 'window', 'board', 'manager'],
	'close-service': ['technician'],
	help: ['terminal', 'window'],
	applications: ['terminal', 'window', 'engine', 'technician'],
};

const station: Partial<Record<Face, string>> = { terminal: 'T1', window: 'W01', board: 'B1', manager: 'M1', technician: 'T1' };
const infoOf = (face: Face): FaceInfo => ({ face, station: station[face] ?? null, seats: [], platformUrl: 'http://127.0.0.1:1' });
const devices = [
	{ kind: 'voice', id: 'B1-voice', station: 'B1', protocol: 'syn6288', transport: { kind: 'simulated' } },
	{ kind: 'printer', id: 'W01-printer', station: 'W01', paperMm: 80, transport: { kind: 'simulated' } },
	{ kind: 'scanner', id: 'W01-scanner', station: 'W01', transport: { kind: 'simulated' } },
].map((value) => deviceDeclaration.parse(value));

const grip = 'A'.repeat(22);
const slip = { hallName: '厅', title: '事', items: ['事'], sections: [{ title: '带', entries: [] }], printedAt: '今' };
const command = { station: 'T1', epoch: 'a'.repeat(16), n: 1, occurredAt: 1, name: 'help-called', body: {} };
const document = { title: '名单', language: 'zh-CN', orientation: 'portrait', made: 0, foot: '', blocks: [{ kind: 'text', text: 'a' }] };
/** Well-formed payloads; a call without one takes nothing. */
const sound: Partial<Record<BridgeCall, readonly unknown[]>> = {
	'journal-append': [[{ type: 'reported', station: 'T1', command }], [{ type: 'asked', station: 'T1', n: 1 }]],
	print: [{ job: 'a', device: 'W01-printer', paper: 'checklist', slip }],
	'print-paper': [{ job: 'a', device: 'W01-printer', paper: 'checklist', slip }],
	show: [[{ device: 'W01-led', text: 'A001', style: 'call' }]],
	bench: [{ do: 'lay-card', device: 'a', person: 'b' }, { do: 'snapshot' }],
	note: [{ code: 'late', count: 1 }],
	say: [{ job: 'a', device: 'B1-voice', text: '请' }],
	rate: ['W01-pad'],
	'cancel-rating': ['W01-pad'],
	'open-service': ['12345678'],
	service: [{ do: 'inspect' }, { do: 'test', device: 'a', test: 'b' }, { do: 'logs', lines: 5 }],
	sign: ['TH2:DEMO:2026-11-22:A001'],
	applications: [
		{ do: 'begin', items: ['GA-001'], document: '11010519491231002X' },
		{ do: 'save', grip, form: { fields: { name: 'a' }, materials: {} } },
		{ do: 'hand-in', grip, day: '2026-11-22' },
		{ do: 'list' },
		{ do: 'link', up: true, platformTime: 1, platform: null },
	],
	offline: [{ do: 'state', station: 'T1' }, { do: 'sign-in', station: 'T1', staff: '0001', pin: '1234' }, { do: 'proofs' }],
	'keep-file': [{ name: 'a.csv', base64: 'AAAA' }],
	'keep-document': [{ name: 'a.pdf', document }],
	'take-over': [
		{
			...{ version: 1, hall: 'DEMO', platform: 'P2', by: null, reason: 'a', at: 1, after: { number: 1, platform: 'P1' } },
			...{ day: '2026-11-22', events: [], series: {} },
		},
	],
};

function payloadFor(call: BridgeCall, random: Random): unknown[] {
	const known = sound[call];
	if (random.oneIn(5)) return Array.from({ length: random.below(4) }, () => strangeValue(random));
	if (random.oneIn(6)) return fc.sample(fc.array(fc.anything(), { maxLength: 3 }), { seed: random.next(), numRuns: 1 })[0]!;
	const first = known?.[random.below(known.length)];
	if (random.oneIn(4)) return first === undefined ? [] : call === 'trigger' ? ['W01-scanner', true] : [first];
	return [JSON.parse(spoiledJson(first ?? [], random)), ...(random.oneIn(8) ? [strangeValue(random)] : [])];
}

const frames = [
	'app://tidehall/',
	'https://evil.example/',
	'file:///',
	'app://evil/',
	'data:text/html,',
	'blob:app://tidehall/',
	'about:blank#',
];

/** Resolves when every call was answered. */
export async function huntIpc({ count, seed, tally }: { count: number; seed: number; tally: Tally }): Promise<void> {
	const random = createRandom(seed);
	/** Who is calling, and whether the frame is truly its face's: what happens is held against it. */
	let caller: { face: Face; genuine: boolean } | null = null;
	let shown = '';
	const did = (what: string, ...values: unknown[]) => {
		if (!caller?.genuine || !(reserved[what] ?? faceNames).includes(caller.face)) {
			tally.accepted += 1;
			tally.fault(`${caller?.face ?? 'nobody'} brought about ${what}`, shown);
		}
		for (const value of values)
			if (typeof value === 'object' && value !== null && Object.hasOwn(value, '__proto__'))
				tally.fault(`${what} was given an own __proto__`, shown);
	};
	const told = <T>(_done: unknown, answer: T): T => answer;
	const handlers = createHandlers({
		hall: { config: { plan: {}, devices: [] }, seats: [{ station: 'T1' }], book: {} } as never,
		desk: {
			devices,
			health: () => [],
			show: (wanted: unknown) => did('show', wanted),
			bench: (action: unknown) => did('bench', action),
			rate: (device: unknown) => did('rate', device),
			cancelRating: (device: unknown) => did('rate', device),
			trigger: async (device: unknown) => {
				did('trigger', device);
				return { ok: false, code: 'too-slow' };
			},
		} as never,
		journal: {
			seats: () => told(did('journal'), []),
			append: async (entries: unknown) => did('journal', ...(entries as unknown[])),
		} as never,
		key: { keyId: 'k'.repeat(16), publicKey: 'p'.repeat(43), sign: (text: string) => told(did('sign', text), 'signed') } as never,
		applications: {
			answer: async (_info, request) => {
				did('applications', request);
				return { do: 'done' as const };
			},
		},
		offline: Object.fromEntries(
			['ask', 'keep', 'state', 'signIn', 'keepProof', 'proofs'].map((name) => [name, async (...all: unknown[]) => did('offline', ...all)]),
		) as never,
		disk: () => 'enough' as never,
		keepFile: async (file) => told(did('keep-file', file), { ok: false, code: 'disk-low' }),
		keepDocument: async (file) => told(did('keep-document', file), { ok: false, code: 'disk-low' }),
		platform: {
			state: () => ({ place: null, state: 'none', url: null, report: null }),
			takeOver: async (order) => told(did('take-over', order), { ok: false, code: 'no-place' }),
		},
		door: { try: async () => (random.oneIn(2) ? 'open' : 'wrong-code') as never },
		print: async (job) => told(did('print', job), { job: job.job, outcome: 'printed', proof: 'done', code: 'ok' }),
		say: async (job) => told(did('say', job), { job: job.job, outcome: 'spoken', proof: 'done', code: 'ok' }),
		service: async (request) => told(did('service', request), { do: 'refused', code: 'busy' }),
		openTechnician: () => did('open-service'),
		technicianActive: () => {},
		closeTechnician: () => did('close-service'),
		help: () => did('help'),
		log(_level, code, facts) {
			if (JSON.stringify([code, facts]).includes(mark)) tally.fault('hostile text in the log of the machine', shown);
		},
	});

	type Listener = (event: never, ...payload: unknown[]) => unknown;
	const doors = new Map<string, Listener>();
	let window: { info: FaceInfo; path: string } | null = null;
	serveBridge({ handle: (channel: string, listener: Listener) => doors.set(channel, listener), on() {} } as unknown as IpcMain, {
		handlers,
		windowOf: () => window,
		wantsEngine: () => {},
		alarm(code, facts) {
			if (JSON.stringify([code, facts]).includes(mark)) tally.fault('hostile text in an alarm of the machine', shown);
		},
	});
	const calls = Object.keys(bridgeCalls) as BridgeCall[];
	if (doors.size !== calls.length) tally.fault('the machine has doors that are not in the contract', [...doors.keys()].join());

	for (let sent = 0; sent < count; sent++) {
		const face = faceNames[random.below(faceNames.length)]!;
		const call = calls[random.below(calls.length)]!;
		const genuine = !random.oneIn(4);
		const info = infoOf(face);
		window = random.oneIn(30) && !genuine ? null : { info, path: `/${face}.html` };
		// Spoiled in one way: another page, a frame inside the page, a window nobody opened, or no frame any more.
		const address = genuine || window === null ? `app://tidehall/${face}.html` : `${frames[random.below(frames.length)]}${face}.htm`;
		const payload = payloadFor(call, random);
		caller = { face, genuine };
		shown = `${face} ${genuine ? '' : `(${address}) `}${call} ${show(payload)}`;
		const event = { senderFrame: random.oneIn(200) && !genuine ? null : { url: address, parent: null }, sender: { id: 1 } };
		try {
			const answer = (await doors.get(channelOf(call))!(event as never, ...payload)) as { ok?: unknown; code?: unknown };
			tally.count(answer.ok === true ? 'IPC done' : `IPC ${String(answer.code)}`);
			if (answer.ok === true && !genuine) {
				tally.accepted += 1;
				tally.fault(`IPC: ${call} answered to a frame that is not ours`, shown);
			}
			if (answer.ok !== true && !/^[a-z][a-z-]{1,40}$/.test(String(answer.code))) tally.fault(`IPC: ${call} refused without a code`, shown);
			if (answer.code === 'machine-failed') tally.fault(`IPC: ${call} broke inside`, shown);
		} catch (error) {
			tally.count('IPC thrown');
			tally.fault(`IPC: ${call} threw`, `${shown} ${String(error)}`);
		}
		caller = null;
	}
	if (({} as Record<string, unknown>).ok !== undefined || ({} as Record<string, unknown>)[mark] !== undefined)
		tally.fault('the prototype of everything was changed', '');
}

function show(payload: unknown): string {
	try {
		return JSON.stringify(payload).slice(0, 200);
	} catch {
		return 'what is no JSON';
	}
}
