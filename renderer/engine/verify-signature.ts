/**
 * The one door to the curve library. The browser's own WebCrypto knows Ed25519 only from Chromium 137 on, and nowhere on a page that came
 * over plain HTTP, which is how the faces of a hall come to a browser.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import type { VerifySignature } from '../../domain/ticket-code.ts';

function bytesOf(text: string): Uint8Array {
	return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
}

/** By the strict reading (RFC 8032): no second form of a signature or key passes. */
export const verifySignature: VerifySignature = (text, signature, publicKey) => {
	try {
		return ed25519.verify(bytesOf(signature), new TextEncoder().encode(text), bytesOf(publicKey), { zip215: false });
	} catch {
		return false;
	}
};
