import { describe, expect, test } from 'vitest';
import {
	type EntryDraft,
	emptyDraft,
	minutesOf,
	nextDraft,
	numberAfter,
	readDraft,
	tidyReserveNumber,
} from '../../renderer/staff/manual/entry-draft.ts';
import { day, minute, nine, plan, TestDay } from '../domain/small-hall.ts';

const catalogue = { items: [{ code: 'AA-001' }] } as never;
const hall = new TestDay().open('W02');
hall.take('A');
hall.do('M1', 'begin-manual', { queues: ['A'], reason: 'power' });
hall.later(120);
const context = { plan, catalogue, day, state: hall.state, now: hall.now };
const line = (over: Partial<EntryDraft> = {}): EntryDraft => ({
	...emptyDraft('W02'),
	number: 'a90 1',
	queue: 'A',
	issued: '0905',
	called: '9:12',
	began: '0913',
	ended: '0930',
	staff: '0302',
	...over,
});
const problem = (over: Partial<EntryDraft>) => {
	const read = readDraft(line(over), context);
	return read.ok ? 'taken' : `${read.problem.field} ${read.problem.problem}`;
};

describe('one line of the form', () => {
	test('is read as a clerk types it, with the true times of the hall’s own zone', () => {
		expect(readDraft(line({ items: 'aa-001' }), context)).toEqual({
			ok: true,
			doubts: [],
			entry: {
				day,
				ticket: 'A90-001',
				queue: 'A',
				items: ['AA-001'],
				issuedAt: nine + 5 * minute,
				calledAt: nine + 12 * minute,
				beganAt: nine + 13 * minute,
				endedAt: nine + 30 * minute,
				result: 'served',
				servedAt: 'W02',
				servedBy: '0302',
			},
		});
	});

	test.each([
		[{ number: '90-001' }, 'number number'],
		[{ queue: 'Z' }, 'queue queue'],
		[{ items: 'AA-999' }, 'items items'],
		[{ issued: '' }, 'issued needed'],
		[{ began: '' }, 'began needed'],
		[{ ended: '' }, 'ended needed'],
		[{ called: '' }, 'taken'],
		[{ ended: '2561' }, 'ended time'],
		[{ ended: '9' }, 'ended time'],
		[{ began: '0911' }, 'began order'],
		[{ ended: '2300' }, 'ended future'],
		[{ window: '' }, 'window window'],
		[{ staff: 'li' }, 'staff staff'],
		[{ result: 'no-show', began: '', ended: '' }, 'taken'],
		[{ result: 'no-show', called: '' }, 'called needed'],
		[{ result: 'not-served', called: '', began: '', ended: '', window: '' }, 'taken'],
		[{ result: 'waiting', issued: '' }, 'issued needed'],
		[{ result: 'waiting', called: 'x', window: '' }, 'taken'],
	] as const)('%j: %s', (over, said) => {
		expect(problem(over)).toBe(said);
	});

	test('a printed ticket called by hand needs no time of issue and stays in its own queue', () => {
		const read = readDraft(line({ number: 'A001', queue: 'B', issued: '' }), context);
		expect(read).toMatchObject({ ok: true, doubts: [], entry: { ticket: 'A001', queue: 'A', issuedAt: null } });
	});

	test('what a manager would be asked about is said before it is saved', () => {
		const doubts = (over: Partial<EntryDraft>) => {
			const read = readDraft(line(over), context);
			return read.ok ? read.doubts : read.problem;
		};
		expect(doubts({ number: 'B90-001', queue: 'B' })).toEqual(['outside']);
		expect(doubts({ number: 'A2-007', issued: '' })).toEqual(['unknown']);
		const entered = new TestDay();
		entered.state = structuredClone(hall.state);
		entered.now = hall.now;
		const read = readDraft(line(), context);
		if (!read.ok) throw new Error('not read');
		entered.do('W02', 'enter-manual-service', read.entry);
		expect(readDraft(line(), { ...context, state: entered.state })).toMatchObject({ ok: true, doubts: ['twice'] });
	});

	test('a paper of a day that is over is read without knowing that day', () => {
		const read = readDraft(line({ ended: '2300' }), { ...context, day: '2026-11-20', state: null });
		expect(read).toMatchObject({ ok: true, doubts: [], entry: { day: '2026-11-20', issuedAt: nine - 3 * 1440 * minute + 5 * minute } });
	});

	test('the next line has the next number and keeps window and clerk, and nothing else', () => {
		expect(nextDraft(line(), 'A90-001')).toMatchObject({
			number: 'A90-002',
			queue: 'A',
			window: 'W02',
			staff: '0302',
			issued: '',
			ended: '',
			run: '',
		});
		expect(numberAfter('A90-990')).toBe('');
		expect(numberAfter('A015')).toBe('');
	});
});

test('numbers and times are read however they are written', () => {
	for (const typed of ['A90-001', 'a90 1', 'ａ90－1', 'A90001', 'a 90-01', 'A90—001']) expect(tidyReserveNumber(typed)).toBe('A90-001');
	expect(tidyReserveNumber(' a015 ')).toBe('A015');
	expect(tidyReserveNumber('A9001')).toBe('A9001');
	for (const typed of ['912', '0912', '9:12', '09：12', '09.12', '０９１２']) expect(minutesOf(typed)).toBe('09:12');
	for (const typed of ['', '9', '2400', '0960', '91 2', 'ab']) expect(minutesOf(typed)).toBeNull();
});
