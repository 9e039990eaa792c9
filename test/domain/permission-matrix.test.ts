/** Role × command, whole: whatever the table does not allow is refused, and a report out of its role is seen by a person. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CommandBody, type CommandName, commandNames, commandTable } from '../../domain/contracts/commands.ts';
import { bodies } from './any-body.ts';
import { TestDay } from './small-hall.ts';

/** One station of each role, one that the hall does not have, and the platform's own name said by a station. */
const places = [
	{ station: 'T1', role: 'terminal' },
	{ station: 'W02', role: 'window' },
	{ station: 'M1', role: 'manager' },
	{ station: 'B1', role: 'board' },
	{ station: 'Z9', role: null },
] as const;
const samples = 12;

/** A day at work: people wait, are called and are served, so that whatever got through would have an effect. */
function busyDay(): TestDay {
	const day = new TestDay().open('W01', 'W02', 'W04');
	for (let each = 0; each < 4; each++) day.take('A');
	day.take('B');
	day.do('W01', 'call-next', { window: 'W01' });
	const called = day.do('W02', 'call-next', { window: 'W02' })[0]!;
	if (called.name === 'ticket-called') day.do('W02', 'start-service', { window: 'W02', ticket: called.body.ticket });
	return day;
}

const said = (name: CommandName) => fc.sample(bodies[name], { seed: 20261122, numRuns: samples }) as CommandBody<CommandName>[];
const asks = commandNames.filter((name) => commandTable[name].kind === 'ask');
const reports = commandNames.filter((name) => commandTable[name].kind === 'report');

describe('the matrix of role and command', () => {
	test.each(asks)('P1 Q1: %s changes nothing when a role says it that may not, or nobody has signed in', (name) => {
		const day = busyDay();
		const { roles, staff } = commandTable[name];
		for (const { station, role } of places)
			for (const body of said(name)) {
				if (role === null) expect(day.refused(station, name, body, { staff: '0301' })).toBe('unknown-station');
				else if (!(roles as readonly string[]).includes(role))
					expect(day.refused(station, name, body, { staff: '0301' })).toBe('not-permitted');
				else if (staff) expect(day.refused(station, name, body, { staff: null })).toBe('not-signed-in');
			}
		expect(day.log).toEqual(busyDay().log);
	});

	test.each(asks.filter((name) => !['issue-ticket', 'open-day', 'close-day'].includes(name)))(
		'a window says %s for no other window',
		(name) => {
			const day = busyDay();
			if (!(commandTable[name].roles as readonly string[]).includes('window')) return;
			for (const body of said(name)) {
				if (!('window' in body) || body.window === 'W02') continue;
				expect(day.refused('W02', name, body)).toBe('window-is-not-this-station');
			}
		},
	);

	test.each(reports)('S6: %s out of its role is taken down, and told to a person', (name) => {
		const { roles, staff } = commandTable[name];
		for (const { station, role } of places) {
			if (role !== null && (roles as readonly string[]).includes(role)) continue;
			const day = busyDay();
			const before = day.state.conflicts.length;
			const decision = day.say(station, name, said(name)[0]!, staff ? { staff: '0301' } : {});
			expect(decision.ok).toBe(true);
			expect(day.state.conflicts.slice(before).map(({ kind }) => kind)).toContain('report-out-of-role');
		}
	});

	test.each(['begin-term', 'recover-event', 'submit-application', 'propose-tide-plan', 'expire-tide-plan'] as const)(
		'%s is the platform’s own: a manager who says it changes nothing',
		(name) => {
			for (const body of said(name)) {
				const day = busyDay();
				const { log } = busyDay();
				day.say('M1', name, body as never);
				expect(day.log.slice(log.length).map((event) => event.name)).toEqual(['conflict-found']);
			}
		},
	);
});
