/** The manuals say what the screens say: every bold word of a manual stands in the wording of its language, and each page is there in both. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

function textsOf(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsOf) : [];
}

const pages = (language: string) => readdirSync(at(`docs/manual/${language}`)).sort();

test('each page of the manuals is there in Chinese and English', () => {
	expect(pages('zh-CN')).toEqual(pages('en'));
	expect(pages('en').length).toBeGreaterThan(5);
});

test.each(['zh-CN', 'en'])('a manual in %s names no key that is not on a screen', (language) => {
	const folder = at(`config/wording/${language}`);
	const said = readdirSync(folder).flatMap((file) => textsOf(parse(readFileSync(`${folder}/${file}`, 'utf8'))));
	const missing = pages(language).flatMap((page) =>
		[...readFileSync(at(`docs/manual/${language}/${page}`), 'utf8').matchAll(/\*\*(.+?)\*\*/g)]
			.map(([, words]) => words!)
			.filter((words) => !said.some((text) => text.includes(words)))
			.map((words) => `${page}: ${words}`),
	);
	expect(missing).toEqual([]);
});

test('every command of npm that a manual names is one', () => {
	const { scripts } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as { scripts: Record<string, string> };
	const named = ['zh-CN', 'en'].flatMap((language) =>
		pages(language).flatMap((page) =>
			[...readFileSync(at(`docs/manual/${language}/${page}`), 'utf8').matchAll(/npm run (?:--silent )?([a-z:-]+)/g)].map(
				([, name]) => name!,
			),
		),
	);
	expect(named.length).toBeGreaterThan(3);
	expect(named.filter((name) => !(name in scripts))).toEqual([]);
});
