import { describe, expect, test } from 'vitest';
import type { JournalEntry } from '../../domain/contracts/bridge.ts';
import type { DeviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import type { DeskRequest, PrintJob, PrintResult } from '../../domain/contracts/device-desk.ts';
import type { DeviceProfiles } from '../../domain/contracts/device-profiles.ts';
import { answerWithinMs, type DeskChild, DeskHost, healthFor } from '../../electron/desk/desk-host.ts';
import { beatEveryMs, beatsMissed, beatsMissedAtFirst } from '../../electron/desk/heartbeat.ts';
import { printOnce } from '../../electron/desk/print-once.ts';
import { papers } from '../drivers/slip.ts';

const printer: DeviceDeclaration = {
	kind: 'printer',
	id: 'T2-printer',
	station: 'T2',
	protocol: 'escpos',
	transport: { kind: 'simulated' },
	paperMm: 80,
	charset: 'gb18030',
	qr: 'command',
	confirm: true,
	cut: 'feed-partial',
	rareCharacters: 'raster',
	chineseSize: 'size',
	status: 'realtime',
};
const led: DeviceDeclaration = {
	kind: 'led',
	id: 'W02-led',
	station: 'W02',
	protocol: 'onbon',
	transport: { kind: 'simulated' },
	address: 1,
	widthDots: 128,
	heightDots: 32,
	verify: 'none',
	signType: 'Z',
	dimming: [],
};
const profiles: DeviceProfiles = { ratingPads: {}, displays: {} };
const job = (name: string, device = 'T2-printer') => ({ job: name, device, slip: {} }) as PrintJob;

function machine(devices: DeviceDeclaration[] = [printer, led]) {
	let time = 0;
	const timers: { at: number; action: () => void }[] = [];
	const desks: { sent: DeskRequest[]; say(value: unknown): void; die(): void; killed: boolean }[] = [];
	const told: unknown[] = [];
	const alarms: string[] = [];
	const host = new DeskHost({
		devices,
		papers,
		profiles,
		now: () => time,
		after: (ms, action) => {
			const timer = { at: time + ms, action };
			timers.push(timer);
			return () => {
				if (timers.includes(timer)) timers.splice(timers.indexOf(timer), 1);
			};
		},
		tell: (message) => told.push(message),
		alarm: (code) => alarms.push(code),
		fork: ({ message, exit }): DeskChild => {
			const desk = { sent: [] as DeskRequest[], say: message, die: exit, killed: false };
			desks.push(desk);
			return {
				post: (request) => desk.sent.push(request),
				kill: () => {
					desk.killed = true;
				},
			};
		},
	});
	const pass = (ms: number) => {
		const end = time + ms;
		for (;;) {
			const due = timers.filter((one) => one.at <= end).sort((a, b) => a.at - b.at)[0];
			if (!due) break;
			timers.splice(timers.indexOf(due), 1);
			time = Math.max(time, due.at);
			due.action();
		}
		time = end;
	};
	/** The desk lives: it answers every beat. */
	const passAlive = (ms: number) => {
		for (let left = ms; left > 0; left -= beatEveryMs) {
			pass(Math.min(left, beatEveryMs));
			const asked = desks.at(-1)?.sent.findLast((request) => request.type === 'beat');
			if (asked?.type === 'beat') desks.at(-1)?.say({ type: 'beat', beat: asked.beat });
		}
	};
	host.start();
	return { host, desks, told, alarms, pass, passAlive, newest: () => desks.at(-1)! };
}
const callOf = (request: DeskRequest | undefined) => (request as { call: number }).call;

describe('device desk, seen from the main process', () => {
	test('a desk that dies while a card is read leaves no terminal waiting for it', () => {
		const { told, newest } = machine();
		newest().say({ type: 'card', event: { type: 'card-found', device: 'T2-reader' } });
		newest().say({ type: 'card', event: { type: 'card-found', device: 'T3-reader' } });
		newest().say({ type: 'card', event: { type: 'card-removed', device: 'T3-reader' } });
		newest().die();
		const cards = told.filter((one) => (one as { type: string }).type === 'card').slice(3);
		expect(cards).toEqual([{ type: 'card', event: { type: 'card-failed', device: 'T2-reader', code: 'device-fault' } }]);
	});
	test('every desk that starts is given the words of the paper, also after one died', () => {
		const { desks, pass, newest } = machine();
		newest().die();
		pass(1000);
		expect(desks.map((desk) => desk.sent[0])).toEqual([0, 1].map(() => ({ type: 'start', devices: [printer, led], papers, profiles })));
	});
	test('D1 a desk that dies under a print leaves its outcome unknown, never failed or printed', async () => {
		const { host, newest } = machine();
		const printing = host.print(job('a'));
		newest().die();
		expect(await printing).toEqual({ job: 'a', outcome: 'unknown', proof: 'none', code: 'desk-stopped' });
	});

	test('a dead desk is started again, its devices count as disconnected meanwhile, and displays are shown again', () => {
		const { host, desks, newest, pass, alarms } = machine();
		host.show([{ device: 'W02-led', text: 'A015', style: 'call' }]);
		newest().die();
		expect(host.health().map(({ state, code }) => `${state} ${code}`)).toEqual(['disconnected desk-stopped', 'disconnected desk-stopped']);
		expect(desks).toHaveLength(1);
		pass(500);
		expect(desks).toHaveLength(2);
		expect(newest().sent.map((request) => request.type)).toEqual(['start', 'show']);
		expect(alarms).toEqual(['desk-gone']);
	});

	test('a desk that died often long ago, and was well since, is started again at once', () => {
		const { desks, newest, pass, passAlive } = machine();
		for (let deaths = 0; deaths < 5; deaths++) {
			newest().die();
			pass(30_000);
		}
		passAlive(10 * 60_000);
		const before = desks.length;
		newest().die();
		pass(500);
		expect(desks).toHaveLength(before + 1);
	});

	test('a desk that keeps dying is started less and less often', () => {
		const { desks, newest, pass } = machine();
		for (const wait of [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]) {
			const before = desks.length;
			newest().die();
			pass(wait - 1);
			expect(desks).toHaveLength(before);
			pass(1);
			expect(desks).toHaveLength(before + 1);
		}
	});

	test('a desk stuck in native code is ended, what it was printing is unknown, and another one is started', async () => {
		const { host, desks, pass, passAlive, alarms } = machine();
		passAlive(10_000);
		const printing = host.print(job('a'));
		pass(beatEveryMs * (beatsMissed + 1));
		expect(desks[0]!.killed).toBe(true);
		expect(await printing).toEqual({ job: 'a', outcome: 'unknown', proof: 'none', code: 'desk-stopped' });
		expect(alarms).toEqual(['desk-stuck', 'desk-gone']);
		pass(500);
		expect(desks).toHaveLength(2);
	});

	test('a desk that takes long to load on a slow machine is not ended, one that never speaks is', () => {
		const { desks, pass } = machine();
		pass(beatEveryMs * (beatsMissedAtFirst - 1));
		expect(desks[0]!.killed).toBe(false);
		pass(beatEveryMs * 3);
		expect(desks[0]!.killed).toBe(true);
	});

	test('D1 a long queue of failing prints does not end a healthy desk, and each has the time of those before it', async () => {
		const { host, newest, passAlive, desks, alarms } = machine();
		const printing = Array.from({ length: 12 }, (_, n) => host.print(job(`job-${n}`)));
		const asked = newest().sent.filter((request) => request.type === 'print');
		for (const [n, request] of asked.entries()) {
			passAlive(answerWithinMs.print - 10_000);
			newest().say({
				type: 'answer',
				call: callOf(request),
				ok: true,
				value: { job: `job-${n}`, outcome: 'failed', proof: 'none', code: 'no-answer' },
			});
		}
		for (const result of await Promise.all(printing)) expect(result).toMatchObject({ outcome: 'failed', code: 'no-answer' });
		expect(desks[0]!.killed).toBe(false);
		expect(alarms).toEqual([]);
	});

	test('D1 a print that is never answered is unknown after a while, without ending the desk; its late answer changes nothing', async () => {
		const { host, newest, passAlive, desks, alarms } = machine();
		const printing = host.print(job('a'));
		passAlive(answerWithinMs.print + 2 * beatEveryMs);
		expect(await printing).toEqual({ job: 'a', outcome: 'unknown', proof: 'none', code: 'too-slow' });
		const asked = newest().sent.find((request) => request.type === 'print');
		newest().say({ type: 'answer', call: callOf(asked), ok: true, value: { job: 'a', outcome: 'printed', proof: 'done', code: 'ok' } });
		expect(desks[0]!.killed).toBe(false);
		expect(alarms).toEqual(['desk-too-slow', 'desk-answer-late']);
	});

	test('D2 what it says is checked: nonsense is dropped and told, an answer that does not fit proves nothing', async () => {
		const { host, newest, told, alarms } = machine();
		for (const nonsense of [null, 7, 'x', {}, { type: 'health' }, { type: 'answer' }, { type: 'card', event: { type: 'card-read' } }])
			newest().say(nonsense);
		expect(alarms).toEqual(Array(7).fill('desk-message-malformed'));
		expect(told).toEqual([]);
		const printing = host.print(job('a'));
		newest().say({
			type: 'answer',
			call: callOf(newest().sent.at(-1)),
			ok: true,
			value: { job: 'other', outcome: 'printed', proof: 'done', code: 'ok' },
		});
		expect(await printing).toMatchObject({ job: 'a', outcome: 'unknown' });
	});

	test('a printer that is not there fails at once', async () => {
		const { host } = machine();
		expect(await host.print(job('a', 'W02-led'))).toMatchObject({ outcome: 'failed', code: 'no-printer' });
	});

	test('a change of devices reaches the desk once, and no health of a removed device stays', async () => {
		const { host, newest, told } = machine();
		host.show([{ device: 'W02-led', text: 'A015', style: 'call' }]);
		newest().say({ type: 'card', event: { type: 'card-found', device: 'T2-reader' } });
		const second = { ...printer, id: 'T2-second' };
		const configured = host.configure({ devices: [printer, second], papers, profiles });
		const asked = newest().sent.at(-1);
		expect(asked).toMatchObject({ type: 'configure', devices: [{ id: 'T2-printer' }, { id: 'T2-second' }] });
		newest().say({ type: 'answer', call: callOf(asked), ok: true, value: null });
		expect((await configured).sort()).toEqual(['T2-second', 'W02-led']);
		expect(host.health().map(({ device, state }) => `${device} ${state}`)).toEqual(['T2-printer connecting', 'T2-second connecting']);
		const before = told.length;
		newest().say({ type: 'health', health: { device: 'W02-led', kind: 'led', state: 'disconnected', code: 'port-lost', since: 1 } });
		expect(told).toHaveLength(before);
		expect(host.health()).toHaveLength(2);
		newest().die();
		expect(host.devices.map(({ id }) => id)).toEqual(['T2-printer', 'T2-second']);
	});

	test('a desk that starts again after a change runs by the new list, and shows nothing on a display that is gone', async () => {
		const { host, newest, pass } = machine();
		host.show([{ device: 'W02-led', text: 'A015', style: 'call' }]);
		void host.configure({ devices: [printer], papers, profiles });
		newest().die();
		pass(500);
		expect(newest().sent.map((request) => request.type)).toEqual(['start']);
		expect(newest().sent[0]).toMatchObject({ devices: [{ id: 'T2-printer' }] });
	});

	test('the first device of a machine without devices starts its desk', async () => {
		const { host, desks } = machine([]);
		expect(desks).toHaveLength(0);
		expect(await host.configure({ devices: [printer], papers, profiles })).toEqual(['T2-printer']);
		expect(desks).toHaveLength(1);
	});

	test('a card on a reader that is declared otherwise leaves no terminal waiting', () => {
		const reader = { ...led, kind: 'id-reader', id: 'T2-reader', station: 'T2' } as unknown as DeviceDeclaration;
		const { host, newest, told } = machine([reader]);
		newest().say({ type: 'card', event: { type: 'card-found', device: 'T2-reader' } });
		void host.configure({ devices: [{ ...reader, station: 'T3' }], papers, profiles });
		expect(told.at(-1)).toEqual({ type: 'card', event: { type: 'card-failed', device: 'T2-reader', code: 'device-fault' } });
	});

	test('what a technician asks is answered by a value or by a code', async () => {
		const { host, newest } = machine();
		const tested = host.test('T2-printer', 'test-page');
		newest().say({ type: 'answer', call: callOf(newest().sent.at(-1)), ok: false, value: 'no-test' });
		expect(await tested).toEqual({ ok: false, code: 'no-test' });
		const ports = host.ports();
		newest().say({ type: 'answer', call: callOf(newest().sent.at(-1)), ok: true, value: [{ path: 7 }] });
		expect(await ports).toEqual({ ok: false, code: 'desk-answer-malformed' });
		const inspected = host.inspect();
		newest().die();
		expect(await inspected).toEqual({ ok: false, code: 'desk-stopped' });
	});

	test('a seat sees the health of its own devices', () => {
		const { host } = machine();
		expect(healthFor('W02', [printer, led], host.health()).map(({ device }) => device)).toEqual(['W02-led']);
		expect(healthFor(null, [printer, led], host.health())).toHaveLength(2);
	});
});

describe('paper', () => {
	const printed = (name: string): PrintResult => ({ job: name, outcome: 'printed', proof: 'done', code: 'ok' });
	function paper(known: Record<string, 'printed' | null> = {}, fail: (entry: JournalEntry) => boolean = () => false) {
		const steps: string[] = [];
		const alarms: string[] = [];
		const journal = {
			append: async ([entry]: JournalEntry[]) => {
				steps.push(entry!.type);
				if (fail(entry!)) throw Object.assign(new Error('disk-full'), { code: 'disk-full' });
			},
			job: (name: string) => known[name],
		};
		const print = printOnce(
			journal,
			async (wanted) => {
				steps.push('paper');
				return printed(wanted.job);
			},
			(code) => alarms.push(code),
		);
		return { print, steps, alarms };
	}

	test('S9 is journaled before and after, and done once, also when asked for twice at the same time', async () => {
		const { print, steps } = paper();
		const [first, second] = await Promise.all([print(job('a')), print(job('a'))]);
		expect(steps).toEqual(['printing', 'paper', 'printed']);
		expect(first).toEqual(printed('a'));
		expect(second).toEqual({ job: 'a', outcome: 'unknown', proof: 'none', code: 'already-done' });
	});

	test('S9 a job begun before a restart is not printed again', async () => {
		const { print, steps } = paper({ a: null, b: 'printed' });
		expect(await print(job('a'))).toMatchObject({ outcome: 'unknown', code: 'already-done' });
		expect(await print(job('b'))).toMatchObject({ outcome: 'printed', code: 'already-done' });
		expect(steps).toEqual([]);
	});

	test('I-1 nothing is printed that the journal did not take, and it may be tried again', async () => {
		let full = true;
		const { print, steps } = paper({}, () => full);
		await expect(print(job('a'))).rejects.toMatchObject({ code: 'disk-full' });
		expect(steps).toEqual(['printing']);
		full = false;
		expect((await print(job('a'))).outcome).toBe('printed');
	});

	test('I-20 paper that came out is told even when the journal fails after it', async () => {
		const { print, alarms } = paper({}, (entry) => entry.type === 'printed');
		expect(await print(job('a'))).toEqual(printed('a'));
		expect(alarms).toEqual(['journal-missed-print-outcome']);
	});
});
