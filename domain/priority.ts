import type { HallPlan } from './contracts/hall-plan.ts';

/**
 * The best priority group that a birth date alone proves: whole years on the business day, lowest level first.
 * `birthDate` is `YYYYMMDD` as on the card, `day` is `YYYY-MM-DD`. `null` when there is none or the date is not one.
 */
export function priorityByAge(plan: HallPlan, birthDate: string, day: string): string | null {
	const age = ageOn(birthDate, day);
	if (age === null) return null;
	const groups = plan.priorityGroups.filter((group) => group.verify === 'id-card-age' && group.minAge !== undefined && age >= group.minAge);
	groups.sort((one, other) => one.level - other.level || (other.minAge ?? 0) - (one.minAge ?? 0));
	return groups[0]?.code ?? null;
}

/** Whole years on a day; `null` for a date that does not exist or lies ahead. Born on 29 February counts from 1 March. */
export function ageOn(birthDate: string, day: string): number | null {
	const match = /^(\d{4})(\d{2})(\d{2})$/.exec(birthDate);
	if (!match) return null;
	const [, year, month, date] = match as unknown as [string, string, string, string];
	const written = `${year}-${month}-${date}`;
	const parsed = new Date(`${written}T00:00:00Z`);
	if (Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== written) return null;
	const years = Number(day.slice(0, 4)) - Number(year);
	const age = day.slice(5) >= `${month}-${date}` ? years : years - 1;
	return age < 0 ? null : age;
}
