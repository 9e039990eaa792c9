/** The secret that the platforms of one hall share, for what they say to each other about the log. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';

const tokenForm = /^[A-Za-z0-9_-]{32,128}$/;

export type ReadToken = { ok: true; token: string } | { ok: false; what: string };

/** Reads `--peers-token-file`; what is wrong is said without the token. */
export function readPeersToken(file: string): ReadToken {
	let token: string;
	try {
		token = readFileSync(file, 'utf8').trim();
	} catch {
		return { ok: false, what: `--peers-token-file: ${file} cannot be read. Check that it exists and may be read by this user.` };
	}
	if (tokenForm.test(token)) return { ok: true, token };
	return {
		ok: false,
		what: `--peers-token-file: ${file} holds no token. Make one with: openssl rand -hex 32 > ${file}, and put the same file on every platform of the hall.`,
	};
}

const hash = (text: string) => createHash('sha256').update(text).digest();

/** In constant time. */
export function isPeer(authorization: string | undefined, token: string): boolean {
	const given = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
	return given !== undefined && timingSafeEqual(hash(given), hash(token));
}
