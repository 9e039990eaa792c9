import { describe, expect, test } from 'vitest';
import { minute, nine, plan, TestDay } from './small-hall.ts';

const visit = (queue = 'A', over = {}) => ({ visit: { queue, items: [], channel: 'no-card' as const, ...over } });

describe('taking a number', () => {
	test('T1 numbers of the shared series go up one by one', () => {
		const day = new TestDay().open();
		expect([day.take(), day.take(), day.take('B')]).toEqual(['A001', 'A002', 'B001']);
	});

	test('is refused while the day is not open, and after it closed', () => {
		const day = new TestDay();
		expect(day.refused('T1', 'issue-ticket', visit())).toBe('day-not-open');
		day.open();
		day.do('M1', 'close-day', {});
		expect(day.refused('T1', 'issue-ticket', visit())).toBe('day-closed');
	});

	test.each([
		['unknown-queue', visit('Q')],
		['queue-has-no-window', visit('X')],
		['item-not-in-queue', visit('A', { items: ['BB-001'] })],
		['unknown-item', visit('A', { items: ['ZZ-999'] })],
		['unknown-priority-group', visit('A', { priorityGroup: 'NOBODY' })],
	])('is refused with %s', (code, body) => {
		expect(new TestDay().open().refused('T1', 'issue-ticket', body)).toBe(code);
	});

	test('a theme the queue lists brings its own items along', () => {
		const day = new TestDay().open();
		expect(day.refused('T1', 'issue-ticket', visit('A', { theme: 'GR-01', items: ['BB-001'] }))).toBe('accepted');
	});

	test('one person holds at most as many active tickets as the hall allows', () => {
		const day = new TestDay().open('W02');
		const personRef = 'abcdefghijklmnop';
		day.take('A', { personRef });
		day.take('B', { personRef });
		expect(day.refused('T1', 'issue-ticket', visit('A', { personRef }))).toBe('too-many-active-tickets');
		day.call('W02');
		expect(day.refused('T1', 'issue-ticket', visit('A', { personRef }))).toBe('too-many-active-tickets');
		day.do('W02', 'start-service', { window: 'W02', ticket: 'A001' });
		day.do('W02', 'finish-service', { window: 'W02', ticket: 'A001' });
		expect(day.refused('T1', 'issue-ticket', visit('A', { personRef }))).toBe('accepted');
	});

	test.each([
		['a clock that is right', 0, 0, 0],
		['a clock 3 hours behind gains nothing', -180 * minute, 0, 0],
		['a clock 3 hours ahead loses nothing', 180 * minute, 0, 0],
		['a measured offset is corrected', -180 * minute, 180 * minute, 0],
	])('waiting is measured from one moment: %s', (_name, wrong, clockOffset, expected) => {
		const day = new TestDay().open();
		day.say('T1', 'issue-ticket', visit(), { occurredAt: nine + wrong }, clockOffset);
		expect(day.ticket('A001').queuedAt - nine).toBe(expected);
	});

	test('I-18 a terminal whose clock jumps back in the middle of the morning ages nobody who just asked', () => {
		const day = new TestDay().open().later(90);
		day.say('T1', 'issue-ticket', visit(), { occurredAt: nine - 60 * minute }, 0);
		expect(day.ticket('A001').queuedAt - nine).toBe(89 * minute);
	});
});

describe('a number taken while cut off', () => {
	const slip = (number = 'A2-001', over = {}) => ({ number, sequence: 1, ...visit(), ...over });

	test('T1 stands in its own series and keeps the true time', () => {
		const day = new TestDay().open().later(40);
		day.take();
		day.do('T2', 'offline-ticket', slip(), { occurredAt: nine + 10 * minute });
		expect(day.ticket('A2-001')).toMatchObject({ series: 'A2', sequence: 1, origin: 'offline', queuedAt: nine + 10 * minute });
		expect(day.stage('A2-001')).toBe('waiting');
		expect(day.state.series).toEqual({ A: 1, A2: 1 });
		expect(day.conflicts()).toEqual([]);
	});

	test('S6 is taken before opening, and after closing counts as not served (Q3)', () => {
		const early = new TestDay();
		early.do('T2', 'offline-ticket', slip());
		expect(early.stage('A2-001')).toBe('waiting');
		const late = new TestDay().open();
		late.do('M1', 'close-day', {});
		late.do('T2', 'offline-ticket', slip());
		expect(late.stage('A2-001')).toBe('not-served');
	});

	test('T1 a second paper with the same number is a conflict and no second ticket', () => {
		const day = new TestDay().open();
		day.do('T2', 'offline-ticket', slip());
		const before = day.ticket('A2-001');
		day.do('T2', 'offline-ticket', slip());
		expect(day.ticket('A2-001')).toBe(before);
		expect(day.conflicts()).toEqual(['duplicate-number']);
	});

	test('T1 a number of the shared series is kept out of that series', () => {
		const day = new TestDay().open();
		day.do('T2', 'offline-ticket', slip('A007'));
		expect(day.conflicts()).toEqual(['report-out-of-role']);
		expect(day.take()).toBe('A008');
	});

	test('voids the ghost of the ask it stands for', () => {
		const day = new TestDay().open();
		day.say('T2', 'issue-ticket', visit(), { n: 77 });
		day.do('T2', 'offline-ticket', slip('A2-001', { replaces: { epoch: '0123456789abcdef', n: 77 } }));
		expect(day.ticket('A001').life).toMatchObject({ stage: 'voided', replacedBy: 'A2-001' });
		expect(day.state.waiting.A).toEqual(['A2-001']);
	});

	test('a ghost that was called already is a conflict instead', () => {
		const day = new TestDay().open('W02');
		day.say('T2', 'issue-ticket', visit(), { n: 77 });
		day.call('W02');
		day.do('T2', 'offline-ticket', slip('A2-001', { replaces: { epoch: '0123456789abcdef', n: 77 } }));
		expect(day.stage('A001')).toBe('called');
		expect(day.conflicts()).toEqual(['duplicate-number']);
	});

	test('S6 served by its paper needs no call, whoever is heard first', () => {
		const day = new TestDay().open('W02');
		day.do('T2', 'offline-ticket', slip());
		day.do('W02', 'start-service', { window: 'W02', ticket: 'A2-001' });
		day.do('W02', 'finish-service', { window: 'W02', ticket: 'A2-001' });
		expect(day.stage('A2-001')).toBe('done');
		expect(day.conflicts()).toEqual([]);
	});

	test('S6 served before its terminal was heard: the ticket arrives as done and the conflict is settled', () => {
		const day = new TestDay().open('W02');
		day.do('W02', 'start-service', { window: 'W02', ticket: 'A2-001' });
		expect(day.state.windows.W02).toMatchObject({ ticket: 'A2-001' });
		day.do('W02', 'finish-service', { window: 'W02', ticket: 'A2-001' });
		expect(day.state.windows.W02).toMatchObject({ ticket: null });
		day.do('T2', 'offline-ticket', slip());
		expect(day.stage('A2-001')).toBe('done');
		expect(day.state.conflicts).toMatchObject([{ kind: 'unknown-ticket', settled: { decision: 'ticket-arrived-later' } }]);
	});
});

describe('what becomes of the paper', () => {
	test('is known to the ticket', () => {
		const day = new TestDay().open();
		day.take();
		day.do('T1', 'ticket-paper', { ticket: 'A001', job: 'j1', copy: 2, outcome: 'printed', proof: 'done' });
		expect(day.ticket('A001').paper).toMatchObject({ copies: 2, last: { outcome: 'printed' } });
		day.do('T1', 'ticket-paper', { ticket: 'A009', job: 'j2', copy: 1, outcome: 'failed', proof: 'none' });
		expect(day.conflicts()).toEqual(['unknown-ticket']);
	});
});

test('the plan of the tests is one the contract accepts', () => expect(plan.queues).toHaveLength(5));
