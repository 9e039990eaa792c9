/** Drafts that wait for their person at another terminal: boxes nobody here can open, each under the newest version that came, for a week. */
import { draftKeptMs, type UploadProblemCode } from '../../domain/contracts/applications.ts';
import { type KeptDraft, keptDraft } from '../../domain/contracts/drafts.ts';
import type { Clock } from '../clock.ts';
import type { HallStore } from '../storage/contract.ts';

export type DraftAnswer = { ok: true; state: KeptDraft } | { ok: false; code: UploadProblemCode; field?: string };

export class DraftShelf {
	readonly #parts: { hall: string; store: HallStore; clock: Clock; hasRoom(): boolean };
	#turn: Promise<unknown> = Promise.resolve();

	constructor(parts: { hall: string; store: HallStore; clock: Clock; hasRoom(): boolean }) {
		this.#parts = parts;
	}

	async get(id: string): Promise<DraftAnswer> {
		const kept = await this.#read(id);
		return kept === null ? { ok: false, code: 'unknown-application', field: 'id' } : { ok: true, state: kept };
	}

	/** An older version than the one kept changes nothing; the answer is what counts now. Whoever was let go of never comes back. */
	put(id: string, draft: KeptDraft): Promise<DraftAnswer> {
		const turn = this.#turn.then(async (): Promise<DraftAnswer> => {
			const before = await this.#read(id);
			if (before !== null && (before.box === null || before.version > draft.version)) return { ok: true, state: before };
			if (draft.box !== null && !this.#parts.hasRoom()) return { ok: false, code: 'no-room' };
			// The station's clock may be anything; how long it lies here is counted by the platform's.
			const kept: KeptDraft = { ...draft, savedAt: this.#parts.clock.now() };
			await this.#parts.store.putRecord(this.#kind, id, kept);
			return { ok: true, state: kept };
		});
		this.#turn = turn.catch(() => {});
		return turn;
	}

	/** Lets go of what nobody came back for. */
	async forget(): Promise<void> {
		const now = this.#parts.clock.now();
		for (const { key, value } of await this.#parts.store.records(this.#kind)) {
			const read = keptDraft.safeParse(value);
			if (read.success && read.data.savedAt + draftKeptMs <= now) await this.#parts.store.deleteRecord(this.#kind, key);
		}
	}

	get #kind(): string {
		return `draft-box:${this.#parts.hall}`;
	}

	async #read(id: string): Promise<KeptDraft | null> {
		const read = keptDraft.safeParse(await this.#parts.store.record(this.#kind, id));
		return read.success && read.data.savedAt + draftKeptMs > this.#parts.clock.now() ? read.data : null;
	}
}
