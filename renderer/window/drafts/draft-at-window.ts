/**
 * A form that was begun at a terminal, in the hands of a clerk: brought to this machine by the code on its slip, finished with the person, and handed in
 * under their number. What is in it stays in this page; closed without being handed in, it goes back to where any terminal finds it.
 */
import type { ApplicationRefusal } from '../../../domain/contracts/applications.ts';
import type { BookField, CatalogueBook } from '../../../domain/contracts/catalogue-book.ts';
import { type Answer, type Answers, normalise } from '../../../domain/form/answers.ts';
import { answersOf, checkForm } from '../../../domain/form/check-form.ts';
import { type Form, type FormField, fieldsOf, formOf } from '../../../domain/form/form.ts';
import { standingSelection } from '../../../domain/selection/selection.ts';

export interface BroughtDraft {
	grip: string;
	items: string[];
	theme: string | null;
	form: Form;
	answers: Answers;
	materials: Record<string, 'attached' | 'on-paper' | 'later' | 'not-needed'>;
	/** Materials whose photographs came along. */
	pictures: string[];
	/** Photographed at the terminal, and the pictures did not come along. */
	elsewhere: string[];
}
export type DraftRefusal = ApplicationRefusal | 'machine-silent';

/** Brings it, or says why not. */
export async function bringDraft(book: CatalogueBook, code: string): Promise<BroughtDraft | DraftRefusal> {
	const answer = await window.tidehall?.applications({ do: 'open', code }).catch(() => null);
	if (answer?.do !== 'opened') return answer?.do === 'refused' ? answer.code : 'machine-silent';
	const { selection } = standingSelection(book, { theme: answer.theme, items: answer.summary.items });
	const here = new Set(answer.attachments.map(({ material }) => material));
	const { materials, fields } = answer.form;
	const attached = Object.keys(materials).filter((material) => materials[material] === 'attached');
	return {
		...{ grip: answer.grip, items: [...selection.items], theme: selection.theme, answers: fields, materials },
		form: formOf(book, selection),
		pictures: attached.filter((material) => here.has(material)),
		elsewhere: attached.filter((material) => !here.has(material)),
	};
}

/** Kinds a clerk can fill in one line; signatures and lists are given on paper. */
const inOneLine: ReadonlySet<BookField['type']> = new Set([
	...(['text', 'longtext', 'date', 'number', 'money', 'phone', 'idNumber', 'uscc', 'bankAccount', 'address', 'region', 'select'] as const),
]);

/** What is still to be asked, in the order of the form: what can be written here, and what cannot. `now`: `YYYY-MM-DDTHH:MM`. */
export function stillToAsk(
	{ form, answers }: Pick<BroughtDraft, 'form' | 'answers'>,
	now: string,
): { here: FormField[]; onPaper: FormField[] } {
	const wrong = checkForm(form, answers, now);
	const open = fieldsOf(form).filter(({ key }) => wrong.has(key));
	return { here: open.filter(({ type }) => inOneLine.has(type)), onPaper: open.filter(({ type }) => !inOneLine.has(type)) };
}

export function withAnswer(draft: BroughtDraft, field: FormField, typed: string): BroughtDraft {
	const { [field.key]: _before, ...others } = draft.answers;
	const answer: Answer = normalise(field, typed);
	return { ...draft, answers: answer === '' ? others : { ...draft.answers, [field.key]: answer } };
}

/** Handed in under `ticket`; what did not come along is marked as to be shown here. `null` = done. */
export async function handInDraft(draft: BroughtDraft, day: string, ticket: string): Promise<DraftRefusal | null> {
	const machine = window.tidehall;
	if (!machine) return 'machine-silent';
	const { grip, form, answers, elsewhere } = draft;
	const materials = Object.fromEntries(
		Object.entries(draft.materials).map(([code, how]) => [code, elsewhere.includes(code) ? ('on-paper' as const) : how]),
	);
	const saved = await machine
		.applications({ do: 'save', grip, form: { fields: { ...answersOf(form, answers) }, materials } })
		.catch(() => null);
	if (saved?.do !== 'kept') return saved?.do === 'refused' ? saved.code : 'machine-silent';
	const done = await machine.applications({ do: 'hand-in', grip, day, ticket }).catch(() => null);
	if (done?.do === 'state') return null;
	return done?.do === 'refused' ? done.code : 'machine-silent';
}

/** The clerk puts it away: what was written stays in the draft. */
export async function putBackDraft({ grip, answers, materials }: BroughtDraft): Promise<void> {
	const machine = window.tidehall;
	await machine?.applications({ do: 'save', grip, form: { fields: { ...answers }, materials } }).catch(() => null);
	await machine?.applications({ do: 'close', grip }).catch(() => null);
}
