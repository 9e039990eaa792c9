/** Every word that a face asks for by name is written in both languages; faces find their words by `useWords('<file>')`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../..', import.meta.url));
const faces = join(root, 'renderer');
const wording = join(root, 'config/wording');

function keysOf(value: unknown, path = ''): string[] {
	if (typeof value !== 'object' || value === null) return [path.replace(/_(one|other)$/, '')];
	return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, path === '' ? key : `${path}.${key}`));
}
function known(language: string): Map<string, Set<string>> {
	const files = readdirSync(join(wording, language)).filter((file) => file.endsWith('.yaml'));
	return new Map(
		files.map((file) => [file.replace('.yaml', ''), new Set(keysOf(parse(readFileSync(join(wording, language, file), 'utf8'))))]),
	);
}
interface Asked {
	file: string;
	namespace: string;
	key: string;
}
/** `const say = useWords('window')` … `say('case.finish')`; what is put together at run time is not seen here. */
function asked(): Asked[] {
	return readdirSync(faces, { recursive: true, encoding: 'utf8' })
		.filter((file) => /\.tsx?$/.test(file))
		.flatMap((file) => {
			const text = readFileSync(join(faces, file), 'utf8');
			const sayers = new Map(
				[...text.matchAll(/const (\w+) = useWords\('(\w+)'\)/g)].map(([, name = '', namespace = '']) => [name, namespace]),
			);
			// One name for two files of words in one module: which one is meant cannot be told from the text.
			const clear = [...sayers].filter(
				([name]) =>
					new Set([...text.matchAll(new RegExp(`const ${name} = useWords\\('(\\w+)'\\)`, 'g'))].map((found) => found[1])).size === 1,
			);
			return clear.flatMap(([name, namespace]) =>
				[...text.matchAll(new RegExp(`(?<![\\w.])${name}\\(\\s*'([\\w.-]+)'`, 'g'))].map(([, key = '']) => ({ file, namespace, key })),
			);
		});
}

test('the faces ask for words by name', () => {
	expect(asked().length).toBeGreaterThan(300);
	expect([...new Set(asked().map(({ namespace }) => namespace))].sort()).toEqual(
		expect.arrayContaining(['board', 'manager', 'terminal', 'window']),
	);
});

test.each(['zh-CN', 'en'])('every word a face asks for is written in %s', (language) => {
	const words = known(language);
	const missing = asked().filter(({ namespace, key }) => !words.get(namespace)?.has(key));
	expect(missing.map(({ file, namespace, key }) => `${file} asks for ${namespace}: ${key}`)).toEqual([]);
});
