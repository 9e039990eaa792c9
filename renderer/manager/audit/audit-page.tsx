/** For whoever audits the hall: what staff did and saw, to be searched, taken away, and held to its chain. */
import { Button, Input, Select } from 'antd';
import { FileJson, FileSpreadsheet, ShieldCheck } from 'lucide-react';
import { useId, useMemo, useState } from 'react';
import { instantOf } from '../../../domain/business-day.ts';
import { type AuditFilter, type AuditKind, type AuditRow, auditKindNames } from '../../../domain/contracts/audit.ts';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import { stationInWords } from '../../../domain/reconciliation/place-words.ts';
import { useEngine } from '../../engine/use-engine.tsx';
import { useLanguage, useWords } from '../../words/words.tsx';
import { dayBefore } from '../history/use-history.ts';
import { leaveTable } from '../reconciliation/leave-table.ts';
import { auditColumns, auditCsv, auditJson, cellsOf } from './audit-file.ts';
import { useAudit } from './use-audit.ts';
import { VerifyCard } from './verify-card.tsx';
import './audit.css';

const periods = ['today', 'yesterday', '7', '30', 'own'] as const;
type PeriodName = (typeof periods)[number];

export function AuditPage({ station, plan, today }: { station: string; plan: HallPlan; today: string }) {
	const words = useWords('audit');
	const places = useWords('reconciliation');
	const staffField = useId();
	const [name, setName] = useState<PeriodName>('today');
	const [days, setDays] = useState({ from: today, to: today });
	const [staff, setStaff] = useState('');
	const [kind, setKind] = useState<AuditKind | ''>('');
	const filter: AuditFilter = {
		from: instantOf(days.from, '00:00', plan.timezone),
		to: instantOf(dayBefore(days.to, -1), '00:00', plan.timezone),
		...(/^\d{4,8}$/.test(staff) ? { staff } : {}),
		...(kind === '' ? {} : { kind }),
	};
	const pages = useAudit(station, filter);
	const { language } = useLanguage();
	const form = useMemo(
		() =>
			new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', { dateStyle: 'short', timeStyle: 'medium', timeZone: plan.timezone }),
		[language, plan.timezone],
	);
	// To the second: two lines of one minute are two deeds.
	const time = (at: number) => form.format(at);
	const place = (id: string) => (plan.stations.some((each) => each.id === id) ? stationInWords(plan, id, places) : id);

	function choose(next: PeriodName) {
		setName(next);
		if (next === 'own') return;
		if (next === 'yesterday') setDays({ from: dayBefore(today, 1), to: dayBefore(today, 1) });
		else setDays({ from: next === 'today' ? today : dayBefore(today, Number(next) - 1), to: today });
	}
	const dayField = (key: 'from' | 'to') => (
		<label>
			{words(key)}
			<input
				type="date"
				value={days[key]}
				max={today}
				onChange={({ target: { value } }) => {
					if (value === '') return;
					const next = { ...days, [key]: value };
					setDays(next.from > next.to ? { from: value, to: value } : next);
				}}
			/>
		</label>
	);
	return (
		<main className="manager-main audit-page">
			{/* Above a hundred lines: that they are what was written comes before what they say. */}
			<VerifyCard station={station} time={time} icon={<ShieldCheck size={20} aria-hidden="true" />} />
			<section className="card audit-rows" aria-label={words('title')}>
				<header>
					<h2>{words('title')}</h2>
					<p>{words('lead')}</p>
				</header>
				<search className="audit-filters" aria-label={words('filters')}>
					<Select
						aria-label={words('period')}
						value={name}
						popupMatchSelectWidth={false}
						options={periods.map((value) => ({ value, label: words(`periods.${value}`) }))}
						onChange={choose}
					/>
					{name === 'own' && dayField('from')}
					{name === 'own' && dayField('to')}
					<Select
						aria-label={words('kind')}
						value={kind}
						popupMatchSelectWidth={false}
						options={['' as const, ...auditKindNames].map((value) => ({
							value,
							label: words(value === '' ? 'everything' : `kinds.${value}`),
						}))}
						onChange={setKind}
					/>
					<label htmlFor={staffField}>{words('staff')}</label>
					<Input
						id={staffField}
						className="audit-staff"
						inputMode="numeric"
						maxLength={8}
						placeholder={words('anyone')}
						value={staff}
						onChange={({ target }) => setStaff(target.value.replace(/\D/g, ''))}
					/>
					<span className="audit-space" />
					<ExportKeys station={station} filter={filter} days={days} time={time} />
				</search>
				{pages.wrong !== '' && (
					<p role="alert" className="told">
						{words(`wrong.${pages.wrong}`)}
					</p>
				)}
				<Rows rows={pages.rows} time={time} place={place} />
				<footer>
					{pages.rows.length === 0 && pages.wrong === '' && (
						<p className="nothing" role="status">
							{words(pages.busy ? 'loading' : pages.more ? 'searching' : 'empty')}
						</p>
					)}
					{pages.depth > 0 && <Button onClick={pages.newest}>{words('newest')}</Button>}
					{pages.more && (
						<Button disabled={pages.busy} onClick={pages.older}>
							{words('older')}
						</Button>
					)}
				</footer>
			</section>
		</main>
	);
}

function Rows({ rows, time, place }: { rows: readonly AuditRow[]; time: (at: number) => string; place: (id: string) => string }) {
	const words = useWords('audit');
	if (rows.length === 0) return null;
	return (
		<table className="plain-table">
			<thead>
				<tr>
					{auditColumns.map((column) => (
						<th key={column} scope="col">
							{words(`columns.${column}`)}
						</th>
					))}
				</tr>
			</thead>
			<tbody>
				{rows.map((row) => {
					const cells = cellsOf(row, words, time);
					return (
						<tr key={cells.line} data-kind={row.of}>
							<td>{cells.at}</td>
							<td>{cells.staff}</td>
							<td>{row.station === null || row.station === 'PLATFORM' ? cells.station : place(row.station)}</td>
							<th scope="row">{cells.what}</th>
							<td className="audit-code" title={cells.ref}>
								{cells.ref}
							</td>
							<td className="audit-code" title={cells.part}>
								{cells.part}
							</td>
							<td>{cells.reason}</td>
							<td className="audit-code">{cells.line}</td>
						</tr>
					);
				})}
			</tbody>
		</table>
	);
}

function ExportKeys(props: { station: string; filter: AuditFilter; days: { from: string; to: string }; time: (at: number) => string }) {
	const { station, filter, days, time } = props;
	const words = useWords('audit');
	const engine = useEngine();
	const [busy, setBusy] = useState(false);
	const [told, setTold] = useState('');
	async function take(format: 'csv' | 'json') {
		setBusy(true);
		setTold('');
		try {
			const rows: AuditRow[] = [];
			for (let before: { at: number; skip: number } | null | undefined; before !== null; ) {
				const answer = await engine.auditDesk(station, { do: 'export', filter, format, ...(before ? { before } : {}) });
				if (!answer.ok) return setTold(words(`wrong.${answer.code}`));
				if (answer.do !== 'export') return;
				rows.push(...answer.rows);
				before = answer.more;
				setTold(words('exporting', { count: rows.length }));
			}
			const text = format === 'csv' ? auditCsv(rows, words, time) : auditJson(rows);
			const left = await leaveTable(`audit-${days.from}-${days.to}.${format}`, text);
			setTold(left.ok ? (left.path === '' ? '' : words('kept', { path: left.path })) : words('notKept'));
		} finally {
			setBusy(false);
		}
	}
	return (
		<>
			<small role="status">{told}</small>
			<Button disabled={busy} icon={<FileSpreadsheet size={18} aria-hidden="true" />} onClick={() => void take('csv')}>
				{words('csv')}
			</Button>
			<Button disabled={busy} icon={<FileJson size={18} aria-hidden="true" />} onClick={() => void take('json')}>
				{words('json')}
			</Button>
		</>
	);
}
