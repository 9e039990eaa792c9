import { describe, expect, it } from 'vitest';
import type { TicketSlip } from '../../domain/contracts/device-slips.ts';
import { createPrinter } from '../../drivers/printer/printer.ts';
import { createPrinterSimulator } from '../../drivers/printer/simulator.ts';
import type { OpenPort, Port } from '../../drivers/transport/port.ts';
import { fixedSpeed } from '../../drivers/transport/speed.ts';
import { createTestCable } from './cable.ts';
import { toHex } from './golden.ts';
import { ManualClock, settle } from './manual-clock.ts';
import { slip, ticketBytes } from './slip.ts';

interface Changes {
	confirm?: boolean;
	paperMm?: 58 | 80;
}

function run(open: OpenPort, changes: Changes = {}, clock = new ManualClock()) {
	const health: string[] = [];
	const printer = createPrinter({
		open,
		speed: fixedSpeed(115_200),
		status: 'realtime',
		cut: 'feed-partial',
		confirm: changes.confirm ?? true,
		now: clock.now,
		timers: clock.timers,
		health: (one) => {
			const text = `${one.state}:${one.code}`;
			if (health.at(-1) !== text) health.push(text);
		},
	});
	printer.start();
	const print = (job: string, one: TicketSlip) => printer.print(job, () => ticketBytes(one, changes.paperMm), { reprint: one.reprint });
	return { clock, health, printer, print };
}

/** A simulator behind a cable that can be watched: every chunk that was written to it. */
function simulated(changes: Changes = {}) {
	const simulator = createPrinterSimulator(changes.paperMm === 58 ? 32 : 48);
	const written: Uint8Array[] = [];
	const cable = createTestCable((port) => simulator.attach(watched(port, written)));
	return { simulator, cable, written, ...run(cable.open, changes) };
}

function watched(port: Port, written: Uint8Array[]): Port {
	return {
		...port,
		onBytes: (listener) =>
			port.onBytes((bytes) => {
				written.push(bytes);
				listener(bytes);
			}),
	};
}

async function finish<T>(clock: ManualClock, promise: Promise<T>): Promise<T> {
	let done = false;
	void promise.then(() => {
		done = true;
	});
	for (let second = 0; second < 60 && !done; second++) await clock.advance(1000);
	return promise;
}

describe('a ticket on paper', () => {
	it('D1 done: the printer confirmed behind the cut; the paper says what the slip says', async () => {
		const { simulator, clock, print, health } = simulated();
		await clock.advance(100);
		const result = await finish(clock, print('job-1', slip));
		expect(result).toEqual({ job: 'job-1', outcome: 'printed', proof: 'done', code: 'ok' });
		const [paper] = simulator.papers();
		expect(paper).toMatchObject({ qr: slip.qr, cut: true });
		const number = paper!.lines.find((line) => line.text === 'A044');
		expect(number).toMatchObject({ align: 'center', bold: true });
		expect(number!.width * number!.height).toBeGreaterThanOrEqual(9);
		const text = paper!.lines.map((line) => line.text).join('\n');
		for (const words of [
			slip.hallName,
			slip.queueName,
			slip.itemNames[0]!,
			'15 人',
			'45-55 分钟',
			slip.area,
			slip.bring!,
			slip.missed!,
			'2026-11-23 周一 10:24',
			slip.terminalName!,
		]) {
			expect(text).toContain(words);
		}
		expect(text).not.toMatch(/离线|补打/);
		expect(health.at(-1)).toBe('ready:ok');
	});
	it('no line is wider than the paper, on 80 and on 58 mm, and marks are printed', async () => {
		for (const paperMm of [80, 58] as const) {
			const { simulator, clock, print } = simulated({ paperMm });
			const long = {
				...slip,
				number: 'A2-007',
				offline: true,
				reprint: true,
				itemNames: Array.from({ length: 30 }, (_, n) => `样本事项第${n}项`),
				peopleAhead: null,
				estimatedMinutes: null,
			};
			await finish(clock, print('job-1', long));
			const [paper] = simulator.papers();
			const text = paper!.lines.map((line) => line.text).join('\n');
			expect(text).toContain('离线');
			expect(text).toContain('补打');
			expect(text).toContain('等 30 项');
			expect(text).toContain('请看大屏');
			const rules = paper!.lines.filter((line) => /^-+$/.test(line.text));
			expect(rules.every((line) => line.text.length === (paperMm === 80 ? 48 : 32))).toBe(true);
			expect(paper!.lines.filter((line) => line.text === 'A2-007')).toHaveLength(1);
			expect(paper!.lines.filter((line) => line.text === '【离线】【补打】')).toHaveLength(1);
			for (const line of paper!.lines) {
				let columns = 0;
				for (const mark of line.text) columns += mark.codePointAt(0)! < 0x7f ? 1 : 2;
				// A line of several sizes is measured in test/drivers/paper; here, that the paper did not break it.
				expect(columns, line.text).toBeLessThanOrEqual(paperMm === 80 ? 48 : 32);
			}
		}
	});
	it('goes out in pieces of at most 512 bytes', async () => {
		const { written, clock, print } = simulated();
		await finish(clock, print('job-1', { ...slip, missed: '往后排三位再叫您一次。'.repeat(60) }));
		expect(Math.max(...written.map((bytes) => bytes.length))).toBe(512);
	});
	it('S9 the same job again is not printed again', async () => {
		const { simulator, clock, print } = simulated();
		const [first, second] = await Promise.all([finish(clock, print('job-1', slip)), print('job-1', slip)]);
		expect(first.code).toBe('ok');
		expect(second).toEqual({ ...first, code: 'already-done' });
		expect((await print('job-1', slip)).code).toBe('already-done');
		expect(simulator.papers()).toHaveLength(1);
	});
	it('jobs wait for each other', async () => {
		const { simulator, clock, print } = simulated();
		const both = [print('job-1', slip), print('job-2', { ...slip, number: 'A045' })];
		for (const one of both) expect((await finish(clock, one)).outcome).toBe('printed');
		expect(simulator.papers().map((paper) => paper.lines.find((line) => line.width > 3)?.text)).toEqual(['A044', 'A045']);
	});
});

describe('D1 what is claimed of a ticket', () => {
	it('near end: printed, and said', async () => {
		const { simulator, clock, print } = simulated();
		simulator.setFault('near-end', true);
		expect(await finish(clock, print('j', slip))).toMatchObject({
			outcome: 'printed',
			proof: 'done',
			code: 'near-end',
		});
	});
	it('without confirmation wanted: acknowledged, no more', async () => {
		const { clock, print } = simulated({ confirm: false });
		expect(await finish(clock, print('j', slip))).toMatchObject({
			outcome: 'printed',
			proof: 'acknowledged',
			code: 'ok',
		});
	});
	it('a printer that knows only the buffered question: done', async () => {
		const { simulator, clock, print } = simulated();
		simulator.setFault('no-answer-to-status', true);
		expect(await finish(clock, print('j', slip))).toMatchObject({ outcome: 'printed', proof: 'done', code: 'ok' });
	});
	it('a one-way cable: written is all that is claimed, and it still prints', async () => {
		const { simulator, clock, print, health } = simulated();
		simulator.setFault('silent', true);
		expect(await finish(clock, print('j', slip))).toMatchObject({
			outcome: 'unknown',
			proof: 'written',
			code: 'one-way',
		});
		expect(simulator.papers()).toHaveLength(1);
		expect(health).toContain('ready:one-way');
	});
	it.each(['paper-end', 'cover-open', 'cutter'] as const)(
		'%s before the job: failed, and not one byte of the ticket was sent',
		async (fault) => {
			const { simulator, written, clock, print, health } = simulated();
			simulator.setFault(fault, true);
			expect(await finish(clock, print('j', slip))).toMatchObject({ outcome: 'failed', proof: 'none', code: fault });
			expect(written.every((bytes) => toHex(bytes).startsWith('1004'))).toBe(true);
			expect(health.at(-1)).toBe(`stopped:${fault}`);
			simulator.setFault(fault, false);
			await clock.advance(4000);
			expect(health.at(-1)).toBe('ready:ok');
			expect(await finish(clock, print('j', slip))).toMatchObject({ outcome: 'printed', code: 'ok' });
		},
	);
	it('paper ends in the middle of a ticket: unknown, told soon, and a wanted second ticket comes out alone', async () => {
		const { simulator, written, clock, print } = simulated();
		await clock.advance(100);
		simulator.setFault('paper-ends-soon', true);
		const from = clock.now();
		expect(await finish(clock, print('j', slip))).toMatchObject({
			outcome: 'unknown',
			proof: 'written',
			code: 'paper-end',
		});
		expect(clock.now() - from).toBeLessThan(6000);
		simulator.setFault('paper-end', false);
		await clock.advance(3000);
		written.length = 0;
		expect(await finish(clock, print('again', { ...slip, reprint: true }))).toMatchObject({ outcome: 'printed' });
		expect(written.map(toHex)).toContain('100502');
	});
	it('unplugged in the middle of a ticket: unknown, nothing proved, and it is not sent again by itself', async () => {
		const simulator = createPrinterSimulator();
		let taken = 0;
		const cable = createTestCable((port) =>
			simulator.attach({
				...port,
				onBytes: (listener) =>
					port.onBytes((bytes) => {
						listener(bytes);
						if (bytes.length > 100 && ++taken === 1) cable.unplug();
					}),
			}),
		);
		const { clock, print, health } = run(cable.open);
		await clock.advance(100);
		const long = { ...slip, missed: '往后排三位再叫您一次。'.repeat(60) };
		expect(await finish(clock, print('j', long))).toMatchObject({
			outcome: 'unknown',
			proof: 'none',
			code: 'port-lost',
		});
		expect(health.at(-1)).toMatch(/^disconnected/);
		cable.plug();
		await clock.advance(40_000);
		expect(health.at(-1)).toBe('ready:ok');
		expect(simulator.papers().filter((paper) => paper.cut)).toHaveLength(0);
		expect((await print('j', long)).code).toBe('already-done');
		expect(await finish(clock, print('again', { ...slip, reprint: true }))).toMatchObject({
			outcome: 'printed',
			proof: 'done',
		});
	});
	it('unplugged before the job: failed at once', async () => {
		const { cable, clock, print } = simulated();
		await clock.advance(100);
		cable.unplug();
		await settle();
		expect(await print('j', slip)).toEqual({ job: 'j', outcome: 'failed', proof: 'none', code: 'port-lost' });
	});
	it('a printer that answered before and is silent now is off: failed, nothing sent', async () => {
		const { simulator, clock, print, health } = simulated();
		await clock.advance(1000);
		simulator.setFault('silent', true);
		expect(await finish(clock, print('j', slip))).toMatchObject({
			outcome: 'failed',
			proof: 'none',
			code: 'no-answer',
		});
		expect(simulator.papers()).toHaveLength(0);
		expect(health.at(-1)).toBe('disconnected:no-answer');
	});
	it('a slow answer is not taken for the answer to the next question', async () => {
		const clock = new ManualClock();
		const slowUntil = clock.now() + 1400;
		// `16` says "drawer high" to the first question, and would say "cover open" to the second.
		const cable = createTestCable((port) => {
			port.onBytes((bytes) => {
				const hex = toHex(bytes);
				const answer = hex === '100401' ? 0x16 : hex === '1D7201' ? 0x00 : hex.startsWith('1004') ? 0x12 : null;
				if (answer === null) return;
				const say = () => void port.write(new Uint8Array([answer]));
				if (clock.now() < slowUntil) clock.timers.after(650, say);
				else say();
			});
		});
		const { health, print } = run(cable.open, {}, clock);
		expect(await finish(clock, print('j', slip))).toMatchObject({ outcome: 'printed', proof: 'done', code: 'ok' });
		expect(health.join()).not.toContain('cover-open');
	});
});
