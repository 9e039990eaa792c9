/** One paper after another, with the keyboard alone: Enter goes on to the next field, and in the last one it saves. */
import { Button } from 'antd';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { FaceCatalogue } from '../../../domain/contracts/catalogue.ts';
import type { HallPlan } from '../../../domain/contracts/hall-plan.ts';
import { type ManualResult, manualResults } from '../../../domain/contracts/manual.ts';
import type { HallDay } from '../../../domain/contracts/state.ts';
import { type ReserveCode, readReserveCode } from '../../../domain/manual/reserve-code.ts';
import { sheetOf } from '../../../domain/manual/reserve-numbers.ts';
import { partsOfNumber } from '../../../domain/ticket-number.ts';
import { useEngine } from '../../engine/use-engine.tsx';
import { useSay, useWords } from '../../words/words.tsx';
import {
	counts,
	daysToEnter,
	type EntryDoubt,
	type EntryDraft,
	type EntryField,
	type EntryProblem,
	emptyDraft,
	nextDraft,
	readDraft,
	tidyReserveNumber,
} from './entry-draft.ts';
import { useReserveScans } from './use-reserve-scans.ts';

type Told =
	| { key: 'failed' | `scan.${string}` }
	| { key: 'saved'; ticket: string; result: ManualResult }
	| { key: 'savedFor'; ticket: string; day: string };

const timeFields = ['issued', 'called', 'began', 'ended'] as const;

export function EntryForm(props: {
	station: string;
	plan: HallPlan;
	catalogue: FaceCatalogue;
	state: HallDay;
	now: number;
	/** Where this is, for a window. */
	window?: string;
	/** A paper that was held up before this was open. */
	code?: ReserveCode;
}) {
	const { station, plan, catalogue, state, now } = props;
	const say = useWords('manual');
	const inWords = useSay();
	const engine = useEngine();
	const form = useRef<HTMLFormElement>(null);
	const [draft, setDraft] = useState<EntryDraft>(() => ({
		...emptyDraft(props.window ?? plan.windows[0]?.id ?? ''),
		...(props.code ? { ...props.code, queue: sheetOf(props.code.number)?.queue ?? '' } : {}),
	}));
	const [day, setDay] = useState(state.day);
	const [problem, setProblem] = useState<EntryProblem | null>(null);
	const [doubts, setDoubts] = useState<EntryDoubt[]>([]);
	/** As what it says, not in words: it follows the language. */
	const [told, setTold] = useState<Told | null>(null);
	const [saving, setSaving] = useState(false);

	function change(part: Partial<EntryDraft>) {
		setDraft((before) => ({ ...before, ...part }));
		setProblem(null);
		setDoubts([]);
	}
	/** The letter of the number says the queue, which the clerk may still change. */
	function fillNumber(number: string, run = '') {
		const letter = /^[A-Z]{1,2}/.exec(partsOfNumber(number).series || number.toUpperCase())?.[0] ?? '';
		const queue = plan.queues.some((one) => one.id === letter) ? letter : undefined;
		change({ number, run, ...(queue ? { queue } : {}) });
	}
	function typedNumber(typed: string) {
		// A scanner that is a keyboard types the whole code.
		const code = readReserveCode(typed.trim(), plan.code);
		if (code.ok) {
			fillNumber(code.code.number, code.code.run);
			focus('issued');
		} else fillNumber(typed);
	}
	useReserveScans(station, plan.code, (scan) => {
		if (!scan.ok) return setTold({ key: `scan.${scan.why}` });
		setTold(scan.ticket ? { key: 'scan.ticket' } : null);
		fillNumber(scan.number, scan.run);
		focus('issued');
	});

	function focus(name: string) {
		const field = form.current?.querySelector<HTMLElement>(`[name="${name}"]:not(:disabled)`);
		field?.focus();
		if (field instanceof HTMLInputElement && field.type === 'text') field.select();
	}
	/** The way of Enter: what must be typed for each paper. What stays from paper to paper is reached with Tab. */
	function wayOfEnter(): string[] {
		return ['number', 'issued', 'result', ...timeFields.slice(1).filter((field) => counts(field, draft.result))];
	}
	function onKeyDown(event: KeyboardEvent<HTMLFormElement>) {
		const target = event.target as HTMLInputElement;
		if (target.name === 'result' && /^[1-4]$/.test(event.key)) {
			event.preventDefault();
			return change({ result: manualResults[Number(event.key) - 1] as ManualResult });
		}
		if (event.key !== 'Enter' || target instanceof HTMLButtonElement) return;
		event.preventDefault();
		const way = wayOfEnter();
		const at = way.indexOf(target.name);
		const next = at < 0 ? undefined : way[at + 1];
		if (target.name === 'number') fillNumber(tidyReserveNumber(draft.number), draft.run);
		if (next && doubts.length === 0) focus(next === 'result' ? `result"][value="${draft.result}` : next);
		else void save();
	}

	async function save() {
		if (saving) return;
		// Not the time of the last drawing: a clerk types the minute that has just begun.
		const read = readDraft(draft, { plan, catalogue, day, state: day === state.day ? state : null, now: engine.now() });
		if (!read.ok) {
			setProblem(read.problem);
			setTold(null);
			return focus(read.problem.field);
		}
		if (read.doubts.length > 0 && doubts.length === 0) {
			setTold(null);
			return setDoubts(read.doubts);
		}
		setSaving(true);
		try {
			await engine.report(station, 'enter-manual-service', read.entry);
		} catch {
			return setTold({ key: 'failed' });
		} finally {
			setSaving(false);
		}
		const { ticket, result } = read.entry;
		setTold(day === state.day ? { key: 'saved', ticket, result } : { key: 'savedFor', ticket, day });
		setDoubts([]);
		setProblem(null);
		setDraft(nextDraft(draft, ticket));
		focus('number');
	}
	function inToldWords(what: Told): string {
		if (!('ticket' in what)) return say(`entry.${what.key}`);
		const { ticket } = what;
		if (what.key === 'savedFor') return say('entry.savedFor', { ticket, day: what.day });
		return say('entry.saved', { ticket, result: say(`entry.done.shortResults.${what.result}`) });
	}
	const wrong = (field: EntryField) => problem?.field === field;
	const field = (name: EntryField, hint?: string) => (
		<label data-wrong={wrong(name)}>
			{say(`entry.${name}`)}
			<input
				name={name}
				type="text"
				autoComplete="off"
				inputMode={name === 'items' || name === 'number' ? 'text' : 'numeric'}
				value={draft[name]}
				placeholder={hint}
				aria-invalid={wrong(name)}
				disabled={name !== 'issued' && isTime(name) && !counts(name, draft.result)}
				onChange={(event) => (name === 'number' ? typedNumber(event.target.value) : change({ [name]: event.target.value }))}
			/>
		</label>
	);
	return (
		<form
			ref={form}
			className="card manual-entry"
			aria-label={say('entry.title')}
			onKeyDown={onKeyDown}
			onSubmit={(event) => event.preventDefault()}
		>
			<header>
				<h2>{say('entry.title')}</h2>
				<label>
					{say('entry.day')}
					<select value={day} onChange={(event) => setDay(event.target.value)}>
						{daysToEnter(now, plan.timezone).map((one) => (
							<option key={one} value={one}>
								{one === state.day ? `${one} ${say('entry.today')}` : one}
							</option>
						))}
					</select>
				</label>
			</header>
			<p className="hint">{say('entry.hint')}</p>
			<div className="manual-fields">
				{field('number', 'A90-001')}
				<label data-wrong={wrong('queue')}>
					{say('entry.queue')}
					<select name="queue" value={draft.queue} onChange={(event) => change({ queue: event.target.value })}>
						<option value="" />
						{plan.queues.map((one) => (
							<option key={one.id} value={one.id}>
								{one.id} {inWords(one.name)}
							</option>
						))}
					</select>
				</label>
				{field('issued', '0912')}
			</div>
			<fieldset className="manual-results">
				<legend>{say('entry.result')}</legend>
				{manualResults.map((result) => (
					<label key={result}>
						<input type="radio" name="result" value={result} checked={draft.result === result} onChange={() => change({ result })} />
						{say(`entry.results.${result}`)}
					</label>
				))}
			</fieldset>
			<div className="manual-fields">
				{field('called')}
				{field('began')}
				{field('ended')}
			</div>
			<div className="manual-fields manual-kept">
				<label data-wrong={wrong('window')}>
					{say('entry.window')}
					<select name="window" value={draft.window} onChange={(event) => change({ window: event.target.value })}>
						{plan.windows.map((one) => (
							<option key={one.id} value={one.id}>
								{one.number} {inWords(one.name)}
							</option>
						))}
					</select>
				</label>
				{field('staff', say('entry.staffHint'))}
				{field('items', say('entry.itemsHint'))}
			</div>
			<div className="manual-keys">
				<p role="alert" className="manual-wrong">
					{problem && say(`entry.problems.${problem.problem}`, problem.params)}
					{doubts.map((doubt) => say(`entry.doubts.${doubt}`, { ticket: tidyReserveNumber(draft.number) })).join('　')}
				</p>
				<Button size="large" type="primary" danger={doubts.length > 0} disabled={saving} onClick={() => void save()}>
					{say(doubts.length > 0 ? 'entry.again' : 'entry.save')}
				</Button>
			</div>
			<p role="status" className="manual-told">
				{told && inToldWords(told)}
			</p>
		</form>
	);
}

function isTime(name: EntryField): name is (typeof timeFields)[number] {
	return (timeFields as readonly string[]).includes(name);
}
