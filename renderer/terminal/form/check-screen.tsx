/** 核对: everything once more, masked, each a touch away from being changed; then it is handed in. */

import { CircleAlert, Eye, EyeOff, Pencil, Send } from 'lucide-react';
import { useRef, useState } from 'react';
import { type Answer, isEmpty } from '../../../domain/form/answers.ts';
import { checkForm } from '../../../domain/form/check-form.ts';
import type { FormField } from '../../../domain/form/form.ts';
import { cellsOf, columnsOf } from '../../../domain/form/tables.ts';
import { maskText } from '../../../domain/masking/mask.ts';
import { Key } from '../../design/key.tsx';
import { useSay, useWords } from '../../words/words.tsx';
import { Frame } from '../frame.tsx';
import { useTerminal } from '../terminal-context.ts';
import type { FormRefusal } from './form-desk.ts';
import { useForm } from './form-place.tsx';
import type { FormScreen } from './form-screen.ts';
import { notAttached } from './material-choice.ts';
import { useProblemWords } from './problem-words.ts';
import { WhoseCard } from './whose-card.tsx';

export function CheckScreen({ screen }: { screen: Extract<FormScreen, { at: 'check' }> }) {
	const words = useWords('form');
	const applications = useWords('applications');
	const say = useSay();
	const problemWords = useProblemWords();
	const { send, state } = useTerminal();
	const { desk, view, laid, localNow } = useForm();
	const [whole, setWhole] = useState(false);
	const [refused, setRefused] = useState<FormRefusal | null>(null);
	const busy = useRef(false);
	const { choice, priority } = screen;
	if (view.stage !== 'open') return null;
	if (laid !== null) return <WhoseCard />;
	const problems = checkForm(view.form, view.answers, localNow);
	const unattached = notAttached(view.materials, view.how, view.attachments);
	const open = problems.size + unattached.length;
	const toField = (field: string) => send({ type: 'went', to: { at: 'form', choice, priority, field } });
	const toMaterials = () => send({ type: 'went', to: { at: 'materials', choice, priority } });

	async function handIn() {
		if (busy.current) return;
		busy.current = true;
		const answer = await desk.handIn(state.day);
		busy.current = false;
		const now = desk.view();
		if (answer === true && now.stage === 'handed-in') {
			const to = { at: 'handed-in' as const, choice: { ...choice, application: now.ref }, priority, number: now.number, ref: now.ref };
			send({ type: 'turned', to });
		} else if (answer !== true) setRefused(answer);
	}
	const told = refused === null ? null : refused === 'no-machine' || refused === 'machine-silent' ? 'store-failed' : refused;
	return (
		<Frame
			title={words('check.title')}
			lead={open > 0 ? words('check.open', { count: open }) : words('check.lead')}
			step="check"
			dense
			foot={
				<>
					<Key className="beside" aria-pressed={whole} onClick={() => setWhole(!whole)}>
						{whole ? <EyeOff size={44} aria-hidden="true" /> : <Eye size={44} aria-hidden="true" />}
						{words(whole ? 'check.hide' : 'check.show')}
					</Key>
					{open > 0 ? (
						<Key
							className="primary"
							kind="filled"
							onClick={() => {
								const [first] = problems.keys();
								if (first === undefined) toMaterials();
								else toField(first);
							}}
						>
							<Pencil size={48} aria-hidden="true" />
							{words('check.mend')}
						</Key>
					) : (
						<Key className="primary" kind="filled" onClick={() => void handIn()}>
							<Send size={48} aria-hidden="true" />
							{words('check.handIn')}
						</Key>
					)}
				</>
			}
		>
			{told !== null && (
				<section className="notice" data-tone="wait" role="alert">
					<p>
						{applications(`refused.${told}.text`)}
						<br />
						{applications(`refused.${told}.todo`)}
					</p>
				</section>
			)}
			{view.form.sections.map(({ section, fields }) => {
				const shown = fields.filter(({ key }) => !isEmpty(view.answers[key]) || problems.has(key));
				return shown.length === 0 ? null : (
					<section key={section} className="summary">
						<h2>{words(`sections.${section}`)}</h2>
						<dl>
							{shown.map((field) => {
								const problem = problems.get(field.key);
								return (
									<div key={field.key} className="checked" data-wrong={problem !== undefined}>
										<dt>{say(field.label)}</dt>
										<dd>
											<span>
												<Value field={field} answer={view.answers[field.key]} whole={whole} />
												{problem && (
													<span className="field-problem">
														<CircleAlert size={32} aria-hidden="true" />
														{problemWords(problem)}
													</span>
												)}
											</span>
											<Key
												className="small-key"
												aria-label={words('check.changeField', { field: say(field.label) })}
												onClick={() => toField(field.key)}
											>
												<Pencil size={32} aria-hidden="true" />
												{words('change')}
											</Key>
										</dd>
									</div>
								);
							})}
						</dl>
					</section>
				);
			})}
			{view.form.derived.length > 0 && (
				<p className="hint">
					{words('check.derived', { names: view.form.derived.map(({ field }) => say(field.label)).join(words('comma')) })}
				</p>
			)}
			{view.materials.length > 0 && (
				<section className="summary">
					<h2>{words('check.materials')}</h2>
					<dl>
						{view.materials.map((one) => {
							const { code, name } = one.material;
							const lacks = unattached.includes(code);
							return (
								<div key={code} className="checked" data-wrong={lacks}>
									<dt>{say(name)}</dt>
									<dd>
										<span>
											{words(`how.${view.how[code] ?? 'on-paper'}`)}
											{lacks && <span className="field-problem">{words('check.noPicture')}</span>}
										</span>
										{lacks && (
											<Key className="small-key" onClick={toMaterials} aria-label={words('check.changeField', { field: say(name) })}>
												<Pencil size={32} aria-hidden="true" />
												{words('change')}
											</Key>
										)}
									</dd>
								</div>
							);
						})}
					</dl>
					<Key className="small-key" onClick={toMaterials}>
						{words('check.toMaterials')}
					</Key>
				</section>
			)}
		</Frame>
	);
}

function Value({ field, answer, whole }: { field: FormField; answer: Answer | undefined; whole: boolean }) {
	const words = useWords('form');
	const say = useSay();
	if (answer === undefined || isEmpty(answer)) return <span>{words('check.empty')}</span>;
	const option = (value: string) => {
		const found = field.options.find((one) => one.value === value);
		return found ? say(found.label) : value;
	};
	const shown = (text: string, mask: string | null) => (whole ? text : maskText(text, mask, 'public'));
	if (typeof answer === 'boolean') return <span>{words(answer ? 'yes' : 'no')}</span>;
	if (field.type === 'signature') return <span>{words(answer === 'signed' ? 'sign.done' : 'sign.window')}</span>;
	if (field.type === 'table' && Array.isArray(answer)) {
		const columns = columnsOf(field.key);
		return (
			<ol>
				{answer.map((row, index) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place alone
					<li key={index}>
						{cellsOf(row, columns.length)
							.map((cell, at) => shown(cell, columns[at]?.mask ?? null))
							.filter((cell) => cell !== '')
							.join(' · ')}
					</li>
				))}
			</ol>
		);
	}
	if (Array.isArray(answer)) return <span>{answer.map(option).join(words('comma'))}</span>;
	return <span>{field.options.length > 0 ? option(String(answer)) : shown(String(answer).replace('T', ' '), field.mask)}</span>;
}
