/** The papers of manual mode: sheets of reserve numbers, the clerk's form, the list of those who already wait. */
import { Button } from 'antd';
import { Printer } from 'lucide-react';
import { useState } from 'react';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import type { PaperDocument } from '../../../domain/contracts/paper-document.ts';
import type { HallDay } from '../../../domain/contracts/state.ts';
import { manualQueues } from '../../../domain/manual/manual-mode.ts';
import { clerkForm, mostSheets, type PaperWords, reserveSheets, sheetsOf, waitingList } from '../../../domain/manual/papers.ts';
import { numbersOfSheet, sheetCount, sheetName } from '../../../domain/manual/reserve-numbers.ts';
import { saveDocument } from '../../documents/save-document.ts';
import { useLanguage, useSay, useWords } from '../../words/words.tsx';

/** The last sheet this machine printed of each queue: a proposal for the next one, nothing that anything rests on. */
const remembered = (hall: string) => `manual-sheets/${hall}`;
function lastPrinted(hall: string): Record<string, number> {
	try {
		const kept: unknown = JSON.parse(localStorage.getItem(remembered(hall)) ?? '{}');
		return Object.fromEntries(Object.entries(kept as Record<string, unknown>).filter(([, sheet]) => Number.isInteger(sheet))) as Record<
			string,
			number
		>;
	} catch {
		return {};
	}
}

export function PrintCard({ plan, state, now }: { plan: HallPlan; state: HallDay | null; now: number }) {
	const say = useWords('manual');
	const inWords = useSay();
	const { language } = useLanguage();
	const words: PaperWords = { language, say };
	const [queue, setQueue] = useState(plan.queues[0]?.id ?? 'A');
	const [last, setLast] = useState(() => lastPrinted(plan.code));
	const [typed, setTyped] = useState<string | null>(null);
	const [count, setCount] = useState('5');
	/** As what it says, not in words: it follows the language. */
	const [told, setTold] = useState<{ key: string; params?: Record<string, string> } | null>(null);
	const [busy, setBusy] = useState(false);
	const known = last[queue];
	const first = Number(typed ?? ((known ?? 0) < sheetCount ? (known ?? 0) + 1 : 1));
	const sheets = sheetsOf({ first: Number.isInteger(first) ? first : 0, count: Number(count) || 0 });
	const sound = Number.isInteger(first) && first >= 1 && sheets.length > 0;
	const end = sheets.at(-1) ?? first;

	async function save(name: string, document: PaperDocument): Promise<boolean> {
		setBusy(true);
		setTold({ key: 'print.busy' });
		const saved = await saveDocument(name, document);
		setBusy(false);
		setTold(
			saved.ok
				? { key: saved.where === 'kept' ? 'print.saved' : 'print.downloaded', params: { path: saved.path } }
				: { key: 'print.failed' },
		);
		return saved.ok;
	}
	async function printSheets() {
		const name = `reserve-${sheetName(queue, first)}-${sheetName(queue, end)}.pdf`.toLowerCase();
		if (!(await save(name, reserveSheets(plan, { queue, first, count: sheets.length }, now, words)))) return;
		const next = { ...last, [queue]: end };
		setLast(next);
		setTyped(null);
		try {
			localStorage.setItem(remembered(plan.code), JSON.stringify(next));
		} catch {
			// Only the next proposal is lost.
		}
	}
	const byHand = state ? manualQueues(state, plan) : [];
	const listed = byHand.length > 0 ? byHand : plan.queues.map((one) => one.id);

	return (
		<section className="card manual-print" aria-label={say('print.title')}>
			<h2>
				<Printer aria-hidden="true" />
				{say('print.title')}
			</h2>
			<div className="manual-fields">
				<label>
					{say('print.queue')}
					<select
						value={queue}
						onChange={(event) => {
							setQueue(event.target.value);
							setTyped(null);
						}}
					>
						{plan.queues.map((one) => (
							<option key={one.id} value={one.id}>
								{one.id} {inWords(one.name)}
							</option>
						))}
					</select>
				</label>
				<label>
					{say('print.first')}
					<input inputMode="numeric" value={typed ?? String(first)} maxLength={3} onChange={(event) => setTyped(event.target.value)} />
				</label>
				<label>
					{say('print.count')}
					<input inputMode="numeric" value={count} maxLength={3} onChange={(event) => setCount(event.target.value)} />
				</label>
			</div>
			<p className="hint">
				{known === undefined ? say('print.firstHintNone') : say('print.firstHint', { sheet: sheetName(queue, known) })}
			</p>
			<p>
				{sound
					? say('print.range', {
							from: sheetName(queue, first),
							to: sheetName(queue, end),
							first: numbersOfSheet(queue, first)[0] ?? '',
							last: numbersOfSheet(queue, end).at(-1) ?? '',
						})
					: say('print.beyond')}
			</p>
			<div className="manual-keys">
				<Button type="primary" disabled={!sound || busy || Number(count) > mostSheets} onClick={() => void printSheets()}>
					{say('print.sheets')}
				</Button>
				<Button disabled={busy} onClick={() => void save('manual-form.pdf', clerkForm(plan, now, words))}>
					{say('print.form')}
				</Button>
				{state && (
					<Button disabled={busy} onClick={() => void save(`waiting-${state.day}.pdf`, waitingList(plan, state, listed, now, words))}>
						{say('print.list')}
					</Button>
				)}
			</div>
			<p role="status" className="manual-told">
				{told && say(told.key, told.params)}
			</p>
		</section>
	);
}
