/**
 * What a face may do with the applications of its machine. A person gets at one application alone, by the code on the slip or the document on
 * the reader, and holds it by a grip that ends with the page, with the next person, and with the idle wipe. What was saved stays.
 */
import { randomBytes } from 'node:crypto';
import type {
	ApplicationAnswer,
	ApplicationForm,
	ApplicationRequest,
	Attachment,
	ResetReason,
} from '../../domain/contracts/applications.ts';
import type { FaceInfo } from '../../domain/contracts/bridge.ts';
import { signatureOf } from '../../domain/form/signature-of.ts';
import { readCode } from '../../domain/reservations/code.ts';
import { readDocumentNumber } from '../../domain/reservations/document-number.ts';
import { ApplicationFailure } from './application-parts.ts';
import type { ApplicationStore } from './application-store.ts';
import type { DraftCourier } from './draft-courier.ts';
import type { DraftShare } from './draft-share.ts';

export interface FrontDeskParts {
	store: ApplicationStore;
	now(): number;
	/** The engine says whether the platform answers, and its time while it does. */
	link(up: boolean, platform: string | null): void;
	/** Reports of this machine that the platform has not taken yet. */
	owed(): number;
	/** Drafts to and from other terminals; absent = they stay at this machine. */
	courier?: DraftCourier;
}

/** Codes are 31⁹; five tries a minute for the whole machine do not find one. */
const wrongAtOnce = 5;
const lockedMs = 60_000;
/** A page that opens and never closes must not fill the memory. */
const gripsAtMost = 64;

export class FrontDesk {
	readonly #parts: FrontDeskParts;
	readonly #grips = new Map<string, { ref: string; station: string; share: DraftShare | null }>();
	#wrong: number[] = [];

	constructor(parts: FrontDeskParts) {
		this.#parts = parts;
	}

	/** Never rejects for what a person did. */
	async answer(info: FaceInfo, request: ApplicationRequest): Promise<ApplicationAnswer> {
		try {
			return await this.#answer(info, request);
		} catch (cause) {
			if (cause instanceof ApplicationFailure) return { do: 'refused', code: cause.code };
			throw cause;
		}
	}

	async #answer(info: FaceInfo, request: ApplicationRequest): Promise<ApplicationAnswer> {
		const { store } = this.#parts;
		switch (request.do) {
			case 'list':
				return { do: 'list', applications: store.list() };
			case 'reported':
				await store.reported(request.ref);
				return { do: 'done' };
			case 'link':
				this.#parts.link(request.up, request.platform);
				if (request.platformTime !== null) await store.tidy(request.platformTime);
				return { do: 'done' };
			case 'may-reset':
				return { do: 'may-reset', reasons: this.mayReset() };
			case 'look': {
				// Left at another terminal, it is brought here first: nobody who holds the slip is told that there is none.
				const typed = readCode(request.code);
				if (typed !== null && info.station !== null) await this.#bring(info.station, typed);
				const ref = this.#byCode(request.code);
				return { do: 'state', summary: store.summary(ref)! };
			}
			case 'close':
				await this.#leave(info.station, request.grip);
				this.#letGo(info.station, request.grip);
				return { do: 'done' };
			case 'begin': {
				const { station } = info;
				if (station === null) throw new ApplicationFailure('no-grip');
				this.#letGo(station);
				const { items, theme = null, document } = request;
				const { ref, code } = await store.begin({ station, items, theme, document: documentIn(document) });
				return this.#opened(station, ref, code, code);
			}
			case 'open': {
				const { station } = info;
				if (station === null) throw new ApplicationFailure('no-grip');
				this.#letGo(station);
				const typed = request.code === undefined ? null : readCode(request.code);
				if (typed !== null) await this.#bring(station, typed);
				const ref = request.code === undefined ? this.#byDocument(request.document) : this.#byCode(request.code);
				if (store.summary(ref)?.stage !== 'draft') throw new ApplicationFailure('not-a-draft');
				return this.#opened(station, ref, null, typed);
			}
		}
		const ref = this.#held(info.station, request.grip);
		switch (request.do) {
			case 'save':
				await store.save(ref, request.form);
				break;
			case 'attach':
				await store.attach(ref, { material: request.material, mediaType: request.mediaType }, request.data);
				break;
			case 'detach':
				await store.detach(ref, request.attachment);
				break;
			case 'read-attachment': {
				const { attachment, data } = await store.attachment(ref, request.attachment);
				return { do: 'attachment', mediaType: attachment.mediaType, data };
			}
			case 'hand-in':
				await store.handIn(ref, { day: request.day, ticket: request.ticket ?? null });
				await this.#gone(info.station, request.grip);
				this.#letGo(info.station, request.grip);
				return { do: 'state', summary: store.summary(ref)! };
			case 'discard':
				await this.#gone(info.station, request.grip);
				await store.discard(ref);
				this.#letGo(info.station, request.grip);
				return { do: 'done' };
		}
		const { attachments } = await store.read(ref);
		return { do: 'kept', summary: store.summary(ref)!, attachments };
	}

	/** What would be lost if the machine were set up anew now; empty = nothing. */
	mayReset(): ResetReason[] {
		const owed = this.#parts.owed();
		return [...this.#parts.store.mayReset(), ...(owed > 0 ? [{ code: 'reports-owed' as const, count: owed }] : [])];
	}

	/** The page of this seat is a new one, or its person has gone. */
	#letGo(station: string | null, grip?: string): void {
		for (const [each, held] of this.#grips) if (held.station === station && (grip === undefined || grip === each)) this.#grips.delete(each);
	}

	#held(station: string | null, grip: string): string {
		const held = this.#grips.get(grip);
		if (!held || held.station !== station) throw new ApplicationFailure('no-grip');
		return held.ref;
	}

	/** The newest form of this code, from whichever terminal it was left at; a copy that is over is let go of. */
	async #bring(station: string, code: string): Promise<void> {
		const { courier, store } = this.#parts;
		// Whoever tries codes is not helped to try them at the platform.
		if (!courier || this.#tooOften()) return;
		const own = store.findByCode(code);
		const local = own !== null && store.summary(own)?.stage === 'draft' ? await store.read(own) : null;
		if (own !== null && local === null) return;
		const share = await courier.shareOf(code);
		const found = await courier.fetch(share, station);
		if (found.is === 'unknown') return;
		if (found.is === 'gone') {
			if (local !== null) await store.discard(local.ref);
			throw new ApplicationFailure('not-a-draft');
		}
		if (local !== null && local.version >= found.draft.version) return;
		const { draft } = found;
		const here = async (id: string, index: number) => (local === null ? null : store.chunk(local.ref, id, index));
		const { attachments, chunkOf } = await courier.pictures(share, station, draft, here);
		if (local !== null) await store.discard(local.ref);
		const at = this.#parts.now();
		await store.takeIn(
			{
				...draft,
				...{ stage: 'draft', station, attachments, form: withoutLostSignatures(draft.form, attachments), savedAt: at },
				...{ ticket: null, handedInAt: null, day: null, reported: false },
			},
			chunkOf,
		);
	}

	/** What was saved here is there at the next terminal. */
	async #leave(station: string | null, grip: string | undefined): Promise<void> {
		const { courier, store } = this.#parts;
		const held = grip === undefined ? undefined : this.#grips.get(grip);
		if (!courier || !held?.share || held.station !== station || store.summary(held.ref)?.stage !== 'draft') return;
		const { ref, version, items, theme, createdAt, codeHash, documentHash, form, attachments, chunkBytes } = await store.read(held.ref);
		courier.leave(
			held.share,
			held.station,
			{
				...{ ref, version, items, theme, createdAt, codeHash, documentHash, form, attachments, chunkBytes },
				claimsKey: store.claimsKey(held.ref),
			},
			// Read when it is sent: thrown away in between, there is nothing left to send.
			(id, index) => store.chunk(ref, id, index),
		);
	}

	async #gone(station: string | null, grip: string): Promise<void> {
		const { courier, store } = this.#parts;
		const held = this.#grips.get(grip);
		if (!courier || !held?.share || held.station !== station) return;
		courier.gone(held.share, held.station, (await store.read(held.ref)).version + 1);
	}

	async #opened(station: string, ref: string, code: string | null, known: string | null): Promise<ApplicationAnswer> {
		const { theme, form, attachments } = await this.#parts.store.read(ref);
		const grip = randomBytes(16).toString('base64url');
		if (this.#grips.size >= gripsAtMost) this.#grips.clear();
		const share = known === null || !this.#parts.courier ? null : await this.#parts.courier.shareOf(known);
		this.#grips.set(grip, { ref, station, share });
		return { do: 'opened', grip, code, summary: this.#parts.store.summary(ref)!, theme, form, attachments };
	}

	#byDocument(document: string | undefined): string {
		const number = documentIn(document);
		const ref = number === null ? null : this.#parts.store.findByDocument(number);
		if (ref === null) throw new ApplicationFailure('unknown-code');
		return ref;
	}

	#tooOften(): boolean {
		const now = this.#parts.now();
		// A clock that jumps back ages no wrong try; one that jumps forward forgives them, and the code is long enough.
		this.#wrong = this.#wrong.filter((at) => at <= now && now - at < lockedMs);
		return this.#wrong.length >= wrongAtOnce;
	}

	#byCode(text: string): string {
		if (this.#tooOften()) throw new ApplicationFailure('locked');
		const code = readCode(text);
		// A slip of the finger shows in the last character and costs no try.
		if (code === null) throw new ApplicationFailure('unknown-code');
		const ref = this.#parts.store.findByCode(code);
		if (ref !== null) return ref;
		this.#wrong.push(this.#parts.now());
		throw new ApplicationFailure('unknown-code');
	}
}

/** A signature whose picture did not come along is given anew. */
function withoutLostSignatures(form: ApplicationForm, attachments: readonly Attachment[]): ApplicationForm {
	const there = new Set(attachments.map(({ material }) => material));
	const fields = Object.entries(form.fields).filter(([key, answer]) => answer !== 'signed' || there.has(signatureOf(key)));
	return { ...form, fields: Object.fromEntries(fields) };
}

function documentIn(text: string | undefined): string | null {
	return text === undefined ? null : readDocumentNumber(text);
}
