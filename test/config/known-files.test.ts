import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { z } from 'zod';
import { knownFilesOf, whileKnown } from '../../config/known-files.ts';
import { loadHall } from '../../config/load-hall.ts';
import { ProblemList } from '../../config/problems.ts';
import { checkShape, parseYaml } from '../../config/yaml-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'tidehall-known-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lamps = z.strictObject({ lamps: z.array(z.string()), colour: z.string().default('white') });
const doors = z.strictObject({ doors: z.array(z.string()) });
const text = 'lamps: [north, south]\n';
/** What `schema` makes of a text, or what is wrong with it. */
function read(file: string, of: string, schema: z.ZodType): unknown {
	const problems = new ProblemList();
	const yaml = parseYaml(file, of, problems);
	return (yaml && checkShape(yaml, schema, problems)) ?? problems.all;
}
const knownIn = (name: string, wanted?: (file: string) => boolean) => {
	const file = join(folder, name);
	writeFileSync(
		file,
		knownFilesOf(() => read('lamps.yaml', text, lamps), wanted),
	);
	return file;
};

it('a known text has its value and its shape without being read again', () => {
	const file = knownIn('lamps.json');
	expect(whileKnown(file, () => read('lamps.yaml', text, lamps))).toEqual({ lamps: ['north', 'south'], colour: 'white' });
	// That it is not read again is seen by a file that knows something else of this text.
	writeFileSync(file, readFileSync(file, 'utf8').replaceAll('north', 'west'));
	expect(whileKnown(file, () => read('lamps.yaml', text, lamps))).toEqual({ lamps: ['west', 'south'], colour: 'white' });
	expect(read('lamps.yaml', text, lamps)).toEqual({ lamps: ['north', 'south'], colour: 'white' });
});

it('a known text in the place of another kind of file is refused as ever, with its line', () => {
	const file = knownIn('other.json');
	const plain = read('doors.yaml', text, doors);
	expect(plain).toMatchObject([{ file: 'doors.yaml', line: 1 }, {}]);
	expect(whileKnown(file, () => read('doors.yaml', text, doors))).toEqual(plain);
});

it('one changed letter makes a text unknown', () => {
	const file = knownIn('changed.json');
	writeFileSync(file, readFileSync(file, 'utf8').replaceAll('north', 'west'));
	expect(whileKnown(file, () => read('lamps.yaml', 'lamps: [north, south ]\n', lamps))).toMatchObject({ lamps: ['north', 'south'] });
	expect(whileKnown(file, () => read('lamps.yaml', 'lamps: 3\n', lamps))).toMatchObject([{ line: 1 }]);
});

it('what is not wanted is not kept, and a file that is missing or spoilt only makes a start slower', () => {
	const file = knownIn('unwanted.json', () => false);
	expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({});
	writeFileSync(file, '{"half a');
	for (const each of [file, join(folder, 'missing.json')])
		expect(whileKnown(each, () => read('lamps.yaml', text, lamps))).toEqual({ lamps: ['north', 'south'], colour: 'white' });
});

it('the demo hall is the same hall whether the product’s files are known or not, and mistakes in it are told alike', () => {
	const demo = join(folder, 'demo');
	cpSync('config/halls/demo', demo, { recursive: true });
	const hall = join(demo, 'hall.yaml');
	const known = join(folder, 'product.json');
	// A missing file is no knowledge: this is how it is without.
	const without = { knownFiles: join(folder, 'missing.json') };
	let plain: unknown;
	writeFileSync(
		known,
		knownFilesOf(
			() => {
				plain = loadHall(hall, without);
			},
			(file) => !file.startsWith(demo),
		),
	);
	expect(Object.keys(JSON.parse(readFileSync(known, 'utf8'))).length).toBeGreaterThan(100);
	expect(readFileSync(known, 'utf8')).not.toContain('argon2');
	expect(plain).toMatchObject({ ok: true });
	expect(loadHall(hall, { knownFiles: known })).toStrictEqual(plain);
	const broken = readFileSync(hall, 'utf8').replace(/prefix: A\b/, 'prefix: Ä');
	writeFileSync(hall, broken);
	const told = loadHall(hall, without);
	expect(told).toMatchObject({ ok: false });
	expect(loadHall(hall, { knownFiles: known })).toStrictEqual(told);
});
