/** Masking is in one place (`domain/masking/mask.ts`): whoever hides part of a name or number elsewhere does it by another rule, sooner or later. */
import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** What hiding looks like in code: stars or dots put in the place of characters. */
const hiding = /(['"`])[*＊●•×]\1\s*\.repeat\(|\}[*＊●•]+[`\s]|(['"`])[*＊●•]{2,}\2|maskName\s*=|function mask[A-Z]/;

/** Where that is right, and why. */
const allowed: Readonly<Record<string, string>> = {
	'domain/masking/mask.ts': 'the place itself',
	'domain/cases/mask-answer.ts': 'picks the mask of a field and hands it to the place',
	'domain/personal-numbers.ts': 'blots numbers out of free text: nothing of them is to be seen by anybody',
	'renderer/technician/door-pad.tsx': 'a code being typed, all of it hidden',
};

const found = (text: string) => text.split('\n').filter((line) => hiding.test(line) && !/^\s*(\*|\/\/|\/\*)/.test(line));

test('nobody hides part of a name or number but the one place', () => {
	const files = ['domain', 'platform', 'electron', 'renderer', 'config', 'documents', 'sealing'].flatMap((part) =>
		globSync(`${part}/**/*.{ts,tsx}`),
	);
	expect(files.length).toBeGreaterThan(500);
	const elsewhere = files
		.map((file) => file.replaceAll('\\', '/'))
		.flatMap((file) => (allowed[file] ? [] : found(readFileSync(file, 'utf8')).map((line) => `${file}: ${line.trim()}`)));
	expect(elsewhere).toEqual([]);
	for (const file of Object.keys(allowed)) expect(files).toContain(file);
});

test('what would be hidden by hand is found', () => {
	for (const line of [
		"return text[0] + '*'.repeat(text.length - 1);",
		'return `$' + '{text.slice(0, 3)}****`;',
		"return text.slice(0, 3) + '****' + text.slice(-4);",
		"const name = family + '＊＊';",
		'function maskPhone(text: string) {',
		'return `$' + '{name[0]}* `;',
	])
		expect(found(line)).toHaveLength(1);
	for (const line of ["app.get('*', all);", 'const area = width * height;', '/** `$' + '{x}*` */', 'export * from'])
		expect(found(line)).toEqual([]);
});
