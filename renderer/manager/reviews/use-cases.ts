/** Cases and figures over all days, asked for as the log moves; cut off, what this machine's log of today says of cases. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { casesOf } from '../../../domain/complaints/cases.ts';
import { deadlinesOf } from '../../../domain/complaints/deadlines.ts';
import { evolveVoices, startOfVoices } from '../../../domain/complaints/evolve-day.ts';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { ReviewLook, ShownCase } from '../../../domain/contracts/review-desk.ts';
import { useEngine, useEngineView } from '../../engine/use-engine.tsx';

const lookEveryMs = 20_000;

export interface CasesDesk {
	state: 'reading' | 'ready' | 'away' | 'notPermitted';
	cases: ShownCase[];
	figures: ReviewLook['figures'] | null;
	from: string;
	to: string;
	again(): void;
}

export function useCases(station: string, plan: HallPlan, days: number): CasesDesk {
	const engine = useEngine();
	const view = useEngineView();
	const [look, setLook] = useState<ReviewLook | null>(null);
	const [wrong, setWrong] = useState<string | null>(null);
	const [asked, setAsked] = useState(0);
	const up = view.link === 'up';
	const ask = useCallback(async () => {
		const answer = await engine.reviewDesk(station, { do: 'look', days });
		if (answer.ok && answer.do === 'look') setLook(answer);
		setWrong(answer.ok ? null : answer.code);
	}, [engine, station, days]);
	// What was said of a case is in the log: when one of its events comes, the platform is asked at once.
	const told = useTold();
	// biome-ignore lint/correctness/useExhaustiveDependencies: asked anew when something was said of a case, or when it is wished
	useEffect(() => {
		if (!up) return;
		void ask();
		const timer = setInterval(() => void ask(), lookEveryMs);
		return () => clearInterval(timer);
	}, [ask, up, told, asked]);

	const day = view.state?.day ?? null;
	const own = useMemo<ShownCase[]>(() => {
		if (up || day === null || told < 0) return [];
		const staff = engine.signedIn(station)?.staff;
		const now = engine.now();
		const found = casesOf([evolveVoices(startOfVoices(plan.code, day), engine.log())]);
		return found.filter(({ about }) => about.clerk !== staff).map((each) => ({ ...each, deadlines: deadlinesOf(plan, each, now) }));
	}, [up, day, told, engine, station, plan]);
	return {
		state: !up ? 'away' : wrong === 'not-permitted' ? 'notPermitted' : look === null ? 'reading' : 'ready',
		cases: up ? (look?.cases ?? []) : merged(look?.cases ?? [], own),
		figures: look?.figures ?? null,
		from: look?.from ?? '',
		to: look?.to ?? '',
		again: () => setAsked((times) => times + 1),
	};
}

/** What was seen before the line was cut stays; today's log says more of today's cases. */
function merged(seen: ShownCase[], own: ShownCase[]): ShownCase[] {
	const refs = new Set(own.map(({ ref }) => ref));
	return [...own, ...seen.filter(({ ref }) => !refs.has(ref))];
}

/** Grows with every event of the log that is about reviews or cases; each event is looked at once. */
function useTold(): number {
	const engine = useEngine();
	const { position, state } = useEngineView();
	const seen = useRef({ day: '', upTo: 0, count: 0 });
	const day = state?.day ?? '';
	return useMemo(() => {
		const log = engine.log();
		if (seen.current.day !== day || seen.current.upTo > log.length) seen.current = { day, upTo: 0, count: 0 };
		const known = seen.current;
		for (; known.upTo < log.length && known.upTo < position; known.upTo += 1)
			if (/^(review|complaint)-/.test(log[known.upTo]?.name ?? '')) known.count += 1;
		return known.count;
	}, [engine, day, position]);
}
