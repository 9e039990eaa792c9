/**
 * Whether a platform's certificate is one of the hall's own authority: the only question a station asks, and the same one for its pages, its main
 * process and other platforms. Nothing of the operating system's store counts.
 */
import { createHash, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';

export type Judged =
	| { ok: true }
	| {
			ok: false;
			code:
				| 'not-a-certificate'
				/** Signed by somebody else: another hall, another authority, or whoever stands in between. */
				| 'other-authority'
				| 'other-name'
				/** Over, by the clock given. */
				| 'ended';
	  };

/**
 * `pem`: as the platform showed it; `host`: as it was asked for, without port; `authority`: the pinned one, PEM. That a certificate does not count yet is
 * not looked at: it exists, so the clock is behind, and a machine whose clock died must still reach its hall (I-18).
 */
export function judgeCertificate(pem: string, host: string, authority: string, now: number): Judged {
	let shown: X509Certificate;
	let pinned: X509Certificate;
	try {
		shown = new X509Certificate(pem);
		pinned = new X509Certificate(authority);
	} catch {
		return { ok: false, code: 'not-a-certificate' };
	}
	if (shown.ca || !pinned.ca || !shown.checkIssued(pinned) || !verified(shown, pinned)) return { ok: false, code: 'other-authority' };
	const bare = host.replace(/^\[|\]$/g, '');
	const named = isIP(bare) === 0 ? shown.checkHost(bare, { subject: 'never', wildcards: false }) : shown.checkIP(bare);
	if (named === undefined) return { ok: false, code: 'other-name' };
	return Date.parse(shown.validTo) > now ? { ok: true } : { ok: false, code: 'ended' };
}

function verified(shown: X509Certificate, pinned: X509Certificate): boolean {
	try {
		return shown.verify(pinned.publicKey);
	} catch {
		return false;
	}
}

/** SHA-256 over the whole certificate, in hex; `null` = it is none. */
export function fingerprintOf(pem: string): string | null {
	try {
		return createHash('sha256').update(new X509Certificate(pem).raw).digest('hex');
	} catch {
		return null;
	}
}
