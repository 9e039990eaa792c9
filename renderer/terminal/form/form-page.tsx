/** One page of the form at a time: filled, checked as it is typed, saved as it goes. */
import { ArrowRight, Save } from 'lucide-react';
import { useState } from 'react';
import { normalise } from '../../../domain/form/answers.ts';
import { checkField, type FieldProblem, isRequired } from '../../../domain/form/check-field.ts';
import type { FormField } from '../../../domain/form/form.ts';
import { Key } from '../../design/key.tsx';
import { useSay, useWords } from '../../words/words.tsx';
import { Frame } from '../frame.tsx';
import { useTerminal } from '../terminal-context.ts';
import { FieldView } from './field.tsx';
import { useForm } from './form-place.tsx';
import type { FormScreen } from './form-screen.ts';
import { hiddenFields, pagesOf, pageWith } from './pages.ts';
import { Refusal } from './refusal.tsx';
import { TypingPlace } from './typing.tsx';
import { WhoseCard } from './whose-card.tsx';
import { Why } from './why.tsx';

type FormAt = Extract<FormScreen, { at: 'form' }>;
/** Told while the answer is still being typed: more typing makes these no better. */
const atOnce: ReadonlySet<FieldProblem['code']> = new Set([
	...(['character', 'name-character', 'phone-character', 'id-character', 'uscc-character', 'too-long'] as const),
]);

export function FormPageScreen({ screen }: { screen: FormAt }) {
	const words = useWords('form');
	const say = useSay();
	const { send, journey } = useTerminal();
	const { desk, view, laid, localNow, book } = useForm();
	const [forAnother, setForAnother] = useState(false);
	/** Pages on which somebody wanted to go on: everything that lacks is told there. */
	const [tried, setTried] = useState<ReadonlySet<string>>(new Set());
	const { choice, priority } = screen;
	if (view.stage === 'refused') return <Refusal code={view.code} choice={choice} priority={priority} />;
	if (view.stage !== 'open') return null;
	if (laid !== null) return <WhoseCard />;
	const hidden = hiddenFields(view.form, view.answers, forAnother);
	const pages = pagesOf(view.form, journey.looks.elder, hidden);
	const at = pageWith(pages, screen.field);
	const page = pages[at];
	if (page === undefined) return <Nothing choice={choice} priority={priority} />;
	const pageId = page.fields[0]!.key;
	const section = view.form.sections.find((one) => one.section === page.section)?.fields ?? [];
	const problemOf = (field: FormField) => {
		const given = view.answers[field.key];
		return checkField(field, given === undefined ? undefined : normalise(field, given), view.answers, localNow, section);
	};
	const wrong = page.fields.map((field) => ({ field, problem: problemOf(field) })).filter(({ problem }) => problem !== null);
	const missing = wrong.length;
	const ask = tried.has(pageId);
	const agentPage = view.form.sections.some(({ section }) => section === 'agent') && at === 0 && hidden.size > 0;

	function go() {
		for (const field of page!.fields) {
			const given = view.stage === 'open' ? view.answers[field.key] : undefined;
			if (given === undefined || (view.stage === 'open' && field.key in view.fromCard)) continue;
			const kept = normalise(field, given);
			if (JSON.stringify(kept) !== JSON.stringify(given)) desk.answer(field.key, kept);
		}
		if (missing > 0 && !ask) {
			setTried(new Set([...tried, pageId]));
			const first = wrong[0]!.field.key;
			document.querySelector<HTMLElement>(`[data-field="${CSS.escape(first)}"] :is(input, button)`)?.focus();
			return;
		}
		void desk.save();
		const next = pages[at + 1];
		if (next) send({ type: 'went', to: { at: 'form', choice, priority, field: next.fields[0]!.key } });
		else send({ type: 'went', to: { at: view.stage === 'open' && view.materials.length > 0 ? 'materials' : 'check', choice, priority } });
	}
	const gone = view.withdrawn.map(
		(code) => book?.items.find((one) => one.code === code)?.name ?? book?.themes.find((one) => one.code === code)?.name,
	);
	// What the catalogue has no more has no name in it either: then its code is told, as the printed list and the window know it.
	const named = gone.flatMap((name) => (name === undefined ? [] : [say(name)]));
	const goneInWords =
		named.length === gone.length
			? words('withdrawn', { names: named.join(words('comma')) })
			: words('withdrawnByCode', { count: gone.length, names: view.withdrawn.join(words('comma')) });
	return (
		<TypingPlace key={pageId}>
			{(keyboard, active) => (
				<Frame
					title={words(`sections.${page.section}`)}
					lead={`${words('page', { page: at + 1, of: pages.length })}${missing > 0 ? words('missing', { count: missing }) : words('complete')}`}
					step="fill"
					dense
					keyboard={keyboard}
					foot={
						// 长辈版: the keyboard leaves no room, and its own key leads on.
						journey.looks.elder && active !== null ? undefined : (
							<>
								{view.keep && view.saved !== 'failed' ? (
									<Key className="saved-words" onClick={() => send({ type: 'went', to: { at: 'kept', choice, priority } })}>
										<Save size={40} aria-hidden="true" />
										{words('saved.kept')}
									</Key>
								) : (
									<p className="saved-words">
										<Save size={40} aria-hidden="true" />
										{words(view.keep ? 'saved.failed' : 'saved.notKept')}
									</p>
								)}
								<Key className="primary" kind="filled" onClick={go}>
									{words(missing > 0 && ask ? 'leaveOpen' : 'go')}
									<ArrowRight size={52} aria-hidden="true" />
								</Key>
							</>
						)
					}
				>
					{gone.length > 0 && (
						<section className="notice" data-tone="wait" role="status">
							<p>{goneInWords}</p>
						</section>
					)}
					{agentPage && (
						<Key className="small-key agent-key" onClick={() => setForAnother(true)}>
							{words('forAnother')}
						</Key>
					)}
					{page.fields.map((field) => {
						const problem = problemOf(field);
						const told = problem !== null && (ask || isTold(problem, view.answers[field.key], active)) ? problem : null;
						return <FieldView key={field.key} field={field} problem={told} required={isRequired(field, view.answers, section)} />;
					})}
					<Why fields={page.fields} />
				</Frame>
			)}
		</TypingPlace>
	);
}

/** While somebody types, only what more typing cannot mend; afterwards everything but emptiness. */
function isTold(problem: FieldProblem, answer: unknown, active: string | null): boolean {
	if (answer === undefined) return false;
	return atOnce.has(problem.code) || active === null || problem.code === 'id-check' || problem.code === 'uscc-check';
}

function Nothing({ choice, priority }: { choice: FormAt['choice']; priority: boolean }) {
	const words = useWords('form');
	const { send } = useTerminal();
	return (
		<Frame
			title={words('nothing.title')}
			lead={words('nothing.lead')}
			step="fill"
			foot={
				<Key className="primary" kind="filled" onClick={() => send({ type: 'went', to: { at: 'materials', choice, priority } })}>
					{words('go')}
				</Key>
			}
		/>
	);
}
