/** The form in pages a person can take in: at most four fields each, one in 长辈版, never two sections on one. */
import { type Answers, isEmpty } from '../../../domain/form/answers.ts';
import type { Form, FormField } from '../../../domain/form/form.ts';

export interface FormPage {
	section: string;
	fields: FormField[];
	/** Pages of this section, and which of them it is, from 1. */
	of: number;
	at: number;
}

const fieldsAtMost = 4;
/** These need a page of their own. */
const large: ReadonlySet<FormField['type']> = new Set(['table', 'signature', 'longtext']);
const manyOptions = 5;

/** The share of a page that a field takes. */
function share({ type, options }: FormField): number {
	if (large.has(type)) return fieldsAtMost;
	if (type === 'multiselect' || options.length > manyOptions) return fieldsAtMost - 1;
	return 1;
}

export function pagesOf(form: Form, elder: boolean, hidden: ReadonlySet<string> = new Set()): FormPage[] {
	return form.sections.flatMap(({ section, fields }) => {
		const parts: FormField[][] = [];
		let room = 0;
		for (const field of fields.filter(({ key }) => !hidden.has(key))) {
			const takes = elder ? fieldsAtMost : share(field);
			if (parts.length === 0 || takes > room) {
				parts.push([]);
				room = fieldsAtMost;
			}
			parts.at(-1)!.push(field);
			room -= takes;
		}
		return parts.map((own, index) => ({ section, fields: own, of: parts.length, at: index + 1 }));
	});
}

/** The page with this field; the first one when there is none. */
export function pageWith(pages: readonly FormPage[], field: string | null): number {
	return Math.max(
		0,
		pages.findIndex(({ fields }) => fields.some(({ key }) => key === field)),
	);
}

/** Fields of an agent nobody has: shown only once somebody says that they act for another. */
export function hiddenFields(form: Form, answers: Answers, forAnother: boolean): Set<string> {
	const agent = form.sections.find(({ section }) => section === 'agent')?.fields ?? [];
	const shown = forAnother || agent.some(({ required, key }) => required || !isEmpty(answers[key]));
	return new Set(shown ? [] : agent.map(({ key }) => key));
}
