/**
 * `npm run manual-sheets -- --hall FILE --queue A --sheets N [--first K] --out FILE.pdf`: sheets of reserve numbers for manual mode, printed ahead.
 * `--form` makes the clerk's form instead. Needs no platform, no display and no installed font.
 */
import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { loadHall } from '../config/load-hall.ts';
import { makePdf } from '../documents/make-pdf.ts';
import type { PaperDocument } from '../domain/contracts/paper-document.ts';
import { clerkForm, mostSheets, type PaperWords, reserveSheets, sheetsOf } from '../domain/manual/papers.ts';
import { numbersOfSheet, sheetCount, sheetName } from '../domain/manual/reserve-numbers.ts';

interface Options {
	hall: string;
	queue?: string;
	sheets: string;
	first: string;
	language: 'zh-CN' | 'en';
	form: boolean;
	out: string;
}

/** Words of `manual.yaml`, filled in. */
function wordsOf(wording: Record<string, unknown> | undefined, language: Options['language']): PaperWords {
	return {
		language,
		say(key, params = {}) {
			const found = key.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], wording);
			// What the document fills in itself stays as it is written.
			return String(found ?? key).replace(/\{\{(\w+)\}\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole));
		},
	};
}

/** The document and what to say of it, or what is wrong. */
function describe(options: Options, now: number): { ok: true; document: PaperDocument; said: string } | { ok: false; problems: string[] } {
	const loaded = loadHall(options.hall);
	if (!loaded.ok) return { ok: false, problems: loaded.problems.map(({ file, line, what }) => `${file}:${line}: ${what}`) };
	const { plan, wording } = loaded.hall;
	const words = wordsOf(wording[options.language]?.manual, options.language);
	if (options.form) return { ok: true, document: clerkForm(plan, now, words), said: 'the clerk’s form' };
	const queue = plan.queues.find((one) => one.id === options.queue?.toUpperCase());
	const known = plan.queues.map((one) => one.id).join(', ');
	if (!queue) return { ok: false, problems: [`--queue: ${options.queue ?? 'nothing'} is no queue of this hall. It has ${known}.`] };
	const [first, count] = [Number(options.first), Number(options.sheets)];
	if (!Number.isInteger(count) || count < 1 || count > mostSheets)
		return {
			ok: false,
			problems: [`--sheets: ${options.sheets} must be a whole number from 1 to ${mostSheets}. Each sheet has ten numbers.`],
		};
	if (!Number.isInteger(first) || first < 1 || first > sheetCount)
		return { ok: false, problems: [`--first: ${options.first} must be a whole number from 1 to ${sheetCount}.`] };
	const order = { queue: queue.id, first, count };
	const sheets = sheetsOf(order);
	const last = sheets.at(-1) ?? first;
	const said = `sheets ${sheetName(queue.id, first)} to ${sheetName(queue.id, last)}, numbers ${numbersOfSheet(queue.id, first)[0]} to ${numbersOfSheet(queue.id, last).at(-1)}`;
	return { ok: true, document: reserveSheets(plan, order, now, words), said };
}

async function run(options: Options): Promise<number> {
	const described = describe(options, Date.now());
	if (!described.ok) {
		for (const problem of described.problems) console.error(problem);
		return 1;
	}
	const pdf = await makePdf(described.document);
	try {
		writeFileSync(options.out, pdf);
	} catch (error) {
		console.error(`--out: ${options.out} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown'}). Choose another file.`);
		return 1;
	}
	console.log(`${options.out}: ${described.said}`);
	return 0;
}

const program = new Command('manual-sheets')
	.requiredOption('--hall <file>', 'the hall file')
	.option('--queue <letter>', 'the queue')
	.option('--sheets <number>', 'how many sheets of ten numbers', '1')
	.option('--first <number>', 'first sheet: the one after the last that still lies in the drawer', '1')
	.addOption(new Option('--language <language>', 'of the words for staff').choices(['zh-CN', 'en']).default('zh-CN'))
	.option('--form', 'the form on which clerks note what they do, instead of sheets', false)
	.requiredOption('--out <file>', 'the PDF');
program.parse();
process.exitCode = await run(program.opts<Options>());
