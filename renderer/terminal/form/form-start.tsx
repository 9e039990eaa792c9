/** Before the form: what it is for, whether it is kept, and how to begin. */
import { ArrowRight, FileClock, IdCard, ListChecks, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { fieldsOf, formOf } from '../../../domain/form/form.ts';
import { Key } from '../../design/key.tsx';
import { useWords } from '../../words/words.tsx';
import { CheckRow } from '../check-row.tsx';
import { Frame } from '../frame.tsx';
import { useTerminal } from '../terminal-context.ts';
import { useForm } from './form-place.tsx';
import type { FormScreen } from './form-screen.ts';
import { Refusal } from './refusal.tsx';

type StartAt = Extract<FormScreen, { at: 'form-start' }>;

export function FormStart({ screen }: { screen: StartAt }) {
	const words = useWords('form');
	const { send, journey, reader } = useTerminal();
	const { desk, view, book, bookFailed, ownCard, answerCard } = useForm();
	const [keep, setKeep] = useState(true);
	const { choice, priority } = screen;
	const { elder } = journey.looks;
	const selection = { theme: choice.theme, items: choice.items };
	const same = view.stage === 'open' && [...view.selection.items].sort().join() === [...choice.items].sort().join();
	const form = book === null ? null : formOf(book, selection);
	const fields = form === null ? 0 : fieldsOf(form).filter(({ required }) => required).length;
	const sections = (form?.sections ?? []).filter(({ section }) => section !== 'agent');
	const toForm = () => send({ type: 'went', to: { at: 'form', choice, priority, field: null } });
	async function begin(what: 'new' | 'last') {
		if (book === null) return;
		if (same && what === 'new') {
			toForm();
			return;
		}
		desk.wipe();
		const document = ownCard?.idNumber;
		const well =
			what === 'last' && document !== undefined ? await desk.resume(book, { document }) : await desk.begin(book, selection, document);
		if (!well) return;
		desk.keep(keep);
		// Whose card it is must be said before it fills anything.
		if (ownCard !== null) answerCard(ownCard);
		toForm();
	}
	if (view.stage === 'refused' && view.code !== 'unknown-code') return <Refusal code={view.code} choice={choice} priority={priority} />;
	return (
		<Frame
			title={words('start.title')}
			lead={bookFailed ? words('start.noBook') : words('start.lead', { count: fields })}
			step="fill"
			foot={
				<Key className="primary" kind="filled" disabled={book === null || view.stage === 'opening'} onClick={() => void begin('new')}>
					{words(same ? 'start.goOn' : ownCard === null ? 'start.begin' : 'start.beginWithCard')}
					<ArrowRight size={elder ? 72 : 52} aria-hidden="true" />
				</Key>
			}
		>
			{sections.length > 0 && !elder && (
				<section className="bring">
					<h2>
						<ListChecks size={44} aria-hidden="true" />
						{words('start.parts')}
					</h2>
					<p>{sections.map(({ section }) => words(`sections.${section}`)).join(words('comma'))}</p>
				</section>
			)}
			{reader === 'ready' && (
				<p className="hint">
					<IdCard size={44} aria-hidden="true" />
					{words('start.card')}
				</p>
			)}
			{!same && ownCard !== null && (
				<Key className="tile wide" onClick={() => void begin('last')}>
					<span className="plate">
						<FileClock size={48} aria-hidden="true" />
					</span>
					<span className="tile-words">
						<strong>{words('start.last')}</strong>
						<span>{view.stage === 'refused' ? words('start.noLast') : words('start.lastHow')}</span>
					</span>
				</Key>
			)}
			<ul className="check-list">
				<CheckRow
					name={words('start.keep')}
					chosen={keep}
					toggle={() => {
						setKeep(!keep);
						desk.keep(!keep);
					}}
				/>
			</ul>
			<p className="hint">
				<ShieldCheck size={44} aria-hidden="true" />
				{words(keep ? 'start.kept' : 'start.notKept')}
			</p>
		</Frame>
	);
}
