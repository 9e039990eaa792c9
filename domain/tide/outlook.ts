/** What may be expected from now on in a replayed day: the morning's forecast, corrected by who has come. */
import type { HallRun } from './hall-run.ts';
import type { Outlook } from './moment.ts';
import type { TideScenario } from './scenario.ts';
import { kinds } from './tide-hall.ts';

/** Weight of the forecast against what was seen, in people. */
const trust = 12;
/** What was seen counts half after so long. */
const halfLifeS = 3600;

export function outlookAt(scenario: TideScenario, run: HallRun, now: number, horizonS: number): Outlook {
	const { hall, people, forecast } = scenario;
	const queues = hall.queues.length;
	const seen = new Float64Array(queues);
	const foreseen = new Float64Array(queues);
	let [priority, walkIns] = [2, 16];
	for (let person = 0; person < people.count && people.arrival[person]! <= now; person++) {
		if (people.kind[person] === kinds.reserved) continue;
		seen[people.queue[person]!]! += 0.5 ** ((now - people.arrival[person]!) / halfLifeS);
		walkIns++;
		if (people.kind[person] === kinds.priority) priority++;
	}
	const rateAt = (queue: number, at: number) => forecast.walkIn[queue]![Math.floor(at / forecast.intervalS)] ?? 0;
	for (let queue = 0; queue < queues; queue++)
		for (let at = 0; at < now; at += 300)
			foreseen[queue]! += ((rateAt(queue, at) * Math.min(300, now - at)) / forecast.intervalS) * 0.5 ** ((now - at) / halfLifeS);
	const all = (seen.reduce((sum, each) => sum + each, 0) + 40) / (foreseen.reduce((sum, each) => sum + each, 0) + 40);
	const factor = Array.from(seen, (each, queue) => (each + trust * all) / (foreseen[queue]! + trust));
	const first = Math.floor(now / forecast.intervalS);
	const count = Math.ceil(horizonS / forecast.intervalS) + 1;
	void run;
	return {
		from: first * forecast.intervalS,
		intervalS: forecast.intervalS,
		expected: factor.map((each, queue) =>
			Array.from({ length: count }, (_, place) => each * (forecast.walkIn[queue]![first + place] ?? 0)),
		),
		certainty: Array.from(seen, (each) => each + trust),
		booked: scenario.reservations
			.filter(({ slotS }) => slotS > now && slotS <= now + horizonS)
			.map(({ slotS, queue, booked }) => [slotS, queue, booked]),
		show: 1 - scenario.noShowAssumed,
		priorityShare: priority / walkIns,
	};
}
