import { describe, expect, test } from 'vitest';
import { minute, nine, TestDay } from './small-hall.ts';

const w2 = { window: 'W02' };

describe('a window', () => {
	test('opens, pauses, resumes and closes, and refuses what does not fit', () => {
		const day = new TestDay().open();
		expect(day.refused('W02', 'close-window', w2)).toBe('window-not-open');
		day.do('W02', 'open-window', w2);
		expect(day.state.windows.W02).toMatchObject({ stage: 'open', clerk: '0302', station: 'W02', ticket: null });
		expect(day.refused('W02', 'open-window', w2)).toBe('window-already-open');
		expect(day.refused('W02', 'resume-window', w2)).toBe('window-not-paused');
		day.do('W02', 'pause-window', { ...w2, reason: 'lunch', minutes: 30 });
		expect(day.state.windows.W02).toMatchObject({ stage: 'paused', until: nine + 30 * minute });
		expect(day.refused('W02', 'pause-window', { ...w2, reason: 'x' })).toBe('window-paused');
		day.do('W02', 'resume-window', w2);
		day.do('W02', 'close-window', w2);
		expect(day.state.windows.W02).toEqual({ id: 'W02', duty: ['A'], stage: 'closed' });
	});

	test('belongs to its own station, a manager may open, pause and close any', () => {
		const day = new TestDay().open();
		expect(day.refused('W01', 'open-window', w2)).toBe('window-is-not-this-station');
		expect(day.refused('M1', 'open-window', { window: 'W99' })).toBe('unknown-window');
		day.do('M1', 'open-window', w2);
		day.do('W02', 'open-window', w2);
		expect(day.state.windows.W02).toMatchObject({ clerk: '0302', station: 'W02' });
		day.do('M1', 'pause-window', { ...w2, reason: 'meeting' });
		day.do('M1', 'close-window', w2);
		expect(day.state.windows.W02).toMatchObject({ stage: 'closed' });
	});

	test('a second session at the same window is told whose it is; one clerk sits at one window', () => {
		const day = new TestDay().open('W02');
		expect(day.say('W02', 'open-window', w2, { staff: '0399' })).toMatchObject({
			refusal: { code: 'window-already-open', params: { clerk: '0302' } },
		});
		expect(day.refused('W02', 'call-next', w2, { staff: '0399' })).toBe('window-belongs-to-other-clerk');
		expect(day.say('W01', 'open-window', { window: 'W01' }, { staff: '0302' })).toMatchObject({
			refusal: { code: 'clerk-at-other-window', params: { window: '02' } },
		});
	});

	test('asks need a known station, a fitting role and somebody signed in', () => {
		const day = new TestDay().open();
		expect(day.refused('W77', 'open-window', { window: 'W02' })).toBe('unknown-station');
		expect(day.refused('T1', 'open-window', w2)).toBe('not-permitted');
		expect(day.refused('B1', 'issue-ticket', { visit: { queue: 'A', items: [], channel: 'card' } })).toBe('not-permitted');
		expect(day.refused('W02', 'open-window', w2, { staff: null })).toBe('not-signed-in');
	});

	test('finishes what it has in hand before pausing takes hold, and cannot close meanwhile', () => {
		const day = new TestDay().open('W02');
		day.take();
		day.take();
		day.call('W02');
		expect(day.say('W02', 'close-window', w2)).toMatchObject({ refusal: { code: 'window-busy', params: { ticket: 'A001' } } });
		expect(day.refused('W02', 'call-next', w2)).toBe('window-busy');
		day.do('W02', 'pause-window', { ...w2, reason: 'break' });
		day.do('W02', 'start-service', { ...w2, ticket: 'A001' });
		day.do('W02', 'finish-service', { ...w2, ticket: 'A001' });
		expect(day.stage('A001')).toBe('done');
		expect(day.refused('W02', 'call-next', w2)).toBe('window-paused');
	});

	test('its duty changes within what it can do, at a place of the log (I-13)', () => {
		const day = new TestDay().open('W04');
		day.take('A');
		expect(day.refused('W04', 'call-next', { window: 'W04' })).toBe('nobody-waiting');
		expect(day.refused('W04', 'call-ticket', { window: 'W04', ticket: 'A001', reason: 'asked' })).toBe('window-lacks-capability');
		expect(day.refused('M1', 'change-duty', { window: 'W04', duty: ['K'] })).toBe('window-lacks-capability');
		day.do('M1', 'change-duty', { window: 'W04', duty: ['A', 'B', 'A'] });
		expect(day.state.windows.W04).toMatchObject({ stage: 'open', duty: ['A', 'B'] });
		expect(day.call('W04')).toBe('A001');
	});
});

describe('a call', () => {
	test('T3 a ticket called elsewhere is refused with the window that has it', () => {
		const day = new TestDay().open('W01', 'W02');
		day.take();
		day.call('W01');
		expect(day.say('W02', 'call-ticket', { ...w2, ticket: 'A001', reason: 'asked' })).toMatchObject({
			refusal: { code: 'ticket-at-other-window', params: { ticket: 'A001', window: '01' } },
		});
		expect(day.refused('W02', 'call-ticket', { ...w2, ticket: 'A009', reason: 'asked' })).toBe('unknown-ticket');
	});

	test('can be repeated so often, after so long', () => {
		const day = new TestDay().open('W02');
		day.take();
		expect(day.refused('W02', 'recall', w2)).toBe('window-has-no-ticket');
		day.call('W02');
		expect(day.say('W02', 'recall', w2)).toMatchObject({ refusal: { code: 'recall-too-soon', params: { seconds: 20 } } });
		for (let times = 1; times <= 3; times++) {
			day.later(1).do('W02', 'recall', w2);
			expect(day.ticket('A001').life).toMatchObject({ recalls: times });
		}
		expect(day.later(1).say('W02', 'recall', w2)).toMatchObject({ refusal: { code: 'recall-limit', params: { times: 3 } } });
		expect(day.state.calls.map((call) => call.recall)).toEqual([3, 2, 1, 0]);
		day.do('W02', 'start-service', { ...w2, ticket: 'A001' });
		expect(day.refused('W02', 'recall', w2)).toBe('illegal-stage');
	});

	test('missed: behind three others, then for good', () => {
		const day = new TestDay().open('W02');
		for (let n = 0; n < 5; n++) day.take();
		expect(day.call('W02')).toBe('A001');
		day.do('W02', 'no-show', w2);
		expect(day.ticket('A001').life).toMatchObject({ stage: 'waiting', returned: 'missed', behind: 3 });
		expect(day.serve('W02').ticket).toBe('A002');
		expect(day.serve('W02').ticket).toBe('A003');
		expect(day.ticket('A001').life).toMatchObject({ behind: 1 });
		expect(day.serve('W02').ticket).toBe('A004');
		expect(day.serve('W02')).toEqual({ ticket: 'A001', why: 'missed-returned' });
		day.take();
		const other = new TestDay().open('W02');
		other.take();
		other.call('W02');
		other.do('W02', 'no-show', w2);
		expect(other.call('W02')).toBe('A001');
		other.do('W02', 'no-show', w2);
		expect(other.stage('A001')).toBe('no-show');
	});

	test('missed where the queue gives no second place ends at once', () => {
		const day = new TestDay().open('W04');
		day.take('B');
		day.call('W04');
		day.do('W04', 'no-show', { window: 'W04' });
		expect(day.stage('B001')).toBe('no-show');
		expect(day.state.windows.W04).toMatchObject({ ticket: null });
	});

	test('held frees the window; the ticket comes back to it or to its place', () => {
		const day = new TestDay().open('W01', 'W02');
		day.take();
		day.take();
		day.call('W02');
		day.do('W02', 'hold-ticket', { ...w2, reason: 'copy' });
		expect(day.refused('W01', 'return-ticket', { ticket: 'A001', to: 'queue' })).toBe('ticket-at-other-window');
		expect(day.refused('W02', 'return-ticket', { ticket: 'A002', to: 'queue' })).toBe('illegal-stage');
		expect(day.call('W02')).toBe('A002');
		expect(day.refused('W02', 'return-ticket', { ticket: 'A001', to: 'window' })).toBe('window-busy');
		day.do('W02', 'no-show', w2);
		day.do('W02', 'return-ticket', { ticket: 'A001', to: 'window' });
		expect(day.ticket('A001').life).toMatchObject({ stage: 'called', window: 'W02', reason: { code: 'returned-held' } });
		expect(day.state.windows.W02).toMatchObject({ ticket: 'A001' });
	});

	test('T2 transferred keeps its number and its time of arrival', () => {
		const day = new TestDay().open('W02', 'W04');
		day.take();
		day.later(5).call('W02');
		expect(day.refused('W02', 'transfer-ticket', { ticket: 'A001', toQueue: 'A', reason: 'r' })).toBe('same-queue');
		expect(day.refused('W02', 'transfer-ticket', { ticket: 'A001', toQueue: 'Q', reason: 'r' })).toBe('unknown-queue');
		expect(day.refused('W02', 'transfer-ticket', { ticket: 'A001', toQueue: 'X', reason: 'r' })).toBe('queue-has-no-window');
		expect(day.refused('W04', 'transfer-ticket', { ticket: 'A001', toQueue: 'B', reason: 'r' })).toBe('ticket-at-other-window');
		day.do('W02', 'transfer-ticket', { ticket: 'A001', toQueue: 'B', reason: 'r' });
		expect(day.ticket('A001')).toMatchObject({
			number: 'A001',
			queue: 'B',
			queuedAt: nine,
			life: { stage: 'waiting', returned: 'transferred' },
		});
		expect([day.state.waiting.A, day.state.waiting.B]).toEqual([[], ['A001']]);
		expect(day.call('W04')).toBe('A001');
	});

	test('T4 a ticket that is being served or has ended cannot be cancelled', () => {
		const day = new TestDay().open('W02');
		day.take();
		day.take();
		day.do('W02', 'cancel-ticket', { ticket: 'A002', reason: 'left' });
		expect(day.stage('A002')).toBe('cancelled');
		expect(day.refused('W02', 'cancel-ticket', { ticket: 'A002', reason: 'left' })).toBe('illegal-stage');
		day.call('W02');
		day.do('W02', 'start-service', { ...w2, ticket: 'A001' });
		expect(day.refused('W02', 'cancel-ticket', { ticket: 'A001', reason: 'left' })).toBe('illegal-stage');
		expect(day.refused('W02', 'no-show', w2)).toBe('illegal-stage');
	});
});

describe('the day', () => {
	test('Q3 closing counts people not served as not served; who is served is served to the end', () => {
		const day = new TestDay();
		expect(day.refused('M1', 'close-day', {})).toBe('day-not-open');
		day.open('W01', 'W02', 'W04');
		for (let n = 0; n < 3; n++) day.take();
		day.take('B');
		day.call('W01');
		day.call('W02');
		day.do('W02', 'start-service', { ...w2, ticket: 'A002' });
		day.call('W04');
		day.do('W04', 'hold-ticket', { window: 'W04', reason: 'copy' });
		expect(day.do('M1', 'close-day', {})[0]?.body).toEqual({ notServed: ['A001', 'A003', 'B001'] });
		expect(['A001', 'A002', 'A003', 'B001'].map((number) => day.stage(number))).toEqual([
			'not-served',
			'serving',
			'not-served',
			'not-served',
		]);
		expect(Object.values(day.state.windows).every((window) => window.stage === 'closed')).toBe(true);
		day.do('W02', 'finish-service', { ...w2, ticket: 'A002' });
		expect(day.stage('A002')).toBe('done');
		expect(day.conflicts()).toEqual([]);
		expect(day.refused('M1', 'open-day', {})).toBe('day-closed');
		expect(day.refused('W02', 'open-window', w2)).toBe('day-closed');
	});

	test('is opened once', () => expect(new TestDay().open().refused('M1', 'open-day', {})).toBe('day-already-open'));
});
