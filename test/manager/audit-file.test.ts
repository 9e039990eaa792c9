import { describe, expect, test } from 'vitest';
import { type AuditRow, auditDeeds } from '../../domain/contracts/audit.ts';
import { eventTable } from '../../domain/contracts/events.ts';
import { sayFrom } from '../../domain/reconciliation/words.ts';
import { auditCsv, auditJson, cellsOf } from '../../renderer/manager/audit/audit-file.ts';
import { tabsOf } from '../../renderer/manager/staff/tabs-of.ts';
import { demoHall } from '../platform/fixture.ts';

const row = (more: Partial<AuditRow> = {}): AuditRow => ({
	...{
		of: 'audit',
		chain: 'P1-4f0c2a9b',
		n: 7,
		at: 0,
		staff: '0307',
		station: 'W01',
		what: 'form',
		ref: 'ab',
		part: null,
		reason: 'in-hand',
	},
	...more,
});
const time = (at: number) => new Date(at).toISOString();
const wordsOf = (language: string) => {
	const texts = demoHall().wording[language]!.audit as Record<string, unknown>;
	const say = sayFrom(texts);
	return (key: string, params?: Record<string, string | number>) => {
		const said = say(key, params ?? {});
		return said === key && params?.defaultValue !== undefined ? String(params.defaultValue) : said;
	};
};

describe('the audit as a file', () => {
	test('a spreadsheet opens it in Chinese, and no cell of it is a formula', () => {
		const csv = auditCsv(
			[row(), row({ reason: '=HYPERLINK("x")', ref: '-1+1', part: 'a,b' }), row({ reason: '＝1+1' })],
			wordsOf('zh-CN'),
			time,
		);
		expect(csv.startsWith('\uFEFF时间,谁,工位')).toBe(true);
		expect(csv).toContain('看了申请表（已遮挡）');
		expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
		expect(csv).toContain(`'-1+1,"a,b"`);
		// A full-width sign begins a formula as well, where Chinese is typed.
		expect(csv).toContain(`'＝1+1`);
		expect(csv.trimEnd().split('\r\n')).toHaveLength(4);
	});

	test('as JSON it is what the platform said', () => {
		expect(JSON.parse(auditJson([row()]))).toEqual({ schema: 'audit/1', rows: [row()] });
	});

	test('what nobody signed in did is said to be that, or the platform’s own', () => {
		const words = wordsOf('en');
		expect(cellsOf(row({ staff: null, station: 'PLATFORM' }), words, time)).toMatchObject({
			staff: 'The platform itself',
			station: 'Platform',
		});
		expect(cellsOf(row({ staff: null, station: 'T1' }), words, time)).toMatchObject({ staff: 'Nobody signed in', station: 'T1' });
	});
});

test('every deed and every event has words in both languages', () => {
	for (const language of ['zh-CN', 'en']) {
		const { deeds } = demoHall().wording[language]!.audit as { deeds: Record<string, string> };
		expect([...auditDeeds, ...Object.keys(eventTable)].filter((name) => !deeds[name])).toEqual([]);
	}
});

test('the audit is on the screen of who audits, and on no other', () => {
	expect(tabsOf(['audit'])).toContain('audit');
	for (const role of ['manager', 'system', 'security', 'window'] as const) expect(tabsOf([role])).not.toContain('audit');
	expect(tabsOf(undefined)).not.toContain('audit');
});
