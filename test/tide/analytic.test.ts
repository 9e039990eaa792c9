import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { shareBeyond, windowsNeeded } from '../../domain/tide/staffing.ts';
import { readCases } from '../../scripts/tide/validate/cases.ts';
import { type Comparison, simulateCase } from '../../scripts/tide/validate/simulate-case.ts';
import { usualSeed } from '../../scripts/tide/validate.ts';

const text = readFileSync(new URL('../golden/tide/analytic.json', import.meta.url), 'utf8');
const read = readCases(text);
if (!read.ok) throw new Error(JSON.stringify(read.problems));

/** A shorter run than `npm run tide -- validate`, which takes 400,000. */
const customers = 100_000;

describe('the simulator beside systems whose results are exactly known', () => {
	const all: Comparison[] = [];
	const models = [...new Set(read.cases.map(({ model }) => model))];
	for (const model of models)
		test(`${model}: within four standard errors`, { timeout: 120_000 }, () => {
			const found = read.cases.flatMap((one) => (one.model === model ? simulateCase(one, { customers, seed: usualSeed }) : []));
			all.push(...found);
			expect(found.filter(({ apart }) => apart > 4)).toEqual([]);
		});

	test('98 % of all comparisons within three', () => {
		expect(read.cases.length).toBe(39);
		expect(all.length).toBeGreaterThan(250);
		const beyond = all.filter(({ apart }) => apart > 3);
		expect(beyond.length, JSON.stringify(beyond)).toBeLessThanOrEqual(0.02 * all.length);
	});

	test('a wrong result is found: one that is 10 % off lies far beyond', () => {
		const found = read.cases.find((one) => one.id === 'mmc-06')!;
		const wrong = { ...found, result: { ...found.result, p_wait: 0.503 } } as typeof found;
		const compared = simulateCase(wrong, { customers, seed: usualSeed }).find(({ what }) => what === 'p_wait');
		expect(compared!.apart).toBeGreaterThan(4);
	});
});

describe('windows needed', () => {
	test('by Erlang, as published', () => {
		expect(windowsNeeded(60 / 3600, 540, 180, 0.05)).toBe(13);
		expect(shareBeyond(13, 60 / 3600, 540, 180)).toBeCloseTo(0.0415168, 6);
	});

	test('of nobody one window is enough; of too many there is no end that is not found', () => {
		expect(windowsNeeded(0, 540, 180, 0.05)).toBe(1);
		expect(windowsNeeded(2, 540, 180, 0.01)).toBeGreaterThan(1080);
	});
});

describe('a file of cases that is wrong', () => {
	const said = (text: string) => {
		const found = readCases(text);
		return found.ok ? 'accepted' : found.problems.map(({ field, problem }) => `${field} ${problem}`).join('\n');
	};
	test('is refused with the field', () => {
		expect(said(text.slice(0, 900))).toMatch(/^file is not whole JSON/);
		expect(said('{"format":"queue-analytic/2","cases":[]}')).toMatch(/^format /);
		expect(said(text.replace('"mmc-01"', '"abc-01"'))).toMatch(/^cases\[0\] \(abc-01\) is of a model that is not known/);
		expect(said(text.replace('"c": 1,', '"c": -1,').replace('"c":1,', '"c":-1,'))).toMatch(/^cases\[0\] \(mmc-01\)\.params\.c /);
	});
});
