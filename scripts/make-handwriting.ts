/**
 * Makes the book of the handwriting pad (`renderer/handwriting/data/strokes.txt`) from a package of the registry, which is not needed otherwise:
 * unpack `hanzi-writer-data` with `npm pack`, then `node scripts/run.mjs node scripts/make-handwriting.ts --from FOLDER`. How common a character is
 * comes from the keyboard's book of readings, which also says which characters can be shown.
 */
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command } from 'commander';

const { from } = new Command('make-handwriting').requiredOption('--from <folder>').parse().opts<{ from: string }>();
const source = resolve(from);
const target = new URL('../renderer/handwriting/data/', import.meta.url);

type Point = readonly [number, number];
/** The source draws on 1024 units with y upward from -124; the book on 64 with y downward. */
const side = 64;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-';
const place = ([x, y]: Point): Point => [Math.round((x * (side - 1)) / 1024), Math.round(((900 - y) * (side - 1)) / 1024)];

/** Points nearer than this to the line between their neighbours say nothing. */
const tolerance = 14;

/** The stroke with as few points as tell its way (Douglas and Peucker). */
function simpler(points: readonly Point[]): readonly Point[] {
	if (points.length < 3) return points;
	const [first, last] = [points[0]!, points.at(-1)!];
	const [dx, dy] = [last[0] - first[0], last[1] - first[1]];
	const length = Math.hypot(dx, dy) || 1;
	let far = { at: 0, by: 0 };
	for (const [at, [x, y]] of points.entries()) {
		const by = Math.abs(dx * (y - first[1]) - dy * (x - first[0])) / length;
		if (by > far.by) far = { at, by };
	}
	if (far.by < tolerance) return [first, last];
	return [...simpler(points.slice(0, far.at + 1)), ...simpler(points.slice(far.at)).slice(1)];
}

const common = new Map<string, string>();
for (const line of readFileSync(new URL('../renderer/terminal/keyboard/data/pinyin.txt', import.meta.url), 'utf8').split('\n'))
	for (const [, character = '', letter = 'a'] of line.matchAll(/(?<![^a-z ])(\p{Script=Han})([a-z])/gu))
		if (letter > (common.get(character) ?? '')) common.set(character, letter);

/** Parts of characters that nobody writes alone, and that look like what is written: 囗 for 口. Who needs one has its code. */
const onlyParts = new Set(
	'丨丶丿乚亅亠冂冖冫凵勹匚匸卩厶囗夂夊宀屮巛幺廴廾彐彑彡彳攴攵爫爿疒癶禸糸纟罒罓耂艸艹虍襾覀讠辵辶邑钅镸隹饣丷亻刂忄扌氵灬犭礻衤阝⺮',
);

const rows: string[] = [];
for (const name of readdirSync(source).filter((one) => /^\p{Script=Han}\.json$/u.test(one))) {
	const character = name.slice(0, -'.json'.length);
	const weight = common.get(character);
	if (weight === undefined || onlyParts.has(character)) continue;
	const { medians } = JSON.parse(readFileSync(join(source, name), 'utf8')) as { medians: Point[][] };
	const strokes = medians.map((stroke) =>
		simpler(stroke)
			.map(place)
			.map(([x, y]) => alphabet[x]! + alphabet[y]!)
			.join(''),
	);
	rows.push(`${character}${weight} ${strokes.join(' ')}`);
}
rows.sort((one, other) => (one < other ? -1 : 1));
const notice =
	'# Middle lines of strokes, from hanzi-writer-data 2.0.1 (Make Me a Hanzi, from Arphic fonts; Arphic Public License, see ARPHICPL.TXT), thinned by scripts/make-handwriting.ts of Tidehall, 2026-11-22';
const text = `${notice}\n${rows.join('\n')}\n`;
writeFileSync(new URL('strokes.txt', target), text);
copyFileSync(join(source, 'ARPHICPL.TXT'), new URL('ARPHICPL.TXT', target));
process.stdout.write(`${rows.length} characters, ${Math.round(text.length / 1000)} kB\n`);
