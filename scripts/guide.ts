/**
 * `npm run guide -- --ask "TEXT" [--hall FILE] --json`: what the terminal finds for a request in one's own words, by the same search.
 * `--file FILE.json` (an array of texts) answers with an array of the same. `--measure FILE.json` (`{ items: [{ id, text, expect: [codes] }] }`, as
 * `test/guide/guide-eval.json`): how many are found, beside what is asked for. Exit 1 with words when the input cannot be read.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { loadHall } from '../config/load-hall.ts';
import { askGuide, type GuideAnswer } from '../renderer/guide/ask-guide.ts';
import { guideOf } from '../renderer/guide/guide-index.ts';
import { longestRead } from '../renderer/guide/plain-text.ts';
import { asked, measureGuide, type Phrase } from './measure-guide.ts';

/** More than this in one file is not a list of requests. */
const mostTexts = 100_000;

interface Options {
	ask?: string;
	file?: string;
	measure?: string;
	hall: string;
	json?: boolean;
}

const options = new Command()
	.name('npm run guide --')
	.option('--ask <text>', 'one request, as somebody would say it')
	.option('--file <file>', 'a JSON file: an array of requests')
	.option('--measure <file>', 'a JSON file of labelled phrases: how many are found')
	.option('--hall <file>', "the hall's hall.yaml", join(import.meta.dirname, '../config/halls/demo/hall.yaml'))
	.option('--json', 'print only JSON')
	.parse()
	.opts<Options>();

function stop(code: string, message: string): never {
	if (options.json) console.log(JSON.stringify({ error: { code, message } }));
	else console.error(message);
	process.exit(1);
}

function readJson(file: string, holds: string): unknown {
	let content: string;
	try {
		content = readFileSync(file, 'utf8');
	} catch {
		return stop('file-not-read', `The file ${file} cannot be read. Check its name and that it may be read.`);
	}
	try {
		return JSON.parse(content) as unknown;
	} catch {
		return stop('not-json', `The file ${file} is not JSON. ${holds}`);
	}
}

function phrasesOf(file: string): Phrase[] {
	const holds = 'Write {"items":[{"id":"1","text":"给孩子上户口","expect":["GA-001"]}]}; expect is empty for what is not done here.';
	const { items } = (readJson(file, holds) ?? {}) as { items?: unknown };
	const fits = (one: unknown): one is Phrase => {
		const { id, text, expect } = (one ?? {}) as Partial<Phrase>;
		return typeof id === 'string' && typeof text === 'string' && Array.isArray(expect);
	};
	if (!Array.isArray(items) || items.length === 0) return stop('no-phrases', `The file ${file} has no list "items". ${holds}`);
	if (items.length > mostTexts)
		return stop('too-many', `The file ${file} holds ${items.length} phrases; at most ${mostTexts} are measured.`);
	const wrong = items.findIndex((one) => !fits(one));
	if (wrong >= 0) return stop('not-a-phrase', `Entry ${wrong + 1} of ${file} lacks its id, its text or what is expected. ${holds}`);
	return items as Phrase[];
}

function textsOf(file: string): string[] {
	const value = readJson(file, 'Write an array of texts, such as ["给孩子上户口"].');
	if (!Array.isArray(value))
		return stop('not-a-list', `The file ${file} holds no array. Write an array of texts, such as ["给孩子上户口"].`);
	if (value.length > mostTexts)
		return stop('too-many', `The file ${file} holds ${value.length} texts; at most ${mostTexts} are answered at once.`);
	const wrong = value.findIndex((text) => typeof text !== 'string');
	if (wrong >= 0)
		return stop('not-a-text', `Entry ${wrong + 1} of ${file} is not a text but ${JSON.stringify(value[wrong])?.slice(0, 60)}.`);
	return value as string[];
}

/** Why an answer may be less than was hoped for; `null` = nothing to say. */
function noteOf(text: string, answer: GuideAnswer): string | null {
	if (answer.nothingSaid) return 'Nothing was said that could be looked for. Say what is to be done, such as 给孩子上户口.';
	if ([...text].length > longestRead) return `Only the first ${longestRead} characters were read.`;
	return null;
}

function printed(text: string, answer: GuideAnswer): object {
	const note = noteOf(text, answer);
	return {
		matches: answer.matches.map(({ code, name, score, kind, because }) => ({ code, name: name.zh, score, kind, because })),
		outOfScope: answer.outOfScope,
		...(answer.topic ? { elsewhere: { topic: answer.topic.code, urgent: answer.topic.urgent, tell: answer.topic.tell.zh } } : {}),
		...(note === null ? {} : { note }),
	};
}

function inWords(text: string, answer: GuideAnswer): string {
	const note = noteOf(text, answer);
	const lines = answer.matches.map(({ code, name, score, because }) => `  ${code}  ${name.zh}  ${score}  (${because.join('、')})`);
	const elsewhere = answer.topic ? `  ${answer.topic.tell.zh}` : '  这件事这里办不了。';
	return [text, ...(answer.outOfScope ? [elsewhere] : lines), ...(note === null ? [] : [`  ${note}`])].join('\n');
}

if ([options.ask, options.file, options.measure].filter((one) => one !== undefined).length !== 1)
	stop(
		'what-to-ask',
		'Give one request with --ask "TEXT", a file of them with --file FILE.json, or labelled ones with --measure FILE.json.',
	);
const phrases = options.measure === undefined ? null : phrasesOf(options.measure);
const texts = options.file === undefined ? [options.ask ?? ''] : textsOf(options.file);
const loaded = loadHall(options.hall);
if (!loaded.ok) stop('hall-not-loaded', loaded.problems.map(({ file, line, what }) => `${file}:${line}: ${what}`).join('\n'));
else {
	const { book } = loaded.hall;
	const guide = guideOf(book, book.guide);
	if (phrases !== null) {
		const measured = measureGuide(guide, phrases);
		const within = measured.first >= asked.first && measured.firstThree >= asked.firstThree && measured.refused >= asked.refused;
		console.log(JSON.stringify({ ...measured, asked_for: asked, within }, null, options.json ? 0 : 2));
		process.exit(within ? 0 : 1);
	}
	const answers = texts.map((text) => ({ text, answer: askGuide(guide, text) }));
	if (!options.json) console.log(answers.map(({ text, answer }) => inWords(text, answer)).join('\n'));
	else {
		const list = answers.map(({ text, answer }) => printed(text, answer));
		console.log(JSON.stringify(options.file === undefined ? list[0] : list));
	}
}
