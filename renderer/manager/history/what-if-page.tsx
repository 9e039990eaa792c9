/** A past day with other windows: the same people at the same times, replayed beside the page. */
import { Button, Select } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { PastDay } from '../../../domain/tide/past-day/past-day.ts';
import type { PastHall } from '../../../domain/tide/past-day/rebuild.ts';
import { editFaults, type PastEdit } from '../../../domain/tide/past-day/replay-past.ts';
import { useEngine, useEngineView } from '../../engine/use-engine.tsx';
import { useDates, useWords } from '../../words/words.tsx';
import { EditForm, useEditWords } from './edit-form.tsx';
import { dayBefore, useHistory } from './use-history.ts';
import { useReplay } from './use-replay.ts';
import { WhatIfResult } from './what-if-result.tsx';

const replays = 200;
const seed = 20;
const daysBack = 60;

type Shown = { state: 'reading' | 'away' | 'notPermitted' | 'noDay' | 'failed' } | { state: 'ready'; past: PastDay; hall: PastHall };

function usePastDay(station: string, day: string | null): Shown {
	const engine = useEngine();
	const up = useEngineView().link === 'up';
	const [shown, setShown] = useState<Shown>({ state: 'reading' });
	useEffect(() => {
		let newest = true;
		if (day === null) return;
		if (!up) {
			setShown((before) => (before.state === 'ready' ? before : { state: 'away' }));
			return;
		}
		setShown({ state: 'reading' });
		void engine.historyDesk(station, { do: 'past-day', day }).then((answer) => {
			if (!newest) return;
			if (answer.ok && answer.do === 'past-day') setShown({ state: 'ready', past: answer.past, hall: answer.hall });
			else if (answer.ok) setShown({ state: 'failed' });
			else
				setShown({
					state:
						({ 'not-permitted': 'notPermitted', 'no-day': 'noDay', unreachable: 'away' } as const)[answer.code as 'no-day'] ?? 'failed',
				});
		});
		return () => {
			newest = false;
		};
	}, [engine, station, day, up]);
	return shown;
}

export function WhatIfPage({ station, plan, today }: { station: string; plan: HallPlan; today: string }) {
	const words = useWords('history');
	const dates = useDates();
	const period = useMemo(() => ({ from: dayBefore(today, daysBack), to: dayBefore(today, 1) }), [today]);
	const known = useHistory(station, period, null, 0);
	const days = known.state === 'ready' ? known.look.history.days.filter(({ all }) => all.came > 0).reverse() : [];
	const [chosen, setChosen] = useState<string | null>(null);
	const day = chosen ?? days[0]?.day ?? null;
	const shown = usePastDay(station, day);
	const state = known.state !== 'ready' ? known.state : day === null ? 'noDay' : shown.state;
	return (
		<div className="what-if">
			<section className="card what-if-side" aria-label={words('whatIf.title')}>
				<div>
					<h2>{words('whatIf.title')}</h2>
					<p>{words('whatIf.lead')}</p>
				</div>
				{day !== null && (
					<div className="edit-form">
						<small>{words('whatIf.day')}</small>
						<Select
							aria-label={words('whatIf.day')}
							value={day}
							options={days.map(({ day: value, all }) => ({
								value,
								label: words('whatIf.peopleOf', { day: `${value} ${dates.day(Date.parse(`${value}T12:00:00Z`))}`, people: all.came }),
							}))}
							onChange={(value: string) => setChosen(value)}
						/>
					</div>
				)}
				{state !== 'ready' && <p role="status">{words(state === 'noDay' ? 'whatIf.noDay' : state)}</p>}
			</section>
			{shown.state === 'ready' && (
				<DayTried key={`${shown.past.day}/${shown.past.position}`} past={shown.past} hall={shown.hall} plan={plan} />
			)}
		</div>
	);
}

function DayTried({ past, hall, plan }: { past: PastDay; hall: PastHall; plan: HallPlan }) {
	const words = useWords('history');
	const inWords = useEditWords(hall, plan.timezone);
	const [edits, setEdits] = useState<PastEdit[]>([]);
	const { replayed, start, stop, clear } = useReplay();
	const faults = editFaults(past, hall, edits);
	const express = plan.windows.find(({ kind }) => kind === 'express')?.homeDuty[0] ?? plan.queues[0]?.id ?? '';
	const change = (next: PastEdit[]) => {
		clear();
		setEdits(next);
	};
	const running = replayed.stage === 'running';
	return (
		<>
			<section className="card what-if-side what-if-edits" aria-label={words('whatIf.kind')}>
				<div>
					{edits.map((edit, place) => {
						const { what, when } = inWords(edit);
						const fault = faults.find((each) => each.edit === place);
						return (
							<div key={JSON.stringify(edit)} className="what-if-edit">
								<small>{words('whatIf.change', { number: place + 1 })}</small>
								<strong>{what}</strong>
								<span>{when}</span>
								{fault && <span role="alert">{words(`whatIf.faults.${fault.fault}`)}</span>}
								<Button onClick={() => change(edits.filter((_, at) => at !== place))}>{words('whatIf.remove')}</Button>
							</div>
						);
					})}
					<EditForm
						hall={hall}
						day={past.day}
						timezone={plan.timezone}
						usual={express}
						first={edits.length === 0}
						add={(edit) => {
							const next = [...edits.filter((each) => JSON.stringify(each) !== JSON.stringify(edit)), edit];
							change(next);
							if (edits.length === 0 && editFaults(past, hall, next).length === 0) start({ past, hall, edits: next, replays, seed });
						}}
					/>
				</div>
				{edits.length > 0 && (
					<div className="what-if-progress">
						{running ? (
							<Button block onClick={stop}>
								{words('whatIf.stop')}
							</Button>
						) : (
							<Button block type="primary" disabled={faults.length > 0} onClick={() => start({ past, hall, edits, replays, seed })}>
								{words('whatIf.start')}
							</Button>
						)}
						{replayed.stage !== 'idle' && (
							<>
								<p>{words('whatIf.progress')}</p>
								<progress value={replayed.done} max={replayed.all} aria-label={words('whatIf.progress')} />
								<p role="status">
									{replayed.stage === 'failed'
										? words('whatIf.failed')
										: replayed.stage === 'stopped'
											? words('whatIf.stopped', { done: replayed.done })
											: words('whatIf.done', { done: replayed.done, all: replayed.all, seconds: (replayed.tookMs / 1000).toFixed(1) })}
								</p>
							</>
						)}
					</div>
				)}
			</section>
			{replayed.answer && replayed.of ? (
				<WhatIfResult answer={replayed.answer} edits={edits} hall={hall} timezone={plan.timezone} />
			) : (
				<p className="card nothing what-if-main">{words('whatIf.before')}</p>
			)}
		</>
	);
}
