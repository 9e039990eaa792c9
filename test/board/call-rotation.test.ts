import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CallRecord } from '../../domain/contracts/state.ts';
import { catchUpMs, dwellMs, freshMs, hearCalls, lastCalls, quiet, type Rotation, turn } from '../../renderer/board/call-rotation.ts';

const start = 1_800_000_000_000;
const always = () => true;
const never = () => false;
const call = (position: number, at: number, ticket = `A${String(position).padStart(3, '0')}`, recall = 0): CallRecord => ({
	position,
	ticket,
	window: `W${String((position % 9) + 1).padStart(2, '0')}`,
	at,
	recall,
});

test('a new call comes up at once when the card had its time', () => {
	const first = call(1, start);
	let board = hearCalls(quiet, [first], start, always);
	expect(board.shown).toEqual(first);
	const second = call(2, start + 9_000);
	board = turn(hearCalls(board, [second, first], start + 9_000, never), [second, first], start + 9_000, never);
	expect(board.shown).toEqual(second);
});

test('a call that comes too soon waits until the one before it was shown long enough', () => {
	const first = call(1, start);
	const second = call(2, start + 1_000);
	let board = hearCalls(quiet, [first], start, always);
	board = turn(hearCalls(board, [second, first], start + 1_000, always), [second, first], start + 1_000, always);
	expect(board.shown).toEqual(first);
	board = turn(board, [second, first], start + dwellMs - 1, always);
	expect(board.shown).toEqual(first);
	board = turn(board, [second, first], start + dwellMs, always);
	expect(board.shown).toEqual(second);
});

test('S8 whatever comes at whatever time, every call is shown, in the order of the log, each for its whole time', () => {
	fc.assert(
		fc.property(fc.array(fc.integer({ min: 0, max: 4_000 }), { minLength: 1, maxLength: 40 }), (gaps) => {
			let at = start;
			const all = gaps.map((gap, index) => {
				at += gap;
				return call(index + 1, at);
			});
			const shown: { position: number; at: number }[] = [];
			let board: Rotation = hearCalls(quiet, [], start, always);
			for (let now = start; now <= at + (all.length + 1) * dwellMs; now += 250) {
				const heard = all.filter((one) => one.at <= now).reverse();
				board = turn(hearCalls(board, heard, now, never), heard, now, never);
				const position = board.shown?.position;
				if (position !== undefined && shown.at(-1)?.position !== position) shown.push({ position, at: now });
			}
			expect(shown.map((one) => one.position)).toEqual(all.map((one) => one.position));
			for (let index = 1; index < shown.length; index += 1) {
				expect(shown[index]!.at - shown[index - 1]!.at).toBeGreaterThanOrEqual(dwellMs);
			}
		}),
		{ seed: 20261123, numRuns: 60 },
	);
});

test('with nothing new, calls whose citizens have not come take turns; none starves', () => {
	const calls = [call(3, start), call(2, start), call(1, start)];
	let board = hearCalls({ ...quiet, heard: 0 }, calls, start, always);
	const seen: number[] = [];
	for (let now = start; now < start + freshMs; now += dwellMs) {
		board = turn(board, calls, now, always);
		seen.push(board.shown!.position);
	}
	expect(seen).toEqual([1, 2, 3, 1, 2, 3]);
});

test('once a citizen has come, the card stays with the last call instead of turning', () => {
	const calls = [call(2, start), call(1, start)];
	let board = hearCalls({ ...quiet, heard: 0 }, calls, start, never);
	board = turn(board, calls, start + dwellMs, never);
	board = turn(board, calls, start + 2 * dwellMs, never);
	expect(board.shown?.position).toBe(2);
});

test('a repeated call of a ticket still to be shown keeps its place and is not shown twice', () => {
	const one = call(1, start);
	const two = call(2, start);
	const again = { ...call(3, start + 100, two.ticket, 1), window: two.window };
	let board = hearCalls(quiet, [one], start, always);
	board = hearCalls(board, [again, two, one], start + 100, always);
	expect(board.pending).toEqual([again]);
});

test('a repeated call of the ticket on the card starts its time again', () => {
	const one = call(1, start);
	const again = { ...call(2, start + 4_000, one.ticket, 1), window: one.window };
	let board = hearCalls(quiet, [one], start, always);
	board = hearCalls(board, [again, one], start + 4_000, always);
	expect(board.since).toBe(start + 4_000);
	expect(turn(board, [again, one], start + dwellMs, always).shown).toEqual(again);
});

test('after a start in mid-day only calls that are still open are shown again, or the last one', () => {
	const calls = [call(3, start), call(2, start - 10_000), call(1, start - 900_000)];
	expect(hearCalls(quiet, calls, start, (one) => one.position === 2).shown?.position).toBe(2);
	const board = hearCalls(quiet, calls, start, never);
	expect(board.shown?.position).toBe(3);
	expect(board.pending).toEqual([]);
});

test('calls missed during a long cut are not shown as new, unless their citizen is still awaited', () => {
	const before = hearCalls(quiet, [call(1, start)], start, always);
	const now = start + 20 * 60_000;
	const missed = [call(4, now - 1_000), call(3, now - catchUpMs), call(2, now - catchUpMs - 1)];
	expect(hearCalls(before, missed, now, never).pending.map((one) => one.position)).toEqual([4]);
	expect(hearCalls(before, missed, now, always).pending.map((one) => one.position)).toEqual([2, 3, 4]);
});

test('a new day starts from nothing', () => {
	const board = hearCalls(quiet, [call(900, start)], start, always);
	expect(hearCalls(board, [], start + 1, always).shown).toBeNull();
});

test('the list beside the card has one line a ticket, newest first, without the one on the card', () => {
	const calls = [call(5, start, 'A005', 1), call(4, start), call(3, start, 'A005'), call(2, start), call(1, start)];
	const board = { ...quiet, heard: 5, shown: calls[1]! };
	expect(lastCalls(board, calls, 6).map((one) => one.ticket)).toEqual(['A005', 'A002', 'A001']);
});
