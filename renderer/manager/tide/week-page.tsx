/** This week's proposals: accepted, edited, rejected, declined, and what each brought. */
import { Button } from 'antd';
import { ChevronLeft, ChevronRight, FileSpreadsheet } from 'lucide-react';
import { useState } from 'react';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import { useDates } from '../../words/words.tsx';
import { leaveTable } from '../reconciliation/leave-table.ts';
import { type TideWords, useTideWords } from './tide-words.ts';
import { type PlanFigure, useWeek, type WeekRow } from './use-week.ts';
import { sumsOfWeek, weekOf, weekTable } from './week-sums.ts';
import './tide.css';

const ends = ['approved', 'edited', 'automatic', 'rejected', 'expired', 'declined', 'undone'] as const;

export function WeekPage({ station, plan, today }: { station: string; plan: HallPlan; today: string }) {
	const tw = useTideWords(plan);
	const { words } = tw;
	const dates = useDates();
	const [back, setBack] = useState(0);
	const [told, setTold] = useState('');
	const { from, to } = weekOf(today, back);
	const week = useWeek(station, from, to, today);
	const sums = sumsOfWeek(week.rows);
	const dayName = (day: string) => dates.day(Date.parse(`${day}T12:00:00Z`));
	async function leave() {
		const table = weekTable(week.rows, {
			tw,
			stamp: (at) => `${dates.day(at)} ${dates.time(at)}`,
			answer: (row) => answerText(row, tw),
			figure: (figure) => figureText(figure, tw),
		});
		const left = await leaveTable(`tide-${from}-${to}.csv`, table);
		setTold(!left.ok ? words('week.notKept') : left.path === '' ? '' : words('week.kept', { path: left.path }));
	}
	return (
		<main className="manager-main tide-week">
			<header className="card">
				<div>
					<h2>{words('week.title')}</h2>
					<p>{words('week.lead')}</p>
				</div>
				<div className="tide-week-nav">
					<Button icon={<ChevronLeft aria-hidden="true" size={18} />} onClick={() => setBack(back + 1)}>
						{words('week.back')}
					</Button>
					<strong>{words('week.range', { from: dayName(from), to: dayName(to) })}</strong>
					<Button disabled={back === 0} icon={<ChevronRight aria-hidden="true" size={18} />} onClick={() => setBack(back - 1)}>
						{words('week.forth')}
					</Button>
				</div>
				<Button disabled={week.rows.length === 0} icon={<FileSpreadsheet aria-hidden="true" size={18} />} onClick={() => void leave()}>
					{words('week.csv')}
				</Button>
				<small role="status">{told}</small>
			</header>
			{week.state !== 'ready' ? (
				<p className="card nothing" role="status">
					{words(`week.${week.state}`)}
				</p>
			) : (
				<>
					<dl className="card tide-week-sums">
						<div>
							<dt>{words('week.saved')}</dt>
							<dd>
								<strong>{sums.measured === 0 ? words('lines.none') : words('week.savedBig', { count: Math.round(sums.savedMin) })}</strong>
								<small>{words(sums.measured === 0 ? 'week.savedNone' : 'week.savedWhy')}</small>
							</dd>
						</div>
						{ends.map((end) => (
							<div key={end}>
								<dt>{words(`week.sums.${end}`)}</dt>
								<dd>
									<strong>{sums.ends[end]}</strong>
								</dd>
							</div>
						))}
					</dl>
					<section className="card tide-week-list" aria-label={words('week.title')}>
						{week.rows.length === 0 ? (
							<p className="nothing">{words('week.empty')}</p>
						) : (
							<table>
								<thead>
									<tr>
										{(['when', 'what', 'answer', 'foreseen', 'measured'] as const).map((column) => (
											<th key={column} scope="col" className={column === 'foreseen' || column === 'measured' ? 'figure' : undefined}>
												{words(`week.columns.${column}`)}
											</th>
										))}
									</tr>
								</thead>
								<tbody>
									{week.rows.map((row) => (
										<Row
											key={`${row.day}/${row.plan.plan}`}
											row={row}
											tw={tw}
											when={`${dates.day(row.plan.at)} ${dates.time(row.plan.at)}`}
										/>
									))}
								</tbody>
							</table>
						)}
					</section>
					{week.damaged.length > 0 && <p className="tide-note">{words('week.damaged', { days: tw.list(week.damaged.map(dayName)) })}</p>}
				</>
			)}
		</main>
	);
}

function Row({ row, tw, when }: { row: WeekRow; tw: TideWords; when: string }) {
	const { words } = tw;
	const { plan, figure } = row;
	const measured = figure !== null && typeof figure !== 'string' ? figure : null;
	const change =
		measured === null || Math.abs(measured.savedMin) < 2 * measured.errorMin ? 'none' : measured.savedMin > 0 ? 'less' : 'more';
	return (
		<tr>
			<th scope="row">{when}</th>
			<td>
				{tw.moves(plan.moves).map((sentence) => (
					<p key={sentence}>{sentence}</p>
				))}
			</td>
			<td>
				<span
					className="chip"
					data-tone={
						plan.end === 'rejected' || plan.undoneAt !== null ? 'wait' : plan.end === 'expired' || plan.end === 'open' ? 'quiet' : 'tide'
					}
				>
					{words(`week.sums.${plan.undoneAt !== null ? 'undone' : plan.end}`)}
				</span>
				<p className="tide-note">{answerText(row, tw)}</p>
			</td>
			<td className="figure">{savedText(Math.round(plan.foreseenMin), tw)}</td>
			<td className="figure" data-change={change}>
				<strong>{figureText(figure, tw)}</strong>
				{measured && (
					<p className="tide-note">
						{words('week.p95', { before: Math.round(measured.p95Without), after: Math.round(measured.p95With) })}{' '}
						{words('week.better', { better: measured.better, replays: measured.replays })}
					</p>
				)}
			</td>
		</tr>
	);
}

function savedText(saved: number, tw: TideWords): string {
	return saved === 0 ? tw.words('week.same') : tw.words(saved > 0 ? 'week.less' : 'week.more', { count: Math.abs(saved) });
}

function figureText(figure: PlanFigure, tw: TideWords): string {
	if (figure === null) return tw.words('week.measuring');
	if (typeof figure === 'string') return tw.words(`week.notMeasured.${figure}`);
	return Math.abs(figure.savedMin) < 2 * figure.errorMin ? tw.words('week.same') : savedText(Math.round(figure.savedMin), tw);
}

/** Who answered, and why not. */
function answerText({ plan }: WeekRow, tw: TideWords): string {
	const { words } = tw;
	const parts: string[] = [];
	if (plan.end === 'rejected' && plan.reason)
		parts.push(words('week.by', { staff: plan.staff ?? '', what: words(`reject.${plan.reason}`) }));
	else if (plan.staff) parts.push(words('week.byOnly', { staff: plan.staff }));
	if (plan.undoneAt !== null) parts.push(words('week.undoneAt', { at: tw.time(plan.undoneAt) }));
	for (const { window, reason } of plan.declined)
		parts.push(words('stage.declined', { number: tw.window(window), count: 1, reason: words(`decline.${reason}`) }));
	return parts.join(words('join.semicolon'));
}
