/** The token with which the hall's gateway for messages knows the platform; whatever that gateway gives out, on one line. */
import { readFileSync } from 'node:fs';
import type { ReadToken } from '../term/peers-token.ts';

/** Reads `--reminder-token-file`; what is wrong is said without the token. */
export function readTokenOfGateway(file: string): ReadToken {
	let token: string;
	try {
		token = readFileSync(file, 'utf8').trim();
	} catch {
		return { ok: false, what: `--reminder-token-file: ${file} cannot be read. Check that it exists and may be read by this user.` };
	}
	// What a header can carry.
	if (/^[\x21-\x7e]{8,1000}$/.test(token)) return { ok: true, token };
	return {
		ok: false,
		what: `--reminder-token-file: ${file} holds no token. It is one line of 8 to 1000 letters, digits and signs, without spaces.`,
	};
}
