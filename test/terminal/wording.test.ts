import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../..', import.meta.url));
const languages = ['zh-CN', 'en'] as const;
const words = Object.fromEntries(
	languages.map((language) => [language, parse(readFileSync(join(root, `config/wording/${language}/terminal.yaml`), 'utf8')) as object]),
);

function keysOf(value: unknown, path = ''): string[] {
	if (typeof value !== 'object' || value === null) return [path.replace(/_(one|other)$/, '')];
	return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, path === '' ? key : `${path}.${key}`));
}
function textsOf(value: unknown): string[] {
	return typeof value === 'string' ? [value] : Object.values(value as object).flatMap(textsOf);
}

test('both languages say the same things', () => {
	const [chinese, english] = languages.map((language) => [...new Set(keysOf(words[language]))].sort());
	expect(english).toEqual(chinese);
});

test('every word a screen asks for is there', () => {
	const known = new Set(keysOf(words['zh-CN']));
	const folder = join(root, 'renderer/terminal');
	const missing: string[] = [];
	for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
		if (!/\.tsx?$/.test(file)) continue;
		for (const [, key = ''] of readFileSync(join(folder, file), 'utf8').matchAll(/\bt\('([\w.-]+)'/g))
			if (!known.has(key)) missing.push(`${file}: ${key}`);
	}
	expect(missing).toEqual([]);
});

test('nobody is shouted at', () => {
	for (const text of textsOf(words['zh-CN'])) expect(text).not.toMatch(/[！!]|温馨提示|系统繁忙|请联系管理员/);
});
