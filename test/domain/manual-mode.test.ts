import { describe, expect, test } from 'vitest';
import { checkLog } from '../../domain/check-log.ts';
import type { CommandBody } from '../../domain/contracts/commands.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { readReserveCode, reserveCode } from '../../domain/manual/reserve-code.ts';
import { isReserveNumber, numbersOfSheet, parseSheetName, sheetCount, sheetOf } from '../../domain/manual/reserve-numbers.ts';
import { outputs } from '../../domain/outputs.ts';
import { pickNext } from '../../domain/pick-next.ts';
import { partsOfNumber } from '../../domain/ticket-number.ts';
import { day, minute, nine, plan, TestDay } from './small-hall.ts';

type Entry = CommandBody<'enter-manual-service'>;
/** A paper handed out at nine and served at window 02 from ten past until twenty past. */
const served = (over: Partial<Entry> = {}): Entry => ({
	day,
	ticket: 'A90-001',
	queue: 'A',
	items: [],
	issuedAt: nine,
	calledAt: nine + 9 * minute,
	beganAt: nine + 10 * minute,
	endedAt: nine + 20 * minute,
	result: 'served',
	servedAt: 'W02',
	servedBy: '0302',
	...over,
});
const waiting = (ticket: string, issuedAt: number): Entry =>
	served({ ticket, issuedAt, result: 'waiting', calledAt: null, beganAt: null, endedAt: null, servedAt: undefined, servedBy: undefined });

describe('manual mode', () => {
	test('M2: from the press of the button on the machine gives no number of that queue, calls nobody of it, and says why; other queues go on', () => {
		const hall = new TestDay().open('W01', 'W02');
		const before = hall.take('A');
		hall.take('K');
		hall.do('M1', 'begin-manual', { queues: ['A'], reason: 'printers dead' });
		expect(hall.refused('T1', 'issue-ticket', { visit: { queue: 'A', items: [], channel: 'no-card' } })).toBe('queue-in-manual-mode');
		expect(hall.refused('W02', 'call-next', { window: 'W02' })).toBe('queue-in-manual-mode');
		expect(hall.refused('W02', 'call-ticket', { window: 'W02', ticket: before, reason: 'because' })).toBe('queue-in-manual-mode');
		expect(hall.call('W01')).toBe('K001');
		expect(hall.state.tickets[before]?.life.stage).toBe('waiting');
		expect(checkLog(plan, day, hall.log).violations).toEqual([]);
	});

	test('M2: the whole hall is one word, and its end lets waiting tickets keep their places', () => {
		const hall = new TestDay().open('W02');
		const first = hall.take('A');
		hall.do('M1', 'begin-manual', { reason: 'power' });
		expect(Object.keys(hall.state.manual.now).sort()).toEqual(['A', 'B', 'K', 'R', 'X']);
		hall.later(30).do('M1', 'end-manual', {});
		expect(hall.state.manual.now).toEqual({});
		expect(hall.state.manual.over).toContainEqual({ queue: 'A', from: nine, to: nine + 30 * minute, reason: 'power' });
		expect(hall.call('W02')).toBe(first);
	});

	test('a window alone says it while cut off; heard an hour later, manual mode has its true times', () => {
		const hall = new TestDay().open('W02');
		hall.later(60);
		hall.say('W02', 'begin-manual', { queues: ['A'], reason: 'alone' }, { occurredAt: nine + 5 * minute });
		hall.say('W02', 'end-manual', { queues: ['A'] }, { occurredAt: nine + 40 * minute });
		expect(hall.state.manual.over).toEqual([{ queue: 'A', from: nine + 5 * minute, to: nine + 40 * minute, reason: 'alone' }]);
		expect(hall.conflicts()).toEqual([]);
	});

	test('the late end of a station that was alone does not end what the manager began after it', () => {
		const hall = new TestDay().open('W02').later(120);
		hall.do('M1', 'begin-manual', { queues: ['A'], reason: 'now' });
		hall.say('W02', 'begin-manual', { queues: ['A'], reason: 'alone' }, { occurredAt: nine + 5 * minute });
		hall.say('W02', 'end-manual', { queues: ['A'] }, { occurredAt: nine + 40 * minute });
		expect(hall.state.manual.now.A).toMatchObject({ since: nine + 5 * minute });
		hall.later(1).do('M1', 'end-manual', {});
		expect(hall.state.manual.now.A).toBeUndefined();
	});

	test('S6: said twice, ended unasked, of a queue nobody has, without a sign-in: always taken', () => {
		const hall = new TestDay().open();
		hall.do('M1', 'begin-manual', { queues: ['A'], reason: 'one' });
		expect(hall.do('M1', 'begin-manual', { queues: ['A'], reason: 'again' })).toEqual([]);
		expect(hall.do('M1', 'end-manual', { queues: ['B'] })).toEqual([]);
		hall.do('M1', 'begin-manual', { queues: ['Z'], reason: 'none' });
		hall.do('W01', 'begin-manual', { queues: ['B'], reason: 'who' }, { staff: null });
		expect(hall.conflicts()).toEqual(['report-out-of-role', 'report-without-session']);
		expect(Object.keys(hall.state.manual.now)).toEqual(['A', 'B']);
	});

	test('S8: a window all of whose queues are called by hand shows so, and one that still serves shows whom', () => {
		const hall = new TestDay().open('W01', 'W02');
		hall.take('A');
		hall.call('W02');
		hall.do('M1', 'begin-manual', { queues: ['A'], reason: 'power' });
		expect(outputs(hall.state, plan).W02).toMatchObject({ show: 'call', ticket: 'A001' });
		expect(outputs(hall.state, plan).W01?.show).toBe('idle');
		hall.do('W02', 'start-service', { window: 'W02', ticket: 'A001' });
		hall.do('W02', 'finish-service', { window: 'W02', ticket: 'A001' });
		expect(outputs(hall.state, plan).W02?.show).toBe('manual');
	});

	test('the end of the business day ends manual mode', () => {
		const hall = new TestDay().open();
		hall.do('M1', 'begin-manual', { reason: 'power' });
		hall.later(60).do('M1', 'close-day', {});
		expect(hall.state.manual.now).toEqual({});
		expect(hall.state.manual.over).toHaveLength(5);
	});
});

describe('what is entered afterwards', () => {
	const afternoon = () => {
		const hall = new TestDay().open('W01', 'W02');
		hall.do('M1', 'begin-manual', { queues: ['A'], reason: 'power' });
		return hall.later(120);
	};

	test('M3: a served paper is a ticket of its queue with the true times of the form, and of who entered it', () => {
		const hall = afternoon();
		hall.do('W01', 'enter-manual-service', served());
		expect(hall.ticket('A90-001')).toMatchObject({
			origin: 'manual',
			series: 'A90',
			queuedAt: nine,
			firstCalledAt: nine + 9 * minute,
			byHand: { result: 'served', enteredBy: '0301', enteredAt: nine + 120 * minute },
			life: { stage: 'done', window: 'W02', clerk: '0302', since: nine + 10 * minute, at: nine + 20 * minute },
		});
		expect(hall.conflicts()).toEqual([]);
		expect(checkLog(plan, day, hall.log).violations).toEqual([]);
	});

	test('M3: a paper entered twice, also from another print of the same sheet, stays as it was and is shown to a manager', () => {
		const hall = afternoon();
		hall.do('W01', 'enter-manual-service', served({ run: 'aa' }));
		hall.do('W02', 'enter-manual-service', served({ run: 'bb', servedAt: 'W01', endedAt: nine + 50 * minute }));
		expect(hall.ticket('A90-001').life).toMatchObject({ window: 'W02', at: nine + 20 * minute });
		expect(hall.state.conflicts).toMatchObject([{ kind: 'duplicate-number', ticket: 'A90-001', detail: 'entered-twice' }]);
		expect(checkLog(plan, day, hall.log).violations).toEqual([]);
	});

	test('M3: a paper not served yet takes its place in the queue by the time it was handed out, and nobody loses theirs', () => {
		const hall = new TestDay().open('W02');
		hall.take('A');
		hall.later(20).do('M1', 'begin-manual', { queues: ['A'], reason: 'power' });
		hall.later(60);
		hall.do('W02', 'enter-manual-service', waiting('A90-001', nine + 30 * minute));
		hall.do('W02', 'enter-manual-service', waiting('A90-002', nine + 25 * minute));
		hall.do('M1', 'end-manual', {});
		hall.take('A');
		const order = ['A001', 'A90-002', 'A90-001', 'A002'];
		for (const number of order) expect(hall.serve('W02').ticket).toBe(number);
		expect(hall.conflicts()).toEqual([]);
		expect(checkLog(plan, day, hall.log).violations).toEqual([]);
	});

	test('a paper entered as waiting and then called by hand after all is ended, not doubled', () => {
		const hall = afternoon();
		hall.do('W02', 'enter-manual-service', waiting('A90-001', nine));
		hall.do('W02', 'enter-manual-service', served());
		expect(hall.stage('A90-001')).toBe('done');
		expect(hall.conflicts()).toEqual([]);
		hall.do('W02', 'enter-manual-service', waiting('A90-001', nine));
		expect(hall.conflicts()).toEqual(['duplicate-number']);
	});

	test('a printed ticket called by hand is entered under its own number, and also while the window serves it by its paper', () => {
		const hall = new TestDay().open('W01', 'W02');
		hall.take('A');
		hall.take('A');
		hall.do('M1', 'begin-manual', { queues: ['A'], reason: 'power' });
		hall.later(60);
		hall.do('W01', 'enter-manual-service', served({ ticket: 'A001', issuedAt: null }));
		hall.do('W02', 'start-service', { window: 'W02', ticket: 'A002' });
		hall.do('W02', 'finish-service', { window: 'W02', ticket: 'A002' });
		expect([hall.stage('A001'), hall.stage('A002')]).toEqual(['done', 'done']);
		expect(hall.ticket('A001').queuedAt).toBe(nine);
		expect(hall.conflicts()).toEqual([]);
		expect(checkLog(plan, day, hall.log).violations).toEqual([]);
	});

	test('T3: entered at one window while another has it in hand is a conflict that a person sees', () => {
		const hall = afternoon();
		hall.do('M1', 'end-manual', {});
		hall.take('A');
		hall.call('W02');
		hall.do('W02', 'start-service', { window: 'W02', ticket: 'A001' });
		hall.do('W01', 'enter-manual-service', served({ ticket: 'A001', issuedAt: null, servedAt: 'W01' }));
		expect(hall.conflicts()).toEqual(['served-at-two-windows']);
		expect(hall.state.windows.W02).toMatchObject({ ticket: null });
	});

	test('M3: times that cannot be right are kept within what is possible and shown: disorder, the future, another day, no manual mode then', () => {
		const hall = afternoon();
		const doubts = (over: Partial<Entry>) => {
			const before = hall.state.conflicts.length;
			hall.do('W01', 'enter-manual-service', served(over));
			return hall.state.conflicts.slice(before).map((conflict) => conflict.detail);
		};
		expect(doubts({ ticket: 'A90-011', beganAt: nine - 30 * minute })).toEqual(['times-out-of-order']);
		expect(doubts({ ticket: 'A90-012', endedAt: nine + 500 * minute })).toEqual(['time-in-the-future']);
		expect(doubts({ ticket: 'A90-013', issuedAt: nine - 1440 * minute })).toEqual(['time-of-another-day']);
		expect(doubts({ ticket: 'B90-001', queue: 'B' })).toEqual(['outside-manual-mode']);
		expect(hall.ticket('A90-012').life).toMatchObject({ at: nine + 120 * minute });
		expect(hall.ticket('A90-011').life).toMatchObject({ since: nine + 9 * minute });
		expect(checkLog(plan, day, hall.log).violations).toEqual([]);
	});

	test('a number that no reserve sheet has is not issued by an entry: it waits for the machine that printed it', () => {
		const hall = afternoon();
		hall.do('W02', 'enter-manual-service', served({ ticket: 'A2-001', issuedAt: null }));
		expect(hall.state.tickets['A2-001']).toBeUndefined();
		expect(hall.conflicts()).toEqual(['unknown-ticket']);
		hall.do('T2', 'offline-ticket', { number: 'A2-001', sequence: 1, visit: { queue: 'A', items: [], channel: 'no-card' } });
		expect(hall.ticket('A2-001').life).toMatchObject({ stage: 'done', window: 'W02', at: nine + 20 * minute });
		expect(hall.state.conflicts.every((conflict) => conflict.settled !== null)).toBe(true);
		expect(checkLog(plan, day, hall.log).violations).toEqual([]);
	});

	test('Q3: after closing a paper counts by what was done: served, missed, left, or not served', () => {
		const hall = afternoon();
		hall.take('K');
		hall.do('M1', 'close-day', {});
		hall.do('W01', 'enter-manual-service', served());
		hall.do('W01', 'enter-manual-service', served({ ticket: 'A90-002', result: 'no-show', beganAt: null, endedAt: null }));
		hall.do(
			'W01',
			'enter-manual-service',
			served({ ticket: 'A90-003', result: 'not-served', calledAt: null, beganAt: null, endedAt: null }),
		);
		hall.do('W01', 'enter-manual-service', waiting('A90-004', nine));
		expect(['A90-001', 'A90-002', 'A90-003', 'A90-004'].map((number) => hall.stage(number))).toEqual([
			'done',
			'no-show',
			'not-served',
			'not-served',
		]);
		expect(hall.conflicts()).toEqual([]);
		expect(checkLog(plan, day, hall.log)).toMatchObject({ violations: [], counts: { issuedManual: 4, issuedShared: 1, issued: 5 } });
	});

	test('a log in which the machine did what people do by hand is found out', () => {
		const hall = new TestDay().open('W02');
		hall.take('A');
		hall.do('M1', 'begin-manual', { queues: ['B'], reason: 'power' });
		hall.call('W02');
		hall.do('W02', 'start-service', { window: 'W02', ticket: 'A001' });
		hall.take('A');
		hall.do('M1', 'enter-manual-service', served());
		const spoil = (name: HallEvent['name'], change: (body: Record<string, unknown>) => void) =>
			checkLog(
				plan,
				day,
				hall.log.map((event) => {
					if (event.name !== name) return event;
					const copy = structuredClone(event) as HallEvent;
					change(copy.body as Record<string, unknown>);
					return copy;
				}),
			).violations.map((violation) => violation.rule);
		expect(spoil('manual-began', (body) => Object.assign(body, { queues: ['A'] }))).toContain('M2');
		expect(spoil('ticket-issued', (body) => body.number === 'A90-001' && Object.assign(body, { origin: 'shared' }))).toContain('M1');
		expect(spoil('manual-service-entered', (body) => Object.assign(body, { beganAt: nine - minute }))).toContain('M3');
	});
});

describe('reserve numbers', () => {
	test('M1: every sheet has ten numbers that no other sheet, terminal or shared series has', () => {
		const seen = new Set<string>();
		for (let sheet = 1; sheet <= sheetCount; sheet += 1) {
			for (const number of numbersOfSheet('A', sheet)) {
				expect(seen.has(number)).toBe(false);
				seen.add(number);
				expect(isReserveNumber(number)).toBe(true);
				expect(sheetOf(number)).toEqual({ queue: 'A', sheet });
			}
		}
		expect(seen.size).toBe(9_900);
		for (const other of ['A015', 'A1001', 'A9001', 'A2-007', 'A89-001']) expect(isReserveNumber(other)).toBe(false);
		expect(numbersOfSheet('AB', 100)[0]).toBe('AB91-001');
		expect(partsOfNumber('AB91-001')).toEqual({ series: 'AB91', sequence: 1 });
	});

	test('the name of a sheet is read as it is printed, and other text is not', () => {
		expect(parseSheetName(' a-007')).toEqual({ queue: 'A', sheet: 7 });
		for (const text of ['A-000', 'A-991', 'A90-001', '7', '']) expect(parseSheetName(text)).toBeNull();
	});

	test('its QR code says which number of which hall it is; altered, torn, another hall’s or something else is told apart', () => {
		const text = reserveCode('TEST-HALL', { number: 'A90-001', run: 'k3m2' });
		expect(readReserveCode(text, 'TEST-HALL')).toEqual({ ok: true, code: { number: 'A90-001', run: 'k3m2' } });
		expect(readReserveCode(text, 'OTHER-HALL')).toEqual({ ok: false, why: 'wrong-hall' });
		expect(readReserveCode('TH2:whatever', 'TEST-HALL')).toEqual({ ok: false, why: 'not-a-reserve' });
		for (let at = 0; at < text.length; at += 1) {
			const spoilt = `${text.slice(0, at)}${text[at] === '7' ? '8' : '7'}${text.slice(at + 1)}`;
			expect(readReserveCode(spoilt, 'TEST-HALL').ok).toBe(false);
		}
		for (const cut of [text.slice(0, -1), `${text}:x`, '']) expect(readReserveCode(cut, 'TEST-HALL').ok).toBe(false);
	});

	test('Q1: pick-next sees nobody of a queue that is called by hand', () => {
		const hall = new TestDay().open('W02');
		hall.take('A');
		expect(pickNext(hall.state, plan, 'W02', hall.now)?.ticket).toBe('A001');
		hall.do('M1', 'begin-manual', { queues: ['A'], reason: 'power' });
		expect(pickNext(hall.state, plan, 'W02', hall.now)).toBeNull();
	});
});
