/**
 * Reads the wording of languages beyond Chinese and English. Whoever writes them is no programmer and may stop half-way: nothing in them keeps a hall
 * from starting. A text that cannot be used is left out, which shows the Chinese one, and everything of it is told as a warning.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { furtherLanguages, leavesOf, missingTexts, pluralBase, type WordingOfAll } from '../domain/words/further-languages.ts';
import { type Problem, ProblemList } from './problems.ts';
import type { Wording } from './wording.ts';
import { readYamlFile } from './yaml-file.ts';

/** A folder is a language when its name is one: `ug`, `bo`, `mn-Mong`. */
const languageCode = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

/** Adds the further languages of `folder` to `wording`, which holds the complete ones, and says what they lack. */
export function addFurtherWording(folder: string, wording: Wording, files: string[]): Problem[] {
	const warnings = new ProblemList();
	const codes = (existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [])
		.filter((entry) => entry.isDirectory() && languageCode.test(entry.name) && wording[entry.name] === undefined)
		.map(({ name }) => name)
		.sort();
	for (const code of codes) {
		wording[code] = readLanguage(join(folder, code), wording['zh-CN'] ?? {}, warnings, files);
		tellGaps(join(folder, code), code, wording, warnings);
	}
	return [...warnings.all];
}

function readLanguage(
	folder: string,
	chinese: Record<string, Record<string, unknown>>,
	warnings: ProblemList,
	files: string[],
): Record<string, Record<string, unknown>> {
	const texts: Record<string, Record<string, unknown>> = {};
	for (const name of readdirSync(folder).filter((one) => one.endsWith('.yaml'))) {
		const file = join(folder, name);
		files.push(file);
		const yaml = readYamlFile(file, warnings);
		if (!yaml) continue;
		const key = name.replace(/\.yaml$/, '');
		const theirs = leavesOf(chinese[key]);
		const bases = new Map([...theirs].map(([path, text]) => [pluralBase(path), text]));
		const kept: Record<string, unknown> = {};
		for (const [path, text] of leavesOf(yaml.value)) {
			const tell = (what: string) => warnings.add({ file, line: yaml.lineOf(path.split('.')), what });
			const twin = bases.get(pluralBase(path));
			if (key === 'language') put(kept, path, text);
			else if (typeof text !== 'string' || text.trim() === '') tell(`${path} has no text; it is shown in Chinese.`);
			else if (typeof twin !== 'string') tell(`${path} is no text of the product; nothing shows it.`);
			else if (placesOf(text) !== placesOf(twin))
				tell(`${path} uses the places ${placesOf(text) || 'none'}, but in Chinese ${placesOf(twin) || 'none'}; it is shown in Chinese.`);
			else put(kept, path, text);
		}
		texts[key] = kept;
	}
	return texts;
}

function put(into: Record<string, unknown>, path: string, text: unknown): void {
	const [first = '', ...rest] = path.split('.');
	// Not a key of the prototype, whatever a file calls it.
	if (first === '__proto__') return;
	if (rest.length === 0) into[first] = text;
	else {
		const below = typeof into[first] === 'object' && into[first] !== null ? into[first] : {};
		into[first] = below;
		put(below as Record<string, unknown>, rest.join('.'), text);
	}
}

function tellGaps(folder: string, code: string, wording: WordingOfAll, warnings: ProblemList): void {
	if (!furtherLanguages(wording).some((one) => one.code === code)) {
		const what = 'this language does not say its name and is not offered. Write language.yaml with name: as its speakers call it.';
		warnings.add({ file: join(folder, 'language.yaml'), line: 1, what });
	}
	const missing = missingTexts(wording, code);
	if (missing.length > 0)
		warnings.add({ file: folder, line: 1, what: `${missing.length} texts are missing and are shown in Chinese: ${missing.join(', ')}` });
}

const placesOf = (text: string): string =>
	[...new Set([...text.matchAll(/\{\{\s*-?\s*([A-Za-z0-9_.]+)/g)].map(([, name]) => `{{${name}}}`))].sort().join(', ');
