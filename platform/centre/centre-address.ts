/** Where a hall's platform finds its centre, from `--centre` and `--centre-token-file`. */
import { readFileSync } from 'node:fs';
import type { CentreAddress } from './centre-client.ts';
import { tokenForm } from './tokens.ts';

export type ReadAddress = { ok: true; address: CentreAddress } | { ok: false; what: string };

/** What is wrong is said without the token. */
export function readCentreAddress(url: string, tokenFile: string): ReadAddress {
	let address: URL;
	try {
		address = new URL(url);
	} catch {
		return { ok: false, what: '--centre: this is no address. Write it as https://centre.example.' };
	}
	if (address.protocol !== 'https:' && address.protocol !== 'http:')
		return { ok: false, what: '--centre: the address must begin with https:// (or http:// inside a closed network).' };
	if (address.username !== '' || address.password !== '' || address.search !== '' || address.hash !== '')
		return { ok: false, what: '--centre: the address holds more than machine and path. The token belongs into --centre-token-file.' };
	let token: string;
	try {
		token = readFileSync(tokenFile, 'utf8').trim();
	} catch {
		return { ok: false, what: `--centre-token-file: ${tokenFile} cannot be read. Check that it exists and may be read by this user.` };
	}
	if (!tokenForm.test(token))
		return { ok: false, what: `--centre-token-file: ${tokenFile} holds no token. Make one with: npm run centre:token -- --out FILE.` };
	return { ok: true, address: { url: address.href, token } };
}

/** Whether the token would cross a network in the clear. */
export function inTheClear({ url }: CentreAddress): boolean {
	const { protocol, hostname } = new URL(url);
	return protocol === 'http:' && !['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}
