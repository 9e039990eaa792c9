/** Bad reviews and 办不成事 with their terms, and the figures of reviews by window and service. */
import { Button, Select } from 'antd';
import { FileSpreadsheet } from 'lucide-react';
import { useState } from 'react';
import { newComplaintRef } from '../../../domain/complaints/new-ref.ts';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import { reviewPlanOf } from '../../../domain/reviews/review-plan.ts';
import { useEngine } from '../../engine/use-engine.tsx';
import { useDates, useSay, useWords } from '../../words/words.tsx';
import { leaveTable } from '../reconciliation/leave-table.ts';
import { CaseCard } from './case-card.tsx';
import { isLate } from './case-words.ts';
import { FiguresTable } from './figures-table.tsx';
import { casesTable, figuresTable } from './tables.ts';
import { useCases } from './use-cases.ts';
import './reviews.css';

const periods = [1, 7, 30, 90] as const;

export function ReviewsPage({ station, plan }: { station: string; plan: HallPlan }) {
	const words = useWords('reviews');
	const say = useSay();
	const dates = useDates();
	const engine = useEngine();
	const [days, setDays] = useState<number>(7);
	/** As what it says, not as words: whoever changes the language reads it in that one. */
	const [told, setTold] = useState<{ key: string; path: string } | null>(null);
	const desk = useCases(station, plan, days);
	const open = desk.cases
		.filter(({ closedAt }) => closedAt === null)
		.sort((a, b) => Number(isLate(b)) - Number(isLate(a)) || a.deadlines.settle.dueAt - b.deadlines.settle.dueAt);
	const closed = desk.cases.filter(({ closedAt }) => closedAt !== null);
	const tables = { plan, words, say, stamp: (at: number) => `${dates.day(at)} ${dates.time(at)}` };
	async function leave(name: string, table: string) {
		const left = await leaveTable(name, table);
		if (!left.ok) setTold({ key: 'manager.notKept', path: '' });
		else setTold(left.path === '' ? null : { key: 'manager.kept', path: left.path });
	}
	async function openOne(reason: string) {
		const complaint = newComplaintRef((bytes) => crypto.getRandomValues(new Uint8Array(bytes)));
		try {
			await engine.report(station, 'open-complaint', { complaint, reason });
			desk.again();
		} catch {
			setTold({ key: 'manager.notSaved', path: '' });
		}
	}
	return (
		<main className="manager-main reviews-page">
			<section className="card reviews-cases" aria-label={words('manager.title')}>
				<header>
					<h2>{words('manager.title')}</h2>
					<p>{words('manager.lead')}</p>
					<Select
						aria-label={words('manager.newTitle')}
						placeholder={words('manager.newTitle')}
						value={null}
						options={reviewPlanOf(plan).cannotBeDone.map(({ code, name }) => ({ value: code, label: say(name) }))}
						onChange={(reason: string | null) => reason !== null && void openOne(reason)}
						popupMatchSelectWidth={false}
					/>
					<Button
						icon={<FileSpreadsheet size={18} aria-hidden="true" />}
						onClick={() => void leave(`cases-${desk.to}.csv`, casesTable(desk.cases, tables))}
					>
						{words('manager.csvCases')}
					</Button>
				</header>
				{desk.state !== 'ready' && (
					<p role="status" className="reviews-note">
						{words(`manager.${desk.state}`)}
					</p>
				)}
				{open.length === 0 && desk.state === 'ready' && <p className="nothing">{words('manager.empty')}</p>}
				<ul>
					{open.map((found) => (
						<CaseCard key={found.ref} found={found} plan={plan} station={station} done={desk.again} />
					))}
				</ul>
				{closed.length > 0 && (
					<details>
						<summary>
							{words('manager.closedTitle')} {closed.length}
						</summary>
						<ul>
							{closed.map((found) => (
								<CaseCard key={found.ref} found={found} plan={plan} station={station} done={desk.again} />
							))}
						</ul>
					</details>
				)}
			</section>
			<section className="card reviews-figures" aria-label={words('manager.figures')}>
				<header>
					<h2>{words('manager.figures')}</h2>
					<p>{words('manager.figuresLead')}</p>
					<Select
						aria-label={words('manager.period')}
						value={days}
						options={periods.map((value) => ({ value, label: words(`manager.days.${value}`) }))}
						onChange={setDays}
					/>
					<Button
						disabled={desk.figures === null}
						icon={<FileSpreadsheet size={18} aria-hidden="true" />}
						onClick={() => desk.figures && void leave(`reviews-${desk.from}-${desk.to}.csv`, figuresTable(desk.figures, tables))}
					>
						{words('manager.csvFigures')}
					</Button>
				</header>
				<small role="status">{told === null ? '' : words(told.key, { path: told.path })}</small>
				{desk.figures !== null && <FiguresTable figures={desk.figures} plan={plan} />}
			</section>
		</main>
	);
}
