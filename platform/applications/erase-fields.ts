/** Single fields of a submitted form go when their own purpose is over (`keptDays` of the register), before the form does. */
import { applicationForm } from '../../domain/contracts/applications.ts';
import { type KeptApplication, place } from './application-record.ts';
import { seal, unseal } from './hall-seal.ts';

const dayMs = 24 * 3_600_000;

/** Fields kept at most so many days are over and still in the form; `null` = there is nothing to take out. */
export function fieldsOver(
	{ stage, submittedAt, erasedUpTo = 0 }: Pick<KeptApplication, 'stage' | 'submittedAt' | 'erasedUpTo'>,
	fieldsKept: Readonly<Record<string, number>>,
	now: number,
): number | null {
	if (stage !== 'submitted' || submittedAt === null) return null;
	const age = Math.floor((now - submittedAt) / dayMs);
	const upTo = Math.max(0, ...Object.values(fieldsKept).filter((days) => days <= age));
	return upTo > erasedUpTo ? upTo : null;
}

/** The form without them, sealed anew in its place; `null` = it cannot be opened. */
export function resealWithout(
	key: Buffer,
	ref: string,
	sealed: string | null,
	fieldsKept: Readonly<Record<string, number>>,
	upTo: number,
): string | null {
	const opened = sealed === null ? null : unseal(key, place.form(ref), Buffer.from(sealed, 'base64'));
	if (!opened) return null;
	const form = applicationForm.parse(JSON.parse(opened.toString('utf8')));
	const fields = Object.fromEntries(Object.entries(form.fields).filter(([field]) => (fieldsKept[field] ?? Infinity) > upTo));
	return seal(key, place.form(ref), Buffer.from(JSON.stringify({ ...form, fields }))).toString('base64');
}
