/** Which seat signed a request, by the key that signs its tickets; or why nobody did. */
import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { type UploadProblemCode, uploadAuthorization, uploadText } from '../../domain/contracts/applications.ts';
import type { StationKey } from '../../domain/contracts/ticket-keys.ts';

export interface SignedRequest {
	method: string;
	/** As it was asked for, without query. */
	path: string;
	authorization: string | undefined;
	body: Uint8Array;
}

/** `keys`: of the hall's machines, the revoked ones too. */
export function createSigner(hall: string, keys: () => readonly StationKey[]) {
	const imported = new Map<string, KeyObject>();
	return ({ method, path, authorization, body }: SignedRequest): { station: string } | { code: UploadProblemCode } => {
		const [, station, keyId, signature] = uploadAuthorization.exec(authorization ?? '') ?? [];
		if (station === undefined) return { code: 'not-signed' };
		const known = keys().find((one) => one.station === station && one.keyId === keyId);
		if (!known) return { code: 'unknown-key' };
		const bodyHash = createHash('sha256').update(body).digest('hex');
		const text = Buffer.from(uploadText({ hall, station, method, path, bodyHash }), 'utf8');
		const key = imported.get(known.publicKey) ?? publicKeyOf(known.publicKey);
		imported.set(known.publicKey, key);
		if (!verify(null, text, key, Buffer.from(signature!, 'base64url'))) return { code: 'false-signature' };
		// A revoked machine is not heard; what it has stays with it, and it says why.
		return known.revoked ? { code: 'revoked-key' } : { station };
	};
}

/** The 12 bytes that make 32 bare ones a public key (RFC 8410). */
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex');

function publicKeyOf(publicKey: string): KeyObject {
	return createPublicKey({ key: Buffer.concat([spkiHead, Buffer.from(publicKey, 'base64url')]), format: 'der', type: 'spki' });
}
