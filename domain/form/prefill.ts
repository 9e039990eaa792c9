/**
 * What a card fills in. Nobody's card goes into another one's fields: whoever laid it down says first whose it is, and only the fields of that role are
 * filled (`rolesOf` says which roles this form has).
 */
import type { BookField } from '../contracts/catalogue-book.ts';
import { type Answers, isEmpty, normalise } from './answers.ts';
import { isDate } from './document-number.ts';
import { type Form, fieldsOf } from './form.ts';

export type CardRole = NonNullable<BookField['idCard']>['role'];

/** The parts of a card that fill anything; the shape is that of `IdCard`. */
export interface CardFields {
	kind: string;
	name: string;
	sexCode: string;
	nation?: string | undefined;
	birthDate: string;
	address?: string | undefined;
	newAddress?: string | undefined;
	idNumber: string;
	validTo: string;
	warnings: readonly string[];
}

/** Roles of people whose card would fill something, in the order the form asks for them. */
export function rolesOf(form: Form): CardRole[] {
	return [...new Set(fieldsOf(form).flatMap(({ idCard }) => (idCard ? [idCard.role] : [])))];
}

/** The person whose document this already is in the answers, so that the same card is not asked about twice. */
export function roleWithNumber(form: Form, answers: Answers, idNumber: string): CardRole | null {
	const same = fieldsOf(form).find(({ key, idCard }) => idCard?.field === 'idNumber' && answers[key] === idNumber);
	return same?.idCard?.role ?? null;
}

/** Answers from the card for the fields of `role`; what the card does not have, or could not be read on it, is left out. */
export function prefill(form: Form, card: CardFields, role: CardRole): Record<string, string> {
	const filled: Record<string, string> = {};
	for (const field of fieldsOf(form)) {
		if (field.idCard?.role !== role) continue;
		const value = partOf(field, card);
		if (value === null || card.warnings.includes(`unreadable-field:${cardName(field.idCard.field)}`)) continue;
		const kept = normalise(field, value);
		if (typeof kept === 'string' && !isEmpty(kept)) filled[field.key] = kept;
	}
	return filled;
}

const cardName = (field: string) => (field === 'ethnicity' ? 'nation' : field);

function partOf(field: BookField, card: CardFields): string | null {
	switch (field.idCard!.field) {
		case 'name':
			return card.name;
		case 'sex': {
			const sex = card.sexCode === '1' ? 'male' : card.sexCode === '2' ? 'female' : null;
			return sex !== null && (field.options.length === 0 || field.options.some(({ value }) => value === sex)) ? sex : null;
		}
		case 'ethnicity':
			return card.nation ?? null;
		case 'birthDate':
			return dayOf(card.birthDate);
		case 'address':
			return card.newAddress || card.address || null;
		case 'idNumber':
			return card.idNumber;
		case 'validTo':
			return dayOf(card.validTo);
	}
}

/** YYYYMMDD of a card; 长期 and what is no day fill nothing. */
function dayOf(text: string): string | null {
	const day = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
	return /^\d{8}$/.test(text) && isDate(day) ? day : null;
}
