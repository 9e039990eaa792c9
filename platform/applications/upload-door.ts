/** The door for uploads: who asks, whether it is whole, what it is about, and the answer. Independent of the server that carries it. */
import { z } from 'zod';
import { applicationManifest, applicationRef, attachmentId, uploadPaths } from '../../domain/contracts/applications.ts';
import { draftId, draftPiecesAtMost, keptDraft } from '../../domain/contracts/drafts.ts';
import type { StationKey } from '../../domain/contracts/ticket-keys.ts';
import type { ApplicationBook } from './application-book.ts';
import type { BookAnswer } from './book-parts.ts';
import type { DraftAnswer, DraftShelf, PieceAnswer } from './draft-shelf.ts';
import { createSigner, type SignedRequest } from './station-signature.ts';

export type DoorRequest = SignedRequest;
export type DoorAnswer = BookAnswer | DraftAnswer | PieceAnswer;

export interface UploadDoorParts {
	hall: string;
	book: ApplicationBook;
	/** Drafts on their way to another terminal. */
	shelf: DraftShelf;
	/** Keys of the hall's machines, the revoked ones too. */
	keys(): readonly StationKey[];
	/** True while nothing can be kept. */
	stopped(): boolean;
}

const chunkAsked = z.object({ ref: applicationRef, attachment: attachmentId, index: z.coerce.number().int().min(0).max(100_000) });

const pieceAsked = z.object({
	...{ id: draftId, picture: attachmentId },
	index: z.coerce.number().int().min(0).max(draftPiecesAtMost),
});

export function createUploadDoor({ hall, book, shelf, keys, stopped }: UploadDoorParts): (request: DoorRequest) => Promise<DoorAnswer> {
	const signer = createSigner(hall, keys);

	return async (request) => {
		const who = signer(request);
		if ('code' in who) return { ok: false, code: who.code, field: 'authorization' };
		if (stopped()) return { ok: false, code: 'busy' };
		const { method, path, body } = request;
		const [, draft, picture, piece] = /^\/api\/drafts\/([^/]+)(?:\/pictures\/([^/]+)\/([^/]+))?$/.exec(path) ?? [];
		if (draft !== undefined && picture !== undefined) return pieceAtShelf(method, { id: draft, picture, index: piece }, body);
		if (draft !== undefined) return atShelf(method, draft, body);
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

	async function atShelf(method: string, id: string, body: Uint8Array): Promise<DraftAnswer> {
		if (!draftId.safeParse(id).success) return { ok: false, code: 'malformed', field: 'id' };
		if (method === 'GET') return shelf.get(id);
		const read = keptDraft.safeParse(inJson(body));
		if (method !== 'PUT' || !read.success) return { ok: false, code: 'malformed', field: 'body' };
		return shelf.put(id, read.data);
	}

	async function pieceAtShelf(method: string, asked: object, body: Uint8Array): Promise<PieceAnswer> {
		const read = pieceAsked.safeParse(asked);
		if (!read.success) return { ok: false, code: 'malformed', field: 'address' };
		const { id, picture, index } = read.data;
		if (method === 'GET') return shelf.piece(id, picture, index);
		return method === 'PUT' ? shelf.putPiece(id, picture, index, body) : { ok: false, code: 'malformed', field: 'address' };
	}

	async function announce(ref: string, body: Uint8Array): Promise<BookAnswer> {
		const read = applicationManifest.safeParse(inJson(body));
		if (!read.success) return { ok: false, code: 'malformed', field: read.error.issues[0]?.path.map(String).join('.') || 'body' };
		if (read.data.ref !== ref) return { ok: false, code: 'malformed', field: 'ref' };
		return book.announce(read.data);
	}
}

/** `undefined`: no JSON. */
function inJson(body: Uint8Array): unknown {
	try {
		return JSON.parse(Buffer.from(body).toString('utf8')) as unknown;
	} catch {
		return undefined;
	}
}
