/**
 * How a standby gets its certificate: it sends a public key to a platform that has the authority's key. Neither knows the other by certificate yet, so both
 * prove that they know the peers' token by a keyed hash over everything said; the token itself is not sent to whoever answers.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { platformId } from '../../domain/contracts/term.ts';
import { askUnproved } from '../../trust/ask-unproved.ts';

const mac = z.string().regex(/^[0-9a-f]{64}$/);
export const certificateAsked = z.object({
	hall: z.string().max(60),
	platform: platformId,
	/** SubjectPublicKeyInfo of a P-256 key, base64. */
	publicKey: z.string().max(400),
	nonce: z.string().regex(/^[0-9a-f]{32}$/),
	mac,
});
export const certificateGiven = z.object({ authority: z.string().max(8_000), certificate: z.string().max(8_000), mac });
export type CertificateAsked = z.infer<typeof certificateAsked>;
export type CertificateGiven = z.infer<typeof certificateGiven>;

function macOf(token: string, what: 'asked' | 'given', parts: readonly string[]): string {
	return createHmac('sha256', token)
		.update(JSON.stringify(['tidehall/peer-certificate/1', what, ...parts]))
		.digest('hex');
}
const same = (one: string, other: string) => timingSafeEqual(Buffer.from(one, 'hex'), Buffer.from(other, 'hex'));

export function askedBy(token: string, said: Omit<CertificateAsked, 'nonce' | 'mac'>): CertificateAsked {
	const nonce = randomBytes(16).toString('hex');
	return { ...said, nonce, mac: macOf(token, 'asked', [said.hall, said.platform, said.publicKey, nonce]) };
}

export function isAskedBy(token: string, { hall, platform, publicKey, nonce, mac: said }: CertificateAsked): boolean {
	return same(macOf(token, 'asked', [hall, platform, publicKey, nonce]), said);
}

export function givenTo(token: string, { mac: asked }: CertificateAsked, authority: string, certificate: string): CertificateGiven {
	return { authority, certificate, mac: macOf(token, 'given', [asked, authority, certificate]) };
}

export function isGivenTo(
	token: string,
	{ mac: asked }: CertificateAsked,
	{ authority, certificate, mac: said }: CertificateGiven,
): boolean {
	return same(macOf(token, 'given', [asked, authority, certificate]), said);
}

export interface AskCertificate {
	/** Addresses of the hall's other platforms. */
	urls: readonly string[];
	token: string;
	hall: string;
	platform: z.infer<typeof platformId>;
	publicKey: string;
}

/** Of the first that gives one; `null` = none can be reached, or none has the key of the authority. Never rejects. */
export async function askCertificate({ urls, token, ...said }: AskCertificate): Promise<Omit<CertificateGiven, 'mac'> | null> {
	for (const url of urls) {
		if (!url.startsWith('https:')) continue;
		const asked = askedBy(token, said);
		const read = certificateGiven.safeParse(inJson(await askUnproved(new URL('/api/peer-certificate', url), JSON.stringify(asked))));
		if (read.success && isGivenTo(token, asked, read.data)) return read.data;
	}
	return null;
}

function inJson({ status, text }: { status: number; text: string }): unknown {
	try {
		return status === 200 ? JSON.parse(text) : null;
	} catch {
		return null;
	}
}
