/** Simulates one analytic case in the hall's simulator and sets what came out beside what is exactly known. */
import type { HallRun } from '../../../domain/tide/hall-run.ts';
import { exponential, lognormal, type Random, seedOfPart } from '../../../domain/tide/random.ts';
import { shareBeyond, windowsNeeded } from '../../../domain/tide/staffing.ts';
import { type Measured, meanOf, ratioOf } from './batch-means.ts';
import type { AnalyticCase, CaseOf } from './cases.ts';
import { changingRates } from './changing-rates.ts';
import { type Comer, play, type System } from './line.ts';
import { bestRule } from './two-servers.ts';

export interface Comparison {
	case: string;
	what: string;
	exact: number;
	simulated: number;
	error: number;
	/** How many standard errors they lie apart, beyond the rounding of the exact value. */
	apart: number;
}

export interface Length {
	/** People simulated per case. */
	customers: number;
	seed: number;
}

/** The first part of every run is dropped: it began empty. */
const warmUp = 0.05;

export function simulateCase(one: AnalyticCase, { customers, seed: shared }: Length): Comparison[] {
	const seed = seedOfCase(shared, one.id);
	const found: Comparison[] = [];
	const beside = (what: string, exact: number | undefined, measured: Measured) => {
		if (exact !== undefined) found.push(compare(one.id, what, exact, measured));
	};
	/** A share is never surer than so many throws of a coin of the exact share: rare things may be seen in no batch at all. */
	const besideShare = (what: string, exact: number | undefined, measured: Measured, throws = customers - from) => {
		if (exact !== undefined)
			beside(what, exact, { mean: measured.mean, error: Math.max(measured.error, Math.sqrt((exact * (1 - exact)) / throws)) });
	};
	const from = Math.floor(customers * warmUp);
	const observe = (system: System, part = 0) => observer(play(system, customers, seedOfPart(seed, part)), from, customers);
	const exponentialOf = (mean: number) => (random: Random) => exponential(random, mean);

	switch (one.model) {
		case 'mmc':
		case 'mdc': {
			const service = one.model === 'mmc' ? exponentialOf(one.params.mean_service) : () => (one as CaseOf<'mdc'>).params.service;
			const seen = observe({ comers: [{ rate: one.params.arrival_rate, queue: 0, service }], windows: signs(one.params.c) });
			const { result } = one;
			besideShare(
				'p_wait',
				result.p_wait,
				seen.share((person) => seen.wait(person) > 0),
			);
			beside('mean_wait', result.mean_wait, seen.mean(seen.wait));
			beside('mean_sojourn', result.mean_sojourn, seen.mean(seen.sojourn));
			beside('mean_queue', result.mean_queue, seen.perSecond(seen.wait));
			beside('mean_in_system', result.mean_in_system, seen.perSecond(seen.sojourn));
			if (result.t !== undefined)
				besideShare(
					'p_wait_gt_t',
					result.p_wait_gt_t,
					seen.share((person) => seen.wait(person) > result.t!),
				);
			if (result.p95_wait !== undefined)
				besideShare(
					'share within p95_wait',
					0.95,
					seen.share((person) => seen.wait(person) <= result.p95_wait!),
				);
			return found;
		}
		case 'mmck': {
			const { c, K, arrival_rate, mean_service } = one.params;
			const seen = observe({
				comers: [{ rate: arrival_rate, queue: 0, service: exponentialOf(mean_service) }],
				windows: signs(c),
				mostInHall: K,
			});
			const inside = (of: (person: number) => number) => (person: number) => (seen.lost(person) ? Number.NaN : of(person));
			besideShare('p_block', one.result.p_block, seen.share(seen.lost));
			besideShare('p_wait_accepted', one.result.p_wait_accepted, seen.mean(inside((person) => (seen.wait(person) > 0 ? 1 : 0))));
			beside('mean_wait_accepted', one.result.mean_wait_accepted, seen.mean(inside(seen.wait)));
			beside(
				'mean_queue',
				one.result.mean_queue,
				seen.perSecond((person) => (seen.lost(person) ? 0 : seen.wait(person))),
			);
			beside(
				'mean_in_system',
				one.result.mean_in_system,
				seen.perSecond((person) => (seen.lost(person) ? 0 : seen.sojourn(person))),
			);
			return found;
		}
		case 'mmcm': {
			const { c, arrival_rate, mean_service, mean_patience } = one.params;
			const comer: Comer = { rate: arrival_rate, queue: 0, service: exponentialOf(mean_service), patience: exponentialOf(mean_patience) };
			const seen = observe({ comers: [comer], windows: signs(c) });
			besideShare(
				'p_wait',
				one.result.p_wait,
				seen.share((person) => seen.wait(person) > 0),
			);
			besideShare('p_abandon', one.result.p_abandon, seen.share(seen.lost));
			beside('mean_time_in_queue_all', one.result.mean_time_in_queue_all, seen.mean(seen.wait));
			beside(
				'mean_wait_served',
				one.result.mean_wait_served,
				seen.mean((person) => (seen.lost(person) ? Number.NaN : seen.wait(person))),
			);
			beside('mean_queue', one.result.mean_queue, seen.perSecond(seen.wait));
			beside(
				'utilisation',
				one.result.utilisation,
				seen.perSecond((person) => (seen.lost(person) ? 0 : (seen.sojourn(person) - seen.wait(person)) / c)),
			);
			return found;
		}
		case 'mg1': {
			const { arrival_rate, mean_service, cv, law } = one.params;
			const half = exponentialOf(mean_service / 2);
			const service =
				law === 'erlang-2' ? (random: Random) => half(random) + half(random) : (random: Random) => lognormal(random, mean_service, cv);
			const seen = observe({ comers: [{ rate: arrival_rate, queue: 0, service }], windows: signs(1) });
			besideShare(
				'p_wait',
				one.result.p_wait,
				seen.share((person) => seen.wait(person) > 0),
			);
			beside('mean_wait', one.result.mean_wait, seen.mean(seen.wait));
			beside('mean_queue', one.result.mean_queue, seen.perSecond(seen.wait));
			return found;
		}
		case 'prio-mg1':
		case 'prio-mmc': {
			const classes =
				one.model === 'prio-mg1'
					? one.params.classes.map(({ arrival_rate, mean_service, second_moment }) => ({
							rate: arrival_rate,
							service: (random: Random) => lognormal(random, mean_service, Math.sqrt(second_moment! / mean_service ** 2 - 1)),
						}))
					: one.params.arrival_rates.map((rate) => ({ rate, service: exponentialOf(one.params.mean_service) }));
			const comers = classes.map((each, rank) => ({ ...each, queue: 0, rank: rank as 0 | 1 | 2 }));
			const seen = observe({ comers, windows: signs(one.model === 'prio-mmc' ? one.params.c : 1) });
			for (const [rank, exact] of one.result.mean_wait.entries())
				beside(`mean_wait[${rank}]`, exact, seen.mean(seen.onlyRank(rank, seen.wait)));
			beside('mean_wait_all', one.result.mean_wait_all, seen.mean(seen.wait));
			return found;
		}
		case 'cmu': {
			const orders = { short_first: [0, 1], long_first: [1, 0], fcfs: [2, 2] } as const;
			Object.entries(orders).forEach(([name, ranks], part) => {
				const comers = one.params.classes.map(
					({ arrival_rate, mean_service }, at): Comer => ({
						rate: arrival_rate,
						queue: at,
						service: exponentialOf(mean_service),
						rank: ranks[at]!,
					}),
				);
				// One line for both classes, so that rank and arrival alone decide.
				const seen = observe({ comers: comers.map((comer) => ({ ...comer, queue: 0 })), windows: signs(1) }, part);
				const exact = one.result[name as keyof typeof orders];
				if (name !== 'fcfs')
					for (const [at, wait] of exact.mean_wait.entries())
						beside(`${name}.mean_wait[${at}]`, wait, seen.mean(seen.onlyRank(ranks[at]!, seen.wait)));
				else beside(`${name}.mean_wait`, exact.mean_wait[0], seen.mean(seen.wait));
				beside(`${name}.cost_rate`, exact.cost_rate, seen.perSecond(seen.wait));
			});
			return found;
		}
		case 'nmodel': {
			const { lam1, lam2, mu11, mu12, mu22, h1, h2 } = one.params;
			const best = bestRule(one.params);
			const rules = {
				class1_first: () => true,
				class2_first: () => false,
				longest_queue_ties_class2: (waiting1: number, waiting2: number) => waiting1 > waiting2,
				optimal_nonidling: best,
			};
			Object.entries(rules).forEach(([name, takesFirst], part) => {
				const seen = observe(
					{
						queues: 2,
						comers: [
							{ rate: lam1, queue: 0, service: exponentialOf(1 / mu11) },
							{ rate: lam2, queue: 1, service: exponentialOf(1 / mu22) },
						],
						windows: [[0], [1, 0]],
						awayFactor: mu11 / mu12,
						chooser: (run, window) => {
							const [waiting1, waiting2] = [run.lines.count[0]!, run.lines.count[1]!];
							if (window === 0) return waiting1 > 0 ? 0 : -1;
							if (waiting1 > 0 && waiting2 > 0) return takesFirst(waiting1, waiting2) ? 0 : 1;
							return waiting1 > 0 ? 0 : waiting2 > 0 ? 1 : -1;
						},
					},
					part,
				);
				const exact = one.result[name as keyof typeof rules];
				beside(
					`${name}.cost`,
					exact.cost,
					seen.perSecond((person) => (seen.queue(person) === 0 ? h1 : h2) * seen.sojourn(person)),
				);
				for (const queue of [0, 1])
					beside(
						`${name}.mean_wait[${queue}]`,
						exact.mean_wait[queue],
						seen.mean((person) => (seen.queue(person) === queue ? seen.wait(person) : Number.NaN)),
					);
			});
			return found;
		}
		case 'mtm': {
			const marks = changingRates(
				one.params,
				one.result.marks.map(({ t }) => t),
				customers,
				seed,
			);
			one.result.marks.forEach((mark, place) => {
				beside(`mean_in_system at ${mark.t}`, mark.mean_in_system, marks[place]!.inSystem);
				beside(`mean_queue at ${mark.t}`, mark.mean_queue, marks[place]!.queue);
				besideShare(`p_all_busy at ${mark.t}`, mark.p_all_busy, marks[place]!.allBusy, marks[place]!.days);
			});
			return found;
		}
		case 'staffing':
			one.result.rows.forEach((row, part) => {
				const rate = row.arrivals_per_hour / 3600;
				const seen = observe({ comers: [{ rate, queue: 0, service: exponentialOf(row.mean_service) }], windows: signs(row.servers) }, part);
				besideShare(
					`row ${part}: p_wait_gt_t`,
					row.p_wait_gt_t,
					seen.share((person) => seen.wait(person) > row.t),
				);
				// What the formula of the product says is exact as well: no error at all.
				beside(`row ${part}: servers by formula`, row.servers, {
					mean: windowsNeeded(rate, row.mean_service, row.t, row.max_p_wait_gt_t),
					error: 0,
				});
				beside(`row ${part}: p_wait_gt_t by formula`, row.p_wait_gt_t, {
					mean: shareBeyond(row.servers, rate, row.mean_service, row.t),
					error: 0,
				});
			});
			return found;
	}
}

/** Cases share no luck, so that one stroke of it does not show in several of them. */
function seedOfCase(seed: number, id: string): number {
	return [...id].reduce((mixed, letter) => seedOfPart(mixed, letter.charCodeAt(0)), seed);
}

/** Every window with the one queue there is. */
function signs(windows: number): number[][] {
	return Array.from({ length: windows }, () => [0]);
}

/** Looks at the people of a run from `from` on. */
function observer(run: HallRun, from: number, until: number) {
	const { people, started, left } = run;
	const lost = (person: number) => Number.isNaN(started[person]!);
	const wait = (person: number) => (lost(person) ? left[person]! : started[person]!) - people.arrival[person]!;
	const sojourn = (person: number) => (lost(person) ? left[person]! : run.endedAt(person)) - people.arrival[person]!;
	const rankOfKind = [2, 0, 1];
	return {
		lost,
		wait,
		sojourn,
		queue: (person: number) => people.queue[person]!,
		onlyRank: (rank: number, of: (person: number) => number) => (person: number) =>
			rankOfKind[people.kind[person]!] === rank ? of(person) : Number.NaN,
		mean: (of: (person: number) => number) => meanOf(from, until, of),
		share: (of: (person: number) => boolean) => meanOf(from, until, (person) => (of(person) ? 1 : 0)),
		/** Summed over people, per second that passed: a number of people (Little), or a cost rate. */
		perSecond: (of: (person: number) => number) =>
			ratioOf(from, until, of, (person) => people.arrival[person]! - (person > 0 ? people.arrival[person - 1]! : 0)),
	};
}

function compare(id: string, what: string, exact: number, { mean, error }: Measured): Comparison {
	// Exact values have six digits.
	const beyond = Math.max(0, Math.abs(mean - exact) - 5e-6 * Math.abs(exact));
	return { case: id, what, exact, simulated: mean, error, apart: beyond === 0 ? 0 : error > 0 ? beyond / error : Number.POSITIVE_INFINITY };
}
