/** What may be expected from now on: the day's forecast, corrected by who has come, with reservations and what a manager said. */
import type { Outlook } from './moment.ts';
import type { TideScenario } from './scenario.ts';
import { kinds } from './tide-hall.ts';

export interface DayKnowledge {
	intervalS: number;
	/** People without a reservation per queue in each interval since opening. */
	forecast: readonly (readonly number[])[];
	/** Who came so far: queue, seconds since opening, kind. */
	came: readonly (readonly [queue: number, at: number, kind: number])[];
	/** Booked times of the day: seconds since opening, queue, people. */
	booked: readonly (readonly [at: number, queue: number, people: number])[];
	show: number;
	/** Groups a manager announced: seconds since opening, queue, people. */
	groups?: readonly (readonly [at: number, queue: number, people: number])[];
}

/** Weight of the forecast against what was seen, in people. */
const trust = 12;
/** The same for the hall as a whole. */
const trustOfHall = 40;
/** What was seen counts half after so long: a surge of the last hour outweighs the morning. */
const halfLifeS = 3600;
const stepS = 300;
/** Share of priority groups until the day has shown its own. */
const usualPriority = { people: 2, of: 16 };

/** Profile × surge of the hall × factor of the queue; certainty grows with what was seen. A forecast of zeros is a forecast. */
export function outlookOf(day: DayKnowledge, now: number, horizonS: number): Outlook {
	const { intervalS, forecast } = day;
	const groups = day.groups ?? [];
	const seen = new Float64Array(forecast.length);
	const foreseen = new Float64Array(forecast.length);
	let { people: priority, of: walkIns } = usualPriority;
	for (const [queue, at, kind] of day.came) {
		if (kind === kinds.reserved) continue;
		seen[queue]! += 0.5 ** ((now - at) / halfLifeS);
		walkIns++;
		if (kind === kinds.priority) priority++;
	}
	for (let queue = 0; queue < forecast.length; queue++)
		for (let at = 0; at < now; at += stepS)
			foreseen[queue]! +=
				(((forecast[queue]![Math.floor(at / intervalS)] ?? 0) * Math.min(stepS, now - at)) / intervalS) * 0.5 ** ((now - at) / halfLifeS);
	// A group that was announced and has come is no surge.
	for (const [at, queue, people] of groups) if (at < now) foreseen[queue]! += people * 0.5 ** ((now - at) / halfLifeS);
	const ofHall = (sum(seen) + trustOfHall) / (sum(foreseen) + trustOfHall);
	const first = Math.floor(now / intervalS);
	const count = Math.ceil(horizonS / intervalS) + 1;
	return {
		from: first * intervalS,
		intervalS,
		expected: forecast.map((row, queue) => {
			const factor = (seen[queue]! + trust * ofHall) / (foreseen[queue]! + trust);
			return Array.from(
				{ length: count },
				(_, place) => factor * (row[first + place] ?? 0) + announced(groups, queue, (first + place) * intervalS, intervalS, now),
			);
		}),
		certainty: Array.from(seen, (each) => each + trust),
		booked: day.booked.filter(([at]) => at > now && at <= now + horizonS),
		show: day.show,
		priorityShare: priority / walkIns,
	};
}

/** What a replayed scenario would know at `now`. */
export function outlookAt(scenario: TideScenario, now: number, horizonS: number): Outlook {
	const { people, forecast } = scenario;
	const came: [number, number, number][] = [];
	for (let person = 0; person < people.count && people.arrival[person]! <= now; person++)
		came.push([people.queue[person]!, people.arrival[person]!, people.kind[person]!]);
	return outlookOf(
		{
			intervalS: forecast.intervalS,
			forecast: forecast.walkIn,
			came,
			booked: scenario.reservations.map(({ slotS, queue, booked }) => [slotS, queue, booked]),
			show: 1 - scenario.noShowAssumed,
		},
		now,
		horizonS,
	);
}

function announced(groups: NonNullable<DayKnowledge['groups']>, queue: number, from: number, intervalS: number, now: number): number {
	return groups.reduce(
		(people, [at, of, size]) => (of === queue && at >= now && at >= from && at < from + intervalS ? people + size : people),
		0,
	);
}

function sum(numbers: Float64Array): number {
	return numbers.reduce((before, each) => before + each, 0);
}
