/**
 * Brings a draft to another terminal of the hall and back. Sealed under a key made from the code on the slip: the platform keeps a box it cannot
 * open. The answers go first, so that a form can be gone on with while its pictures are still on their way (`draft-pictures.ts`).
 */
import { scrypt } from 'node:crypto';
import { z } from 'zod';
import { applicationForm, attachment, chunkBytes } from '../../domain/contracts/applications.ts';
import type { CryptoSuite } from '../../domain/contracts/crypto-provider.ts';
import { draftBoxBytes, draftPath, type KeptDraft, keptDraft } from '../../domain/contracts/drafts.ts';
import { type ChunkOf, fetchPictures, type OwedPictures, piecesOf, sendPictures } from './draft-pictures.ts';
import type { DraftShare } from './draft-share.ts';
import { head } from './head.ts';
import { open, seal } from './sealed-box.ts';
import type { UploadTransport } from './upload-transport.ts';

const inBox = head
	.pick({ ref: true, version: true, items: true, theme: true, createdAt: true, codeHash: true, documentHash: true })
	.extend({
		form: applicationForm,
		/** Absent in boxes of machines that kept their pictures to themselves. */
		attachments: z.array(attachment).default([]),
		chunkBytes: z.number().int().min(256).max(chunkBytes).default(chunkBytes),
		/** The key of the hashes, with which the slip opens it at the other machine too. */
		claimsKey: z.base64(),
	});
export type TravellingDraft = z.infer<typeof inBox>;
export type Fetched = { is: 'there'; draft: TravellingDraft } | { is: 'gone' } | { is: 'unknown' };

/** Codes are 31⁹; with these 64 MiB and a tenth of a second for each try, a copied box is not opened by trying. */
const hard = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const againMs = 30_000;
const fetchWithinMs = 3_000;
/** Once the answers are there. */
const picturesWithinMs = 12_000;

export interface DraftCourierParts {
	hall: string;
	/** Of the hall; absent = `intl`. */
	suite?: CryptoSuite | undefined;
	transport: UploadTransport;
	after(ms: number, action: () => void): () => void;
}

export class DraftCourier {
	readonly #parts: DraftCourierParts;
	/** What the platform has not taken yet, by the name of the box; the newest counts. */
	readonly #owed = new Map<string, { station: string; draft: KeptDraft }>();
	readonly #pictures = new Map<string, OwedPictures>();
	#round: Promise<void> = Promise.resolve();
	#waiting: (() => void) | null = null;

	constructor(parts: DraftCourierParts) {
		this.#parts = parts;
	}

	/** `code`: as `readCode` gives it. */
	shareOf(code: string): Promise<DraftShare> {
		const { hall, suite = 'intl' } = this.#parts;
		return new Promise((done, fail) =>
			scrypt(code, `tidehall/draft/${hall}`, 64, hard, (error, bytes) =>
				error ? fail(error) : done({ id: bytes.subarray(0, 32).toString('hex'), key: bytes.subarray(32), suite }),
			),
		);
	}

	/** Kept and sent again until the platform has it; a machine that is switched off before has only its own copy. */
	leave(share: DraftShare, station: string, draft: TravellingDraft, chunk: ChunkOf): void {
		const { version, attachments } = draft;
		const box = sealed(share, Buffer.from(JSON.stringify(draft), 'utf8'));
		if (box.length > draftBoxBytes) return;
		this.#pictures.set(share.id, { share, station, chunk, pieces: piecesOf(attachments) });
		const pictures = attachments.map(({ id }) => id);
		this.#send(share.id, station, { version, savedAt: draft.createdAt, box: box.toString('base64'), pictures });
	}

	/** Handed in, or thrown away: nobody is to go on with a copy. */
	gone(share: DraftShare, station: string, version: number): void {
		this.#pictures.delete(share.id);
		this.#send(share.id, station, { version, savedAt: 1, box: null, pictures: [] });
	}

	/** `unknown` also while cut off. Whoever is waiting for it is a person: it gives up soon. */
	async fetch(share: DraftShare, station: string): Promise<Fetched> {
		const owed = this.#owed.get(share.id);
		const kept = owed?.draft ?? (await this.#ask(share, station));
		if (kept === null) return { is: 'unknown' };
		if (kept.box === null) return { is: 'gone' };
		const read = inBox.safeParse(inJson(opened(share, Buffer.from(kept.box, 'base64'))));
		return read.success ? { is: 'there', draft: read.data } : { is: 'unknown' };
	}

	/** Its pictures, as far as they can be had: `here` says what this machine has of them. */
	async pictures(share: DraftShare, station: string, draft: TravellingDraft, here: ChunkOf) {
		let late = false;
		const cancel = this.#parts.after(picturesWithinMs, () => {
			late = true;
		});
		const { transport } = this.#parts;
		const found = await fetchPictures({ share, station, attachments: draft.attachments, here, transport, goOn: () => !late });
		cancel();
		return found;
	}

	/** Resolves when everything that can be sent now was tried. */
	idle(): Promise<void> {
		return this.#round;
	}

	stop(): void {
		this.#waiting?.();
		this.#waiting = null;
	}

	async #ask(share: DraftShare, station: string): Promise<KeptDraft | null> {
		let cancel = () => {};
		const tooLate = new Promise<null>((give) => {
			cancel = this.#parts.after(fetchWithinMs, () => give(null));
		});
		const asked = this.#parts.transport({ station, method: 'GET', path: draftPath(share.id), body: null });
		const reply = await Promise.race([asked, tooLate]);
		cancel();
		const read = reply?.status === 200 ? keptDraft.safeParse(reply.body) : null;
		return read?.success ? read.data : null;
	}

	#send(id: string, station: string, draft: KeptDraft): void {
		this.#owed.set(id, { station, draft });
		this.#round = this.#round.then(() => this.#try()).catch(() => {});
	}

	async #try(): Promise<void> {
		for (const [id, one] of [...this.#owed]) {
			const bytes = Buffer.from(JSON.stringify(one.draft), 'utf8');
			const body = { type: 'application/json', bytes } as const;
			const reply = await this.#parts.transport({ station: one.station, method: 'PUT', path: draftPath(id), body });
			// What the platform will never take is not sent for ever; the machine's own copy stays.
			const settled = reply !== null && (reply.status === 200 || reply.status === 400 || reply.status === 413);
			if (settled && this.#owed.get(id) === one) this.#owed.delete(id);
		}
		// Answers of every draft first: they are short, and a form can be gone on with by them.
		for (const [id, one] of [...this.#pictures]) {
			if (this.#owed.has(id)) continue;
			if ((await sendPictures(one, this.#parts.transport)) && this.#pictures.get(id) === one) this.#pictures.delete(id);
		}
		if (this.#owed.size > 0 || this.#pictures.size > 0)
			this.#waiting ??= this.#parts.after(againMs, () => {
				this.#waiting = null;
				this.#round = this.#round.then(() => this.#try()).catch(() => {});
			});
	}
}

const placeOf = ({ id }: DraftShare) => `tidehall/draft/${id}/1`;
const sealed = (share: DraftShare, bytes: Uint8Array): Buffer => seal(share.key, placeOf(share), bytes, share.suite);

/** `null`: not whole, changed, or of another code. */
const opened = (share: DraftShare, box: Buffer): Buffer | null => open(share.key, placeOf(share), box);

function inJson(bytes: Buffer | null): unknown {
	if (bytes === null) return null;
	try {
		return JSON.parse(bytes.toString('utf8')) as unknown;
	} catch {
		return null;
	}
}
