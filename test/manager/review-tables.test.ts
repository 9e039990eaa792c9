import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { ShownCase } from '../../domain/contracts/review-desk.ts';
import { sayFrom } from '../../domain/reconciliation/words.ts';
import { casesTable, figuresTable } from '../../renderer/manager/reviews/tables.ts';
import { nine, plan } from '../domain/small-hall.ts';

const texts = parse(readFileSync('config/wording/zh-CN/reviews.yaml', 'utf8'));
const words = { plan, words: sayFrom(texts), say: ({ zh }: { zh: string }) => zh, stamp: () => '09:00' };
const deadline = { due: '2026-11-24', dueAt: nine, card: 'none' as const, doneAt: null };
const found: ShownCase = {
	...{ ref: 'PJ-20261123-A001', kind: 'bad-review', day: '2026-11-23', openedAt: nine, by: 'citizen', openedBy: null, station: 'W01' },
	...{ reasons: ['slow'], about: { ticket: 'A001', window: 'W01', clerk: '0301', level: 1 }, stage: 'open', owner: null, offered: null },
	...{
		firstContactAt: null,
		settledAt: null,
		closedAt: null,
		outcome: null,
		steps: [],
		deadlines: { contact: deadline, settle: deadline },
	},
};

test('cases come out with codes in words, and without the clerk who was rated', () => {
	const [head, row] = casesTable([found], words).split('\r\n');
	expect(head?.split(',').length).toBe(row?.split(',').length);
	expect(row).toContain('差评,2026-11-23,A001,01,非常不满意,办得慢,新');
	expect(row).not.toContain('0301');
});

test('figures of fewer than five say so and nothing else', () => {
	const few = { ended: 9, reviewed: 4, levels: null, good: null, reasons: [] };
	const many = { ended: 9, reviewed: 5, levels: [1, 0, 1, 1, 2] as [number, number, number, number, number], good: 0.8, reasons: [] };
	const table = figuresTable({ all: many, windows: [{ window: 'W01', ...few }], queues: [], passedOver: {} }, words).split('\r\n');
	expect(table[1]).toBe('全大厅,9,5,80%,2,1,1,0,1');
	expect(table[2]).toBe('01,9,4,不足 5 条,,,,,');
});
