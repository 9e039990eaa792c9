/** A planned day as lines over one clock: what each window does when, and under it, over the same hours, where windows are still missing. */
import { Utensils } from 'lucide-react';
import type { ReactNode } from 'react';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { DayPlan } from '../../../domain/contracts/history-desk.ts';
import { windowNumber } from '../../../domain/eligibility.ts';
import { useSay, useWords } from '../../words/words.tsx';

const quartersAnHour = 4;

export interface PlanScale {
	/** First quarter shown, and how many. */
	first: number;
	quarters: number;
	clock(quarter: number): string;
}

/** From the first window that opens to the last that closes. */
export function planScale(found: DayPlan): PlanScale {
	const all = [...found.windows.flatMap(({ parts }) => parts), ...found.short];
	const first = Math.min(...all.map(({ from }) => from));
	return {
		first,
		quarters: Math.max(...all.map(({ to }) => to)) - first,
		clock(quarter) {
			const minutes = found.from + quarter * 15;
			return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
		},
	};
}

const columnsOf = ({ quarters }: PlanScale) => ({ gridTemplateColumns: `repeat(${quarters}, minmax(0, 1fr))` });
const placeOf = ({ first }: PlanScale, { from, to }: { from: number; to: number }) => ({
	gridColumn: `${from - first + 1} / ${to - first + 1}`,
});

/** Full hours; every line says its own times in words as well. */
function Clock({ scale, of }: { scale: PlanScale; of: 'window' | 'queue' }) {
	const words = useWords('history');
	const startMinutes = Number(scale.clock(scale.first).slice(3));
	const skip = startMinutes === 0 ? 0 : quartersAnHour - startMinutes / 15;
	const hours: number[] = [];
	for (let quarter = scale.first + skip; quarter + 2 <= scale.first + scale.quarters; quarter += quartersAnHour) hours.push(quarter);
	return (
		<thead>
			<tr>
				<th scope="col">
					<span className="unseen">{words(`columns.${of}`)}</span>
				</th>
				<th scope="col">
					<span className="unseen">{words('columns.hour')}</span>
					<div className="plan-line plan-clock" aria-hidden="true" style={columnsOf(scale)}>
						{hours.map((quarter) => (
							<span
								key={quarter}
								style={placeOf(scale, { from: quarter, to: Math.min(quarter + quartersAnHour, scale.first + scale.quarters) })}
							>
								{scale.clock(quarter)}
							</span>
						))}
					</div>
				</th>
			</tr>
		</thead>
	);
}

/** One row: who it is about, and its parts over the hours. */
function Line({ head, scale, children }: { head: ReactNode; scale: PlanScale; children: ReactNode }) {
	return (
		<tr>
			<th scope="row">{head}</th>
			<td>
				<ol className="plan-line" style={columnsOf(scale)}>
					{children}
				</ol>
			</td>
		</tr>
	);
}

export function WindowLines({ found, plan, scale }: { found: DayPlan; plan: HallPlan; scale: PlanScale }) {
	const words = useWords('history');
	return (
		<section className="card history-figure" aria-label={words('plan.table')}>
			<header>
				<h2>{words('plan.table')}</h2>
				<small className="plan-legend">
					<Utensils aria-hidden="true" size={16} /> {words('plan.lunch')}
				</small>
			</header>
			<table className="plain-table plan-table">
				<Clock scale={scale} of="window" />
				<tbody>
					{found.windows
						.filter(({ parts }) => parts.length > 0)
						.map(({ window, parts }) => (
							<Line key={window} head={windowNumber(plan, window)} scale={scale}>
								{parts.map(({ from, to, queues, lunch }) => {
									const time = `${scale.clock(from)}–${scale.clock(to)}`;
									const what = lunch ? words('plan.lunch') : queues.join(' ');
									return (
										<li key={from} data-lunch={lunch} title={`${what} ${time}`} style={placeOf(scale, { from, to })}>
											{lunch ? <Utensils aria-hidden="true" size={16} /> : <b>{what}</b>}
											{lunch && <span className="unseen">{what}</span>} <small>{time}</small>
										</li>
									);
								})}
							</Line>
						))}
				</tbody>
			</table>
		</section>
	);
}

/** Where people are missing whoever sits where: by service, over the hours of the windows' lines. */
export function ShortLines({ found, plan, scale }: { found: DayPlan; plan: HallPlan; scale: PlanScale }) {
	const words = useWords('history');
	const say = useSay();
	const queues = plan.queues.filter(({ id }) => found.short.some(({ queue }) => queue === id));
	return (
		<section className="card history-figure" aria-label={words('plan.shortTitle')}>
			<header>
				<h2>{words('plan.shortTitle')}</h2>
				{queues.length > 0 && <small>{words('plan.shortNote')}</small>}
			</header>
			{queues.length === 0 ? (
				<p className="nothing">{words('plan.noShort')}</p>
			) : (
				<table className="plain-table plan-table plan-short">
					<Clock scale={scale} of="queue" />
					<tbody>
						{queues.map(({ id, name }) => (
							<Line
								key={id}
								head={
									<>
										{id} <span>{say(name)}</span>
									</>
								}
								scale={scale}
							>
								{found.short
									.filter(({ queue }) => queue === id)
									.map(({ from, to, windows }) => {
										const said = words('plan.short', {
											...{ from: scale.clock(from), to: scale.clock(to) },
											...{ queue: `${id} ${say(name)}`, count: windows },
										});
										return (
											<li key={from} data-short="true" title={said} style={placeOf(scale, { from, to })}>
												<span className="unseen">{said}</span>
												<b aria-hidden="true">{windows}</b>
											</li>
										);
									})}
							</Line>
						))}
					</tbody>
				</table>
			)}
		</section>
	);
}
