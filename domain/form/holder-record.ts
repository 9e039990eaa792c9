import type { ApplicationForm } from '../contracts/applications.ts';

/**
 * Whose case a window began without a form: the number on the card that lay on its reader, and the reference of the case. It lies sealed like an
 * application and is none; by it the person finds the case by card on any later day, and may have its result sent.
 */
export const holderForm = (of: string, idNumber: string): ApplicationForm => ({ fields: { caseOf: of, idNumber }, materials: {} });

/** The case it is about; `null` = it is no such record. */
export function heldCase({ fields, materials }: ApplicationForm): string | null {
	const { caseOf, idNumber, ...others } = fields;
	const is = typeof caseOf === 'string' && /^[0-9a-f]{32}$/.test(caseOf) && typeof idNumber === 'string';
	return is && Object.keys(others).length + Object.keys(materials).length === 0 ? caseOf : null;
}
