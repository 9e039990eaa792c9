/** One account as the platform keeps it. No PIN, no password, no code stands in it: slow hashes, and the key of the second step sealed under the hall's. */
import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { z } from 'zod';
import { dutyWeek, shift } from '../../domain/contracts/staff-desk.ts';
import { staffRole } from '../../domain/contracts/staff-roles.ts';

const oneTime = z.object({ hash: z.string(), until: z.number() });
export type OneTime = z.infer<typeof oneTime>;

export const secondStep = z.object({
	/** Sealed (`second-step.ts`). */
	key: z.string(),
	/** A code of it was shown: from then on it is asked for. */
	confirmed: z.boolean(),
	/** The newest span of half a minute whose code was taken: none counts twice. */
	lastSpan: z.number().int(),
	/** Hashes of the codes that are left for when the phone is gone. */
	recovery: z.array(z.string()),
});
export type SecondStep = z.infer<typeof secondStep>;

export const staffAccount = z.object({
	name: z.string(),
	roles: z.array(staffRole),
	/** Empty = every window. */
	windows: z.array(z.string()),
	usualWindow: z.string().nullable(),
	departments: z.array(z.string()),
	/** Argon2id; `null` = the one-time code waits to be used. */
	secret: z.string().nullable(),
	oneTime: oneTime.nullable(),
	second: secondStep.nullable(),
	suspended: z.object({ by: z.string(), at: z.number(), reason: z.string() }).nullable(),
	changedAt: z.number(),
	changedBy: z.string().nullable(),
});
export type StaffAccount = z.infer<typeof staffAccount>;

export const rota = z.object({ shifts: z.array(shift), weeks: z.record(z.string(), dutyWeek) });
export type Rota = z.infer<typeof rota>;

/** As a new account begins. */
export const newAccount = (who: Pick<StaffAccount, 'name' | 'roles'>, at: number, by: string | null): StaffAccount => ({
	...{ ...who, windows: [], usualWindow: null, departments: [], secret: null, oneTime: null, second: null, suspended: null },
	...{ changedAt: at, changedBy: by },
});

/** Of what is typed by hand: no 0, 1, I, O, and no vowels that would make words. */
const letters = '23456789BCDFGHJKLMNPQRSTVWXYZ';

/** Ten signs, some 48 bits: enough behind a slow hash and a lock, and short enough to copy from paper. */
export function newCode(): string {
	const sign = () => letters[randomInt(letters.length)]!;
	const five = () => Array.from({ length: 5 }, sign).join('');
	return `${five()}-${five()}`;
}

/** As it is compared: without what a hand puts between. */
export const plainCode = (typed: string): string => typed.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');

/** Argon2id as OWASP and the RFC 9106 for small memory have it; some 50 ms. */
export const slowHash = (secret: string): Promise<string> =>
	hash(secret.normalize('NFKC'), { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
export const fits = (hashed: string, secret: string): Promise<boolean> => verify(hashed, secret.normalize('NFKC')).catch(() => false);

export const oneTimeOf = async (code: string, until: number): Promise<OneTime> => ({ hash: await slowHash(plainCode(code)), until });
export const codeFits = async (kept: OneTime | null, typed: string, now: number): Promise<boolean> =>
	kept !== null && kept.until > now && /^[0-9A-Z]{10}$/.test(plainCode(typed)) && (await fits(kept.hash, plainCode(typed)));
