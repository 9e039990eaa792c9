import { describe, expect, test } from 'vitest';
import { idleWindow } from '../../domain/tide/moment.ts';
import { usualLimits } from '../../domain/tide/planner/limits.ts';
import type { ProposalRecord } from '../../domain/tide/planner/proposal.ts';
import { propose, proposeAgain } from '../../domain/tide/planner/proposal.ts';
import { questionWith, smallHall } from './small-tide.ts';

/** As it comes back out of a log. */
function kept(record: ProposalRecord): ProposalRecord {
	return JSON.parse(JSON.stringify(record)) as ProposalRecord;
}

describe('a proposal', () => {
	const crowd = propose(questionWith(16));

	test('twenty wait at one queue and the neighbours are idle: a neighbour is to help, and it says why, what it brings and how sure it is', () => {
		expect(crowd.kind).toBe('change');
		const [move] = crowd.moves;
		expect(move!.adds).toEqual([0]);
		expect([2, 3]).toContain(move!.window);
		expect(move!.because).toEqual({ queue: 0, waiting: 16, longestS: 600, targetS: 480 });
		expect(move!.gain).toBeGreaterThan(30);
		expect(move!.gain).toBeGreaterThan(3 * move!.error);
		expect(move!.sure).toBeGreaterThan(0.9);
		expect(crowd.waitAfterMin).toBeLessThan(crowd.waitBeforeMin - 30);
		expect(crowd.queues[0]!.meanWaitAfterS).toBeLessThan(crowd.queues[0]!.meanWaitBeforeS);
		expect(crowd.queues[0]!.inTargetAfter).toBeGreaterThan(crowd.queues[0]!.inTargetBefore);
	});

	test('it has times: in force from, valid until, looked at until', () =>
		expect(crowd).toMatchObject({ at: 7200, from: 7260, expires: 7800, until: 7200 + usualLimits.horizonS }));

	test('who pays is named: whoever waits longer with it', () => {
		for (const { queue, moreS } of crowd.pays) {
			expect(moreS).toBeGreaterThan(30);
			expect(crowd.queues[queue]!.meanWaitAfterS - crowd.queues[queue]!.meanWaitBeforeS).toBeCloseTo(moreS, 9);
		}
		expect(crowd.pays.map(({ queue }) => queue)).not.toContain(0);
	});

	test('it is made again from its seed and snapshot, to the last digit', () => expect(proposeAgain(kept(crowd.record))).toEqual(crowd));

	test('also when a clock stopped it on the way', () => {
		let asked = 0;
		const stopped = propose(questionWith(16, { goOn: () => ++asked < 40 }));
		expect(stopped.record.stoppedAt).not.toBeNull();
		expect(stopped.futures).toBeLessThan(crowd.futures);
		expect(proposeAgain(kept(stopped.record))).toEqual(stopped);
	});

	test('stopped at once it advises nothing, and says what is expected all the same', () => {
		const none = propose(questionWith(16, { goOn: () => false }));
		expect(none).toMatchObject({ kind: 'none', moves: [] });
		expect(none.queues[0]!.meanWaitBeforeS).toBeGreaterThan(60);
		expect(none.waitAfterMin).toBe(none.waitBeforeMin);
	});
});

describe('no change is advised', () => {
	test('where nobody waits and nobody is expected (a forecast of zeros)', () =>
		expect(propose(questionWith(0))).toMatchObject({ kind: 'none', moves: [], missing: null, waitBeforeMin: 0 }));

	test('where the signs are locked by a manager, were changed a moment ago, or the clerks had enough changes', () => {
		const held = (over: object) => {
			const question = questionWith(16);
			const windows = question.moment.windows.map((window) => ({ ...window, ...over }));
			return propose({ ...question, moment: { ...question.moment, windows } }).kind;
		};
		expect(held({ lockedUntil: 7201 })).toBe('none');
		expect(held({ lockedUntil: 7199 })).toBe('change');
		expect(held({ moves: 1, movedAt: 7200 - usualLimits.dwellS + 1 })).toBe('none');
		expect(held({ moves: usualLimits.movesPerClerk })).toBe('none');
		expect(held({ pending: [1] })).toBe('none');
	});

	test('where the hall has used up its changes of the day', () =>
		expect(propose(questionWith(16, { limits: { ...usualLimits, perHourPerTen: 0 } })).kind).toBe('none'));
});

describe('limits', () => {
	test('no queue is left without a window: the only window of C keeps it, whatever A needs', () => {
		const proposal = propose(questionWith(40, { limits: { ...usualLimits, atOnce: 8, perHourPerTen: 99, aheadS: 36_000 } }));
		const signs = smallHall.windows.map((window, w) => proposal.moves.find((move) => move.window === w)?.to ?? window.home);
		for (const queue of [0, 1, 2])
			expect(
				signs.some((sign) => sign.includes(queue)),
				`queue ${queue}`,
			).toBe(true);
		for (const sign of signs) expect(sign.length).toBeLessThanOrEqual(2);
	});

	test('a window at lunch does not count as serving: what it alone would cover is not given away', () => {
		const question = questionWith(16);
		const closed = { ...idleWindow([1], 0), stage: 'closed' as const, until: 9000 };
		const windows = [idleWindow([0], 0), idleWindow([0], 0), closed, idleWindow([1], 0)];
		const hall = { ...smallHall, params: { ...smallHall.params, maxSet: 1 } };
		const closures = [[], [], [[7000, 9000] as const], []];
		const proposal = propose({ ...question, hall, moment: { ...question.moment, windows, closures } });
		expect(proposal.moves.filter(({ window }) => window === 3)).toEqual([]);
	});

	test('two changes at once at most where the hall says two', () =>
		expect(propose(questionWith(40, { limits: { ...usualLimits, atOnce: 1, perHourPerTen: 99 } })).moves.length).toBe(1));
});

describe('the target cannot be met', () => {
	test('sixty wait at four windows: so many windows or people are too many, for which queue', () => {
		const { missing } = propose(questionWith(60));
		expect(missing).not.toBeNull();
		expect(missing!.queues[0]).toBe(0);
		expect(missing!.people).toBeGreaterThan(10);
		// More than are tried, or a number that was tried.
		expect(missing!.windows === null || missing!.windows >= 2).toBe(true);
	});

	test('a few too many: a few windows more would do', () => {
		const { missing } = propose(questionWith(8));
		expect(missing?.windows ?? 0).toBeGreaterThanOrEqual(1);
		expect(missing?.windows ?? 9).toBeLessThanOrEqual(6);
	});
	test('when a clock ended the search it says who is too many, and looks for windows with no more work than a part of what was played', () => {
		// So little that three futures of the eight are left.
		const stopped = propose(questionWith(8, { work: 20_000, goOn: () => false }));
		expect(stopped.missing).toMatchObject({ windows: null });
		expect(stopped.missing!.people).toBeGreaterThan(0);
		expect(proposeAgain(kept(stopped.record))).toEqual(stopped);
	});
});
