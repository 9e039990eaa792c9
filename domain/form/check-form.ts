/** All problems of a form, or of one of its sections, by the key of the field. */
import type { Answers } from './answers.ts';
import { checkField, type FieldProblem, type LocalTime } from './check-field.ts';
import { type Form, type FormSection, fieldsOf } from './form.ts';

export function checkSection({ fields }: FormSection, answers: Answers, now: LocalTime): Map<string, FieldProblem> {
	const found = new Map<string, FieldProblem>();
	for (const field of fields) {
		const problem = checkField(field, answers[field.key], answers, now, fields);
		if (problem) found.set(field.key, problem);
	}
	return found;
}

export function checkForm(form: Form, answers: Answers, now: LocalTime): Map<string, FieldProblem> {
	return new Map(form.sections.flatMap((section) => [...checkSection(section, answers, now)]));
}

/** Answers to what this form asks; answers of items that were withdrawn stay in the draft and are not handed in. */
export function answersOf(form: Form, answers: Answers): Answers {
	const asked = new Set(fieldsOf(form).map(({ key }) => key));
	return Object.fromEntries(Object.entries(answers).filter(([key]) => asked.has(key)));
}
