/** Proposals of a week, and what each brought: the days that are over are fetched one by one and played again in a worker. */
import { useEffect, useRef, useState } from 'react';
import type { PastPlan, PlansLook } from '../../../domain/contracts/tide-desk.ts';
import type { Measured } from '../../../domain/tide/past-day/measure-plan.ts';
import { useEngine } from '../../engine/use-engine.tsx';
import type { MeasureReply, MeasureRequest } from './measure-worker.ts';

/** `string`: why there is no figure, a key of `week.notMeasured`; `null` = being played. */
export type PlanFigure = Measured | string | null;

export interface WeekRow {
	day: string;
	plan: PastPlan;
	figure: PlanFigure;
}

export interface Week {
	state: 'reading' | 'ready' | 'away' | 'notPermitted' | 'off';
	rows: WeekRow[];
	damaged: string[];
}

const replays = 40;
const withinMs = 2_500;

export function useWeek(station: string, from: string, to: string, today: string): Week {
	const engine = useEngine();
	const [look, setLook] = useState<PlansLook | null>(null);
	const [code, setCode] = useState<string | null>(null);
	const [figures, setFigures] = useState<Record<string, PlanFigure>>({});
	const turn = useRef(0);
	useEffect(() => {
		turn.current += 1;
		const mine = turn.current;
		const still = () => turn.current === mine;
		setLook(null);
		setCode(null);
		const worker = new Worker(new URL('./measure-worker.ts', import.meta.url), { type: 'module' });
		const play = (request: MeasureRequest) =>
			new Promise<MeasureReply>((resolve) => {
				worker.onmessage = ({ data }: MessageEvent<MeasureReply>) => resolve(data);
				worker.onerror = () => resolve({ key: request.key, measured: null, failed: true });
				worker.postMessage(request);
			});
		void (async () => {
			const answer = await engine.tideDesk(station, { do: 'plans', from, to });
			if (!still()) return;
			if (!answer.ok || answer.do !== 'plans') {
				setCode(answer.ok ? 'malformed' : answer.code);
				return;
			}
			setLook(answer);
			for (const { day, plans } of answer.days) {
				const wanted = plans.filter(({ took }) => took.length > 0);
				if (day >= today || wanted.length === 0) continue;
				const found = await engine.historyDesk(station, { do: 'past-day', day });
				if (!still()) return;
				for (const plan of wanted) {
					let figure: PlanFigure = 'gap';
					if (found.ok && found.do === 'past-day') {
						const question = { past: found.past, hall: found.hall, took: plan.took, replays, seed: 1 };
						const reply = await play({ key: plan.plan, question, withinMs });
						if (!still()) return;
						figure = reply.failed ? 'failed' : (reply.measured ?? 'gap');
					}
					setFigures((known) => ({ ...known, [keyOf(day, plan)]: figure }));
				}
			}
		})();
		return () => {
			turn.current += 1;
			worker.terminate();
		};
	}, [engine, station, from, to, today]);
	const rows = (look?.days ?? []).flatMap(({ day, plans }) =>
		plans.map((plan): WeekRow => {
			const figure = plan.took.length === 0 ? 'not-in-force' : day >= today ? 'not-over' : (figures[keyOf(day, plan)] ?? null);
			return { day, plan, figure };
		}),
	);
	return {
		state:
			code === null
				? look === null
					? 'reading'
					: 'ready'
				: code === 'not-permitted'
					? 'notPermitted'
					: code === 'tide-off'
						? 'off'
						: 'away',
		rows: rows.sort((one, other) => other.plan.at - one.plan.at),
		damaged: look?.damaged ?? [],
	};
}

function keyOf(day: string, plan: PastPlan): string {
	return `${day}/${plan.plan}`;
}
