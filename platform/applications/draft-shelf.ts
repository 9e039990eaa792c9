/**
 * Drafts that wait for their person at another terminal: boxes nobody here can open, each under the newest version that came, for a week; and the
 * pictures that belong to the newest version, piece by piece in boxes of the same kind.
 */
import { draftKeptMs, type UploadProblemCode } from '../../domain/contracts/applications.ts';
import { draftPieceBytes, draftPiecesAtMost, type KeptDraft, type KeptPiece, keptDraft } from '../../domain/contracts/drafts.ts';
import type { Clock } from '../clock.ts';
import type { HallStore } from '../storage/contract.ts';
import type { AttachmentStore } from './attachment-store.ts';

type Refused = { ok: false; code: UploadProblemCode; field?: string };
export type DraftAnswer = { ok: true; state: KeptDraft } | Refused;
export type PieceAnswer = { ok: true; state: KeptPiece } | Refused;

interface ShelfParts {
	hall: string;
	store: HallStore;
	/** For pieces of pictures alone. */
	pictures: AttachmentStore;
	clock: Clock;
	hasRoom(): boolean;
}

export class DraftShelf {
	readonly #parts: ShelfParts;
	#turn: Promise<unknown> = Promise.resolve();

	constructor(parts: ShelfParts) {
		this.#parts = parts;
	}

	async get(id: string): Promise<DraftAnswer> {
		const kept = await this.#read(id);
		return kept === null ? { ok: false, code: 'unknown-application', field: 'id' } : { ok: true, state: kept };
	}

	/** An older version than the one kept changes nothing; the answer is what counts now. Whoever was let go of never comes back. */
	put(id: string, draft: KeptDraft): Promise<DraftAnswer> {
		return this.#inTurn(async (): Promise<DraftAnswer> => {
			const before = await this.#read(id);
			if (before !== null && (before.box === null || before.version > draft.version)) return { ok: true, state: before };
			if (draft.box !== null && !this.#parts.hasRoom()) return { ok: false, code: 'no-room' };
			// The station's clock may be anything; how long it lies here is counted by the platform's.
			const kept: KeptDraft = { ...draft, savedAt: this.#parts.clock.now() };
			await this.#parts.store.putRecord(this.#kind, id, kept);
			if (before !== null) await this.#sweep(id, kept);
			return { ok: true, state: kept };
		});
	}

	/** A piece of a picture that the newest version names; `null` in the answer: it is not here. */
	async piece(id: string, picture: string, index: number): Promise<PieceAnswer> {
		const kept = await this.#read(id);
		if (!kept?.pictures.includes(picture)) return { ok: false, code: 'unknown-application', field: 'id' };
		const box = await this.#parts.pictures.read({ ref: id, attachment: picture, index });
		return { ok: true, state: { box: box && Buffer.from(box).toString('base64') } };
	}

	putPiece(id: string, picture: string, index: number, box: Uint8Array): Promise<PieceAnswer> {
		return this.#inTurn(async () => {
			const kept = await this.#read(id);
			if (!kept?.pictures.includes(picture)) return { ok: false, code: 'unknown-application', field: 'id' };
			if (index >= draftPiecesAtMost || box.length === 0) return { ok: false, code: 'malformed', field: 'index' };
			if (box.length > draftPieceBytes) return { ok: false, code: 'too-large', field: 'body' };
			if (!this.#parts.hasRoom()) return { ok: false, code: 'no-room' };
			await this.#parts.pictures.put({ ref: id, attachment: picture, index }, box);
			return { ok: true, state: { box: null } };
		});
	}

	/** What lies here, for the hall's other platforms. Rejects with a `StoreFailure`. */
	async all(): Promise<{ id: string; version: number; gone: boolean; pieces: { picture: string; index: number }[] }[]> {
		const now = this.#parts.clock.now();
		const all = [];
		for (const { key: id, value } of await this.#parts.store.records(this.#kind)) {
			const read = keptDraft.safeParse(value);
			if (!read.success || read.data.savedAt + draftKeptMs <= now) continue;
			const { version, box, pictures } = read.data;
			const places = pictures.length === 0 ? [] : await this.#parts.pictures.list(id);
			const pieces = places.map(({ attachment: picture, index }) => ({ picture, index }));
			all.push({ id, version, gone: box === null, pieces });
		}
		return all;
	}

	/** As another platform of the hall has it: kept as long as there. False = something newer is here, or there is no room. */
	adopt(id: string, draft: KeptDraft): Promise<boolean> {
		return this.#inTurn(async () => {
			const before = await this.#read(id);
			if (before?.box === null || (before && draft.box !== null && before.version >= draft.version)) return false;
			const now = this.#parts.clock.now();
			if ((draft.box !== null && !this.#parts.hasRoom()) || draft.savedAt + draftKeptMs <= now) return false;
			const kept: KeptDraft = { ...draft, savedAt: Math.min(draft.savedAt, now) };
			await this.#parts.store.putRecord(this.#kind, id, kept);
			if (before) await this.#sweep(id, kept);
			return true;
		});
	}

	/** Lets go of what nobody came back for. */
	async forget(): Promise<void> {
		const now = this.#parts.clock.now();
		for (const { key, value } of await this.#parts.store.records(this.#kind)) {
			const read = keptDraft.safeParse(value);
			if (!read.success || read.data.savedAt + draftKeptMs > now) continue;
			// The record last: as long as it is there, what a kill left of the pictures is found again.
			await this.#parts.pictures.removeAll(key);
			await this.#parts.store.deleteRecord(this.#kind, key);
		}
	}

	/** Pictures of earlier versions. */
	async #sweep(id: string, { box, pictures }: KeptDraft): Promise<void> {
		if (box === null) return this.#parts.pictures.removeAll(id);
		for (const place of await this.#parts.pictures.list(id))
			if (!pictures.includes(place.attachment)) await this.#parts.pictures.remove(place);
	}

	#inTurn<T>(action: () => Promise<T>): Promise<T> {
		const turn = this.#turn.then(action);
		this.#turn = turn.catch(() => {});
		return turn;
	}

	get #kind(): string {
		return `draft-box:${this.#parts.hall}`;
	}

	async #read(id: string): Promise<KeptDraft | null> {
		const read = keptDraft.safeParse(await this.#parts.store.record(this.#kind, id));
		return read.success && read.data.savedAt + draftKeptMs > this.#parts.clock.now() ? read.data : null;
	}
}
