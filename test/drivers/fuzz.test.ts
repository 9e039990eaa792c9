import { describe, expect, it } from 'vitest';
import { createAnswerFraming } from '../../drivers/id-reader/frames.ts';
import { createOnbonFraming } from '../../drivers/led/onbon/frames.ts';
import { createPrinterInput } from '../../drivers/printer/input.ts';
import { createRandom } from '../../scripts/fuzz/random.ts';
import { runDriver } from '../../scripts/fuzz/run-driver.ts';
import { runParser } from '../../scripts/fuzz/run-parser.ts';
import { reads, spoil } from '../../scripts/fuzz/spoil.ts';
import { breaches, type ParserSubject } from '../../scripts/fuzz/subject.ts';
import { subjects } from '../../scripts/fuzz/subjects.ts';

/** The fixed share of `npm run fuzz`; the whole of it is 5 million frames for each driver. */
const seed = 20_261_122;
const framesPerParser = 800;
const framesPerDriver = 1600;

describe('D2 bad bytes', () => {
	it.each(subjects.map((subject) => [`${subject.driver}: ${subject.name}`, subject] as const))(
		'%s: no throw, no held memory, no read that hangs, and after any noise it goes on',
		async (_, subject) => {
			const run =
				subject.kind === 'parser' ? await runParser(subject, framesPerParser, seed) : await runDriver(subject, framesPerDriver, seed);
			expect(breaches(run)).toEqual([]);
			expect(run.frames).toBeGreaterThanOrEqual(Math.min(framesPerParser, framesPerDriver));
		},
	);
	it.each([
		['alpha', 39, 'a TEXT file damaged on the way was taken for the sign’s own wording'],
		['voice', 29, 'a length damaged on the way left the box waiting for thousands of bytes'],
	])('%s: what seed %i once found: %s', async (driver, found) => {
		const subject = subjects.find((one) => one.kind === 'driver' && one.driver === driver);
		if (subject?.kind !== 'driver') throw new Error(`no driver ${driver}`);
		expect(breaches(await runDriver(subject, 3000, found))).toEqual([]);
	});
	it('a stream without end and without a frame is not kept', () => {
		for (const filler of [0xaa, 0x00, 0xa6, 0x1d]) {
			const parsers = [createAnswerFraming(), createOnbonFraming(), createPrinterInput()];
			const chunk = new Uint8Array(4096).fill(filler);
			for (const parser of parsers) for (let n = 0; n < 500; n++) expect(parser.feed(chunk).length).toBeLessThanOrEqual(4096);
		}
	});
});

describe('the fuzz itself finds', () => {
	const parser = (make: ParserSubject['make']): ParserSubject => ({
		kind: 'parser',
		driver: 'none',
		name: 'broken',
		sound: [{ name: 'one', bytes: new Uint8Array([1, 2, 3]) }],
		next: 'at-once',
		make,
	});

	it('a parser that throws', async () => {
		const run = await runParser(
			parser(() => ({
				feed(bytes) {
					if (bytes.length > 500) throw new Error('too long');
					return [bytes.length];
				},
			})),
			2000,
			seed,
		);
		expect(run.thrown).toBeGreaterThan(10);
		expect(breaches(run)[0]).toContain('too long');
	});
	it('a parser that keeps what it hears', async () => {
		const kept: Uint8Array[] = [];
		const run = await runParser(
			parser(() => ({
				feed(bytes) {
					kept.push(new Uint8Array(bytes.length + 2000));
					return [];
				},
			})),
			5000,
			seed,
		);
		expect(breaches(run).join()).toContain('bytes are held');
	});
	it('a parser that loses its way', async () => {
		const run = await runParser(
			parser(() => {
				let lost = false;
				return {
					feed(bytes) {
						lost ||= bytes.includes(0x99);
						return lost ? [] : [...bytes];
					},
				};
			}),
			5000,
			seed,
		);
		expect(run.misunderstood).toBeGreaterThan(0);
	});
	it('the same with the same seed', () => {
		const noise = (from: number) => {
			const random = createRandom(from);
			const frame = new Uint8Array([1, 2, 3, 4, 5]);
			return Array.from({ length: 200 }, () => [...reads(spoil(frame, random, frame), random)].map((read) => [...read]));
		};
		expect(noise(seed)).toEqual(noise(seed));
		expect(noise(seed)).not.toEqual(noise(seed + 1));
	});
});
