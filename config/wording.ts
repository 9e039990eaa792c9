import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type TicketWordsByLanguage, ticketWords } from '../domain/contracts/device-slips.ts';
import type { ProblemList, YamlPath } from './problems.ts';
import { checkShape, readYamlFile, type YamlFile } from './yaml-file.ts';

/** Words by language, then by file name without `.yaml`; leaves are i18next texts with `{{name}}`. */
export type Wording = Record<string, Record<string, Record<string, unknown>>>;

const languages = ['zh-CN', 'en'] as const;

/** Wording files as read, by `<language>/<name>.yaml`. */
export type WordingFiles = Map<string, YamlFile>;

/** Reads `<folder>/<language>/*.yaml`. */
export function readWording(folder: string, problems: ProblemList, files: string[]): { wording: Wording; opened: WordingFiles } {
	const wording: Wording = {};
	const opened: WordingFiles = new Map();
	for (const language of languages) {
		// Others are added by `addFurtherWording`, which forgives what these must not lack.
		const texts: Record<string, Record<string, unknown>> = {};
		for (const name of yamlNames(join(folder, language))) {
			const file = join(folder, language, name);
			files.push(file);
			const yaml = readYamlFile(file, problems);
			if (!yaml) continue;
			if (typeof yaml.value !== 'object' || yaml.value === null || Array.isArray(yaml.value)) {
				problems.add({ file, line: 1, what: 'a wording file must be a group of keys with texts. Write key: text.' });
				continue;
			}
			texts[name.replace(/\.yaml$/, '')] = yaml.value as Record<string, unknown>;
			opened.set(`${language}/${name}`, yaml);
		}
		wording[language] = texts;
	}
	return { wording, opened };
}

/** Tells every text that only one language has, every empty one, and every one whose `{{names}}` differ. */
export function checkWording(opened: WordingFiles, problems: ProblemList): void {
	for (const [key, yaml] of opened) {
		const [language = '', name = ''] = key.split('/');
		const otherLanguage = language === 'en' ? 'zh-CN' : 'en';
		const other = opened.get(`${otherLanguage}/${name}`);
		if (!other) {
			const what = `the words of ${name} exist in ${language} but not in ${otherLanguage}. Add ${otherLanguage}/${name}.`;
			problems.add({ file: yaml.file, line: 1, what });
			continue;
		}
		compare(yaml, other, otherLanguage, problems);
	}
}

/** The words of the paper ticket; `null` after telling what is missing or has the wrong shape. */
export function readTicketWords(folder: string, opened: WordingFiles, problems: ProblemList): TicketWordsByLanguage | null {
	const read = (language: (typeof languages)[number]) => {
		const yaml = opened.get(`${language}/ticket.yaml`);
		if (yaml) return checkShape(yaml, ticketWords, problems);
		const file = join(folder, language, 'ticket.yaml');
		problems.add({ file, line: 1, what: 'the words of the paper ticket are missing. Add this file.' });
		return null;
	};
	const zh = read('zh-CN');
	const en = read('en');
	return zh && en ? { 'zh-CN': zh, en } : null;
}

function compare(yaml: YamlFile, other: YamlFile, otherLanguage: string, problems: ProblemList): void {
	const theirs = leavesOf(other.value);
	for (const [key, { path, text }] of leavesOf(yaml.value)) {
		const tell = (what: string): void => problems.add({ file: yaml.file, line: yaml.lineOf(path), what });
		const twin = theirs.get(key) ?? theirs.get(pluralBase(key)) ?? theirs.get(`${pluralBase(key)}_other`);
		// A single space says: nothing here in this language, on purpose, because it puts its words elsewhere.
		const blank = text === ' ' && typeof twin?.text === 'string' && twin.text.trim() !== '';
		if (typeof text !== 'string' || (text.trim() === '' && !blank)) {
			tell(`${key} has no text. Write one; a single space (" ") stands for none, where the other language has words.`);
			continue;
		}
		if (!twin) tell(`${key} has no words in ${otherLanguage}. Add ${key} to ${other.file}.`);
		else if (otherLanguage === 'en' && pluralBase(key) === key && typeof twin.text === 'string' && names(text) !== names(twin.text)) {
			tell(
				`${key} uses the names ${names(text) || 'none'}, but in ${otherLanguage} it uses ${names(twin.text) || 'none'}. Use the same {{names}} in both.`,
			);
		}
	}
}

/** i18next plural forms (`waiting_one`, `waiting_other`) differ by language; they count as one key. */
function pluralBase(key: string): string {
	return key.replace(/_(zero|one|two|few|many|other)$/, '');
}

function names(text: string): string {
	return [...new Set([...text.matchAll(/\{\{\s*-?\s*([A-Za-z0-9_.]+)/g)].map((match) => match[1] ?? ''))].sort().join(', ');
}

function leavesOf(root: unknown): Map<string, { path: YamlPath; text: unknown }> {
	const leaves = new Map<string, { path: YamlPath; text: unknown }>();
	const walk = (value: unknown, path: (string | number)[]): void => {
		if (Array.isArray(value)) for (const [at, each] of value.entries()) walk(each, [...path, at]);
		else if (typeof value === 'object' && value !== null) for (const [key, each] of Object.entries(value)) walk(each, [...path, key]);
		else leaves.set(path.join('.'), { path, text: value });
	};
	walk(root, []);
	return leaves;
}

function yamlNames(folder: string): string[] {
	return existsSync(folder)
		? readdirSync(folder)
				.filter((name) => name.endsWith('.yaml'))
				.sort()
		: [];
}
