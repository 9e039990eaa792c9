/** The door for uploads: who asks, whether it is whole, what it is about, and the answer. Independent of the server that carries it. */
import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { z } from 'zod';
import {
	applicationManifest,
	applicationRef,
	attachmentId,
	type UploadProblemCode,
	uploadAuthorization,
	uploadPaths,
	uploadText,
} from '../../domain/contracts/applications.ts';
import type { StationKey } from '../../domain/contracts/ticket-keys.ts';
import type { ApplicationBook, BookAnswer } from './application-book.ts';

export interface DoorRequest {
	method: string;
	/** As it was asked for, without query. */
	path: string;
	authorization: string | undefined;
	body: Uint8Array;
}

export interface UploadDoorParts {
	hall: string;
	book: ApplicationBook;
	/** Keys of the hall's machines, the revoked ones too. */
	keys(): readonly StationKey[];
	/** True while nothing can be kept. */
	stopped(): boolean;
}

const chunkAsked = z.object({ ref: applicationRef, attachment: attachmentId, index: z.coerce.number().int().min(0).max(100_000) });

export function createUploadDoor({ hall, book, keys, stopped }: UploadDoorParts): (request: DoorRequest) => Promise<BookAnswer> {
	const imported = new Map<string, KeyObject>();

	/** The seat that signed this request, or why nobody did. */
	function signer({ method, path, authorization, body }: DoorRequest): { station: string } | { code: UploadProblemCode } {
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
	}

	return async (request) => {
		const who = signer(request);
		if ('code' in who) return { ok: false, code: who.code, field: 'authorization' };
		if (stopped()) return { ok: false, code: 'busy' };
		const { method, path, body } = request;
		const [, ref, rest] = /^\/api\/applications\/([^/]+)(\/.*)?$/.exec(path) ?? [];
		if (!applicationRef.safeParse(ref).success) return { ok: false, code: 'malformed', field: 'ref' };
		if (rest === undefined && method === 'GET') return book.state(ref!);
		// One that came by escrow was handed in at another station than the one that sends it: its manifest says where.
		if (rest === undefined && method === 'PUT') return announce(ref!, body);
		if (path === uploadPaths.submit(ref!) && method === 'POST') return book.submit(ref!);
		const [, attachment, index] = /^\/attachments\/([^/]+)\/chunks\/([^/]+)$/.exec(rest ?? '') ?? [];
		const asked = chunkAsked.safeParse({ ref, attachment, index });
		if (method !== 'PUT' || !asked.success) return { ok: false, code: 'malformed', field: 'address' };
		return book.take(ref!, asked.data.attachment, asked.data.index, body);
	};

	async function announce(ref: string, body: Uint8Array): Promise<BookAnswer> {
		let json: unknown;
		try {
			json = JSON.parse(Buffer.from(body).toString('utf8'));
		} catch {
			return { ok: false, code: 'malformed', field: 'body' };
		}
		const read = applicationManifest.safeParse(json);
		if (!read.success) return { ok: false, code: 'malformed', field: read.error.issues[0]?.path.map(String).join('.') || 'body' };
		if (read.data.ref !== ref) return { ok: false, code: 'malformed', field: 'ref' };
		return book.announce(read.data);
	}
}

/** The 12 bytes that make 32 bare ones a public key (RFC 8410). */
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex');

function publicKeyOf(publicKey: string): KeyObject {
	return createPublicKey({ key: Buffer.concat([spkiHead, Buffer.from(publicKey, 'base64url')]), format: 'der', type: 'spki' });
}
