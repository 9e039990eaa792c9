/**
 * How a site knows that a notice is the hall's: HMAC-SHA256 over time and body under a secret of both, in `X-Tidehall-Signature: t=<seconds>,v1=<hex>`.
 * The time is in it so that an old notice cannot be said again later.
 */
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';

export function signatureOf(body: string, secret: string, now: number): string {
	const seconds = Math.floor(now / 1_000);
	return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

export type ReadSecret = { ok: true; secret: string } | { ok: false; what: string };

/** Reads `--webhook-secret-file`; what is wrong is said without the secret. */
export function readWebhookSecret(file: string): ReadSecret {
	let secret: string;
	try {
		secret = readFileSync(file, 'utf8').trim();
	} catch {
		return { ok: false, what: `--webhook-secret-file: ${file} cannot be read. Check that it exists and may be read by this user.` };
	}
	if (/^[\x21-\x7e]{32,1000}$/.test(secret)) return { ok: true, secret };
	return {
		ok: false,
		what: `--webhook-secret-file: ${file} holds no secret. It is one line of at least 32 letters, digits and signs: openssl rand -base64 48 makes one.`,
	};
}
