/**
 * The tide: futures of 40 minutes per second and the time of one decision at 12, 60 and 200 windows, beside what the bare event queue alone can do,
 * in the same run. Halls are made from a seed (scripts/tide/made-hall.ts).
 */
import { HallRun } from '../../domain/tide/hall-run.ts';
import { quantile } from '../../domain/tide/metrics.ts';
import { outlookAt } from '../../domain/tide/outlook.ts';
import { drawFuture } from '../../domain/tide/planner/futures.ts';
import { usualLimits } from '../../domain/tide/planner/limits.ts';
import { propose } from '../../domain/tide/planner/proposal.ts';
import { Trials } from '../../domain/tide/planner/trials.ts';
import { randomFrom } from '../../domain/tide/random.ts';
import { momentOf, usualWork } from '../../domain/tide/tidal-policy.ts';
import { tidalRule } from '../../domain/tide/tide-hall.ts';
import { TimeHeap } from '../../domain/tide/time-heap.ts';
import { madeHall } from '../../scripts/tide/made-hall.ts';

const sizes = [
	{ windows: 12, queues: 8 },
	{ windows: 60, queues: 25 },
	{ windows: 200, queues: 60 },
] as const;
/** Issue 6: hundreds of futures in half a second at 60 windows; a decision within a second at 200. */
const limits = { futures_per_half_second_at_60: 300, decision_ms_p99_at_200: 1000 };
const futureS = 2400;
/** A decision is answered after so long, with what it has. */
const withinMs = 450;

/** Resolves with plain numbers, units in the names. */
export async function run(options: { json?: boolean; decisions?: number } = {}): Promise<object> {
	const halls = sizes.map((size) => {
		const found = measure(size.windows, size.queues, options.decisions ?? 8);
		if (!options.json)
			console.error(`tide: ${size.windows} windows: ${found.futures_per_second} futures/s, decision ${found.decision_ms_p50} ms`);
		return found;
	});
	const at = (windows: number) => halls.find((hall) => hall.windows === windows)!;
	return {
		bench: 'tide',
		future_minutes: futureS / 60,
		halls,
		limits,
		not_included: ['making the moment from a running hall', 'the way to the worker and back'],
		ok: at(60).futures_per_second / 2 >= limits.futures_per_half_second_at_60 && at(200).decision_ms_p99 <= limits.decision_ms_p99_at_200,
	};
}

function measure(windows: number, queues: number, decisions: number) {
	const scenario = madeHall(4711, { windows, queues, load: 0.8 });
	const { hall, people } = scenario;
	const run = new HallRun({ hall, rule: tidalRule, room: people.count, patience: true });
	run.begin(people, 0);
	scenario.staticSets.forEach((set, window) => {
		run.hang(window, set);
	});
	const still = hall.windows.map(() => ({ moves: 0, at: null }));
	const times: number[] = [];
	let [futures, events, playMs] = [0, 0, 0];
	for (let decision = 0; decision < decisions; decision++) {
		const now = 3600 + decision * 2400;
		run.runUntil(now);
		const moment = momentOf(run, scenario, now, still);
		const outlook = outlookAt(scenario, now, usualLimits.horizonS);
		const started = performance.now();
		propose({
			hall,
			rule: tidalRule,
			moment,
			outlook,
			limits: usualLimits,
			seed: decision,
			work: usualWork,
			goOn: () => performance.now() - started < withinMs,
		});
		times.push(performance.now() - started);
		const drawn = Array.from({ length: 20 }, (_, part) => drawFuture({ hall, moment, outlook, seed: decision, horizonS: futureS }, part));
		const trials = new Trials(hall, tidalRule, moment, Math.max(...drawn.map((future) => future.people.count)), futureS);
		const begun = performance.now();
		for (let round = 0; round < 5; round++) for (const future of drawn) trials.play(future, [], now + 60);
		playMs += performance.now() - begun;
		futures += trials.futures;
		events += trials.events;
	}
	const bare = bareEventsPerSecond(windows);
	const perSecond = (1000 * events) / playMs;
	return {
		windows,
		queues,
		people_of_the_day: people.count,
		futures_per_second: Math.round((1000 * futures) / playMs),
		events_per_future: Math.round(events / futures),
		events_per_second: Math.round(perSecond),
		bare_queue_events_per_second: Math.round(bare),
		share_of_bare: Math.round((100 * perSecond) / bare) / 100,
		decision_ms_p50: Math.round(quantile(times, 0.5)),
		decision_ms_p99: Math.round(quantile(times, 0.99)),
	};
}

/** Taking the earliest and putting it back later, with as many in the queue as there are windows: what no simulation can be faster than. */
function bareEventsPerSecond(windows: number): number {
	const heap = new TimeHeap(windows);
	const random = randomFrom(1);
	const lasts = Float64Array.from({ length: 4096 }, () => 300 * random.next());
	for (let window = 0; window < windows; window++) heap.put(lasts[window]!, window);
	const rounds = 1_000_000;
	const started = performance.now();
	for (let event = 0; event < rounds; event++) {
		const at = heap.first;
		heap.put(at + lasts[event & 4095]!, heap.take());
	}
	return (1000 * rounds) / (performance.now() - started);
}
