import { Select } from 'antd';
import { useMemo, useState } from 'react';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { FoundConflict } from '../../../domain/contracts/reconciliation.ts';
import { healingsOf } from '../../../domain/reconciliation/healings.ts';
import { manualInWords, type Speaker } from '../../../domain/reconciliation/in-words.ts';
import { useEngine, useEngineView } from '../../engine/use-engine.tsx';
import { useDates, useLanguage, useWords } from '../../words/words.tsx';
import { useAsking } from '../use-asking.ts';
import { ConflictCard } from './conflict-card.tsx';
import { ExportKeys } from './export-keys.tsx';
import { HealingCard } from './healing-card.tsx';
import { useReport } from './use-report.ts';
import './reconciliation.css';

/** Days back that can be chosen: as far as late reports are believed. */
const daysBack = 14;
const dayMs = 86_400_000;

/** What came in after cuts, of today or of a day that is over, and the place where conflicts are settled. */
export function ReconciliationPage({ station, plan, today }: { station: string; plan: HallPlan; today: string }) {
	const words = useWords('reconciliation');
	const { language } = useLanguage();
	const dates = useDates();
	const engine = useEngine();
	const view = useEngineView();
	const asking = useAsking(station);
	const [day, setDay] = useState<string | null>(null);
	const [again, setAgain] = useState(0);
	const shown = useReport(station, day, again);
	const speaker = useMemo<Speaker>(() => ({ plan, say: words, language }), [plan, words, language]);
	const time = dates.time;
	const cutOff = view.link === 'down';
	const days = useMemo(() => {
		const noon = Date.parse(`${today}T12:00:00Z`);
		return Array.from({ length: daysBack + 1 }, (_, back) => {
			const value = new Date(noon - back * dayMs).toISOString().slice(0, 10);
			return { value, label: back === 0 ? `${dates.day(noon)} (${words('screen.today')})` : dates.day(noon - back * dayMs) };
		});
	}, [today, dates, words]);
	const report = shown.state === 'ready' ? shown.report : null;
	const settle = async (conflict: number, decision: string) => {
		const done = await asking.ask('settle-conflict', { conflict, decision }, day ?? undefined);
		if (done && day !== null) setAgain((times) => times + 1);
		return done;
	};
	const listed = report ? [...report.conflicts].sort((one, other) => weightOf(one) - weightOf(other) || one.number - other.number) : [];
	return (
		<main className="manager-main reconciliation">
			<section className="card reconciliation-head">
				<h2>{words('title')}</h2>
				<p>{words('lead')}</p>
				<Select
					aria-label={words('screen.day')}
					value={day ?? today}
					options={days}
					onChange={(chosen: string) => {
						setAgain(0);
						setDay(chosen === today ? null : chosen);
					}}
				/>
				{report && <ExportKeys key={report.day} report={report} speaker={speaker} />}
			</section>
			{asking.told !== '' && (
				<p role="alert" className="told">
					{asking.told}
				</p>
			)}
			{report === null ? (
				<p className="card nothing" role="status">
					{words(`screen.${shown.state}`)}
				</p>
			) : (
				<div className="reconciliation-parts">
					<section className="card" aria-label={words('screen.healings')}>
						<header>
							<h2>{words('screen.healings')}</h2>
						</header>
						{manualInWords(report, speaker).map((line) => (
							<p key={line} className="by-hand">
								{line}
							</p>
						))}
						{report.cuts.length === 0 && <p className="nothing">{words('screen.none')}</p>}
						<ul>
							{healingsOf(report.cuts).map((healing) => (
								<HealingCard key={healing.cuts[0]?.id} healing={healing} speaker={speaker} time={time} />
							))}
						</ul>
					</section>
					<section className="card" aria-label={words('screen.conflicts')}>
						<header>
							<h2>{words('screen.conflicts')}</h2>
							{report.sums.open > 0 && (
								<small>
									{words('open')} {report.sums.open}
								</small>
							)}
						</header>
						{listed.length === 0 && <p className="nothing">{words('screen.noConflicts')}</p>}
						<ul>
							{listed.map((conflict) => (
								<ConflictCard
									key={conflict.number}
									conflict={conflict}
									speaker={speaker}
									time={time}
									busy={asking.busy}
									settle={cutOff || engine.signedIn(station) === null ? null : (decision) => settle(conflict.number, decision)}
								/>
							))}
						</ul>
					</section>
				</div>
			)}
		</main>
	);
}

/** What is open first; of it what people may have suffered from before what only lacks a name. */
function weightOf({ settled, case: kind }: FoundConflict): number {
	return (settled === null ? 0 : 2) + (kind === 'without-session' ? 1 : 0);
}
