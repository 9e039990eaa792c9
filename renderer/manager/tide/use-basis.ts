/** What plans are played on in this page: the hall as it stands now, with the outlook, the seed and the times of service of the newest look. */
import { useMemo, useRef } from 'react';
import type { HallEvent } from '../../../domain/contracts/events.ts';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../../domain/contracts/state.ts';
import type { TideLook } from '../../../domain/contracts/tide-desk.ts';
import type { DutyMove } from '../../../domain/contracts/tide-plan.ts';
import { daySpanOf } from '../../../domain/tide-day/day-as-tide.ts';
import { type PlanInputs, questionOf } from '../../../domain/tide-day/plan-question.ts';
import { emptyServices, servicesOf } from '../../../domain/tide-day/services.ts';
import { useEngine, useNow } from '../../engine/use-engine.tsx';
import type { WhatIfRequest } from './what-if-worker.ts';

export interface Basis {
	/** Instant of the moment that is played. */
	at: number;
	question(plans: readonly (readonly DutyMove[])[]): WhatIfRequest['question'];
}

const renewedMs = 30_000;
/** An outlook tells of an hour; when so much of it is over, the day's forecast tells more. */
const freshMs = 12 * 60_000;
const futures = 64;
const stepS = 600;
/** How sure a forecast is that nobody recorded the sureness of. */
const usualCertainty = 24;

export function useBasis(plan: HallPlan, state: HallDay, look: TideLook | null): Basis {
	const engine = useEngine();
	const now = useNow(renewedMs);
	const latest = useRef(state);
	latest.current = state;
	const { advice } = state.tide;
	const made = `${advice?.plan}/${advice?.revision}`;
	// biome-ignore lint/correctness/useExhaustiveDependencies: the log is looked through when another advice stands in it
	const recorded = useMemo(
		() => engine.log().findLast((event): event is HallEvent<'tide-plan-proposed'> => event.name === 'tide-plan-proposed') ?? null,
		[engine, made],
	);
	return useMemo(() => {
		const day = latest.current;
		const basis = recorded?.body.basis;
		const fresh = basis !== undefined && now - basis.at < freshMs;
		const inputs = {
			at: now,
			seed: basis?.seed ?? 1,
			work: 0,
			outlook: fresh ? basis.outlook : outlookOfLook(plan, day, look, now),
			services: basis?.services ?? servicesOf(emptyServices, plan),
		};
		const { hall, rule, moment, outlook, seed, limits } = questionOf(plan, day, inputs);
		const placeOf = new Map(plan.queues.map(({ id }, place) => [id, place]));
		return {
			at: now,
			question: (plans) => ({
				hall,
				rule,
				moment,
				outlook,
				seed,
				horizonS: limits.horizonS,
				futures,
				stepS,
				plans: plans.map((moves) =>
					moves
						.filter(({ to }) => to.length > 0)
						.map(({ window, to }) => ({
							window: plan.windows.findIndex(({ id }) => id === window),
							set: to.flatMap((queue) => placeOf.get(queue) ?? []),
						})),
				),
			}),
		};
	}, [plan, recorded, look, now]);
}

function outlookOfLook(plan: HallPlan, state: HallDay, look: TideLook | null, now: number): PlanInputs['outlook'] {
	const forecast = look?.forecast ?? null;
	const { base } = daySpanOf(plan, state.day, state.openedAt);
	const rows = plan.queues.map(({ id }) => forecast?.queues.find((each) => each.queue === id)?.expected ?? []);
	return {
		from: ((forecast?.from ?? now) - base) / 1000,
		intervalS: (forecast?.intervalMinutes ?? 15) * 60,
		expected: rows,
		certainty: rows.map(() => usualCertainty),
		booked: [],
		show: 1,
		priorityShare: 0.12,
	};
}
