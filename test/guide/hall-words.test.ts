/** A hall's own `guide.yaml`: added to what the product knows, checked like every other file. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ProblemList } from '../../config/problems.ts';
import { readGuide } from '../../config/read-guide.ts';
import { askGuide } from '../../renderer/guide/ask-guide.ts';
import { guideOf } from '../../renderer/guide/guide-index.ts';
import { book } from '../domain/book/demo-book.ts';

const hall = mkdtempSync(join(tmpdir(), 'tidehall-guide-'));
afterAll(() => rmSync(hall, { recursive: true, force: true }));
const codes = new Set([...book.items, ...book.themes].map(({ code }) => code));

function wordsWith(guide: string) {
	writeFileSync(join(hall, 'guide.yaml'), guide);
	const problems = new ProblemList();
	const words = readGuide({ product: join(import.meta.dirname, '../../config'), hall }, codes, problems, []);
	return { words, problems: problems.all };
}

test('words of the town, sayings of an item and a topic of its own are known at once', () => {
	const { words, problems } = wordsWith(`schema: guide/1
everyday:
  - { official: 身份证, say: [蓝片片] }
sayings:
  RH-001: [楼下那台查钱的机器]
topics:
  - code: talk
    tell: { zh: 请到导办台。, en: Ask at the desk. }
    words: [天气]
    phrases: []
`);
	expect(problems).toEqual([]);
	const guide = guideOf(book, words);
	expect(askGuide(guide, '蓝片片丢了').matches[0]?.code).toBe('GA-003');
	expect(askGuide(guide, '楼下那台查钱的机器').matches[0]?.code).toBe('RH-001');
	expect(askGuide(guide, '天气').topic?.tell.zh).toBe('请到导办台。');
});

test('a code that the catalogue has not, and a wrong shape, are told with their line', () => {
	const unknown = wordsWith('schema: guide/1\nsayings:\n  GA-999: [什么]\n');
	expect(unknown.problems).toMatchObject([{ line: 3, what: expect.stringContaining('GA-999') }]);
	const shape = wordsWith('schema: guide/1\neveryday:\n  - { official: 身份证 }\n');
	expect(shape.problems).toMatchObject([{ line: 3, what: expect.stringContaining('say') }]);
	const urgent = wordsWith(
		'schema: guide/1\ntopics:\n  - { code: flood, urgent: "call us", tell: { zh: 水, en: water }, words: [], phrases: [] }\n',
	);
	expect(urgent.problems).toHaveLength(1);
});
