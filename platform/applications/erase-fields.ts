/** Single fields of a submitted form go when their own purpose is over (`keptDays` of the register), before the form does. */
import { applicationForm } from '../../domain/contracts/applications.ts';
import type { CryptoSuite } from '../../domain/contracts/crypto-provider.ts';
import { open, seal } from '../../sealing/box.ts';
import { type KeptApplication, place } from './application-record.ts';

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

/** The form without them, sealed anew under another key as its next version; `null` = it cannot be opened. */
export function resealWithout(
	key: Buffer,
	ref: string,
	{ sealed, formVersion = 1 }: Pick<KeptApplication, 'sealed' | 'formVersion'>,
	fieldsKept: Readonly<Record<string, number>>,
	upTo: number,
	anew: { suite: CryptoSuite; key: Buffer },
): { sealed: string; formVersion: number } | null {
	const opened = sealed === null ? null : open(key, place.form(ref, formVersion), Buffer.from(sealed, 'base64'));
	if (!opened) return null;
	const form = applicationForm.parse(JSON.parse(opened.toString('utf8')));
	const fields = Object.fromEntries(Object.entries(form.fields).filter(([field]) => (fieldsKept[field] ?? Infinity) > upTo));
	const next = formVersion + 1;
	const box = seal(anew.suite, anew.key, place.form(ref, next), Buffer.from(JSON.stringify({ ...form, fields })));
	return { sealed: box.toString('base64'), formVersion: next };
}
