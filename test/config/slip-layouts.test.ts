import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadHall } from '../../config/load-hall.ts';
import { ProblemList } from '../../config/problems.ts';
import { readPapers } from '../../config/read-papers.ts';
import { shippedPapers } from '../../config/shipped-papers.ts';
import { readTicketWords, readWording } from '../../config/wording.ts';
import { deviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import { slipKinds } from '../../domain/contracts/device-layouts.ts';

const config = join(import.meta.dirname, '../../config');
const folder = mkdtempSync(join(tmpdir(), 'tidehall-layouts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;

const wordingFolder = join(config, 'wording');
const wordingProblems = new ProblemList();
const { opened } = readWording(wordingFolder, wordingProblems, []);
const words = readTicketWords(wordingFolder, opened, wordingProblems)!;

/** What a hall is told that has one layout of its own, given as the lines of its blocks. */
function toldOf(
	lines: readonly string[],
	head: readonly string[] = ['schema: slip-layout/1', 'slip: ticket', 'paperMm: 80', 'blocks:'],
	name = 'ticket-80.yaml',
) {
	const hall = join(folder, `hall-${++made}`);
	mkdirSync(join(hall, 'tickets'), { recursive: true });
	writeFileSync(join(hall, 'tickets', name), `${[...head, ...lines].join('\n')}\n`);
	const problems = new ProblemList();
	const papers = readPapers({ product: config, hall }, [], words, opened, problems, []);
	return {
		papers,
		told: problems.all.map(({ file, line, what }) => `${file.endsWith(join('tickets', name)) ? name : file}:${line}: ${what}`),
	};
}

const cut = '  - cut: true';
/** The lines of the blocks begin on line 5. */
const mistakes: [string, string[], RegExp][] = [
	[
		'a field that is not there',
		['  - text: "{numbre}"', cut],
		/^ticket-80\.yaml:5: block 1: \{numbre\}: a ticket slip has no such field here\. Use one of .*number/,
	],
	[
		'a word that is not there',
		['  - rule: "-"', '  - text: "{{wherever}}"', cut],
		/^ticket-80\.yaml:6: block 2: \{\{wherever\}\}: zh-CN has no such word .*slips\.yaml.*whereToWait/,
	],
	['a field of another slip', ['  - text: "{receiptNumber}"', cut], /^ticket-80\.yaml:5: .*no such field/],
	['a list as text', ['  - text: "{items} {offline}"', cut], /^ticket-80\.yaml:5: .*\{offline\}: this can only be asked for by when/],
	[
		'words that need what the slip lacks',
		['  - text: "{{people}}"', cut],
		/^ticket-80\.yaml:5: .*its words in zh-CN need \{\{n\}\}, which a ticket slip does not have here/,
	],
	[
		'a condition that is not there',
		['  - text: "{number}"', '    when: offlin', cut],
		/^ticket-80\.yaml:6: block 1: when: “offlin” is no field .*offline/,
	],
	[
		'a list that is not there',
		['  - list: materials', '    each:', '      - text: "{name}"', cut],
		/^ticket-80\.yaml:5: .*“materials” is no list of a ticket slip/,
	],
	[
		'a mistake within a group',
		['  - group:', '      - rule: "-"', '      - text: "{nothing}"', cut],
		/^ticket-80\.yaml:7: block 1\.2: \{nothing\}/,
	],
	[
		'a mistake under the code',
		['  - qr: "{qr}"', '    with:', '      - text: "{nothing}"', cut],
		/^ticket-80\.yaml:7: block 1\.1: \{nothing\}/,
	],
	[
		'a mistake in a label',
		['  - labels:', '      - { label: "{{bring}}", text: "{bring}" }', '      - { label: "{{missed}}", text: "{mised}" }', cut],
		/^ticket-80\.yaml:7: .*\{mised\}/,
	],
	[
		'words wider than the paper',
		['  - { text: "{{help}}", width: 4 }', cut],
		/^ticket-80\.yaml:5: .*at width 4 is wider than the paper: 80 mm paper has 48 columns\. Write width: \{ upTo: 4 \}/,
	],
	[
		'words wider than their column',
		['  - columns: ["{{help}}", "{number}"]', cut],
		/^ticket-80\.yaml:5: .*“\{\{help\}\}” is wider than its column, which holds 24/,
	],
	[
		'left and right wider than the paper',
		['  - spread: { left: "{{help}}", right: "{{offlineNote}}" }', cut],
		/^ticket-80\.yaml:5: .*left and right together need \d+ columns/,
	],
	[
		'a label that leaves no room',
		['  - labels: [{ label: "{{help}}{{offlineNote}}", text: "{area}" }]', cut],
		/^ticket-80\.yaml:5: .*leaves no room for its text/,
	],
	[
		'a kind of block that is not there',
		['  - txt: "{number}"', cut],
		/^ticket-80\.yaml:5: .*names no kind of block\. Give one of text, spread, rule/,
	],
	[
		'a slip of the pen in a block',
		['  - { text: "{number}", algin: center }', cut],
		/^ticket-80\.yaml:5: blocks, entry 1: algin is not a known key here/,
	],
	['a width that no printer has', ['  - { text: "{number}", width: 9 }', cut], /^ticket-80\.yaml:5: .*width/],
	['no cut', ['  - text: "{number}"'], /^ticket-80\.yaml:5: block 1: the layout does not end with a cut\. Add “- cut: true” at the end/],
	[
		'a cut in the middle',
		['  - text: "{number}"', cut, '  - text: "{area}"', cut],
		/^ticket-80\.yaml:6: block 2: cut must be the last block/,
	],
];

describe('a layout with a mistake is told before the hall starts', () => {
	test.each(mistakes)('%s', (_, lines, words) => {
		const { told } = toldOf(lines);
		expect(told).toContainEqual(expect.stringMatching(words));
		expect(
			told.every((one) => one.startsWith('ticket-80.yaml:')),
			told.join('\n'),
		).toBe(true);
	});
	test('a file under the name of another', () => {
		const { told } = toldOf(['  - text: "{number}"', cut], undefined, 'ticket-58.yaml');
		expect(told).toEqual([
			expect.stringMatching(/^ticket-58\.yaml:2: this file says it is the ticket slip on 80 mm paper\. Call it ticket-80\.yaml/),
		]);
	});
	test('narrow paper is measured as narrow paper', () => {
		const head = ['schema: slip-layout/1', 'slip: test', 'paperMm: 58', 'blocks:'];
		const { told } = toldOf(['  - { text: "{{rare}}", width: 2 }', '  - { qr: "{qr}", module: 16 }', cut], head, 'test-58.yaml');
		expect(told).toEqual([
			expect.stringMatching(/:5: .*58 mm paper has 32 columns/),
			expect.stringMatching(/:6: .*module 16 makes every code wider than the paper\. Give 13 or less/),
		]);
	});
});

describe('the layouts of the product', () => {
	test('are there for every slip on every paper, and have no mistake', () => {
		const read = shippedPapers();
		if (!read.ok) throw new Error(read.problems.join('\n'));
		for (const slip of slipKinds) expect(Object.keys(read.papers.layouts[slip]).sort()).toEqual(['58', '80']);
	});
	test('the example in their README is one that loads', () => {
		const example = /```yaml\n([\s\S]*?)```/.exec(readFileSync(join(config, 'tickets/README.md'), 'utf8'))?.[1] ?? '';
		expect(toldOf([], example.trimEnd().split('\n')).told).toEqual([]);
	});
	test('a hall puts its own in the place of one, and the others stay', () => {
		const { papers, told } = toldOf(['  - text: "{number}"', cut]);
		expect(told).toEqual([]);
		expect(papers.layouts.ticket['80']?.blocks).toEqual([{ text: '{number}' }, { cut: true }]);
		expect(papers.layouts.ticket['58']?.blocks.length).toBeGreaterThan(5);
	});
});

describe('a hall with layouts of its own', () => {
	const hall = join(folder, 'whole');
	cpSync(join(config, 'halls/demo'), hall, { recursive: true });
	test('is loaded with them, and told of their mistakes by file and line', () => {
		mkdirSync(join(hall, 'tickets'));
		const file = join(hall, 'tickets', 'ticket-80.yaml');
		const text = readFileSync(join(config, 'tickets/ticket-80.yaml'), 'utf8');
		writeFileSync(file, text.replace('{{help}}', '{{hulp}}'));
		const loaded = loadHall(join(hall, 'hall.yaml'));
		if (loaded.ok) throw new Error('this must not load');
		const line = text.split('\n').findIndex((one) => one.includes('{{help}}')) + 1;
		expect(loaded.problems.map((problem) => [problem.file, problem.line])).toEqual([
			[file, line],
			[file, line],
		]);
		writeFileSync(file, text.replace('height: 8', 'height: 6'));
		const again = loadHall(join(hall, 'hall.yaml'));
		if (!again.ok) throw new Error(JSON.stringify(again.problems));
		expect(again.hall.papers.layouts.ticket['80']?.blocks).toContainEqual(expect.objectContaining({ text: '{number}', height: 6 }));
		expect(again.hall.files).toContain(file);
	});
	test('a printer whose paper has no layout is told with the file that is missing', () => {
		const product = join(folder, 'product');
		mkdirSync(join(product, 'tickets'), { recursive: true });
		cpSync(join(config, 'tickets/ticket-80.yaml'), join(product, 'tickets/ticket-80.yaml'));
		const problems = new ProblemList();
		const printer = deviceDeclaration.parse({
			id: 'T9-printer',
			kind: 'printer',
			station: 'T9',
			paperMm: 80,
			transport: { kind: 'simulated' },
		});
		readPapers({ product, hall: null }, [printer], words, opened, problems, []);
		expect(problems.all.map(({ file, what }) => [file, what])).toEqual(
			['checklist', 'materials', 'receipt', 'commitment', 'refusal', 'courier', 'test'].map((slip) => [
				join(product, 'tickets', `${slip}-80.yaml`),
				expect.stringContaining(`printer T9-printer has 80 mm paper, but there is no ${slip}-80.yaml`),
			]),
		);
	});
});
