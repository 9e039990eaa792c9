/**
 * The applications of one hall. The first thing said of one is what has to arrive, hash by hash; it is submitted when every byte of it is on the
 * disk and was read back and found right (I-14), and the hall's log says so once. Until then nobody sees anything of it.
 */
import { createHash } from 'node:crypto';
import {
	type ApplicationManifest,
	applicationForm,
	chunkPlace,
	submittedKeptMs,
	type UploadProblemCode,
} from '../../domain/contracts/applications.ts';
import type { CryptoSuite } from '../../domain/contracts/crypto-provider.ts';
import { canonicalJson } from '../../domain/day-hash.ts';
import { newDataKey, open as openBox, seal } from '../../sealing/box.ts';
import type { KeptRecord } from '../storage/contract.ts';
import { ApplicationKeys } from './application-keys.ts';
import { type KeptApplication as Kept, keptApplication as kept, place } from './application-record.ts';
import type { ApplicationBookParts, BookAnswer, BookCopy } from './book-parts.ts';
import { addressField } from './delivery-wishes.ts';
import { fieldsOver, resealWithout } from './erase-fields.ts';
import { Vault } from './vault.ts';

const refused = (code: UploadProblemCode, field?: string): BookAnswer => ({ ok: false, code, ...(field === undefined ? {} : { field }) });

/** Days of chunks that nobody completes: the station that has them is lost. */
const unfinishedKeptMs = submittedKeptMs;

export class ApplicationBook {
	readonly #parts: ApplicationBookParts;
	readonly #keys: ApplicationKeys;
	/** Without what is sealed: thousands of forms need not be in memory. */
	readonly #known = new Map<string, Omit<Kept, 'sealed'>>();
	/** Which chunks are there, of applications being received. */
	readonly #there = new Map<string, Set<string>>();
	readonly #turns = new Map<string, Promise<unknown>>();

	private constructor(parts: ApplicationBookParts) {
		this.#parts = parts;
		this.#keys = new ApplicationKeys(new Vault(parts));
	}

	/** Rejects with a `StoreFailure`, or with zod's error when a record is not one. */
	static async load(parts: ApplicationBookParts): Promise<ApplicationBook> {
		const book = new ApplicationBook(parts);
		for (const { key, value } of await parts.store.records(book.#kind)) {
			const now = book.#keys.broughtUp(kept.parse(value));
			if (now) await parts.store.putRecords([{ kind: book.#kind, key, value: now.value }, now.keyRecord]);
			const { sealed: _sealed, ...rest } = now?.value ?? kept.parse(value);
			book.#known.set(key, rest);
		}
		return book;
	}

	counts(): Record<'receiving' | 'submitted', number> {
		const stages = [...this.#known.values()].map(({ stage }) => stage);
		const submitted = stages.filter((stage) => stage === 'submitted' || stage === 'forgotten').length;
		return { submitted, receiving: stages.length - submitted };
	}

	/** Tells the log of what was verified when the platform went down before it could. Called once the authority works. */
	async resume(): Promise<void> {
		for (const [ref, { stage }] of [...this.#known]) if (stage === 'verified') await this.#inTurn(ref, () => this.#tell(ref));
	}

	/** What has to arrive. Said again, it answers what is still missing; another application under the same reference is refused. */
	announce(manifest: ApplicationManifest): Promise<BookAnswer> {
		const { ref, form, ...rest } = manifest;
		return this.#inTurn(ref, async () => {
			const hash = createHash('sha256').update(canonicalJson(manifest)).digest('hex');
			const before = this.#known.get(ref);
			if (before?.stage === 'forgotten') return this.#state(ref);
			if (before) {
				const key = await this.#keys.of(ref);
				return key && before.manifestHash === hashUnder(key, hash) ? this.#state(ref) : refused('other-application', 'ref');
			}
			if (!this.#parts.hasRoom()) return refused('no-room');
			const [key, formKey] = [newDataKey(), newDataKey()];
			const value: Kept = {
				stage: 'receiving',
				plain: { ref, ...rest },
				manifestHash: hashUnder(key, hash),
				wrapped: null,
				sealed: this.#keys.sealForm(formKey, ref, form),
				receivedAt: this.#parts.clock.now(),
				day: null,
				submittedAt: null,
			};
			// First: were the platform to end here, the record would come again.
			await this.#parts.wishes?.note?.(form, manifest.station, manifest.handedInAt);
			await this.#keep(ref, value, this.#keys.records(ref, key, formKey));
			await this.#parts.people?.note(ref, form, manifest.station);
			this.#there.set(ref, new Set());
			return this.#state(ref);
		});
	}

	state(ref: string): Promise<BookAnswer> {
		return this.#inTurn(ref, () => this.#state(ref));
	}

	/** One chunk. The wrong bytes are refused and leave nothing behind. */
	async take(ref: string, attachment: string, index: number, bytes: Uint8Array): Promise<BookAnswer> {
		const known = this.#known.get(ref);
		if (!known) return refused('unknown-application', 'ref');
		if (known.stage !== 'receiving') return this.#state(ref);
		const announced = known.plain.attachments.find(({ id }) => id === attachment);
		const hash = announced?.chunks[index];
		if (!announced || hash === undefined) return refused('unknown-chunk', 'index');
		const { from, to } = chunkPlace(announced, known.plain.chunkBytes, index);
		if (bytes.length !== to - from || sha256(bytes) !== hash) return refused('wrong-hash', 'body');
		const there = await this.#chunksOf(ref);
		if (there.has(`${attachment}.${index}`)) return this.#received();
		if (!this.#parts.hasRoom()) return refused('no-room');
		const key = await this.#keys.of(ref);
		if (!key) return refused('busy');
		await this.#parts.attachments.put({ ref, attachment, index }, seal(this.suite, key, place.chunk(ref, attachment, index), bytes));
		there.add(`${attachment}.${index}`);
		return this.#received();
	}

	/** Reads every chunk back, compares every whole, and only then lets the log say that it is submitted. */
	submit(ref: string): Promise<BookAnswer> {
		return this.#inTurn(ref, async () => {
			const known = this.#known.get(ref);
			if (!known) return refused('unknown-application', 'ref');
			if (known.stage === 'verified') return this.#tell(ref);
			if (known.stage !== 'receiving') return this.#state(ref);
			const missing = await this.#missing(ref, known);
			if (missing.length > 0) return refused('incomplete');
			await this.#parts.attachments.settle(ref);
			const wrong = await this.#wrongAttachment(ref, known);
			if (wrong !== null) {
				// Gone, so that the next answer asks for it again.
				for (const index of wrong.chunks.keys()) await this.#parts.attachments.remove({ ref, attachment: wrong.id, index });
				this.#there.delete(ref);
				return refused('wrong-whole', wrong.id);
			}
			await this.#keep(ref, { ...known, sealed: await this.#sealedOf(ref), stage: 'verified', day: this.#parts.today() });
			return this.#tell(ref);
		});
	}

	/** Everything of one that is submitted, for whoever may see it; `null` = there is none, or it was let go of. */
	async open(ref: string): Promise<{ manifest: ApplicationManifest; attachment(id: string): Promise<Buffer | null> } | null> {
		const known = this.#known.get(ref);
		if (!known) return this.#addressAlone(ref);
		const key = known.stage === 'submitted' ? await this.#keys.of(ref) : null;
		const formKey = key && (await this.#keys.ofForm(ref));
		const form = formKey && this.#keys.openForm(formKey, { ...known, sealed: await this.#sealedOf(ref) });
		if (!key || !form) return null;
		const filled = applicationForm.parse(JSON.parse(form));
		const address = await this.#parts.wishes?.of(ref);
		// What was said last of where it goes is what counts; whoever may see the form sees it in its field.
		const fields = address == null ? filled.fields : { ...filled.fields, [addressField]: address };
		const manifest = { ...known.plain, form: { ...filled, fields } };
		return {
			manifest,
			attachment: async (id) => {
				const announced = manifest.attachments.find((each) => each.id === id);
				if (!announced) return null;
				const parts: Buffer[] = [];
				for (const index of announced.chunks.keys()) {
					const part = await this.#readChunk(ref, key, id, index);
					if (!part) return null;
					parts.push(part);
				}
				const whole = Buffer.concat(parts);
				return sha256(whole) === announced.sha256 ? whole : null;
			},
		};
	}

	/** A case that a window began without a form has at most the address its result is to go to. */
	async #addressAlone(ref: string) {
		const address = (await this.#parts.wishes?.of(ref)) ?? null;
		if (address === null) return null;
		const form = { fields: { [addressField]: address }, materials: {} };
		const nothing = { station: '', items: [], handedInAt: 0, day: '', attachments: [], chunkBytes: 0 };
		return { manifest: { ref, ...nothing, form }, attachment: async () => null };
	}

	/** What was handed in and can be opened, newest first; nothing of what was filled in. */
	submitted(): { ref: string; items: string[]; theme: string | null; handedInAt: number; day: string }[] {
		return [...this.#known.values()]
			.flatMap(({ stage, plain: { ref, items, theme = null, handedInAt, day } }) =>
				stage === 'submitted' ? [{ ref, items, theme, handedInAt, day }] : [],
			)
			.sort((one, other) => other.handedInAt - one.handedInAt);
	}

	/** What is over with here: submitted, or let go of. */
	finished(): { ref: string; stage: 'submitted' | 'forgotten' }[] {
		return [...this.#known].flatMap(([ref, { stage }]) => (stage === 'submitted' || stage === 'forgotten' ? [{ ref, stage }] : []));
	}

	/** One of them as it lies here, with its key; for another platform of the hall (`copies.ts`). Rejects with a `StoreFailure`. */
	async copyOf(ref: string): Promise<BookCopy | null> {
		const known = this.#known.get(ref);
		if (known?.stage !== 'submitted' && known?.stage !== 'forgotten') return null;
		return {
			record: { ...known, sealed: await this.#sealedOf(ref) },
			key: await this.#keys.of(ref),
			formKey: await this.#keys.ofForm(ref),
		};
	}

	/** A chunk as it lies here, sealed under the key of its application. Rejects with a `StoreFailure`. */
	box(ref: string, attachment: string, index: number): Promise<Uint8Array | null> {
		return this.#parts.attachments.read({ ref, attachment, index });
	}

	/**
	 * Keeps what another platform of the hall has taken, once every byte of it is here and right; what began to arrive here of the same application
	 * gives way. False when a chunk could not be had or is not as announced: nothing is kept then. Rejects with a `StoreFailure`.
	 */
	adopt({ record, key, formKey }: BookCopy, box: (attachment: string, index: number) => Promise<Uint8Array | null>): Promise<boolean> {
		const { ref } = record.plain;
		return this.#inTurn(ref, async () => {
			const here = this.#known.get(ref)?.stage;
			if (here === 'forgotten' || here === record.stage) return true;
			if (record.stage === 'forgotten') {
				await this.#keys.shred(ref);
				await this.#keep(ref, { ...record, wrapped: null, sealed: null });
				await this.#parts.people?.forget(ref);
				await this.#parts.attachments.removeAll(ref);
				this.#there.delete(ref);
				return true;
			}
			if (record.stage !== 'submitted' || !key || !formKey || !this.#parts.hasRoom()) return false;
			await this.#parts.attachments.removeAll(ref);
			this.#there.delete(ref);
			for (const { id, chunks } of record.plain.attachments)
				for (const index of chunks.keys()) {
					const sealed = await box(id, index);
					const bytes = sealed && openBox(key, place.chunk(ref, id, index), sealed);
					if (!sealed || !bytes || sha256(bytes) !== chunks[index]) return false;
					await this.#parts.attachments.put({ ref, attachment: id, index }, sealed);
				}
			await this.#parts.attachments.settle(ref);
			const own = { ...record, wrapped: null };
			if ((await this.#wrongAttachment(ref, own, key)) !== null) return false;
			await this.#keep(ref, own, this.#keys.records(ref, key, formKey));
			const form = this.#keys.openForm(formKey, record);
			if (form) await this.#parts.people?.note(ref, applicationForm.parse(JSON.parse(form)), record.plain.station);
			return true;
		});
	}

	/** Lets go of what was kept its time: the key first. What is left says only that it was submitted. */
	async forget(): Promise<number> {
		const now = this.#parts.clock.now();
		let count = 0;
		for (const [ref, { stage, receivedAt, submittedAt }] of [...this.#known]) {
			const over =
				stage === 'submitted' ? submittedAt! + submittedKeptMs : stage === 'receiving' ? receivedAt + unfinishedKeptMs : Infinity;
			if (over > now) {
				if (stage === 'submitted') await this.#eraseFields(ref, now);
				continue;
			}
			await this.#inTurn(ref, async () => {
				const known = this.#known.get(ref)!;
				await this.#keys.shred(ref);
				if (stage === 'receiving') {
					await this.#parts.store.deleteRecord(this.#kind, ref);
					this.#known.delete(ref);
				} else
					await this.#keep(ref, { ...known, plain: { ...known.plain, attachments: [] }, stage: 'forgotten', wrapped: null, sealed: null });
				await this.#parts.people?.forget(ref);
				await this.#parts.attachments.removeAll(ref);
				this.#there.delete(ref);
			});
			count += 1;
		}
		return count;
	}

	/** Takes fields out of the form whose own time is over; the rest is sealed anew under the same key. */
	async #eraseFields(ref: string, now: number): Promise<void> {
		const { fieldsKept = {} } = this.#parts;
		if (fieldsOver(this.#known.get(ref)!, fieldsKept, now) === null) return;
		await this.#inTurn(ref, async () => {
			const known = this.#known.get(ref)!;
			const upTo = fieldsOver(known, fieldsKept, now);
			const before = upTo === null ? null : await this.#keys.ofForm(ref);
			// A key of its own: the form as it was, wherever a copy of it lies, is closed for good.
			const key = newDataKey();
			const old = { ...known, sealed: await this.#sealedOf(ref) };
			const form = before && resealWithout(before, ref, old, fieldsKept, upTo ?? 0, { suite: this.suite, key });
			const keyRecord = this.#keys.formRecord(ref, key);
			if (form && upTo !== null) await this.#keep(ref, { ...known, ...form, erasedUpTo: upTo }, [keyRecord]);
		});
	}

	/** In which forms and chunks are sealed from now on. */
	get suite(): CryptoSuite {
		return this.#parts.key.suite;
	}

	get #kind(): string {
		return `application/${this.#parts.hall}`;
	}

	async #tell(ref: string): Promise<BookAnswer> {
		const known = this.#known.get(ref)!;
		const { station, items, attachments, ticket } = known.plain;
		const told = await this.#parts.submit({
			...{ day: known.day!, application: ref, station, items, attachments: attachments.length },
			...(ticket === undefined ? {} : { ticket }),
		});
		if (!told) return refused('busy');
		await this.#keep(ref, { ...known, sealed: await this.#sealedOf(ref), stage: 'submitted', submittedAt: this.#parts.clock.now() });
		this.#there.delete(ref);
		return this.#state(ref);
	}

	async #state(ref: string): Promise<BookAnswer> {
		const known = this.#known.get(ref);
		if (!known) return refused('unknown-application', 'ref');
		if (known.stage === 'submitted' || known.stage === 'forgotten')
			return { ok: true, state: { stage: 'submitted', at: known.submittedAt ?? known.receivedAt } };
		return { ok: true, state: { stage: 'receiving', missing: known.stage === 'verified' ? [] : await this.#missing(ref, known) } };
	}

	/** A chunk is answered without the list of all that lack, which would be as long as the work left. */
	#received(): BookAnswer {
		return { ok: true, state: { stage: 'receiving', missing: [] } };
	}

	async #missing(ref: string, { plain }: Omit<Kept, 'sealed'>) {
		const there = await this.#chunksOf(ref);
		return plain.attachments.flatMap(({ id, chunks }) => {
			const lacking = [...chunks.keys()].filter((index) => !there.has(`${id}.${index}`));
			return lacking.length > 0 ? [{ attachment: id, chunks: lacking }] : [];
		});
	}

	async #chunksOf(ref: string): Promise<Set<string>> {
		const known = this.#there.get(ref);
		if (known) return known;
		const found = new Set((await this.#parts.attachments.list(ref)).map(({ attachment, index }) => `${attachment}.${index}`));
		// Somebody else may have asked in the meantime.
		const first = this.#there.get(ref) ?? found;
		this.#there.set(ref, first);
		return first;
	}

	/** The first attachment that is not what was announced, read from where it lies. */
	async #wrongAttachment(ref: string, known: Omit<Kept, 'sealed'>, given?: Buffer) {
		const key = given ?? (await this.#keys.of(ref));
		for (const attachment of known.plain.attachments) {
			const whole = createHash('sha256');
			for (const index of attachment.chunks.keys()) {
				const part = key ? await this.#readChunk(ref, key, attachment.id, index) : null;
				if (!part) return attachment;
				whole.update(part);
			}
			if (whole.digest('hex') !== attachment.sha256) return attachment;
		}
		return null;
	}

	async #readChunk(ref: string, key: Buffer, attachment: string, index: number): Promise<Buffer | null> {
		const box = await this.#parts.attachments.read({ ref, attachment, index });
		return box ? openBox(key, place.chunk(ref, attachment, index), box) : null;
	}

	async #sealedOf(ref: string): Promise<string | null> {
		return kept.parse(await this.#parts.store.record(this.#kind, ref)).sealed;
	}

	/** `besides`: stored in the same step. */
	async #keep(ref: string, value: Kept, besides: readonly KeptRecord[] = []): Promise<void> {
		if (besides.length === 0) await this.#parts.store.putRecord(this.#kind, ref, value);
		else await this.#parts.store.putRecords([{ kind: this.#kind, key: ref, value }, ...besides]);
		const { sealed: _sealed, ...rest } = value;
		this.#known.set(ref, rest);
	}

	/** One thing at a time for one application; others do not wait for it. */
	#inTurn<T>(ref: string, action: () => Promise<T>): Promise<T> {
		const turn = (this.#turns.get(ref) ?? Promise.resolve()).then(action);
		const settled = turn.then(
			() => {},
			() => {},
		);
		this.#turns.set(ref, settled);
		void settled.then(() => this.#turns.get(ref) === settled && this.#turns.delete(ref));
		return turn;
	}
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
/** A plain hash of what a person filled in could be tried out. */
const hashUnder = (key: Uint8Array, hash: string) => createHash('sha256').update(key).update(hash).digest('hex');
