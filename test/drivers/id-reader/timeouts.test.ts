import { describe, expect, it } from 'vitest';
import { transferMs } from '../../../drivers/bus/exchange.ts';
import { type CommandName, commands } from '../../../drivers/id-reader/commands.ts';
import type { Port } from '../../../drivers/transport/port.ts';
import { createTestCable } from '../cable.ts';
import { fromHex, toHex } from '../golden.ts';
import { ManualClock } from '../manual-clock.ts';
import { answer, card, frame, nameOf, run } from './rig.ts';

/** First byte and gap of each command, milliseconds, as the protocol page has them (2.10). */
const table: [CommandName, number, number][] = [
	['find', 1500, 300],
	['select', 1500, 300],
	['readBase', 4000, 800],
	['readNewAddress', 2000, 300],
	['samStatus', 1000, 300],
	['samId', 1000, 300],
];
const good: Record<string, string> = {
	samStatus: answer('samStatusOk'),
	samId: answer('samIdOk'),
	find: answer('findOk'),
	select: answer('selectOk'),
	readBase: card('resident1'),
	readNewAddress: answer('newAddressOk'),
};

/** A reader in order but for one command, whose answer comes in two parts after the given waits. `times`: when each command came. */
function reader(late: string, firstMs: number, gapMs: number) {
	const clock = new ManualClock();
	const times: [string, number][] = [];
	const began = clock.now();
	const cable = createTestCable((port: Port) =>
		port.onBytes((bytes) => {
			const name = nameOf(toHex(bytes));
			times.push([name, clock.now() - began]);
			const said = good[name];
			if (!said) return;
			const sound = fromHex(said);
			if (name !== late) return void port.write(sound);
			const half = sound.length - 6;
			clock.timers.after(firstMs, () => {
				void port.write(sound.slice(0, half));
				clock.timers.after(gapMs, () => void port.write(sound.slice(half)));
			});
		}),
	);
	return { times, ...run(cable.open, { readNewAddress: true }, clock) };
}
const wire = (command: CommandName) => transferMs(commands[command].answerBytes, 115_200);
const limits = (command: CommandName, first: number, gap: number) => ({
	first: first + transferMs(10, 115_200) + wire(command),
	gap: gap + wire(command),
});

describe('how long the reader is waited for', () => {
	it.each(table)('%s: %i ms to the first byte, %i ms between bytes, and the time on the wire', async (command, first, gap) => {
		const limit = limits(command, first, gap);
		const { clock, log } = reader(command, limit.first - 1, limit.gap - 1);
		await clock.advance(limit.first + limit.gap + 2000);
		expect(log.filter((line) => /no-answer|broken-off|damaged/.test(line))).toEqual([]);
	});
	it.each(table)('%s: no byte within %i ms is no answer', async (command, first, gap) => {
		const limit = limits(command, first, gap);
		const { clock, log } = reader(command, limit.first + 1, 0);
		await clock.advance(limit.first - 1);
		expect(log.filter((line) => line.includes('no-answer'))).toEqual([]);
		await clock.advance(1);
		expect(log).toContain(`${command}: no-answer`);
	});
	it.each(table)('%s: %i ms are not the limit between bytes, %i ms are', async (command, first, gap) => {
		const limit = limits(command, first, gap);
		const { clock, log } = reader(command, 10, limit.gap + 1);
		await clock.advance(limit.gap + 500);
		expect(log).toContain(`${command}: broken-off`);
	});
	it('after a timeout the line must be silent for 100 ms before the next command', async () => {
		const limit = limits('select', 1500, 300);
		// The rest of the answer comes when nobody waits for it any more.
		const { clock, times } = reader('select', 10, limit.gap + 250);
		await clock.advance(4000);
		const select = times.findIndex(([name]) => name === 'select');
		const rest = times[select]![1] + 10 + limit.gap + 250;
		const [next, at] = times[select + 1]!;
		expect(next).toBe('find');
		// 300 ms of polling would have been enough.
		expect(at).toBe(times[select]![1] + 10 + limit.gap + 300 > rest + 100 ? times[select]![1] + 10 + limit.gap + 300 : rest + 100);
	});
	it('silent three times: disconnected; then asked every 2 s from command to command', async () => {
		const clock = new ManualClock();
		const times: [string, number][] = [];
		const began = clock.now();
		let silent = false;
		const cable = createTestCable((port) =>
			port.onBytes((bytes) => {
				const name = nameOf(toHex(bytes));
				times.push([name, clock.now() - began]);
				const said = name === 'find' ? answer('findNone') : name === 'readBase' ? answer('readFail') : good[name];
				if (!silent && said) void port.write(fromHex(said));
			}),
		);
		const { health } = run(cable.open, {}, clock);
		await clock.advance(1000);
		silent = true;
		times.length = 0;
		await clock.advance(16_000);
		expect(health.slice(-2)).toEqual(['warning:no-answer', 'disconnected:no-answer']);
		expect(times.slice(0, 3).map(([name]) => name)).toEqual(['find', 'find', 'find']);
		const asked = times.slice(3);
		expect(asked.length).toBeGreaterThan(4);
		expect(asked.every(([name]) => name === 'samStatus')).toBe(true);
		for (let n = 1; n < asked.length; n++) expect(asked[n]![1] - asked[n - 1]![1]).toBe(2000);
	});
	it('idle: one question for its state every 10 s, instead of a find', async () => {
		const clock = new ManualClock();
		const times: [string, number][] = [];
		const cable = createTestCable((port) =>
			port.onBytes((bytes) => {
				const name = nameOf(toHex(bytes));
				times.push([name, clock.now()]);
				void port.write(fromHex(name === 'find' ? answer('findNone') : name === 'readBase' ? answer('readFail') : good[name]!));
			}),
		);
		run(cable.open, {}, clock);
		await clock.advance(60_000);
		const checks = times.filter(([name]) => name === 'samStatus').map(([, at]) => at);
		expect(checks.length).toBe(6);
		for (let n = 1; n < checks.length; n++) {
			expect(checks[n]! - checks[n - 1]!).toBeGreaterThanOrEqual(10_000);
			expect(checks[n]! - checks[n - 1]!).toBeLessThan(10_700);
		}
		for (let n = 1; n < times.length; n++) {
			const pollTooSoon = times[n]![0] === 'find' && times[n - 1]![0] === 'find' && times[n]![1] - times[n - 1]![1] < 300;
			expect(pollTooSoon).toBe(false);
		}
		expect(frame.samStatus).toBe('AAAAAA9669000311FFED');
	});
});
