/**
 * Brings a draft to another terminal of the hall and back. Sealed under a key made from the code on the slip: the platform keeps a box it cannot
 * open. Only the answers travel; pictures and the signature stay at the machine that took them and are taken again elsewhere.
 */
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';
import { applicationForm } from '../../domain/contracts/applications.ts';
import { draftBoxBytes, draftPath, type KeptDraft, keptDraft } from '../../domain/contracts/drafts.ts';
import { head } from './head.ts';
import type { UploadTransport } from './upload-transport.ts';

/** Where the box of one code lies, and what opens it. In memory only, as long as somebody holds the application. */
export interface DraftShare {
	id: string;
	key: Buffer;
}

const inBox = head
	.pick({ ref: true, version: true, items: true, theme: true, createdAt: true, codeHash: true, documentHash: true })
	.extend({
		form: applicationForm,
		/** The key of the hashes, with which the slip opens it at the other machine too. */
		claimsKey: z.base64(),
	});
export type TravellingDraft = z.infer<typeof inBox>;
export type Fetched = { is: 'there'; draft: TravellingDraft } | { is: 'gone' } | { is: 'unknown' };

/** Codes are 31⁹; with these 64 MiB and a tenth of a second for each try, a copied box is not opened by trying. */
const hard = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const againMs = 30_000;
const fetchWithinMs = 3_000;

export class DraftCourier {
	readonly #parts: { hall: string; transport: UploadTransport; after(ms: number, action: () => void): () => void };
	/** What the platform has not taken yet, by the name of the box; the newest counts. */
	readonly #owed = new Map<string, { station: string; draft: KeptDraft }>();
	#waiting: (() => void) | null = null;

	constructor(parts: { hall: string; transport: UploadTransport; after(ms: number, action: () => void): () => void }) {
		this.#parts = parts;
	}

	/** `code`: as `readCode` gives it. */
	shareOf(code: string): Promise<DraftShare> {
		return new Promise((done, fail) =>
			scrypt(code, `tidehall/draft/${this.#parts.hall}`, 64, hard, (error, bytes) =>
				error ? fail(error) : done({ id: bytes.subarray(0, 32).toString('hex'), key: bytes.subarray(32) }),
			),
		);
	}

	/** Kept and sent again until the platform has it; a machine that is switched off before has only its own copy. */
	leave(share: DraftShare, station: string, draft: TravellingDraft): void {
		const { version } = draft;
		// A signature is a picture: elsewhere it is given anew.
		const fields = Object.fromEntries(Object.entries(draft.form.fields).filter(([, answer]) => answer !== 'signed'));
		const box = sealed(share, Buffer.from(JSON.stringify({ ...draft, form: { ...draft.form, fields } }), 'utf8'));
		if (box.length > draftBoxBytes) return;
		this.#send(share.id, station, { version, savedAt: draft.createdAt, box: box.toString('base64') });
	}

	/** Handed in, or thrown away: nobody is to go on with a copy. */
	gone(share: DraftShare, station: string, version: number): void {
		this.#send(share.id, station, { version, savedAt: 1, box: null });
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
		void this.#try();
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
		if (this.#owed.size > 0)
			this.#waiting ??= this.#parts.after(againMs, () => {
				this.#waiting = null;
				void this.#try();
			});
	}
}

const nonceBytes = 12;
const tagBytes = 16;

function sealed({ id, key }: DraftShare, bytes: Uint8Array): Buffer {
	const nonce = randomBytes(nonceBytes);
	const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
	cipher.setAAD(Buffer.from(`tidehall/draft/${id}/1`, 'utf8'));
	const inside = Buffer.concat([cipher.update(bytes), cipher.final()]);
	return Buffer.concat([nonce, cipher.getAuthTag(), inside]);
}

/** `null`: not whole, changed, or of another code. */
function opened({ id, key }: DraftShare, box: Buffer): Buffer | null {
	if (box.length < nonceBytes + tagBytes) return null;
	const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, nonceBytes), { authTagLength: tagBytes });
	decipher.setAAD(Buffer.from(`tidehall/draft/${id}/1`, 'utf8'));
	decipher.setAuthTag(box.subarray(nonceBytes, nonceBytes + tagBytes));
	try {
		return Buffer.concat([decipher.update(box.subarray(nonceBytes + tagBytes)), decipher.final()]);
	} catch {
		return null;
	}
}

function inJson(bytes: Buffer | null): unknown {
	if (bytes === null) return null;
	try {
		return JSON.parse(bytes.toString('utf8')) as unknown;
	} catch {
		return null;
	}
}
