import { describe, expect, test } from 'vitest';
import type { HallDay } from '../../domain/contracts/state.ts';
import { startOfDay } from '../../domain/start-of-day.ts';
import { OwnBlocks } from '../../platform/authority/own-blocks.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { demoPlan } from '../engine/hall.ts';

const epochOf = (letter: string) => letter.repeat(16);
const today = (day = '2026-11-26'): HallDay => startOfDay(demoPlan, day);
const terminal = (letter: string) => ({ station: 'T2', epoch: epochOf(letter) });

describe('I-2 the platform gives each life of a terminal a block of its own', () => {
	test('the same epoch always the same, a new one the next, on every platform process after it', async () => {
		const store = new MemoryStore();
		const blocks = new OwnBlocks(demoPlan, store);
		expect(await blocks.of(terminal('a'), undefined, today())).toEqual({ from: 1, to: 200 });
		expect(await blocks.of(terminal('b'), undefined, today())).toEqual({ from: 201, to: 400 });
		const again = new OwnBlocks(demoPlan, store);
		expect(await again.of(terminal('a'), undefined, today('2026-11-27'))).toEqual({ from: 1, to: 200 });
		expect(await again.of(terminal('c'), undefined, today('2026-11-27'))).toEqual({ from: 401, to: 600 });
	});

	test('two machines that come at once get two blocks', async () => {
		const blocks = new OwnBlocks(demoPlan, new MemoryStore());
		const [one, other] = await Promise.all([blocks.of(terminal('a'), undefined, today()), blocks.of(terminal('b'), undefined, today())]);
		expect(one).not.toEqual(other);
	});

	test('each terminal counts for itself; windows and boards have none', async () => {
		const blocks = new OwnBlocks(demoPlan, new MemoryStore());
		await blocks.of(terminal('a'), undefined, today());
		expect(await blocks.of({ station: 'T1', epoch: epochOf('b') }, undefined, today())).toEqual({ from: 1, to: 200 });
		expect(await blocks.of({ station: 'W02', epoch: epochOf('c') }, undefined, today())).toBeNull();
		expect(await blocks.of({ station: 'X9', epoch: epochOf('c') }, undefined, today())).toBeNull();
	});

	test('a block is given on when its epoch was not heard of for a week, not before', async () => {
		const blocks = new OwnBlocks(demoPlan, new MemoryStore());
		await blocks.of(terminal('a'), undefined, today('2026-11-01'));
		expect(await blocks.of(terminal('b'), undefined, today('2026-11-08'))).toEqual({ from: 201, to: 400 });
		expect(await blocks.of(terminal('c'), undefined, today('2026-11-09'))).toEqual({ from: 1, to: 200 });
		// The old one is back: its block is another's now.
		expect(await blocks.of(terminal('a'), 1, today('2026-11-09'))).toEqual({ from: 401, to: 600 });
	});

	test('a platform without its records learns from journals and from the log which blocks are used', async () => {
		const fresh = () => new OwnBlocks(demoPlan, new MemoryStore());
		expect(await fresh().of(terminal('b'), 201, today())).toEqual({ from: 201, to: 400 });
		const day = today();
		const ticket = { station: 'T2', origin: 'offline', sequence: 7, issuedBy: { epoch: epochOf('a'), n: 1 } };
		const known = { ...day, tickets: { 'A2-007': ticket } } as unknown as HallDay;
		expect(await fresh().of(terminal('b'), undefined, known)).toEqual({ from: 201, to: 400 });
		expect(await fresh().of(terminal('b'), 1, known)).toEqual({ from: 201, to: 400 });
	});

	test('T1 a platform that took over gives no block twice to a machine that was set up anew and can claim nothing', async () => {
		const former = new OwnBlocks(demoPlan, new MemoryStore(), 'P1');
		const next = new OwnBlocks(demoPlan, new MemoryStore(), 'P2');
		const first = await former.of(terminal('a'), undefined, today());
		// Its journal lives on and claims it; the machine beside it was set up anew, nobody heard of what it had printed.
		expect(await next.of(terminal('a'), first?.from, today())).toEqual(first);
		const given = await former.of(terminal('b'), undefined, today());
		const anew = await next.of(terminal('c'), undefined, today());
		expect(anew).toEqual({ from: 4801, to: 5000 });
		expect([first, given]).not.toContainEqual(anew);
		// Handed back: what the second one gave is of its own share too.
		expect(await former.of(terminal('d'), undefined, today())).toEqual({ from: 401, to: 600 });
	});
});
