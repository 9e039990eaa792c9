/** P1 document and phone numbers that somebody types where words belong: an ask is refused in words, a report is kept without them. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type CommandEnvelope, type CommandName, commandNames, commandTable } from '../../domain/contracts/commands.ts';
import { personalNumberIn, withoutPersonalNumbers } from '../../domain/personal-numbers.ts';
import { readCommand } from '../../domain/read-command.ts';
import { epoch, nine } from './small-hall.ts';

const personal = [
	'13800138000',
	'138 0013 8000',
	'138-0013-8000',
	'+86 13800138000',
	'008613800138000',
	'１３８００１３８０００',
	'010-62345678',
	'0571 88123456',
	'110105194912310021',
	'11010519491231002X',
	'110105 19491231 0021',
	'１１０１０５１９４９１２３１００２Ｘ',
	'110105491231002',
	'FRA110078010102',
	'E12345678',
	'EA1234567',
	'H12345678',
	'M1234567890',
];
const harmless = [
	'材料不全',
	'A015',
	'A2-007 换到 K099',
	'等到 14:30，约 2026-11-22',
	'0307 顶 0312',
	'第 3 次叫号，2 号窗口',
	'1 2 3 4 5',
	'受理号 20261122001',
	'T2-00ab34cd56ef7890-17',
	'1234567890123456',
	'电话打不通',
	'￥1380.50',
];

test.each(personal)('P1 %s is found, alone and between words, and nothing of it is left', (number) => {
	for (const text of [number, `打 ${number} 问过了`, `打${number}，没人接`, `(${number})`]) {
		expect(personalNumberIn({ reason: text }, 'body'), text).toBe('body.reason');
		expect(withoutPersonalNumbers(text).replaceAll(/[^0-9０-９]/g, ''), text).toBe('');
		expect(withoutPersonalNumbers(text)).toContain('＊＊＊');
	}
});

test.each(harmless)('%s stays as it is', (text) => expect(withoutPersonalNumbers(text)).toBe(text));

/** Paths of every string in a schema that takes any words, e.g. `reason`. */
function wordsIn(schema: unknown, path: string): string[] {
	const json = schema as {
		type?: string;
		pattern?: string;
		enum?: unknown;
		const?: unknown;
		format?: string;
		properties?: object;
		items?: unknown;
		anyOf?: unknown[];
		oneOf?: unknown[];
		additionalProperties?: unknown;
	};
	const several = [...(json.anyOf ?? []), ...(json.oneOf ?? [])];
	if (several.length > 0) return several.flatMap((each) => wordsIn(each, path));
	if (json.type === 'array') return wordsIn(json.items, path);
	if (json.type === 'object')
		return Object.entries(json.properties ?? {}).flatMap(([name, inner]) => wordsIn(inner, path === '' ? name : `${path}.${name}`));
	return json.type === 'string' && !json.pattern && !json.enum && json.const === undefined && !json.format ? [path] : [];
}
const fieldsOf = (name: CommandName) => wordsIn(z.toJSONSchema(commandTable[name].body, { unrepresentable: 'any', io: 'input' }), '');
const kinds = (kind: 'ask' | 'report') =>
	commandNames.filter((name) => commandTable[name].kind === kind).flatMap((name) => fieldsOf(name).map((field) => [name, field] as const));

/** A body that fits the schema, with these words in one field. */
const bodies: Partial<Record<CommandName, Record<string, unknown>>> = {
	'issue-ticket': { visit: { queue: 'A', items: [], channel: 'no-card', priorityGroup: '' } },
	'cancel-ticket': { ticket: 'A001' },
	'pause-window': { window: 'W02' },
	'change-duty': { window: 'W02', duty: ['A'] },
	'call-ticket': { window: 'W02', ticket: 'A001' },
	'hold-ticket': { window: 'W02' },
	'transfer-ticket': { ticket: 'A001', toQueue: 'B' },
	'grant-priority': { ticket: 'A001' },
	'settle-conflict': { conflict: 1 },
	'ticket-paper': { ticket: 'A001', job: 'T1-a-1', copy: 1, outcome: 'printed', proof: 'done' },
	'device-health': { device: 'T1-printer', deviceKind: 'printer', state: 'ready', code: 'ok' },
	'offline-ticket': { number: 'A2-001', sequence: 1, visit: { queue: 'A', items: [], channel: 'no-card' } },
	'begin-term': { number: 2, platform: 'P2', block: 1, planned: false },
	'begin-manual': {},
};
function bodyWith(name: CommandName, field: string, words: string): Record<string, unknown> {
	const body = structuredClone(bodies[name] ?? {});
	const steps = field.split('.');
	let place = body as Record<string, unknown>;
	for (const step of steps.slice(0, -1)) place = place[step] as Record<string, unknown>;
	place[steps.at(-1)!] = words;
	return body;
}
const read = (name: CommandName, body: unknown) =>
	readCommand({ station: 'W02', epoch, n: 1, occurredAt: nine, name, body } as CommandEnvelope, '0302');

describe('every field of every command that takes words', () => {
	test('there are some of both kinds, or this proves nothing', () => {
		expect(kinds('ask').map(([name, field]) => `${name}.${field}`)).toEqual(
			expect.arrayContaining(['cancel-ticket.reason', 'settle-conflict.decision']),
		);
		expect(kinds('report').map(([name, field]) => `${name}.${field}`)).toEqual(expect.arrayContaining(['begin-term.reason']));
	});

	test.each(kinds('ask'))('P1 a phone number in %s %s is refused, naming the field and not the number', (name, field) => {
		const refused = read(name, bodyWith(name, field, '打 13800138000'));
		expect(refused).toEqual({ ok: false, refusal: { code: 'personal-number', params: { field: `body.${field}` } } });
		expect(read(name, bodyWith(name, field, '材料不全')).ok, JSON.stringify(read(name, bodyWith(name, field, '材料不全')))).toBe(true);
	});

	test.each(kinds('report').filter(([name]) => bodies[name]))(
		'P1 S6 a phone number in %s %s is blotted out, and the report is taken',
		(name, field) => {
			const taken = read(name, bodyWith(name, field, '打 13800138000'));
			if (!taken.ok) throw new Error(JSON.stringify(taken.refusal));
			expect(JSON.stringify(taken.command.body)).not.toContain('13800138000');
			expect(JSON.stringify(taken.command.body)).toContain('＊＊＊');
		},
	);

	test('no field of a report is left out above for want of a body', () => {
		const missing = kinds('report').filter(([name]) => !bodies[name]);
		expect(missing.map(([name, field]) => `${name}.${field}`)).toEqual([]);
	});
});
