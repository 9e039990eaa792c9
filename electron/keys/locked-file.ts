/**
 * A key file of this machine: its text as it is, or locked up under the machine's secret (`custody.ts`). One that still lies in the clear when a secret
 * has come is locked up at once, and stays so: without the secret it is not opened, and not written over.
 */
import type { SecretStore } from './pepper.ts';

/** `clear`: it is to be written anew by `lockedText`. */
export type ReadKeyFile = { is: 'text'; text: string; clear: boolean } | { is: 'locked' };

const prefix = 'tidehall-locked-1 ';

export function readKeyFile(bytes: Uint8Array, secrets: SecretStore | null): ReadKeyFile {
	const text = new TextDecoder().decode(bytes);
	if (!text.startsWith(prefix)) return { is: 'text', text, clear: secrets !== null };
	if (!secrets) return { is: 'locked' };
	try {
		const opened = secrets.unlock(Buffer.from(text.slice(prefix.length).trim(), 'base64'));
		return { is: 'text', text: new TextDecoder().decode(opened), clear: false };
	} catch {
		return { is: 'locked' };
	}
}

/** What is written. Throws when the secret cannot be relied on. */
export function lockedText(text: string, secrets: SecretStore | null): string {
	return secrets ? `${prefix}${Buffer.from(secrets.lock(new TextEncoder().encode(text))).toString('base64')}\n` : text;
}
