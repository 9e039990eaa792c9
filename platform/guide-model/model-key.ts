/** The key with which the hall's model knows the platform; whatever its operator gives out, on one line. */
import { readFileSync } from 'node:fs';
import type { ReadToken } from '../term/peers-token.ts';

/** Reads `--guide-model-key-file`; what is wrong is said without the key. */
export function readModelKey(file: string): ReadToken {
	let token: string;
	try {
		token = readFileSync(file, 'utf8').trim();
	} catch {
		return { ok: false, what: `--guide-model-key-file: ${file} cannot be read. Check that it exists and may be read by this user.` };
	}
	// What a header can carry.
	if (/^[\x21-\x7e]{1,1000}$/.test(token)) return { ok: true, token };
	return {
		ok: false,
		what: `--guide-model-key-file: ${file} holds no key. It is one line of at most 1000 letters, digits and signs, without spaces.`,
	};
}
