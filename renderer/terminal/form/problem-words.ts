/** A problem of a field in words: names of other fields and columns in the citizen's language. */
import type { FieldProblem } from '../../../domain/form/check-field.ts';
import { useSay, useWords } from '../../words/words.tsx';
import { useForm } from './form-place.tsx';

export function useProblemWords(): (problem: FieldProblem) => string {
	const words = useWords('form');
	const say = useSay();
	const { book } = useForm();
	const told = (problem: FieldProblem): string => {
		const { field, inner, column, ...params } = problem.params;
		const other = book?.fields.find(({ key }) => key === field);
		return words(`problems.${problem.code}`, {
			...params,
			...(field === undefined ? {} : { field: other ? say(other.label) : String(field) }),
			...(column === undefined ? {} : { column: words(`columns.${column}`) }),
			...(inner === undefined ? {} : { inner: told({ code: inner as FieldProblem['code'], params }) }),
		});
	};
	return told;
}
