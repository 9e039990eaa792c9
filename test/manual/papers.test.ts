import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { makePdf } from '../../documents/make-pdf.ts';
import { paperDocument } from '../../domain/contracts/paper-document.ts';
import { handCallOrder } from '../../domain/manual/hand-call-order.ts';
import { clerkForm, type PaperWords, reserveSheets, sheetsOf, waitingList } from '../../domain/manual/papers.ts';
import { printRun, readReserveCode } from '../../domain/manual/reserve-code.ts';
import { textOf } from '../documents/pdf-text.ts';
import { minute, nine, plan, TestDay } from '../domain/small-hall.ts';

const folder = mkdtempSync(join(tmpdir(), 'tidehall-sheets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function wordsIn(language: 'zh-CN' | 'en'): PaperWords {
	const wording = parse(readFileSync(`config/wording/${language}/manual.yaml`, 'utf8'));
	return {
		language,
		say(key, params = {}) {
			const found = key.split('.').reduce((at, part) => at?.[part], wording);
			if (typeof found !== 'string') throw new Error(`no words for ${key}`);
			return found.replace(/\{\{(\w+)\}\}/g, (whole, name) => (name in params ? String(params[name]) : whole));
		},
	};
}

describe.each(['zh-CN', 'en'] as const)('papers of manual mode in %s', (language) => {
	const words = wordsIn(language);

	test('a sheet has ten numbers, each with a code that this hall reads, one page each, however long the words', async () => {
		const document = paperDocument.parse(reserveSheets(plan, { queue: 'A', first: 99, count: 2 }, nine, words));
		const slips = document.blocks.flatMap((block) => (block.kind === 'slips' ? block.slips : []));
		expect(slips.map(({ number }) => number).slice(9, 11)).toEqual(['A90-990', 'A91-001']);
		for (const { number, code } of slips)
			expect(readReserveCode(code ?? '', plan.code)).toEqual({ ok: true, code: { number, run: printRun(nine) } });
		const pages = textOf(await makePdf(document));
		expect(pages).toHaveLength(2);
		expect(pages[1]).toContain('A-100');
		expect(pages[1]?.match(/A91-0\d\d/g)).toHaveLength(10);
		expect(pages.join()).not.toContain('{{');
	});

	test('the clerk’s form is one page', async () => {
		const pages = textOf(await makePdf(paperDocument.parse(clerkForm(plan, nine, words))));
		expect(pages).toHaveLength(1);
		expect(pages[0]).toContain(words.say('form.columns.signature'));
		expect(pages[0]).not.toContain('{{');
	});

	test('the list names those who wait, those who go first before the others, and nobody of another queue', async () => {
		const hall = new TestDay().open('W02');
		hall.take('A');
		hall.later(1).take('A');
		hall.later(1).take('A', { priorityGroup: 'ELDER80' });
		hall.take('B');
		expect(handCallOrder(hall.state, 'A').map((ticket) => ticket.number)).toEqual(['A003', 'A001', 'A002']);
		const pages = textOf(await makePdf(paperDocument.parse(waitingList(plan, hall.state, ['A', 'K'], hall.now + minute, words))));
		expect(pages.join()).toMatch(/A003[\s\S]*A001[\s\S]*A002/);
		expect(pages.join()).not.toContain('B001');
		expect(pages.join()).toContain(words.say('list.nobody'));
	});
});

test('an order past the last sheet ends there, and one of a thousand stops at a hundred', () => {
	expect(sheetsOf({ first: 989, count: 5 })).toEqual([989, 990]);
	expect(sheetsOf({ first: 991, count: 5 })).toEqual([]);
	expect(sheetsOf({ first: 1, count: 1_000 })).toHaveLength(100);
});

describe('npm run manual-sheets', () => {
	const run = (...more: string[]) =>
		spawnSync(process.execPath, ['scripts/manual-sheets.ts', '--hall', 'config/halls/demo/hall.yaml', ...more], { encoding: 'utf8' });

	test('writes the PDF without platform, display or fonts, and says which sheets and numbers it has', () => {
		const out = join(folder, 'a.pdf');
		const done = run('--queue', 'a', '--sheets', '2', '--first', '7', '--out', out);
		expect(done.stdout).toContain('sheets A-007 to A-008, numbers A90-061 to A90-080');
		expect(done.status).toBe(0);
		expect(textOf(readFileSync(out))).toHaveLength(2);
	}, 240_000);

	test('a queue, a count and a place that cannot be are named, with what to do', () => {
		for (const [wrong, said] of [
			[['--queue', 'Z', '--out', join(folder, 'b.pdf')], '--queue: Z is no queue of this hall. It has A'],
			[
				['--queue', 'A', '--sheets', '0', '--first', '1000', '--out', join(folder, 'b.pdf')],
				'--sheets: 0 must be a whole number from 1 to 100',
			],
			[['--queue', 'A', '--out', join(folder, 'none', 'b.pdf')], 'cannot be written (ENOENT)'],
		] as const) {
			const done = run(...wrong);
			expect(done.stderr).toContain(said);
			expect(done.status).toBe(1);
		}
	}, 240_000);
});
