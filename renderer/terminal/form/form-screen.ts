/** The places of one form in the journey: codes and keys alone. What is filled in lives in the form desk, never in the journey. */
import type { Choice } from '../choice.ts';

interface Going {
	choice: Choice;
	priority: boolean;
}

export type FormScreen =
	/** Whose card, kept or not, what was found of before. */
	| (Going & { at: 'form-start' })
	/** The page on which this field stands; `null` = the first one. */
	| (Going & { at: 'form'; field: string | null })
	| (Going & { at: 'materials' })
	/** The camera over one material. */
	| (Going & { at: 'camera'; material: string })
	| (Going & { at: 'check' })
	/** Put aside: the code to go on with. */
	| (Going & { at: 'kept' })
	/** `number`: of the application, `SQ-…`. */
	| (Going & { at: 'handed-in'; number: string; ref: string })
	/** A code of a slip is typed: to go on, or to see how far it is. */
	| { at: 'resume'; code?: string };

const places: ReadonlySet<string> = new Set(['form-start', 'form', 'materials', 'camera', 'check', 'kept', 'handed-in', 'resume']);
/** Somebody fills in a form: a card laid down now is somebody's in it, not a new visitor's. */
export function isFormScreen(screen: { at: string }): screen is FormScreen {
	return places.has(screen.at);
}
