/** A maker for tests: a key, and manifests signed with it. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { signedPrefix, type UpdateManifest } from '../../domain/contracts/updates.ts';

export function createMaker() {
	const { publicKey, privateKey } = generateKeyPairSync('ed25519');
	return {
		publicKey,
		publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
		privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
		signed(manifest: UpdateManifest | string): string {
			const text = typeof manifest === 'string' ? manifest : JSON.stringify(manifest);
			const signature = sign(null, Buffer.from(`${signedPrefix}${text}`), privateKey).toString('base64');
			return JSON.stringify({ schema: 'signed-updates/1', manifest: text, signature });
		},
	};
}
