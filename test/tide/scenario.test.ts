import { describe, expect, test } from 'vitest';
import { readScenario } from '../../domain/tide/scenario.ts';
import { goldenText } from './golden-scenario.ts';

// biome-ignore lint/suspicious/noExplicitAny: the file is spoiled on purpose, field by field
type Loose = any;

function complaint(spoil: (file: Loose) => void): string {
	const file = JSON.parse(goldenText('S1-county-tuesday'));
	spoil(file);
	return said(JSON.stringify(file));
}

function said(text: string): string {
	const read = readScenario(text);
	return read.ok ? 'accepted' : read.problems.map(({ field, problem, todo }) => `${field} ${problem}: ${todo}`).join('\n');
}

describe('a scenario that is wrong is refused with the field, the problem and what to do', () => {
	test('as it is, it is accepted', () => expect(complaint(() => {})).toBe('accepted'));

	test('a negative time', () => {
		expect(complaint((file) => (file.customers[0][0] = -1))).toMatch(/^customers\[0\]\[0\] is below 0: give times/);
		expect(complaint((file) => (file.windows[3].off[0][0] = -5))).toMatch(/^windows\[3\]\.off\[0\]\[0\] is below 0/);
		expect(complaint((file) => (file.params.reassign_s = -45))).toMatch(/^params\.reassign_s is below 0/);
	});

	test('an unknown queue', () => {
		expect(complaint((file) => (file.customers[7][1] = 8))).toMatch(
			/^customers\[7\] names queue 8, and there are 8 \(0 to 7\): name a queue/,
		);
		expect(complaint((file) => file.reservations.push([0, 99, 1]))).toMatch(/^reservations\[115\] names queue 99/);
		expect(complaint((file) => (file.windows[2].skills[1] = 30))).toMatch(/windows\[2\]\.skills\[1\] names queue 30/);
	});

	test('a window with no skill', () =>
		expect(complaint((file) => (file.windows[1].skills = []))).toMatch(
			/^windows\[1\]\.skills has fewer than 1 entries: name at least one queue/,
		));

	test('a sign with a service its clerk may not do', () =>
		expect(complaint((file) => (file.windows[0].static_set = [6]))).toMatch(
			/^windows\[0\]\.static_set\[0\] hangs queue 6, which its clerk may not serve/,
		));

	test('a service nobody can do', () =>
		expect(complaint((file) => file.queues.push({ id: 'Q09', name: '公证', mean_service_s: 300, cv: 1, target_wait_s: 480 }))).toMatch(
			/queues\[8\] "公证" is a service nobody can do: no window has it among its skills: add 8/,
		));

	test('JSON that was cut off', () => {
		expect(said(goldenText('S1-county-tuesday').slice(0, 5000))).toMatch(/^file is not whole JSON \(.+\): copy the file again/);
		expect(said('')).toMatch(/^file is not whole JSON/);
	});

	test('another version of the format, or none', () => {
		expect(complaint((file) => (file.format = 'hall-scenario/2'))).toBe(
			'format is "hall-scenario/2": give a file of format "hall-scenario/1"',
		);
		expect(said('null')).toMatch(/^format is missing/);
		expect(said('[]')).toMatch(/^format is missing/);
	});

	test('a number that is NaN, null or text', () => {
		const spoiled = goldenText('S1-county-tuesday').replace(/"cv": ?0\.71/, '"cv": NaN');
		expect(said(spoiled)).toBe('queues[0].cv is not a number: write a number, not NaN, null or text');
		expect(complaint((file) => (file.queues[0].mean_service_s = null))).toMatch(/^queues\[0\]\.mean_service_s /);
		expect(complaint((file) => (file.end_s = '36000'))).toMatch(/^end_s /);
	});

	test('people out of order, or after the last ticket; a day that ends before it', () => {
		expect(complaint((file) => (file.customers[9][0] = 1))).toMatch(/^customers\[9\] comes at 1, before the one named before/);
		expect(complaint((file) => (file.customers.at(-1)[0] = 30_000))).toMatch(/^customers\[571\] comes at 30000, after last_ticket_s/);
		expect(complaint((file) => (file.end_s = 100))).toMatch(/^end_s 100 is before last_ticket_s/);
	});

	test('at most ten complaints at once', () =>
		expect(
			complaint((file) => {
				for (const one of file.customers) one[1] = 44;
			}).split('\n').length,
		).toBe(10));
});
