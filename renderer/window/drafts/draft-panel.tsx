/** 接着填表: the code of a slip, held up or typed; what is still to be asked; and the form under the number in hand. */
import { Input, Select } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import type { CatalogueBook } from '../../../domain/contracts/catalogue-book.ts';
import { type FormField, fieldsOf } from '../../../domain/form/form.ts';
import { readCode } from '../../../domain/reservations/code.ts';
import { useCatalogueBook } from '../../words/catalogue-book.ts';
import { useSay, useWords } from '../../words/words.tsx';
import { Panel } from '../panel.tsx';
import { type BroughtDraft, bringDraft, type DraftRefusal, handInDraft, putBackDraft, stillToAsk, withAnswer } from './draft-at-window.ts';

export function DraftPanel(props: {
	/** From the scanner; empty = it is typed here. */
	code: string;
	/** The number at this window; `null` = none yet. */
	ticket: string | null;
	day: string;
	/** The hall's own clock, `YYYY-MM-DDTHH:MM`. */
	now: string;
	onClose: () => void;
}) {
	const say = useWords('drafts');
	const { book } = useCatalogueBook();
	const field = useId();
	const [typed, setTyped] = useState(props.code);
	const [draft, setDraft] = useState<BroughtDraft | null>(null);
	const [refused, setRefused] = useState<DraftRefusal | null>(null);
	const [busy, setBusy] = useState(false);
	const held = useRef<BroughtDraft | null>(null);
	held.current = draft;
	const whole = readCode(typed) !== null;

	async function bring(text: string) {
		if (book === null) return;
		setBusy(true);
		setRefused(null);
		const found = await bringDraft(book, text);
		setBusy(false);
		if (typeof found === 'string') setRefused(found);
		else setDraft(found);
	}
	// biome-ignore lint/correctness/useExhaustiveDependencies: once, when what is needed is there
	useEffect(() => {
		if (props.code !== '' && book !== null) void bring(props.code);
	}, [book === null]);
	// Whatever closes the panel: the draft is not lost.
	useEffect(
		() => () => {
			if (held.current) void putBackDraft(held.current);
		},
		[],
	);
	async function handIn() {
		if (draft === null || props.ticket === null) return;
		setBusy(true);
		const problem = await handInDraft(draft, props.day, props.ticket);
		setBusy(false);
		if (problem !== null) return setRefused(problem);
		held.current = null;
		props.onClose();
	}
	const why = draft !== null && props.ticket === null ? say('callFirst') : null;
	return (
		<Panel
			title={say('title')}
			hint={say(draft === null ? 'hint' : 'hintBrought')}
			submit={draft === null ? say('bring') : say('handIn', { ticket: props.ticket ?? '' })}
			why={draft === null ? (whole ? null : say('code')) : why}
			busy={busy}
			onSubmit={() => void (draft === null ? bring(typed) : handIn())}
			onClose={props.onClose}
		>
			{draft === null && (
				<>
					<label htmlFor={field}>{say('label')}</label>
					<Input
						id={field}
						size="large"
						autoComplete="off"
						maxLength={24}
						value={typed}
						onChange={(event) => setTyped(event.target.value.toUpperCase())}
					/>
				</>
			)}
			{refused !== null && (
				<p className="decision-note" data-tone="wait" role="alert">
					{say(`refused.${refused}`, { defaultValue: say('refused.other') })}
				</p>
			)}
			{draft !== null && book !== null && <Brought {...{ draft, book, now: props.now, change: setDraft }} />}
		</Panel>
	);
}

function Brought(props: { draft: BroughtDraft; book: CatalogueBook; now: string; change: (draft: BroughtDraft) => void }) {
	const say = useWords('drafts');
	const inWords = useSay();
	const { draft, book, now, change } = props;
	// What was asked once stays, so that nothing jumps away under the clerk's hands.
	const [asked] = useState(() => stillToAsk(draft, now));
	const wrong = new Set(stillToAsk(draft, now).here.map(({ key }) => key));
	const all = fieldsOf(draft.form).length;
	const names = draft.items.map((code) => {
		const item = book.items.find((one) => one.code === code);
		return item ? inWords(item.name) : code;
	});
	const materialName = (code: string) => {
		const material = book.materials.find((one) => one.code === code);
		return material ? inWords(material.name) : code;
	};
	return (
		<>
			<p>
				<strong>{names.join(say('comma'))}</strong>
			</p>
			<p className="hint" role="status">
				{say(wrong.size + asked.onPaper.length === 0 ? 'whole' : 'missing', { count: all, missing: wrong.size + asked.onPaper.length })}
			</p>
			{asked.here.map((field) => (
				<Asked
					key={field.key}
					field={field}
					value={draft.answers[field.key]}
					wrong={wrong.has(field.key)}
					set={(text) => change(withAnswer(draft, field, text))}
				/>
			))}
			{asked.onPaper.length > 0 && (
				<p className="hint">{say('onPaper', { fields: asked.onPaper.map(({ label }) => inWords(label)).join(say('comma')) })}</p>
			)}
			{draft.pictures.length > 0 && (
				<p className="hint">{say('pictures', { materials: draft.pictures.map(materialName).join(say('comma')) })}</p>
			)}
			{draft.elsewhere.length > 0 && (
				<p className="decision-note" data-tone="wait" role="status">
					{say('elsewhere', { materials: draft.elsewhere.map(materialName).join(say('comma')) })}
				</p>
			)}
		</>
	);
}

function Asked({ field, value, wrong, set }: { field: FormField; value: unknown; wrong: boolean; set: (text: string) => void }) {
	const say = useWords('drafts');
	const inWords = useSay();
	const id = useId();
	const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
	return (
		<div className="draft-field">
			<label htmlFor={id}>
				{inWords(field.label)}
				{wrong && text !== '' && <em> {say('notRight')}</em>}
			</label>
			{field.type === 'select' ? (
				<Select
					id={id}
					value={text === '' ? null : text}
					options={field.options.map(({ value: each, label }) => ({ value: each, label: inWords(label) }))}
					onChange={set}
				/>
			) : (
				<Input
					id={id}
					autoComplete="off"
					status={wrong && text !== '' ? 'error' : ''}
					placeholder={field.type === 'date' ? '2026-11-23' : ''}
					maxLength={field.validation.maxLength ?? 200}
					value={text}
					onChange={(event) => set(event.target.value)}
				/>
			)}
		</div>
	);
}
