/** The maker's word: a manifest counts when one of the maker's keys signed it. Used by the station and, on its own, by the part that installs. */
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { signedManifest, signedPrefix, type UpdateManifest, updateManifest } from '../../domain/contracts/updates.ts';

export type ReadManifest = { ok: true; manifest: UpdateManifest } | { ok: false; code: 'not-a-manifest' | 'not-signed-by-maker' };

/** `text`: a whole file of `signed-updates/1`. Never throws. */
export function verifyManifest(text: string, keys: readonly KeyObject[]): ReadManifest {
	const signed = signedManifest.safeParse(asJson(text));
	if (!signed.success) return { ok: false, code: 'not-a-manifest' };
	const bytes = Buffer.from(`${signedPrefix}${signed.data.manifest}`);
	const signature = Buffer.from(signed.data.signature, 'base64');
	if (!keys.some((key) => verify(null, bytes, key, signature))) return { ok: false, code: 'not-signed-by-maker' };
	const manifest = updateManifest.safeParse(asJson(signed.data.manifest));
	return manifest.success ? { ok: true, manifest: manifest.data } : { ok: false, code: 'not-a-manifest' };
}

/** Every `*.pub` (PEM, Ed25519) of these folders; a file that is no such key is left out and told. A folder that is not there has none. */
export function makerKeys(folders: readonly string[], odd: (file: string) => void = () => {}): KeyObject[] {
	return folders.flatMap((folder) =>
		namesIn(folder).flatMap((name) => {
			try {
				const key = createPublicKey(readFileSync(join(folder, name)));
				if (key.asymmetricKeyType === 'ed25519') return [key];
			} catch {
				// Told below.
			}
			odd(name);
			return [];
		}),
	);
}

function namesIn(folder: string): string[] {
	try {
		return readdirSync(folder)
			.filter((name) => name.endsWith('.pub'))
			.sort();
	} catch {
		return [];
	}
}

function asJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
