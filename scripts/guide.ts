/**
 * `npm run guide -- --ask "TEXT" [--hall FILE] --json`: what the terminal finds for a request in one's own words, by the same search.
 * `--file FILE.json` (an array of texts) answers with an array of the same. Exit 1 with words when the input cannot be read.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { loadHall } from '../config/load-hall.ts';
import { askGuide, type GuideAnswer } from '../renderer/guide/ask-guide.ts';
import { guideOf } from '../renderer/guide/guide-index.ts';
import { longestRead } from '../renderer/guide/plain-text.ts';

/** More than this in one file is not a list of requests. */
const mostTexts = 100_000;

interface Options {
	ask?: string;
	file?: string;
	hall: string;
	json?: boolean;
}

const options = new Command()
	.name('npm run guide --')
	.option('--ask <text>', 'one request, as somebody would say it')
	.option('--file <file>', 'a JSON file: an array of requests')
	.option('--hall <file>', "the hall's hall.yaml", join(import.meta.dirname, '../config/halls/demo/hall.yaml'))
	.option('--json', 'print only JSON')
	.parse()
	.opts<Options>();

function stop(code: string, message: string): never {
	if (options.json) console.log(JSON.stringify({ error: { code, message } }));
	else console.error(message);
	process.exit(1);
}

function textsOf(file: string): string[] {
	let content: string;
	try {
		content = readFileSync(file, 'utf8');
	} catch {
		return stop('file-not-read', `The file ${file} cannot be read. Check its name and that it may be read.`);
	}
	let value: unknown;
	try {
		value = JSON.parse(content);
	} catch {
		return stop('not-json', `The file ${file} is not JSON. Write an array of texts, such as ["给孩子上户口"].`);
	}
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

if ((options.ask === undefined) === (options.file === undefined))
	stop('what-to-ask', 'Give either one request with --ask "TEXT" or a file of them with --file FILE.json.');
const texts = options.file === undefined ? [options.ask ?? ''] : textsOf(options.file);
const loaded = loadHall(options.hall);
if (!loaded.ok) stop('hall-not-loaded', loaded.problems.map(({ file, line, what }) => `${file}:${line}: ${what}`).join('\n'));
else {
	const { book } = loaded.hall;
	const guide = guideOf(book, book.guide);
	const answers = texts.map((text) => ({ text, answer: askGuide(guide, text) }));
	if (!options.json) console.log(answers.map(({ text, answer }) => inWords(text, answer)).join('\n'));
	else {
		const list = answers.map(({ text, answer }) => printed(text, answer));
		console.log(JSON.stringify(options.file === undefined ? list[0] : list));
	}
}
