/** A list in the form: its rows, and one of them open to be filled in. */

import { Pencil, Plus, Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import { normalise } from '../../../domain/form/answers.ts';
import { checkField } from '../../../domain/form/check-field.ts';
import type { FormField } from '../../../domain/form/form.ts';
import { type Column, cellsOf, columnsOf, rowOf, rowsAtMost } from '../../../domain/form/tables.ts';
import { maskText } from '../../../domain/masking/mask.ts';
import { Key } from '../../design/key.tsx';
import { useWords } from '../../words/words.tsx';
import type { KeyboardKind } from '../keyboard/keyboard-state.ts';
import { useForm } from './form-place.tsx';
import { useProblemWords } from './problem-words.ts';
import { TextInput, useTyping } from './typing.tsx';

const kinds: Record<Column['type'], KeyboardKind> = {
	text: 'words',
	idNumber: 'idNumber',
	number: 'decimal',
	money: 'decimal',
	phone: 'phone',
};

export function TableField({ field }: { field: FormField }) {
	const words = useWords('form');
	const { desk, view } = useForm();
	const typing = useTyping();
	const [open, setOpen] = useState<number | null>(null);
	if (view.stage !== 'open') return null;
	const answer = view.answers[field.key];
	const rows = Array.isArray(answer) ? answer : [];
	const columns = columnsOf(field.key);
	const most = Math.min(field.validation.maxRows ?? rowsAtMost, rowsAtMost);
	const set = (next: string[]) => desk.answer(field.key, next);
	if (open !== null)
		return (
			<div className="table-row-open">
				<h2>{words('rows.row', { row: open + 1 })}</h2>
				{columns.map((column, at) => (
					<Cell
						key={column.key}
						column={column}
						value={cellsOf(rows[open] ?? '', columns.length)[at] ?? ''}
						set={(value) => {
							const cells = cellsOf(rows[open] ?? '', columns.length);
							cells[at] = value;
							set(rows.map((row, index) => (index === open ? rowOf(cells) : row)));
						}}
					/>
				))}
				<div className="options">
					<Key
						className="option"
						kind="soft"
						onClick={() => {
							typing.use(null);
							setOpen(null);
						}}
					>
						{words('rows.done')}
					</Key>
				</div>
			</div>
		);
	return (
		<div className="table-rows">
			<ol>
				{rows.map((row, index) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place alone
					<li key={index} className="from-card">
						<span className="from-card-value">
							{index + 1}.{' '}
							{cellsOf(row, columns.length)
								.map((cell, at) => maskText(cell, columns[at]?.mask ?? null, 'public'))
								.filter((cell) => cell !== '')
								.join(' · ') || words('rows.empty')}
						</span>
						<Key className="small-key" aria-label={words('rows.changeRow', { row: index + 1 })} onClick={() => setOpen(index)}>
							<Pencil size={32} aria-hidden="true" />
							{words('change')}
						</Key>
						<Key
							className="small-key"
							aria-label={words('rows.removeRow', { row: index + 1 })}
							onClick={() => set(rows.filter((_, at) => at !== index))}
						>
							<Trash2 size={32} aria-hidden="true" />
							{words('rows.remove')}
						</Key>
					</li>
				))}
			</ol>
			{rows.length < most ? (
				<div className="options">
					<Key
						className="option"
						onClick={() => {
							set([...rows, rowOf(columns.map(() => ''))]);
							setOpen(rows.length);
						}}
					>
						<Plus size={40} aria-hidden="true" />
						{words('rows.add')}
					</Key>
				</div>
			) : (
				<p className="hint">{words('rows.full', { most })}</p>
			)}
		</div>
	);
}

function Cell({ column, value, set }: { column: Column; value: string; set: (value: string) => void }) {
	const words = useWords('form');
	const problemWords = useProblemWords();
	const { localNow } = useForm();
	const { active } = useTyping();
	const id = useId();
	const problem = value !== '' && active !== id ? checkField({ ...column, options: [] }, normalise(column, value), {}, localNow) : null;
	return (
		<div className="field">
			<label className="field-label" htmlFor={id}>
				{words(`columns.${column.key}`)}
				{!column.required && <small>{words('optional')}</small>}
			</label>
			<TextInput
				{...{ id, value, kind: kinds[column.type], most: column.validation.maxLength, problem: problem !== null }}
				describedBy={problem === null ? undefined : `${id}-problem`}
				onChange={(next) => set(column.type === 'idNumber' ? String(normalise(column, next)) : next)}
			/>
			{problem !== null && (
				<p className="field-problem" id={`${id}-problem`} role="alert">
					{problemWords(problem)}
				</p>
			)}
		</div>
	);
}
