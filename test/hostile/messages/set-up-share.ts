/**
 * Hostile calls at the door of a first start: the real `serveSetUp` and the real steps over a bench that only writes down what it was told to do. A machine
 * that nobody has enrolled yet stands in a hall before anybody watches over it.
 */
import type { IpcMain } from 'electron';
import { type SetUpRequest, setUpAnswer, setUpRefusals } from '../../../domain/contracts/set-up.ts';
import { setUpChannel } from '../../../domain/contracts/set-up-channel.ts';
import { serveSetUp } from '../../../electron/set-up/serve-set-up.ts';
import { SetUpDesk, type SetUpParts } from '../../../electron/set-up/set-up-desk.ts';
import type { SetUpKept } from '../../../electron/set-up/set-up-file.ts';
import { createRandom, type Random } from '../../../scripts/fuzz/random.ts';
import { mark, spoiledJson } from './hostile-values.ts';
import { strangeValue } from './strange-values.ts';
import type { Tally } from './tally.ts';

const contentsId = 7;
const ofSettings = 'http://10.0.0.9:7300';
/** The one-time code, which leaves the machine in no form. */
const code = 'K7M2P-9XWQR';
const name = { zh: '示例大厅', en: 'Example' };
const opened = {
	...{ hall: 'HALL-01', name, authority: null, aheadMs: 0 },
	seats: [{ station: 'T1', role: 'terminal' as const, name, open: true, taken: false }],
};
const sound: readonly SetUpRequest[] = [
	{ do: 'look' },
	{ do: 'reach', platform: '10.0.0.5:7300' },
	{ do: 'open', code },
	{ do: 'enrol', stations: ['T1'], language: 'zh-CN' },
	{ do: 'fetch' },
	{ do: 'test', device: 'T1-printer', test: 'page' },
	{ do: 'start' },
];
const frames = [
	'app://tidehall/terminal.html',
	'app://tidehall/set-up.html.evil',
	'app://evil/set-up.html',
	'https://evil.example/set-up.html',
	'file:///set-up.html',
	'about:blank',
	'blob:app://tidehall/set-up.html',
	'data:text/html,',
];

/** A first start that writes down what was done, and holds each step against those before it. */
function bench(random: Random, genuine: () => boolean, fault: (what: string, more?: string) => void): SetUpDesk {
	let proved = false;
	let enrolled = false;
	let hall = false;
	const often = <Value>(good: Value, ...bad: Value[]): Value => (random.oneIn(4) ? bad[random.below(bad.length)]! : good);
	const did = (what: string, ...values: unknown[]) => {
		if (!genuine()) fault(`a stranger brought about ${what}`);
		for (const value of values)
			if (typeof value === 'object' && value !== null && Object.hasOwn(value, '__proto__')) fault(`${what} was given an own __proto__`);
	};
	const origin = (platform: string) => {
		if (new URL(platform).origin !== platform || (!platform.startsWith('https:') && platform !== ofSettings))
			fault('an address that is none was asked', platform);
	};
	const refuse = (why: string) => ({ ok: false as const, code: why as never });
	const keptBefore: SetUpKept = {
		...{ schema: 'set-up/1', platform: ofSettings, hall: 'HALL-01', stations: ['T9'], language: 'en', done: random.oneIn(2) },
	};
	const enrolment = { hall: 'HALL-01', stations: ['T1'], authority: null, at: 1 };
	const again = random.oneIn(4);
	const before = random.oneIn(3) ? { kept: keptBefore, enrolment } : null;
	if (before && !before.kept.done && !again) enrolled = true;
	const parts: SetUpParts = {
		...{ version: '0.1.0', platform: random.oneIn(2) ? ofSettings : null, before, again, now: () => 1_000 },
		key: { keyId: 'k', publicKey: 'p', sign: () => 's' } as never,
		async hallAt(platform) {
			did('a look for a hall');
			origin(platform);
			return often<Awaited<ReturnType<SetUpParts['hallAt']>>>(
				{ ok: true, hall: 'HALL-01' },
				refuse('unreachable'),
				refuse('not-a-platform'),
			);
		},
		async askSeats({ platform, code: told }) {
			did('a code being asked after');
			origin(platform);
			const good = told === code && !random.oneIn(6);
			proved ||= good;
			return good ? { ok: true, opened } : refuse('wrong-code');
		},
		async enrol({ platform, hall: of, stations, code: told }) {
			did('an enrolment', stations);
			origin(platform);
			if (!proved || told !== code || of !== 'HALL-01') fault('enrolled without a code that was proved');
			return often<Awaited<ReturnType<SetUpParts['enrol']>>>({ ok: true, enrolment }, refuse('unknown-station'), refuse('standby'));
		},
		async fetchHall() {
			did('a hall being fetched');
			if (!enrolled) fault('files of a hall fetched for a machine that is not enrolled');
			return often<Awaited<ReturnType<SetUpParts['fetchHall']>>>({ ok: true, files: [] }, refuse('files-elsewhere'), refuse('unreachable'));
		},
		owed: async () => often(0, 3),
		async keepEnrolment() {
			did('an enrolment being kept');
			enrolled = true;
			if (random.oneIn(20)) throw new Error(`the disk is full ${mark}`);
		},
		async keepSetUp(told) {
			did('a set-up being kept', told);
			origin(told.platform);
			if (random.oneIn(20)) throw new Error('the disk is full');
		},
		keepHall: async () => did('a hall being kept'),
		readHall: () => {
			hall = true;
			return random.oneIn(6) ? { ok: false, problems: [mark] } : { ok: true, hall: { config: { plan: { name }, devices: [] } } as never };
		},
		devices: {
			run: () => did('devices being run'),
			inspect: async () => ({ ok: true, value: [] }),
			async test() {
				did('a test of a device');
				if (!hall) fault('a device was tested before there was a hall');
				return random.oneIn(2) ? 'no-device' : { ok: true, proof: 'done', code: 'ok', facts: {} };
			},
		} as SetUpParts['devices'],
		begin() {
			did('the role beginning');
			if (!enrolled || !hall) fault('a role began at a machine that is not enrolled');
		},
		note(said, facts) {
			const text = JSON.stringify([said, facts ?? {}]);
			if (text.includes(mark) || text.includes(code)) fault('hostile text or a code in the log of the machine', text);
		},
	};
	return new SetUpDesk(parts);
}

/** Resolves when every call was answered. */
export async function huntSetUp({ count, seed, tally }: { count: number; seed: number; tally: Tally }): Promise<void> {
	const random = createRandom(seed);
	let genuine = false;
	let shown = '';
	const fault = (what: string, more = '') => {
		tally.accepted += 1;
		tally.fault(`first start: ${what}`, `${more} ${shown}`);
	};
	let desk = bench(random, () => genuine, fault);
	type Listener = (event: never, ...payload: unknown[]) => unknown;
	const doors = new Map<string, Listener>();
	const ipc = {
		handle: (channel: string, listener: Listener) => doors.set(channel, listener),
		removeHandler: (channel: string) => doors.delete(channel),
	} as unknown as IpcMain;
	const close = serveSetUp(ipc, {
		contentsId,
		desk: { ask: (request) => desk.ask(request) },
		wording: () => ({ 'zh-CN': {} }),
		alarm(said, facts) {
			if (JSON.stringify([said, facts]).includes(mark)) fault('hostile text in an alarm');
		},
	});
	let step = 0;
	for (let sent = 0; sent < count; sent++) {
		if (random.oneIn(30)) {
			desk = bench(random, () => genuine, fault);
			step = 0;
		}
		genuine = !random.oneIn(4);
		// Half of the honest page's calls are the next step, so that the later ones are reached.
		const next = sound[random.oneIn(2) ? step++ % sound.length : random.below(sound.length)]!;
		const payload = random.oneIn(2) ? next : random.oneIn(4) ? strangeValue(random) : (JSON.parse(spoiledJson(next, random)) as unknown);
		const wrongWay = random.below(4);
		const frame =
			!genuine && wrongWay === 0
				? null
				: {
						url: !genuine && wrongWay === 1 ? frames[random.below(frames.length)]! : 'app://tidehall/set-up.html',
						parent: !genuine && wrongWay === 2 ? {} : null,
					};
		const event = { senderFrame: frame, sender: { id: !genuine && wrongWay === 3 ? contentsId + 1 : contentsId } };
		shown = `${genuine ? 'page' : JSON.stringify(event)} ${show(payload)}`;
		try {
			if (random.oneIn(10)) {
				const words = (await doors.get(`${setUpChannel}-wording`)!(event as never)) as object;
				if (!genuine && Object.keys(words).length > 0) fault('a stranger was told words');
				tally.count('set-up words');
				continue;
			}
			const answer = await doors.get(setUpChannel)!(event as never, payload);
			const read = setUpAnswer.safeParse(answer);
			if (!read.success || JSON.stringify(answer).includes(code)) fault('an answer that is none, or with the code in it', show(answer));
			else if (!genuine && read.data.do !== 'refused') fault('a stranger was answered', show(answer));
			else if (read.data.do === 'refused' && !setUpRefusals.includes(read.data.code)) fault('refused without words');
			else tally.count(read.data.do === 'refused' ? `set-up ${read.data.code}` : `set-up ${read.data.do}`);
		} catch (error) {
			tally.count('set-up thrown');
			fault('the door threw', String(error));
		}
	}
	close();
	if (doors.size > 0) fault('the door stays open after the first start');
	if (({} as Record<string, unknown>).do !== undefined || ({} as Record<string, unknown>)[mark] !== undefined)
		fault('the prototype of everything was changed');
}

function show(value: unknown): string {
	try {
		return JSON.stringify(value)?.slice(0, 200) ?? 'nothing';
	} catch {
		return 'what is no JSON';
	}
}
