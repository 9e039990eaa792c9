/** One whole day of a hall replayed with the people of a scenario, under fixed signs or with a planner that is asked on the way. */
import { HallRun } from './hall-run.ts';
import { IdleShare } from './idle-share.ts';
import type { TideScenario } from './scenario.ts';
import { mergeSpans } from './spans.ts';
import type { CallRule } from './tide-hall.ts';

/** What a planner decided at an instant: it is in force after the approval, unless its answer said otherwise. */
export interface PlannedChange {
	window: number;
	set: readonly number[];
	/** Instant at which it is approved. */
	at: number;
}

export interface Policy {
	rule: CallRule;
	/** The signs at opening. */
	signs(scenario: TideScenario): readonly (readonly number[])[];
	/** Asked every `decisionIntervalS` and at the start and end of an outage; absent = the signs stay. */
	decide?(run: HallRun, scenario: TideScenario, now: number): readonly PlannedChange[];
}

export interface Replay {
	scenario: TideScenario;
	run: HallRun;
	/** Seconds of each window before the last ticket without its closures and outages. */
	openS: Float64Array;
	/** Share of open-window time that was idle while somebody waited whom the clerk could serve. */
	idleShare: number;
}

export function replay(scenario: TideScenario, policy: Policy): Replay {
	const { hall, people } = scenario;
	const run = new HallRun({ hall, rule: policy.rule, room: people.count, patience: true });
	const spans = hall.windows.map((window, w) =>
		mergeSpans([...window.off, ...scenario.outages.filter((outage) => outage.window === w).map((outage) => outage.span)]),
	);
	run.begin(people, 0, spans);
	const idle = new IdleShare(run);
	policy.signs(scenario).forEach((set, window) => {
		run.hang(window, set);
	});
	const end = lastEvent(scenario);
	if (policy.decide)
		for (const at of planningInstants(scenario)) {
			run.runUntil(Math.min(at, end));
			for (const { window, set, at: approved } of policy.decide(run, scenario, at)) run.change({ at: approved, window, set });
		}
	run.runUntil(end);
	const openS = Float64Array.from(hall.windows, (window, w) => {
		let open = hall.lastTicketS;
		// A fault that falls into lunch counts as both, as in the figures this is compared with.
		for (const [from, until] of [...window.off, ...scenario.outages.filter((outage) => outage.window === w).map((outage) => outage.span)])
			open -= Math.max(0, Math.min(until, hall.lastTicketS) - Math.min(from, hall.lastTicketS));
		return open;
	});
	return { scenario, run, openS, idleShare: idle.share };
}

/** Every decision interval from opening on, and the starts and ends of outages; while people may still come or wait. */
export function planningInstants(scenario: TideScenario): number[] {
	const instants = new Set<number>();
	for (let at = 0; at < scenario.hall.endS; at += scenario.decisionIntervalS) instants.add(at);
	for (const { span } of scenario.outages) for (const at of span) if (at < scenario.hall.endS) instants.add(at);
	return [...instants].sort((one, other) => one - other);
}

/**
 * The day is looked at until the last thing that could happen in it: somebody's patience ends, a window returns. After that nothing can begin
 * to wait, so shares of time do not grow with an `end_s` that was set generously.
 */
function lastEvent({ hall, people, outages }: TideScenario): number {
	let last = 0;
	const look = (at: number) => {
		if (at <= hall.endS && at > last) last = at;
	};
	for (let person = 0; person < people.count; person++) {
		look(people.arrival[person]!);
		if (people.patience[person]! >= 0) look(people.arrival[person]! + people.patience[person]!);
	}
	for (const window of hall.windows) for (const [, until] of window.off) look(until);
	for (const { span } of outages) look(span[1]);
	return last;
}
