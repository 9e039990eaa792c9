/**
 * Who acts for whom, as the window writes it down: both people go into a sealed record of this machine (as an application would), which travels to the
 * platform by itself, also after a cut, and goes when its time is over. Pages and log keep a reference and masked names.
 */
import type { ApplicationForm } from '../../../domain/contracts/applications.ts';
import type { CatalogueBook } from '../../../domain/contracts/catalogue-book.ts';
import { normalise } from '../../../domain/form/answers.ts';
import { checkField, type FieldProblem } from '../../../domain/form/check-field.ts';
import { courierForm } from '../../../domain/form/courier-record.ts';
import { holderForm } from '../../../domain/form/holder-record.ts';
import { proxyFields } from '../../../domain/form/proxy-record.ts';

export type ProxyField = (typeof proxyFields)[number];
export type ProxyPeople = Record<ProxyField, string>;
export const nobodyYet: ProxyPeople = { agentName: '', agentIdNumber: '', name: '', idNumber: '' };

const fieldOf = (book: CatalogueBook, key: ProxyField) => book.fields.find((field) => field.key === key);

/** As a form would keep it: no spaces around, capitals in numbers. */
export function tidyPeople(book: CatalogueBook, people: ProxyPeople): ProxyPeople {
	const tidy = { ...people };
	for (const key of proxyFields) {
		const field = fieldOf(book, key);
		tidy[key] = field ? String(normalise(field, people[key])) : people[key].trim();
	}
	return tidy;
}

/** What is wrong with what was read or typed, by field; all four are needed. `now`: the hall's own clock, `YYYY-MM-DDTHH:MM`. */
export function checkPeople(book: CatalogueBook, people: ProxyPeople, now: string): Partial<Record<ProxyField, FieldProblem>> {
	const tidy = tidyPeople(book, people);
	const wrong: Partial<Record<ProxyField, FieldProblem>> = {};
	for (const key of proxyFields) {
		const field = fieldOf(book, key);
		const found = tidy[key] === '' ? { code: 'required' as const, params: {} } : field ? checkField(field, tidy[key], tidy, now) : null;
		if (found) wrong[key] = found;
	}
	return wrong;
}

interface SealedFor {
	items: string[];
	theme: string | null;
	day: string;
}

/** Seals both people at this machine. The reference, or `null`: this machine cannot keep it, and nothing of it stays. */
export const sealPeople = (people: ProxyPeople, of: SealedFor): Promise<string | null> =>
	seal({ fields: { ...people }, materials: {} }, of);

/** Seals whose case it is that a window began without a form. */
export const sealHolder = (ref: string, idNumber: string, of: SealedFor): Promise<string | null> => seal(holderForm(ref, idNumber), of);

/** Seals where the result of a case goes, as a clerk wrote it down; it travels to the platform by itself, also after a cut. */
export const sealAddress = (ref: string, address: string, of: SealedFor): Promise<string | null> =>
	seal(courierForm(ref, address.trim()), of);

async function seal(form: ApplicationForm, of: SealedFor): Promise<string | null> {
	const machine = window.tidehall;
	if (!machine) return null;
	const begun = await machine.applications({ do: 'begin', items: of.items, ...(of.theme === null ? {} : { theme: of.theme }) });
	if (begun.do !== 'opened') return null;
	const { grip } = begun;
	const saved = await machine.applications({ do: 'save', grip, form });
	const kept = saved.do === 'kept' ? await machine.applications({ do: 'hand-in', grip, day: of.day }) : saved;
	if (kept.do === 'state') return kept.summary.ref;
	await machine.applications({ do: 'discard', grip });
	return null;
}
