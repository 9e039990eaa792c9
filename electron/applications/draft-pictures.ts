/** Pictures of a draft on their way to another terminal, piece by piece, each sealed under the key of its slip and bound to its place. */
import type { Attachment } from '../../domain/contracts/applications.ts';
import { draftPiecePath, keptPiece } from '../../domain/contracts/drafts.ts';
import { sha256 } from './application-files.ts';
import type { DraftShare } from './draft-share.ts';
import { open, seal } from './sealed-box.ts';
import type { UploadTransport } from './upload-transport.ts';

/** Bytes of one chunk as this machine keeps it; `null`: it has none such (any more). */
export type ChunkOf = (attachment: string, index: number) => Promise<Buffer | null>;

/** What is still to be sent of one draft. */
export interface OwedPictures {
	share: DraftShare;
	station: string;
	pieces: { picture: string; index: number }[];
	chunk: ChunkOf;
}

const placeOf = ({ id }: DraftShare, picture: string, index: number) => `tidehall/draft/${id}/${picture}/${index}/1`;

export const piecesOf = (attachments: readonly Pick<Attachment, 'id' | 'chunks'>[]): OwedPictures['pieces'] =>
	attachments.flatMap(({ id, chunks }) => [...chunks.keys()].map((index) => ({ picture: id, index })));

/** Sends what is owed, one piece after another; false: the platform did not answer, or has no room now, and the rest is still owed. */
export async function sendPictures(owed: OwedPictures, transport: UploadTransport): Promise<boolean> {
	for (let piece = owed.pieces[0]; piece; piece = owed.pieces[0]) {
		const { picture, index } = piece;
		// Thrown away or gone on with elsewhere meanwhile: nothing is owed of it.
		const bytes = await owed.chunk(picture, index);
		if (bytes !== null) {
			const body = {
				type: 'application/octet-stream',
				bytes: seal(owed.share.key, placeOf(owed.share, picture, index), bytes, owed.share.suite),
			} as const;
			const path = draftPiecePath(owed.share.id, picture, index);
			const reply = await transport({ station: owed.station, method: 'PUT', path, body });
			if (reply === null || reply.status >= 500) return false;
		}
		owed.pieces.shift();
	}
	return true;
}

/**
 * The pictures that are whole: each chunk from this machine where it has it, else from the platform, every hash compared. What cannot be had is left
 * out, and so is the rest once `goOn` says no: a person is waiting.
 */
export async function fetchPictures(wanted: {
	share: DraftShare;
	station: string;
	attachments: readonly Attachment[];
	here: ChunkOf;
	transport: UploadTransport;
	goOn(): boolean;
}): Promise<{ attachments: Attachment[]; chunkOf(attachment: Attachment, index: number): Uint8Array }> {
	const { share, station, here, transport, goOn } = wanted;
	const chunks = new Map<string, Uint8Array>();
	const whole: Attachment[] = [];
	for (const attachment of wanted.attachments) {
		const { id } = attachment;
		let count = 0;
		for (const [index, hash] of attachment.chunks.entries()) {
			const bytes = (await here(id, index)) ?? (goOn() ? await ask(id, index) : null);
			if (bytes === null || sha256(bytes) !== hash) break;
			chunks.set(`${id}.${index}`, bytes);
			count += 1;
		}
		if (count === attachment.chunks.length) whole.push(attachment);
	}
	return { attachments: whole, chunkOf: ({ id }, index) => chunks.get(`${id}.${index}`) ?? new Uint8Array() };

	async function ask(picture: string, index: number): Promise<Buffer | null> {
		const reply = await transport({ station, method: 'GET', path: draftPiecePath(share.id, picture, index), body: null });
		const read = reply?.status === 200 ? keptPiece.safeParse(reply.body) : null;
		return read?.success && read.data.box !== null
			? open(share.key, placeOf(share, picture, index), Buffer.from(read.data.box, 'base64'))
			: null;
	}
}
