import { describe, expect, test } from 'vitest';
import { type CommandEnvelope, commandNames, commandTable } from '../../domain/contracts/commands.ts';
import { stationRoles } from '../../domain/contracts/identity.ts';
import { mayDo } from '../../domain/permissions.ts';
import { readCommand } from '../../domain/read-command.ts';
import { epoch, nine } from './small-hall.ts';

const envelope = (name: string, body: unknown) =>
	({ station: 'W02', epoch, n: 1, occurredAt: nine, session: 'secret-session', name, body }) as CommandEnvelope;

describe('reading a command', () => {
	test('gives what deciders need, and nothing of the session', () => {
		expect(readCommand(envelope('call-next', { window: 'W02', extra: 1 }), '0302')).toEqual({
			ok: true,
			command: { name: 'call-next', body: { window: 'W02' }, station: 'W02', epoch, n: 1, occurredAt: nine, staff: '0302' },
		});
	});

	test.each(['drop-tables', 'withdrawn', 'constructor', '__proto__'])('an unknown command: %s', (name) => {
		expect(readCommand(envelope(name, {}), null)).toEqual({ ok: false, refusal: { code: 'unknown-command', params: {} } });
	});

	test.each<[string, unknown, string]>([
		['call-next', {}, 'body.window'],
		['call-next', null, 'body'],
		['call-ticket', { window: 'W02', ticket: '110105194912310021', reason: 'r' }, 'body.ticket'],
		['call-ticket', { window: 'W02', ticket: 'A001', reason: '   ' }, 'body.reason'],
		['issue-ticket', { visit: { queue: 'A', items: ['13800138000'], channel: 'card' } }, 'body.visit.items.0'],
		['pause-window', { window: 'W02', reason: 'r', minutes: 0 }, 'body.minutes'],
	])('P1 a malformed %s names the field and not what was sent', (name, body, field) => {
		const read = readCommand(envelope(name, body), null);
		expect(read).toMatchObject({ ok: false, refusal: { code: 'malformed', params: { field } } });
		expect(JSON.stringify(read)).not.toMatch(/\d{11}/);
	});
});

test('who may say what is the table and nothing else', () => {
	for (const name of commandNames)
		for (const role of stationRoles)
			expect(mayDo(role, name), `${role} ${name}`).toBe((commandTable[name].roles as readonly string[]).includes(role));
	expect([mayDo('terminal', 'call-next'), mayDo('window', 'call-next'), mayDo('board', 'issue-ticket')]).toEqual([false, true, false]);
});
