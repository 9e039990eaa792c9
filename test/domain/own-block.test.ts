import { describe, expect, test } from 'vitest';
import { ticketNumber } from '../../domain/contracts/identity.ts';
import { blockOfSequence, chooseBlock, ownBlock, ownBlockCount, ownBlockSize, shareOf } from '../../domain/own-block.ts';
import { numberInSeries, ownSeriesDigits } from '../../domain/ticket-number.ts';

const none = { mine: null, claim: null, others: new Set<number>(), told: new Set<number>(), share: shareOf(0, 1) };

describe('I-2 blocks of a terminal’s own series', () => {
	test('follow each other without a gap or an overlap, and every number of them can be printed', () => {
		expect(ownBlock(0)).toEqual({ from: 1, to: 200 });
		expect(ownBlock(1)).toEqual({ from: 201, to: 400 });
		for (let block = 0; block < ownBlockCount; block += 1) {
			const { from, to } = ownBlock(block);
			expect([blockOfSequence(from), blockOfSequence(to), blockOfSequence(to + 1)]).toEqual([block, block, block + 1]);
			expect(ticketNumber.safeParse(numberInSeries('A2', to, ownSeriesDigits)).success).toBe(true);
		}
		expect(numberInSeries('A2', ownBlockSize + 7, ownSeriesDigits)).toBe('A2-207');
	});

	test('an epoch keeps the block it was given', () => {
		expect(chooseBlock({ ...none, mine: 3, claim: 0, others: new Set([0, 1]) })).toBe(3);
	});

	test('a machine set up anew gets the lowest block nobody has', () => {
		expect(chooseBlock(none)).toBe(0);
		expect(chooseBlock({ ...none, others: new Set([0, 2]) })).toBe(1);
	});

	test('a platform that lost its records believes a journal, unless another epoch has that block', () => {
		expect(chooseBlock({ ...none, claim: 2 })).toBe(2);
		expect(chooseBlock({ ...none, claim: 2, others: new Set([2]) })).toBe(0);
		expect(chooseBlock({ ...none, claim: ownBlockCount })).toBe(0);
	});

	test('a renewed journal tells the numbers of its earlier life and does not count on from them', () => {
		expect(chooseBlock({ ...none, told: new Set([0]) })).toBe(1);
	});

	test('when all are held there is none', () => {
		expect(chooseBlock({ ...none, others: new Set(Array.from({ length: ownBlockCount }, (_, block) => block)) })).toBeNull();
	});

	test('T1 the platforms of a list give from shares that nobody else has', () => {
		for (let platforms = 1; platforms <= 9; platforms += 1) {
			const shares = Array.from({ length: platforms }, (_, place) => shareOf(place, platforms));
			const blocks = shares.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index));
			expect(new Set(blocks).size).toBe(blocks.length);
			expect(Math.max(...blocks)).toBeLessThan(ownBlockCount);
		}
		expect(chooseBlock({ ...none, share: shareOf(1, 2) })).toBe(24);
		expect(chooseBlock({ ...none, claim: 0, share: shareOf(1, 2) })).toBe(0);
	});
});
