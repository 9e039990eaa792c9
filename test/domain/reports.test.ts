import { describe, expect, test } from 'vitest';
import { TestDay } from './small-hall.ts';

const at = (window: string, ticket = 'A001') => ({ window, ticket });

describe('S6 a reported service is taken whatever is known', () => {
	test('T3 the same ticket served at two windows is one conflict, however many reports tell of it', () => {
		const day = new TestDay().open('W01', 'W02');
		day.take();
		day.call('W01');
		day.do('W01', 'start-service', at('W01'));
		day.do('W02', 'start-service', at('W02'));
		expect(day.state.conflicts).toMatchObject([{ kind: 'served-at-two-windows', ticket: 'A001', window: 'W02', otherWindow: 'W01' }]);
		expect(day.ticket('A001').life).toMatchObject({ stage: 'serving', window: 'W02' });
		day.do('W01', 'finish-service', at('W01'));
		day.do('W02', 'finish-service', at('W02'));
		expect(day.conflicts()).toEqual(['served-at-two-windows']);
		expect(day.ticket('A001').life).toMatchObject({ stage: 'done', window: 'W01' });
		expect([day.state.windows.W01, day.state.windows.W02]).toMatchObject([{ ticket: null }, { ticket: null }]);
	});

	test.each([
		['waiting', 'service-without-call', (_day: TestDay) => {}],
		['called elsewhere', 'service-without-call', (day: TestDay) => void day.call('W01')],
		['cancelled', 'service-after-end', (day: TestDay) => void day.do('M1', 'cancel-ticket', { ticket: 'A001', reason: 'left' })],
		['not served', 'service-after-end', (day: TestDay) => void day.do('M1', 'close-day', {})],
	])('a ticket that was %s: %s, and it took place', (_name, kind, before) => {
		const day = new TestDay().open('W01', 'W02');
		day.take();
		before(day);
		day.do('W02', 'start-service', at('W02'));
		expect(day.conflicts()).toEqual([kind]);
		expect(day.stage('A001')).toBe('serving');
		day.do('W02', 'finish-service', at('W02'));
		expect(day.stage('A001')).toBe('done');
		expect(day.conflicts()).toEqual([kind]);
		expect(day.state.windows.W01).not.toMatchObject({ ticket: 'A001' });
	});

	test('finished twice at one window is a service after its end', () => {
		const day = new TestDay().open('W02');
		day.take();
		day.serve('W02');
		const before = day.ticket('A001');
		day.later(3).do('W02', 'finish-service', at('W02'));
		expect(day.conflicts()).toEqual(['service-after-end']);
		expect(day.ticket('A001')).toBe(before);
	});

	test('a number nobody issued', () => {
		const day = new TestDay().open('W02');
		day.do('W02', 'start-service', at('W02', 'A099'));
		day.do('W02', 'finish-service', at('W02', 'A099'));
		expect(day.conflicts()).toEqual(['unknown-ticket']);
		expect(day.state.tickets).toEqual({});
	});

	test('while another ticket was called: that one stays called and is in hand again afterwards', () => {
		const day = new TestDay().open('W02');
		day.take();
		day.take();
		day.call('W02');
		day.do('W02', 'start-service', at('W02', 'A002'));
		expect(day.state.windows.W02).toMatchObject({ ticket: 'A002' });
		day.do('W02', 'finish-service', at('W02', 'A002'));
		expect(day.state.windows.W02).toMatchObject({ ticket: 'A001' });
		expect(day.stage('A001')).toBe('called');
	});

	test('without a session, out of role, from nowhere: taken, with what was wrong beside it', () => {
		const day = new TestDay().open('W02');
		day.take();
		day.call('W02');
		day.do('W02', 'start-service', at('W02'), { staff: null });
		day.do('T1', 'finish-service', at('W02'));
		day.do('Z9', 'device-health', { device: 'd', deviceKind: 'led', state: 'stopped', code: 'port-lost' });
		day.do('W01', 'start-service', at('W02'));
		expect(day.conflicts()).toEqual([
			'report-without-session',
			'report-out-of-role',
			'report-without-session',
			'report-out-of-role',
			'service-after-end',
			'report-out-of-role',
		]);
		expect(day.state.conflicts.map((conflict) => conflict.conflict)).toEqual([1, 2, 3, 4, 5, 6]);
	});
});

describe('people and devices', () => {
	test('a conflict is settled once, by a manager, in words', () => {
		const day = new TestDay().open('W02');
		day.take();
		day.do('W02', 'start-service', at('W02'));
		expect(day.refused('W02', 'settle-conflict', { conflict: 1, decision: 'seen' })).toBe('not-permitted');
		expect(day.refused('M1', 'settle-conflict', { conflict: 2, decision: 'seen' })).toBe('unknown-conflict');
		day.do('M1', 'settle-conflict', { conflict: 1, decision: 'seen' });
		expect(day.state.conflicts[0]?.settled).toMatchObject({ staff: '0901', decision: 'seen' });
		expect(day.refused('M1', 'settle-conflict', { conflict: 1, decision: 'seen' })).toBe('unknown-conflict');
	});

	test('help is called until it is answered, and counted from the first call', () => {
		const day = new TestDay();
		day.do('T1', 'help-called', {});
		const since = day.state.stations.T1?.helpSince;
		day.later(2).do('T1', 'help-called', {});
		expect(day.state.stations.T1?.helpSince).toBe(since);
		day.do('M1', 'help-answered', { station: 'T1' });
		expect(day.state.stations.T1?.helpSince).toBeNull();
	});

	test('a device is known by its station with its last state', () => {
		const day = new TestDay();
		day.do('T1', 'device-health', { device: 'printer', deviceKind: 'printer', state: 'stopped', code: 'paper-end' });
		expect(day.state.stations.T1?.devices).toMatchObject({ printer: { state: 'stopped', code: 'paper-end' } });
	});
});
