/** What people read in English has typographic quotation marks; the straight ones belong to typewriters and programs. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const config = join(import.meta.dirname, '../../config');
/** Typed by people when they look for something, not shown. */
const typed = new Set(['keywords', 'utterances']);

function textsOf(value: unknown, path: string): [string, string][] {
	if (typeof value === 'string') return [[path, value]];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, inner]) => (typed.has(key) ? [] : textsOf(inner, `${path}/${key}`)));
}
const read = (folder: string) =>
	readdirSync(join(config, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.yaml'))
		.flatMap((file) => textsOf(parse(readFileSync(join(config, folder, file), 'utf8')), `${folder}/${file}`));

test.each(['wording', 'catalogue'])('%s: no straight quote or apostrophe stands where a person reads', (folder) => {
	const texts = read(folder);
	expect(texts.length).toBeGreaterThan(1_000);
	expect(texts.filter(([, text]) => /['"]/.test(text)).map(([path, text]) => `${path}: ${text}`)).toEqual([]);
});

test.each(['wording', 'catalogue'])('%s: every quotation mark that opens is closed', (folder) => {
	const marks = (text: string) => text.replace(/[^“”]/g, '');
	expect(read(folder).filter(([, text]) => !/^(“”)*$/.test(marks(text)))).toEqual([]);
});
