/** The hashes of an enrolment, keyed with its one-time code (`domain/contracts/enrolment.ts`). */
import { createHmac, randomInt, scrypt, timingSafeEqual } from 'node:crypto';
import { codeCharacters, codeLength } from '../domain/contracts/enrolment.ts';

/**
 * 16 MiB and some hundredths of a second for each try: whoever recorded an enrolment, or stood in between, would have to go through 31¹⁰ codes so in
 * the quarter of an hour in which one is worth anything.
 */
const hard = { N: 2 ** 14, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

export function newEnrolmentCode(): string {
	return Array.from({ length: codeLength }, () => codeCharacters[randomInt(codeCharacters.length)]).join('');
}

/** What is kept of a code. `code`: as `readEnrolmentCode` gives it. */
export function keyOfCode(code: string, hall: string): Promise<Buffer> {
	return new Promise((done, fail) =>
		scrypt(code, `tidehall/enrolment/${hall}`, 32, hard, (error, key) => (error ? fail(error) : done(key))),
	);
}

/** `who`: so that no side's proof can be sent back to it as the other's. */
export function enrolmentProof(key: Uint8Array, who: 'station' | 'platform', text: string): string {
	return createHmac('sha256', key)
		.update(JSON.stringify([who, text]))
		.digest('hex');
}

/** In constant time. */
export function sameProof(one: string, other: string): boolean {
	return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
