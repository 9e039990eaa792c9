/**
 * Which PIN or password may be set, after NIST SP 800-63B-4: length decides, no rules of what it must be made of, no changes by the calendar, and what
 * is common or says who it is of is refused. Pure, so that the page can say it while somebody types.
 */
import type { SecretFault } from '../contracts/staff-desk.ts';
import type { StaffRole } from '../contracts/staff-roles.ts';
import { commonWords } from './common-secrets.ts';

export type SecretKind = 'pin' | 'password';

/** Clerks, who sign in many times a day before people, have a PIN; who runs the hall or its accounts has a password. */
export function secretKind(roles: readonly StaffRole[]): SecretKind {
	return roles.every((role) => role === 'window') ? 'pin' : 'password';
}

export const pinLength = { least: 6, most: 12 } as const;
/** A password alone is longer than one beside a second step (section 3.1.1.2 of the standard). */
export const passwordLength = { least: 15, leastWithSecond: 8, most: 128 } as const;

export interface SecretOf {
	roles: readonly StaffRole[];
	staff: string;
	name: string;
	/** A second step is set up. */
	second: boolean;
}

/** What is wrong with it; `null` = it may be set. */
export function secretFault(secret: string, { roles, staff, name, second }: SecretOf): SecretFault | null {
	if (secretKind(roles) === 'pin') {
		if (!/^\d*$/.test(secret)) return 'digits-only';
		if (secret.length < pinLength.least) return 'too-short';
		if (secret.length > pinLength.most) return 'too-long';
		if (secret.includes(staff) || staff.includes(secret)) return 'own-number';
		return isCommonPin(secret) ? 'too-common' : null;
	}
	const characters = [...secret];
	if (characters.length < (second ? passwordLength.leastWithSecond : passwordLength.least)) return 'too-short';
	if (characters.length > passwordLength.most) return 'too-long';
	const plain = secret.normalize('NFKC').toLowerCase();
	const said = (word: string) => word.length > 1 && plain.includes(word);
	if (said(staff) && characters.length - staff.length < passwordLength.leastWithSecond) return 'own-number';
	const own = name.normalize('NFKC').toLowerCase();
	if (said(own) && characters.length - own.length < passwordLength.leastWithSecond) return 'own-name';
	return isCommonPassword(plain) ? 'too-common' : null;
}

/** All the same, up or down in steps, a short piece again and again, a date that everybody tries, or one of the most used. */
function isCommonPin(pin: string): boolean {
	const digits = [...pin].map(Number);
	const steps = new Set(digits.slice(1).map((digit, index) => (digit - digits[index]! + 10) % 10));
	if (steps.size === 1) return true;
	if (repeats(pin)) return true;
	// Runs such as 112233, 123321.
	if ([...pin].reverse().join('') === pin) return true;
	if (/^(?:(\d)\1)+$/.test(pin)) return true;
	return commonWords.has(pin) || /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(pin);
}

/** A common one, also with digits or marks behind it, or a short piece again and again. */
function isCommonPassword(plain: string): boolean {
	if (repeats(plain)) return true;
	const bare = plain.replaceAll(/[^\p{L}\p{N}]/gu, '');
	const withoutTail = bare.replace(/\d+$/, '');
	const usual = new Map([...'@4301!57$'].map((from, index) => [from, 'aaeolistss'[index]!]));
	const straightened = [...plain]
		.map((character) => usual.get(character) ?? character)
		.join('')
		.replaceAll(/[^\p{L}\p{N}]/gu, '');
	for (const each of [plain, bare, withoutTail, straightened]) if (commonWords.has(each) || madeOfCommon(each)) return true;
	return new Set(plain).size <= 3 || isRun(bare);
}

function repeats(text: string): boolean {
	for (let length = 1; length <= text.length / 2; length++)
		if (text.length % length === 0 && text === text.slice(0, length).repeat(text.length / length)) return true;
	return false;
}

/** `abcdefgh…`, `12345678…`, also beginning anew. */
function isRun(text: string): boolean {
	const codes = [...text].map((character) => character.codePointAt(0)!);
	const even = codes.slice(1).filter((code, index) => Math.abs(code - codes[index]!) === 1).length;
	return text.length > 3 && even >= (text.length - 1) * 0.85;
}

/** Nothing but common words, one after the other: `passwordpassword123456`. */
function madeOfCommon(text: string): boolean {
	const reach = new Set([0]);
	for (let at = 0; at < text.length; at++) {
		if (!reach.has(at)) continue;
		for (let end = at + 3; end <= text.length; end++) if (commonWords.has(text.slice(at, end))) reach.add(end);
	}
	return text.length > 0 && reach.has(text.length);
}
