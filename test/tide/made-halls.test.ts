import { describe, expect, test } from 'vitest';
import { metricsOf } from '../../domain/tide/metrics.ts';
import { replay } from '../../domain/tide/replay.ts';
import { tidalRule, urgencyRule } from '../../domain/tide/tide-hall.ts';
import { compared } from '../../scripts/tide/judge-rule.ts';
import { officeHall } from '../../scripts/tide/office-hall.ts';

describe('offices on which call rules are judged', () => {
	const seeds = Array.from({ length: 20 }, (_, place) => 500 + place);
	const halls = seeds.map(officeHall);

	test('departments share signs, few know another’s matter, nobody has lunch, all are as quick, and the same seed is the same day', () => {
		for (const { hall } of halls) {
			const signs = new Map(hall.windows.map(({ home }) => [home.join(), home]));
			expect(signs.size).toBeGreaterThanOrEqual(4);
			expect(signs.size).toBeLessThanOrEqual(9);
			expect([...signs.values()].flat().toSorted((one, other) => one - other)).toEqual(hall.queues.map((_, queue) => queue));
			for (const { home, skills, off, speed } of hall.windows) {
				expect(skills.slice(0, home.length)).toEqual(home);
				expect(skills.length - home.length).toBeLessThanOrEqual(1);
				expect([off, speed]).toEqual([[], 1]);
			}
		}
		const windows = halls.flatMap(({ hall }) => hall.windows);
		const further = windows.filter(({ home, skills }) => skills.length > home.length).length / windows.length;
		expect(further).toBeGreaterThan(0.08);
		expect(further).toBeLessThan(0.3);
		expect(officeHall(500)).toEqual(halls[0]);
		expect(officeHall(501).people.count).not.toBe(halls[0]!.people.count);
	});

	test('two rules are compared hall by hall: percent with its error', () => {
		expect(
			compared([
				[9, 10],
				[11, 10],
				[10, 10],
			]),
		).toEqual({ percent: 0, error: 5.77, mean: 10, beside: 10 });
		const scoreOf = (rule: typeof tidalRule) =>
			halls.slice(0, 6).map((scenario) => metricsOf(replay(scenario, { rule, signs: ({ staticSets }) => staticSets })).score);
		const [tidal, urgency] = [scoreOf(tidalRule), scoreOf(urgencyRule)];
		const { percent, mean } = compared(tidal.map((score, place) => [score, urgency[place]!] as const));
		expect(mean).toBeGreaterThan(0);
		expect(percent).toBeLessThan(5);
	});
});
