import { describe, expect, test } from 'vitest';
import type { TakeOverOrder, TermReport } from '../../domain/contracts/term.ts';
import { OwnPlatform } from '../../electron/platform/own-platform.ts';
import { findPlatformProgram } from '../../electron/platform/platform-program.ts';
import { ManualClock, settle } from '../drivers/manual-clock.ts';
import { MemoryDisk } from './memory-disk.ts';

const place = { id: 'P2', url: 'http://127.0.0.1:8741', station: 'M1' };
const order: TakeOverOrder = {
	version: 1,
	hall: 'HALL-01',
	platform: 'P2',
	by: '0001',
	reason: '大厅主机没有反应',
	at: 1_795_000_000_000,
	after: { number: 1, platform: 'P1' },
	day: '2026-11-22',
	events: [],
	series: {},
};
const inCharge: TermReport = {
	hall: 'HALL-01',
	platform: 'P2',
	part: 'in-charge',
	term: { number: 2, platform: 'P2' },
	day: '2026-11-22',
	position: 7,
};

interface Run {
	words: readonly string[];
	end(code: number | null): void;
	stopped: boolean;
}

function machine(options: { disk?: MemoryDisk; place?: typeof place | null; program?: boolean } = {}) {
	const clock = new ManualClock();
	const disk = options.disk ?? new MemoryDisk();
	const runs: Run[] = [];
	const notes: string[] = [];
	const world = { answer: null as TermReport | null };
	const own = new OwnPlatform({
		hall: 'HALL-01',
		place: options.place === undefined ? place : options.place,
		program: options.program === false ? null : { command: 'platform', first: ['main.ts'] },
		arguments: ['--as', 'P2'],
		folder: '/data/platform',
		disk: disk.disk,
		spawn: (_command, words) => {
			let end: (code: number | null) => void = () => {};
			const ended = new Promise<number | null>((resolve) => {
				end = resolve;
			});
			const run: Run = { words, end, stopped: false };
			runs.push(run);
			return {
				ended,
				stop: () => {
					run.stopped = true;
					world.answer = null;
					end(null);
				},
			};
		},
		probe: async () => world.answer,
		after: (ms, action) => clock.timers.after(ms, action),
		note: (_level, code) => notes.push(code),
	});
	const pass = (ms: number) => clock.advance(ms);
	return { own, disk, runs, notes, world, pass };
}

/** A PC whose platform has taken over. */
async function inChargeHere() {
	const first = machine();
	const begun = first.own.takeOver(order);
	first.world.answer = inCharge;
	await first.pass(1_000);
	expect(await begun).toEqual({ ok: true });
	return first;
}

describe('a take-over at this PC', () => {
	test('the order lies on the disk before the program starts, and the program gets it', async () => {
		const { own, disk, runs, world, pass } = machine();
		const begun = own.takeOver(order);
		await settle();
		expect(runs).toHaveLength(1);
		const path = runs[0]!.words[runs[0]!.words.indexOf('--take-over') + 1]!;
		const kept = disk.files.get(path)!;
		expect(JSON.parse(new TextDecoder().decode(kept.bytes.subarray(0, kept.synced)))).toEqual(order);
		expect(own.state()).toMatchObject({ place: 'P2', state: 'starting' });
		world.answer = inCharge;
		await pass(1_000);
		expect(await begun).toEqual({ ok: true });
		expect(own.state()).toMatchObject({ state: 'running', report: { part: 'in-charge' } });
	});

	test('S5: a killed app starts the same platform with the same order again', async () => {
		const first = await inChargeHere();
		const second = machine({ disk: first.disk });
		await second.own.start();
		expect(second.runs.map((run) => run.words)).toEqual(first.runs.map((run) => run.words));
	});

	test('a platform that outlived the app is found, not started a second time', async () => {
		const first = await inChargeHere();
		const second = machine({ disk: first.disk });
		second.world.answer = inCharge;
		await second.own.start();
		expect(second.runs).toEqual([]);
		expect(second.own.state().state).toBe('running');
	});

	test('one that outlived the app and dies then is started again, as one of this app would be', async () => {
		const first = await inChargeHere();
		const second = machine({ disk: first.disk });
		second.world.answer = inCharge;
		await second.own.start();
		await second.pass(10_000);
		second.world.answer = null;
		await second.pass(3_000);
		expect(second.runs).toEqual([]);
		await second.pass(3_000);
		expect(second.runs.map((run) => run.words)).toEqual(first.runs.map((run) => run.words));
		second.runs[0]!.end(9);
		await second.pass(500);
		expect(second.runs).toHaveLength(1);
		await second.pass(600);
		expect(second.runs).toHaveLength(2);
	});

	test('a program that ends at once has taken nothing over, and is not started at the next start of the app', async () => {
		const first = machine();
		const begun = first.own.takeOver(order);
		await settle();
		first.runs[0]!.end(1);
		await first.pass(1_000);
		expect(await begun).toEqual({ ok: false, code: 'program-stopped' });
		expect(first.own.state().state).toBe('none');
		const second = machine({ disk: first.disk });
		await second.own.start();
		expect(second.runs).toEqual([]);
	});

	test('a program that never answers is ended, and said so', async () => {
		const { own, runs, pass } = machine();
		const begun = own.takeOver(order);
		await pass(40_000);
		expect(await begun).toEqual({ ok: false, code: 'too-slow' });
		expect(runs[0]!.stopped).toBe(true);
	});

	test('another program at the same address is not taken for the platform', async () => {
		const { own, world, pass } = machine();
		const begun = own.takeOver(order);
		world.answer = { ...inCharge, hall: 'HALL-02' };
		await pass(40_000);
		expect(await begun).toEqual({ ok: false, code: 'too-slow' });
	});

	test('one that dies later is started again, after longer and longer pauses', async () => {
		const { own, runs, world, pass } = machine();
		const begun = own.takeOver(order);
		world.answer = inCharge;
		await pass(1_000);
		await begun;
		world.answer = null;
		runs[0]!.end(9);
		await pass(1_200);
		expect(runs).toHaveLength(2);
		runs[1]!.end(9);
		await pass(1_200);
		expect(runs).toHaveLength(2);
		await pass(1_200);
		expect(runs).toHaveLength(3);
		await own.stop();
		await pass(60_000);
		expect(runs).toHaveLength(3);
	});

	test('ordered twice at once, it is begun once', async () => {
		const { own, runs, world, pass } = machine();
		const [one, two] = [own.takeOver(order), own.takeOver(order)];
		world.answer = inCharge;
		await pass(1_000);
		expect(await two).toEqual({ ok: false, code: 'already-running' });
		expect(await one).toEqual({ ok: true });
		expect(await own.takeOver(order)).toEqual({ ok: false, code: 'already-running' });
		expect(runs).toHaveLength(1);
	});

	test('one that gave way before takes over again, with the new order', async () => {
		const { own, runs, world, pass } = machine();
		const first = own.takeOver(order);
		world.answer = inCharge;
		await pass(1_000);
		expect(await first).toEqual({ ok: true });
		world.answer = { ...inCharge, part: 'stood-down', term: { number: 3, platform: 'P1' } };
		await pass(4_000);
		const again = own.takeOver({ ...order, at: order.at + 60_000, after: { number: 3, platform: 'P1' } });
		await pass(400);
		expect(runs[0]!.stopped).toBe(true);
		expect(runs).toHaveLength(2);
		expect(runs[1]!.words.join(' ')).toContain(`order-${order.at + 60_000}.json`);
		world.answer = { ...inCharge, term: { number: 4, platform: 'P2' } };
		await pass(1_000);
		expect(await again).toEqual({ ok: true });
	});

	test('I-22: without room for the order nothing is begun', async () => {
		const disk = new MemoryDisk();
		disk.free = 20;
		const { own, runs } = machine({ disk });
		expect(await own.takeOver(order)).toEqual({ ok: false, code: 'order-not-kept' });
		expect(runs).toEqual([]);
	});

	test('a PC without a place in the list, without the program, or with an order for another cannot', async () => {
		expect(await machine({ place: null }).own.takeOver(order)).toEqual({ ok: false, code: 'no-place' });
		expect(await machine({ program: false }).own.takeOver(order)).toEqual({ ok: false, code: 'no-program' });
		for (const wrong of [{ hall: 'HALL-02' }, { platform: 'P3' }, { events: [{ name: 'x' }] as never }])
			expect(await machine().own.takeOver({ ...order, ...wrong })).toEqual({ ok: false, code: 'wrong-order' });
	});
});

describe('the platform program', () => {
	test('is the one that is named, or that of the checkout, or none', () => {
		const all = () => true;
		expect(findPlatformProgram('/opt/platform/run', '/app', all)).toEqual({ command: '/opt/platform/run', first: [] });
		expect(findPlatformProgram('/opt/platform/run', '/app', () => false)).toBeNull();
		expect(findPlatformProgram(null, '/app', all)?.first).toEqual(['/app/platform/main.ts']);
		expect(findPlatformProgram(null, '/app', () => false)).toBeNull();
	});
});
