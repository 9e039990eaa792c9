/** One field of the form: its label, what it is filled with, and what is wrong with it. */

import { Check, Eye, IdCard, Pencil } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { type Answer, isEmpty, normalise } from '../../../domain/form/answers.ts';
import type { FieldProblem } from '../../../domain/form/check-field.ts';
import type { FormField } from '../../../domain/form/form.ts';
import { provinces, shortProvince } from '../../../domain/form/provinces.ts';
import { maskText } from '../../../domain/masking/mask.ts';
import { Key } from '../../design/key.tsx';
import { useSay, useWords } from '../../words/words.tsx';
import { CheckRow } from '../check-row.tsx';
import type { KeyboardKind } from '../keyboard/keyboard-state.ts';
import { dayBy, figuresOf, fromFigures } from './dates.ts';
import { useForm } from './form-place.tsx';
import { useProblemWords } from './problem-words.ts';
import { Signature } from './signature.tsx';
import { TableField } from './table-field.tsx';
import { TextInput, useTyping } from './typing.tsx';

export function FieldView({ field, problem, required }: { field: FormField; problem: FieldProblem | null; required: boolean }) {
	const words = useWords('form');
	const say = useSay();
	const problemWords = useProblemWords();
	const { view } = useForm();
	const id = useId();
	if (view.stage !== 'open') return null;
	const role = view.fromCard[field.key];
	const answer = view.answers[field.key];
	const label = (
		<>
			{say(field.label)}
			{!required && <small>{words('optional')}</small>}
		</>
	);
	const told = problem !== null && (
		<p className="field-problem" id={`${id}-problem`} role="alert">
			{problemWords(problem)}
		</p>
	);
	if (role !== undefined && typeof answer === 'string')
		return (
			<div className="field" data-field={field.key}>
				<span className="field-label">{label}</span>
				<FromCard field={field} value={answer} />
				{told}
			</div>
		);
	const typed = isTyped(field);
	const Group = typed ? 'div' : 'fieldset';
	return (
		<Group className="field" data-field={field.key}>
			{typed ? (
				<label className="field-label" htmlFor={id}>
					{label}
				</label>
			) : (
				<legend className="field-label">{label}</legend>
			)}
			<Filling field={field} id={id} problem={problem} />
			{told}
		</Group>
	);
}

function isTyped({ type, options }: FormField): boolean {
	return !['multiselect', 'boolean', 'table', 'signature'].includes(type) && !(type === 'select' && options.length > 0);
}

const kinds: Partial<Record<FormField['type'], KeyboardKind>> = {
	...{ phone: 'phone', number: 'decimal', money: 'decimal', bankAccount: 'digits', uscc: 'creditCode', idNumber: 'idNumber' },
	...{ date: 'digits', datetime: 'digits' },
};

/** Letters and figures only, by the catalogue's own pattern: no pinyin for a plate or a licence. */
function kindOf({ type, validation: { pattern }, key }: FormField): KeyboardKind {
	if (type === 'text' && pattern !== undefined) {
		if (/^\^\\d/.test(pattern)) return 'digits';
		if (!pattern.includes('u4e00')) return /[a-z]/.test(pattern.replace(/\\[a-z]/g, '')) ? 'latin' : 'creditCode';
	}
	return key === 'pinyinName' ? 'creditCode' : (kinds[type] ?? 'words');
}

const longest: Partial<Record<FormField['type'], number>> = { phone: 20, idNumber: 18, uscc: 18, bankAccount: 22, number: 14, money: 14 };

function Filling({ field, id, problem }: { field: FormField; id: string; problem: FieldProblem | null }) {
	const words = useWords('form');
	const say = useSay();
	const { desk, view, localNow } = useForm();
	const { active } = useTyping();
	if (view.stage !== 'open') return null;
	const answer = view.answers[field.key];
	const text = typeof answer === 'string' || typeof answer === 'number' ? String(answer) : '';
	const set = (value: Answer) => desk.answer(field.key, value);
	const describedBy = problem === null ? undefined : `${id}-problem`;
	const chosen = Array.isArray(answer) ? answer : [];
	switch (field.type) {
		case 'signature':
			return <Signature field={field} />;
		case 'table':
			return <TableField field={field} />;
		case 'boolean':
			return (
				<Options>
					<Option name={words('yes')} chosen={answer === true} choose={() => set(true)} />
					<Option name={words('no')} chosen={answer === false} choose={() => set(false)} />
				</Options>
			);
		case 'multiselect':
			return (
				<ul className="check-list">
					{field.options.map(({ value, label }) => (
						<CheckRow
							key={value}
							name={say(label)}
							chosen={chosen.includes(value)}
							toggle={() => set(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value])}
						/>
					))}
				</ul>
			);
		case 'select':
			if (field.options.length > 0)
				return (
					<Options>
						{field.options.map(({ value, label }) => (
							<Option key={value} name={say(label)} chosen={text === value} choose={() => set(value)} />
						))}
					</Options>
				);
			break;
		case 'date':
		case 'datetime': {
			const { type } = field;
			const today = localNow.slice(0, 10);
			return (
				<>
					<TextInput
						{...{ id, describedBy, problem: problem !== null, kind: 'digits', most: type === 'date' ? 8 : 12 }}
						value={figuresOf(text)}
						shown={text.replace('T', ' ')}
						hint={words(type === 'date' ? 'dateHint' : 'timeHint')}
						onChange={(figures) => set(fromFigures(figuresOf(figures), type))}
					/>
					{active === id && field.validation.min === undefined && (
						<Options>
							{[0, -1, -2].map((days) => (
								<Key key={days} className="option" onClick={() => set(type === 'date' ? dayBy(today, days) : dayBy(today, days))}>
									{words(`days.${-days}`)}
								</Key>
							))}
						</Options>
					)}
				</>
			);
		}
	}
	const most = field.validation.maxLength ?? longest[field.type];
	return (
		<>
			<TextInput
				{...{ id, describedBy, problem: problem !== null, value: text, kind: kindOf(field), most }}
				// Kept in one form only when it is looked at as a whole: a space between two words being typed is still wanted.
				onChange={(value) => set(field.type === 'phone' || field.type === 'idNumber' ? normalise(field, value) : value)}
			/>
			{field.type === 'region' && active === id && isEmpty(text) && (
				<div className="provinces">
					{provinces.map((name) => (
						<Key key={name} className="option" lang="zh-CN" onClick={() => set(name)}>
							{shortProvince(name)}
						</Key>
					))}
				</div>
			)}
		</>
	);
}

function Options({ children }: { children: ReactNode }) {
	return <div className="options">{children}</div>;
}

function Option({ name, chosen, choose }: { name: string; chosen: boolean; choose: () => void }) {
	return (
		<Key className="option" aria-pressed={chosen} onClick={choose}>
			{chosen && <Check size={40} strokeWidth={3} aria-hidden="true" />}
			{name}
		</Key>
	);
}

/** Read from a card: grey and masked, whole only while held, and the citizen's to change. */
function FromCard({ field, value }: { field: FormField; value: string }) {
	const words = useWords('form');
	const say = useSay();
	const { desk } = useForm();
	const [held, setHeld] = useState(false);
	const option = field.options.find((one) => one.value === value);
	const whole = option ? say(option.label) : value;
	const shown = held || option ? whole : maskText(value, field.mask, 'public');
	const release = () => setHeld(false);
	return (
		<div className="from-card">
			<IdCard size={40} aria-hidden="true" />
			<span className="from-card-value">
				<span>{shown}</span>
				<small>{words('fromCard')}</small>
			</span>
			{field.mask !== null && !option && (
				<Key
					className="small-key"
					kind="plain"
					onPointerDown={() => setHeld(true)}
					onPointerUp={release}
					onPointerLeave={release}
					onPointerCancel={release}
					onKeyDown={(event) => (event.key === 'Enter' || event.key === ' ') && setHeld(true)}
					onKeyUp={release}
					onBlur={release}
				>
					<Eye size={36} aria-hidden="true" />
					{words('hold')}
				</Key>
			)}
			<Key className="small-key" onClick={() => desk.answer(field.key, value)}>
				<Pencil size={32} aria-hidden="true" />
				{words('change')}
			</Key>
		</div>
	);
}
