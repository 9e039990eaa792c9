import { describe, expect, test } from 'vitest';
import { type ComplaintCase, casesOf } from '../../../domain/complaints/cases.ts';
import { deadlinesOf } from '../../../domain/complaints/deadlines.ts';
import { caseOfReview, evolveVoices, startOfVoices, type VoiceDay } from '../../../domain/complaints/evolve-day.ts';
import type { ComplaintStep } from '../../../domain/contracts/complaints.ts';
import type { HallEvent } from '../../../domain/contracts/events.ts';
import { reviewFigures } from '../../../domain/reviews/figures.ts';
import { day, minute, plan, TestDay } from '../small-hall.ts';

const hour = 60 * minute;
const ref = caseOfReview(day, 'A001');

function badReview(level = 1): TestDay {
	const hall = new TestDay().open('W01');
	hall.take();
	hall.serve('W01');
	hall.do('W01', 'give-review', { ticket: 'A001', level, reasons: ['slow'], channel: 'pad' });
	return hall;
}
const voicesOf = (log: readonly HallEvent[], of = day): VoiceDay => evolveVoices(startOfVoices(plan.code, of), log);
const only = (hall: TestDay): ComplaintCase => casesOf([voicesOf(hall.log)])[0]!;
/** A manager's step; `staff` as given. */
function say(hall: TestDay, step: ComplaintStep, code: string, staff: string | null = '0901', complaint = ref) {
	hall.later(5);
	hall.do('M1', 'step-complaint', { complaint, step, code }, { staff });
	return only(hall);
}

describe('a bad review', () => {
	test('opens a case by itself, a fair one does not; who said it is nowhere in it', () => {
		expect(casesOf([voicesOf(badReview(3).log)])).toEqual([]);
		const found = only(badReview(2));
		expect(found).toMatchObject({ ref, kind: 'bad-review', stage: 'open', owner: null, reasons: ['slow'] });
		expect(found.about).toEqual({ ticket: 'A001', window: 'W01', clerk: '0301', level: 2 });
	});

	test('goes through contact, answer and revisit to its closure', () => {
		const hall = badReview();
		expect(say(hall, 'taken', 'self').owner).toBe('0901');
		expect(say(hall, 'contacted', 'reached').stage).toBe('contacted');
		expect(say(hall, 'answered', 'put-right').stage).toBe('answered');
		expect(say(hall, 'revisited', 'satisfied').stage).toBe('revisited');
		const closed = say(hall, 'closed', 'settled');
		expect(closed).toMatchObject({ stage: 'closed', outcome: 'settled' });
		expect(say(hall, 'contacted', 'reached').steps.at(-1)?.fault).toBe('after-end');
	});

	test('is never closed, called back about or set aside by the clerk who was rated', () => {
		const hall = badReview();
		say(hall, 'contacted', 'reached', '0301');
		expect(say(hall, 'answered', 'explained', '0301').stage).toBe('answered');
		expect(say(hall, 'revisited', 'satisfied', '0301').steps.at(-1)?.fault).toBe('rated-clerk');
		expect(say(hall, 'not-adopted', 'malicious', '0301').steps.at(-1)?.fault).toBe('rated-clerk');
		say(hall, 'revisited', 'satisfied');
		const still = say(hall, 'closed', 'settled', '0301');
		expect(still).toMatchObject({ stage: 'revisited', closedAt: null });
		expect(say(hall, 'closed', 'settled', '0902').stage).toBe('closed');
	});

	test('a step too early, or under no sign-in, is written down and changes nothing', () => {
		const hall = badReview();
		expect(say(hall, 'closed', 'settled').steps.at(-1)?.fault).toBe('not-ready');
		expect(say(hall, 'answered', 'explained').steps.at(-1)?.fault).toBe('not-ready');
		expect(say(hall, 'contacted', 'reached', null).steps.at(-1)?.fault).toBe('nobody-signed-in');
		expect(only(hall).stage).toBe('open');
	});

	test('whoever is called back and is still not satisfied has nothing settled; it goes on', () => {
		const hall = badReview();
		say(hall, 'contacted', 'reached');
		say(hall, 'answered', 'explained');
		say(hall, 'revisited', 'not-satisfied');
		expect(say(hall, 'closed', 'settled').stage).toBe('revisited');
		expect(say(hall, 'answered', 'put-right').stage).toBe('answered');
		say(hall, 'revisited', 'satisfied');
		expect(say(hall, 'closed', 'settled').stage).toBe('closed');
	});

	test('found to be a mistake it is set aside, and leaves the figures', () => {
		const hall = badReview();
		say(hall, 'not-adopted', 'mistaken');
		expect(say(hall, 'closed', 'settled').steps.at(-1)?.fault).toBe('not-ready');
		expect(say(hall, 'closed', 'not-adopted')).toMatchObject({ stage: 'closed', outcome: 'not-adopted' });
	});
});

describe('办不成事', () => {
	const complaint = 'BC-0123456789AB';
	test('told at a terminal it belongs to nobody until it is taken, and handed over the first one answers for it until the other takes it', () => {
		const hall = new TestDay().open('W01');
		hall.do('T1', 'open-complaint', { complaint, reason: 'sent-away' });
		expect(only(hall)).toMatchObject({ kind: 'cannot-be-done', by: 'citizen', owner: null, openedBy: null });
		say(hall, 'taken', 'self', '0901', complaint);
		hall.do('M1', 'step-complaint', { complaint, step: 'handed-over', code: 'colleague', to: '0902' });
		expect(only(hall)).toMatchObject({ owner: '0901', offered: '0902' });
		expect(say(hall, 'taken', 'self', '0902', complaint)).toMatchObject({ owner: '0902', offered: null });
	});

	test('taken down by a clerk it is the clerk’s; without a sign-in a manager is told so', () => {
		const hall = new TestDay().open('W01');
		hall.do('W01', 'open-complaint', { complaint, reason: 'other' });
		expect(only(hall)).toMatchObject({ by: 'window', owner: '0301' });
		hall.do('W01', 'open-complaint', { complaint: 'BC-ZZZZZZZZZZZZ', reason: 'other' }, { staff: null });
		expect(hall.conflicts()).toEqual(['report-without-session']);
	});
});

describe('the book', () => {
	test('is the same made event by event, in one piece, and with the days in any order', () => {
		const hall = badReview();
		say(hall, 'contacted', 'reached');
		say(hall, 'answered', 'explained');
		const slowly = hall.log.reduce((voices, event) => evolveVoices(voices, [event]), startOfVoices(plan.code, day));
		expect(slowly).toEqual(voicesOf(hall.log));
		const next = new TestDay();
		next.now = hall.now + 24 * hour;
		next.do('M1', 'step-complaint', { complaint: ref, step: 'revisited', code: 'satisfied' });
		const days = [voicesOf(hall.log), voicesOf(next.log, '2026-11-24')];
		expect(casesOf(days)[0]?.stage).toBe('revisited');
		expect(casesOf([...days].reverse())).toEqual(casesOf(days));
	});

	test('counts terms in working days: opened on a Friday, contact is due on Monday', () => {
		const found = { ...only(badReview()), openedAt: Date.parse('2026-11-27T16:00:00+08:00') };
		const { contact, settle } = deadlinesOf(plan, found, found.openedAt);
		expect([contact.due, settle.due]).toEqual(['2026-11-30', '2026-12-04']);
		expect(contact.dueAt).toBe(Date.parse('2026-11-30T17:30:00+08:00'));
		expect(deadlinesOf(plan, found, contact.dueAt + 1).contact.card).toBe('red');
		expect(deadlinesOf(plan, { ...found, firstContactAt: found.openedAt + hour }, contact.dueAt + 1).contact.card).toBe('none');
	});
});

describe('figures', () => {
	function many(levels: number[]): TestDay {
		const hall = new TestDay().open('W01');
		for (const [index, level] of levels.entries()) {
			hall.take();
			const { ticket } = hall.serve('W01');
			if (level > 0) hall.do('W01', 'give-review', { ticket, level, reasons: index === 0 ? ['quick'] : [], channel: 'pad' });
		}
		return hall;
	}
	test('fewer than five are not told; five are, and no answer is no good mark', () => {
		const four = reviewFigures([voicesOf(many([5, 5, 1, 2, 0, 0]).log)], new Set());
		expect(four.windows).toEqual([{ window: 'W01', ended: 6, reviewed: 4, levels: null, good: null, reasons: [] }]);
		const five = reviewFigures([voicesOf(many([5, 5, 4, 3, 1, 0]).log)], new Set());
		expect(five.all).toEqual({ ended: 6, reviewed: 5, levels: [1, 0, 1, 1, 2], good: 0.8, reasons: [{ code: 'quick', count: 1 }] });
	});
	test('a review that was not adopted is in none of them', () => {
		const voices = voicesOf(many([5, 5, 4, 3, 5, 1]).log);
		expect(reviewFigures([voices], new Set([`${day}/A006`])).all.levels).toEqual([0, 0, 1, 1, 3]);
	});
});
