/** Days that begin empty, with rates and windows that change: many of them, looked at at marked instants. */
import { HallRun } from '../../../domain/tide/hall-run.ts';
import { exponential, randomFrom, seedOfPart } from '../../../domain/tide/random.ts';
import { plainRule, roomFor } from '../../../domain/tide/tide-hall.ts';
import { batches, type Measured, ofBatches } from './batch-means.ts';
import type { CaseOf } from './cases.ts';
import { hallOf } from './line.ts';

export interface Mark {
	inSystem: Measured;
	queue: Measured;
	allBusy: Measured;
	/** Days played; they know nothing of each other. */
	days: number;
}

export function changingRates(params: CaseOf<'mtm'>['params'], marks: readonly number[], customers: number, seed: number): Mark[] {
	const end = Math.max(...marks);
	const rateAt = (at: number) => params.rates.findLast(([from]) => from <= at)![1];
	const most = Math.max(...params.rates.map(([, rate]) => rate));
	const servers = params.servers.map(([, count]) => count);
	const windows = Math.max(...servers);
	// A window that joins later is closed until then.
	const joins = Array.from({ length: windows }, (_, window) => params.servers.find(([, count]) => count > window)![0]);
	const perDay = params.rates.reduce((sum, [from, rate], place) => sum + rate * ((params.rates[place + 1]?.[0] ?? end) - from), 0);
	const days = Math.max(10 * batches, Math.floor(customers / perDay / batches) * batches);
	const hall = hallOf({ comers: [], windows: joins.map(() => [0]), closures: joins.map((at) => (at > 0 ? [[0, at] as const] : [])) });
	const room = Math.ceil(perDay * 2 + 200);
	const people = roomFor(room);
	const run = new HallRun({ hall, rule: plainRule, room, patience: false });
	const sums = marks.map(() => Array.from({ length: batches }, () => ({ inSystem: 0, queue: 0, allBusy: 0 })));
	for (let day = 0; day < days; day++) {
		const random = randomFrom(seedOfPart(seed, day));
		people.count = 0;
		for (let now = exponential(random, 1 / most); now < end && people.count < room; now += exponential(random, 1 / most)) {
			if (random.next() * most > rateAt(now)) continue;
			people.arrival[people.count] = now;
			people.service[people.count++] = exponential(random, params.mean_service);
		}
		run.begin(people, 0);
		for (let window = 0; window < windows; window++) run.hang(window, [0]);
		run.runUntil(end);
		marks.forEach((mark, place) => {
			let [inSystem, queue] = [0, 0];
			for (let person = 0; person < people.count && people.arrival[person]! < mark; person++) {
				const waits = !(run.started[person]! < mark);
				if (waits) queue++;
				if (waits || run.endedAt(person) >= mark) inSystem++;
			}
			const open = joins.filter((at) => at < mark).length;
			const sum = sums[place]![Math.floor((day * batches) / days)]!;
			sum.inSystem += inSystem;
			sum.queue += queue;
			sum.allBusy += inSystem - queue === open ? 1 : 0;
		});
	}
	const per = days / batches;
	return sums.map((each) => ({
		inSystem: ofBatches(each.map(({ inSystem }) => inSystem / per)),
		queue: ofBatches(each.map(({ queue }) => queue / per)),
		days,
		allBusy: ofBatches(each.map(({ allBusy }) => allBusy / per)),
	}));
}
