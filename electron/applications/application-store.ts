/**
 * The applications a machine keeps while they are filled in and until the platform has them: encrypted files, synced before anybody is told.
 * Each application has a key of its own, wrapped by the machine's; when that goes, so does everything of the person. The head file names all
 * others, so that whatever a kill or a power cut leaves behind is either in it or swept away.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import {
	type ApplicationForm,
	type ApplicationManifest,
	type ApplicationSummary,
	type Attachment,
	applicationLimits,
	chunkPlace,
	doneKeptMs,
	draftKeptMs,
	type ResetReason,
	chunkBytes as usualChunkBytes,
} from '../../domain/contracts/applications.ts';
import type { CryptoSuite } from '../../domain/contracts/crypto-provider.ts';
import { codeChanceBytes, codeFrom } from '../../domain/reservations/code.ts';
import { applicationDisk } from './application-disk.ts';
import { ApplicationFiles, chunkNames, sha256 } from './application-files.ts';
import { ApplicationFailure, type ApplicationStoreParts, type Known } from './application-parts.ts';
import { type DoneNote, fileNames, type Head, type KnownHead } from './head.ts';
import { summaryOf } from './summary.ts';

export class ApplicationStore {
	readonly #parts: ApplicationStoreParts;
	readonly #files: ApplicationFiles;
	readonly #chunkBytes: number;
	readonly #known = new Map<string, Known>();
	readonly #done = new Map<string, DoneNote>();
	readonly #damaged = new Set<string>();
	#turn: Promise<unknown> = Promise.resolve();

	private constructor(parts: ApplicationStoreParts) {
		this.#parts = parts;
		this.#files = new ApplicationFiles(parts.disk ?? applicationDisk, parts.folder, parts.key);
		this.#chunkBytes = parts.chunkBytes ?? usualChunkBytes;
	}

	/** Reads what is there and sweeps away what nothing names. Rejects when the folder cannot be used. */
	static async open(parts: ApplicationStoreParts): Promise<ApplicationStore> {
		const store = new ApplicationStore(parts);
		let swept = 0;
		for (const [ref, names] of await store.#files.all()) {
			const found = await store.#files.recover(ref, names);
			swept += found.swept;
			if (found.is === 'kept') store.#known.set(ref, { head: withoutForm(found.head), key: found.key, sent: 0, problem: null });
			if (found.is === 'done') store.#done.set(ref, found.note);
			if (found.is === 'damaged') store.#damaged.add(ref);
		}
		if (swept > 0) {
			await store.#files.sync();
			parts.note('application-remains-removed', swept);
		}
		if (store.#damaged.size > 0) parts.note('application-damaged', store.#damaged.size);
		return store;
	}

	/** In which this machine seals what it writes. */
	get suite(): CryptoSuite {
		return this.#parts.key.suite;
	}

	list(): ApplicationSummary[] {
		return [
			...[...this.#known.values()].map((known) => summaryOf(known)),
			...[...this.#done.values()].map((note) => summaryOf(note)),
			...[...this.#damaged].map((ref) => summaryOf(ref)),
		].sort((one, other) => one.savedAt - other.savedAt || (one.ref < other.ref ? -1 : 1));
	}

	summary(ref: string): ApplicationSummary | null {
		const of = this.#known.get(ref) ?? this.#done.get(ref) ?? (this.#damaged.has(ref) ? ref : null);
		return of === null ? null : summaryOf(of);
	}

	/** Handed in and not submitted, the oldest first. */
	waiting(): string[] {
		return [...this.#known.values()]
			.filter(({ head }) => head.stage === 'handed-in')
			.sort((one, other) => one.head.handedInAt! - other.head.handedInAt! || (one.head.ref < other.head.ref ? -1 : 1))
			.map(({ head }) => head.ref);
	}

	/** The code on the slip is told this once. Durable when it resolves, as is every change below. */
	begin(wanted: {
		station: string;
		items: string[];
		theme: string | null;
		document: string | null;
	}): Promise<{ ref: string; code: string }> {
		return this.#inTurn(async () => {
			this.#room();
			const ref = randomBytes(16).toString('hex');
			const code = newCode();
			const { key: machine, now } = this.#parts;
			const at = now();
			const first: Head = {
				ref,
				version: 1,
				stage: 'draft',
				station: wanted.station,
				items: wanted.items,
				theme: wanted.theme,
				form: { fields: {}, materials: {} },
				attachments: [],
				chunkBytes: this.#chunkBytes,
				createdAt: at,
				savedAt: at,
				codeHash: machine.claim('code', code),
				documentHash: wanted.document === null ? null : machine.claim('document', wanted.document),
				ticket: null,
				handedInAt: null,
				day: null,
				reported: false,
			};
			await this.#writeHead(first, await this.#files.makeKey(ref));
			return { ref, code };
		});
	}

	/** The application this slip's code stands for, also one that is submitted; `null` = none here. */
	findByCode(code: string): string | null {
		const claim = (other?: string) => this.#parts.key.claim('code', code, other);
		for (const { head } of this.#known.values()) if (head.codeHash === claim(head.claimsKey)) return head.ref;
		for (const note of this.#done.values()) if (note.codeHash === claim(note.claimsKey)) return note.ref;
		return null;
	}

	/** The newest draft begun with this document. */
	findByDocument(document: string): string | null {
		const drafts = [...this.#known.values()].filter(({ head }) => head.stage === 'draft' && head.documentHash !== null);
		const own = drafts.filter(({ head }) => head.documentHash === this.#parts.key.claim('document', document, head.claimsKey));
		return own.sort((one, other) => other.head.savedAt - one.head.savedAt)[0]?.head.ref ?? null;
	}

	/** For the escrow alone: with it the slip of this application opens it on another machine. */
	claimsKey(ref: string): string {
		return this.#of(ref).head.claimsKey ?? this.#parts.key.claimsKey;
	}

	async read(ref: string): Promise<Head> {
		const known = this.#of(ref);
		const read = await this.#files.readHead(ref, known.key);
		if (!read) throw new ApplicationFailure('store-failed');
		return read;
	}

	save(ref: string, form: ApplicationForm): Promise<void> {
		return this.#change(ref, async (before) => ({ ...before, form }));
	}

	/** Splits, hashes, encrypts and syncs every chunk before the head names the attachment. */
	attach(ref: string, wanted: { material: string; mediaType: Attachment['mediaType'] }, data: Uint8Array): Promise<Attachment> {
		let made: Attachment | null = null;
		return this.#change(ref, async (before, key) => {
			this.#room();
			if (before.attachments.length >= applicationLimits.attachments) throw new ApplicationFailure('too-many');
			const together = before.attachments.reduce((sum, { bytes }) => sum + bytes, data.length);
			if (data.length > applicationLimits.attachmentBytes || together > applicationLimits.bytes) throw new ApplicationFailure('too-large');
			const id = randomBytes(8).toString('hex');
			const chunks: string[] = [];
			for (let index = 0; index * before.chunkBytes < data.length; index += 1) {
				const { from, to } = chunkPlace({ bytes: data.length }, before.chunkBytes, index);
				const chunk = data.subarray(from, to);
				chunks.push(sha256(chunk));
				await this.#files.writeChunk(key, ref, id, index, chunk);
			}
			await this.#files.sync();
			made = { id, ...wanted, bytes: data.length, sha256: sha256(data), chunks };
			return { ...before, attachments: [...before.attachments, made] };
		}).then(() => made!);
	}

	detach(ref: string, id: string): Promise<void> {
		let gone: Attachment | undefined;
		return this.#change(ref, async (before) => {
			gone = before.attachments.find((each) => each.id === id);
			if (!gone) throw new ApplicationFailure('unknown-attachment');
			return { ...before, attachments: before.attachments.filter((each) => each !== gone) };
		}).then(() => (gone ? this.#files.remove(chunkNames({ ref, attachments: [gone] })).catch(() => this.#notRemoved()) : undefined));
	}

	/** Whole attachment, every hash compared. Rejects with `store-failed` when it is not what was attached. */
	async attachment(ref: string, id: string): Promise<{ attachment: Attachment; data: Buffer }> {
		const known = this.#of(ref);
		const attachment = known.head.attachments.find((each) => each.id === id);
		if (!attachment) throw new ApplicationFailure('unknown-attachment');
		const parts: Buffer[] = [];
		for (const index of attachment.chunks.keys()) {
			const part = await this.chunk(ref, id, index);
			if (!part) throw new ApplicationFailure('store-failed');
			parts.push(part);
		}
		return { attachment, data: Buffer.concat(parts) };
	}

	/** One chunk as it was attached; `null` = it cannot be read any more. */
	async chunk(ref: string, id: string, index: number): Promise<Buffer | null> {
		const known = this.#known.get(ref);
		const wanted = known?.head.attachments.find((each) => each.id === id)?.chunks[index];
		if (!known || wanted === undefined) return null;
		return this.#files.readChunk(known.key, ref, id, index, wanted);
	}

	/** From here on nobody changes it, and nothing but the platform's word removes it. */
	handIn(ref: string, { day, ticket }: { day: string; ticket: string | null }): Promise<void> {
		return this.#change(ref, async (before) => ({ ...before, stage: 'handed-in', day, ticket, handedInAt: this.#parts.now() }));
	}

	/** The log of the hall has been told that it was handed in. */
	reported(ref: string): Promise<void> {
		return this.#inTurn(async () => {
			const known = this.#known.get(ref);
			if (!known || known.head.reported || known.head.stage !== 'handed-in') return;
			await this.#writeHead({ ...(await this.read(ref)), reported: true }, known.key);
		});
	}

	/** Throws a draft away: its key first, so that what is left can be read by nobody. */
	discard(ref: string): Promise<void> {
		return this.#inTurn(async () => {
			const known = this.#of(ref);
			if (known.head.stage !== 'draft') throw new ApplicationFailure('not-a-draft');
			await this.#shred(ref, known.head);
		});
	}

	/** What the platform is told of it. Rejects with `store-failed` when the head cannot be read. */
	async manifest(ref: string): Promise<ApplicationManifest> {
		const { stage, station, items, theme, ticket, handedInAt, day, form, attachments, chunkBytes } = await this.read(ref);
		if (stage !== 'handed-in' || handedInAt === null || day === null) throw new ApplicationFailure('not-a-draft');
		return {
			...{ ref, station, items, handedInAt, day, form, attachments, chunkBytes },
			...(theme === null ? {} : { theme }),
			...(ticket === null ? {} : { ticket }),
		};
	}

	/** How far the sending is; in memory, since the platform knows better after a start. */
	progress(ref: string, told: { sent?: number; problem?: string | null }): void {
		const known = this.#known.get(ref);
		if (!known) return;
		const { sent = known.sent, problem = known.problem } = told;
		if (sent === known.sent && problem === known.problem) return;
		known.sent = sent;
		known.problem = problem;
		this.#parts.changed?.();
	}

	/** The platform has it for good: a note stays that says so, then the key goes, then the rest. */
	submitted(ref: string, at: number): Promise<void> {
		return this.#inTurn(async () => {
			const known = this.#known.get(ref);
			if (!known) return;
			const { station, items, attachments, ticket, codeHash, claimsKey, handedInAt } = known.head;
			const bytes = attachments.reduce((sum, each) => sum + each.bytes, 0);
			const note: DoneNote = {
				...{ ref, station, items, ticket, codeHash, claimsKey, bytes },
				attachments: attachments.length,
				handedInAt: handedInAt ?? at,
				submittedAt: at,
			};
			await this.#files.writeDone(note);
			this.#done.set(ref, note);
			await this.#shred(ref, known.head);
			this.#parts.note('application-submitted');
		});
	}

	/** Lets go of drafts nobody came back to and of notes nobody asks for. `now`: the platform's time; a machine's own clock may be anything. */
	tidy(now: number): Promise<void> {
		return this.#inTurn(async () => {
			for (const { head } of [...this.#known.values()]) {
				if (head.stage !== 'draft' || head.savedAt + draftKeptMs > now) continue;
				await this.#shred(head.ref, head);
				this.#parts.note('application-draft-expired');
			}
			for (const { ref, submittedAt } of [...this.#done.values()]) {
				if (submittedAt + doneKeptMs > now) continue;
				await this.#files.remove([fileNames.done(ref)]);
				this.#done.delete(ref);
				this.#parts.changed?.();
			}
		});
	}

	/** What would be lost if this machine were set up anew. */
	mayReset(): ResetReason[] {
		const all = this.list();
		const count = (stage: ApplicationSummary['stage']) => all.filter((each) => each.stage === stage).length;
		const reasons: ResetReason[] = [
			{ code: 'applications-waiting', count: count('waiting') },
			{ code: 'drafts-kept', count: count('draft') },
			{ code: 'applications-damaged', count: count('damaged') },
		];
		return reasons.filter((reason) => reason.count > 0);
	}

	/** Waits for what is being written. */
	async close(): Promise<void> {
		await this.#turn;
	}

	/** Takes one in that another machine gave away; nothing happens when it is here already. For the escrow alone. */
	takeIn(from: Head, chunkOf: (attachment: Attachment, index: number) => Uint8Array): Promise<boolean> {
		return this.#inTurn(async () => {
			const { ref } = from;
			if (this.#known.has(ref) || this.#done.has(ref) || this.#damaged.has(ref)) return false;
			const key = await this.#files.makeKey(ref);
			for (const each of from.attachments)
				for (const index of each.chunks.keys()) await this.#files.writeChunk(key, ref, each.id, index, chunkOf(each, index));
			await this.#files.sync();
			await this.#writeHead(from, key);
			return true;
		});
	}

	#change(ref: string, next: (before: Head, key: Buffer) => Promise<Head>): Promise<void> {
		return this.#inTurn(async () => {
			const known = this.#of(ref);
			if (known.head.stage !== 'draft') throw new ApplicationFailure('not-a-draft');
			const before = await this.read(ref);
			await this.#writeHead({ ...(await next(before, known.key)), version: before.version + 1, savedAt: this.#parts.now() }, known.key);
		});
	}

	async #writeHead(next: Head, key: Buffer): Promise<void> {
		await this.#files.writeHead(next, key);
		const known = this.#known.get(next.ref);
		this.#known.set(next.ref, { sent: known?.sent ?? 0, problem: known?.problem ?? null, head: withoutForm(next), key });
		this.#parts.changed?.();
	}

	async #shred(ref: string, known: KnownHead): Promise<void> {
		await this.#files.removeKey(ref);
		this.#known.get(ref)?.key.fill(0);
		this.#known.delete(ref);
		this.#parts.changed?.();
		await this.#files.removeRest(known).catch(() => this.#notRemoved());
	}

	/** What stays behind is swept away at the next start, and nobody can read it until then. */
	#notRemoved(): void {
		this.#parts.note('application-write-failed');
	}

	#of(ref: string): Known {
		const known = this.#known.get(ref);
		if (!known) throw new ApplicationFailure('store-failed');
		return known;
	}

	#room(): void {
		if ((this.#parts.room?.() ?? 'well') !== 'well') throw new ApplicationFailure('disk-low');
	}

	/** One change at a time. A write that failed changed nothing: the old files are still what counts. */
	#inTurn<T>(action: () => Promise<T>): Promise<T> {
		const turn = this.#turn.then(action).catch((cause) => {
			if (cause instanceof ApplicationFailure) throw cause;
			this.#parts.note('application-write-failed');
			throw new ApplicationFailure('store-failed', cause);
		});
		this.#turn = turn.catch(() => {});
		return turn;
	}
}

/** The folder of the applications in a machine's own. */
export const applicationsFolder = (data: string) => join(data, 'applications');

const withoutForm = ({ form: _form, ...rest }: Head): KnownHead => rest;

function newCode(): string {
	for (;;) {
		const code = codeFrom(randomBytes(codeChanceBytes));
		if (code !== null) return code;
	}
}
