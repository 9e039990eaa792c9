/** Two parsers read configuration: the quick one, and the one that knows lines. A file must mean the same to both. */
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ProblemList } from '../../config/problems.ts';
import { parseYaml } from '../../config/yaml-file.ts';

const quickValue = (text: string) => parseYaml('a.yaml', text, new ProblemList())?.value;

describe('a file means the same to both parsers', () => {
	const root = new URL('../../', import.meta.url).pathname;
	test.each(globSync('config/**/*.yaml', { cwd: root }))('%s', (file) => {
		const text = readFileSync(`${root}${file}`, 'utf8');
		expect(quickValue(text)).toEqual(parse(text));
	});

	test.each(
		[
			...['0307', '0777', '08', '0o17', '0x1F', '1_000', '1e3', '.5', '5.', '-.inf', '+12', '-0', '0.1.2', '99999999999999999999'],
			...['~', 'null', 'Null', 'true', 'TRUE', 'yes', 'on', 'y', 'no', '2026-11-22', '2026-11-22T10:00:00Z', '12:30', '12:30:45'],
			...[
				'"a\\u4e2d"',
				"'it''s'",
				'!!str 12',
				'|\n   two\n   lines\n',
				'>-\n   two\n   lines\n',
				'[1,2,]',
				'{a: 1, b}',
				'窗口 01',
				'b #c',
				'b#c',
				'"\\x41"',
			],
		].map((value) => `key: ${value}\n`),
	)('%j', (text) => {
		expect(quickValue(text)).toEqual(parse(text));
	});

	test.each([
		'a: &x 1\nb: *x\n',
		'- a\n- b\n',
		'- - 1\n  - 2\n',
		'a: 1\r\nb: 2\r\n',
		'1: a\n1.5: b\n',
		'%YAML 1.2\n---\na: 1\n',
		'__proto__: 1\n',
		'? a\n: b\n',
	])('%j', (text) => {
		expect(quickValue(text)).toEqual(parse(text));
	});
});

describe('what is wrong is told with its line', () => {
	test.each([
		['a: 1\nb: 2\na: 3\n', 3, 'given twice'],
		['a:\n\t- 1\n', 2, 'tab'],
		['a: 1\nb: "open\n', 3, 'not valid YAML'],
		['a: 1\n---\nb: 2\n', 2, 'not valid YAML'],
		['# nothing\n', 1, 'empty'],
	])('%j', (text, line, words) => {
		const problems = new ProblemList();
		expect(parseYaml('a.yaml', text, problems)).toBeNull();
		expect(problems.all[0]).toMatchObject({ file: 'a.yaml', line });
		expect(problems.all[0]!.what).toContain(words);
	});

	test('a value of a sound file stands on its line', () => {
		const yaml = parseYaml('a.yaml', 'a: 1\nb:\n  - c: 2\n  - c: 3\n', new ProblemList())!;
		expect(yaml.lineOf(['b', 1, 'c'])).toBe(4);
		expect(yaml.lineOf(['a'])).toBe(1);
	});
});
