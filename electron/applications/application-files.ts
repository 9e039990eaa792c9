/** The files of applications on the machine's disk: what each is named, bound to, and sealed with. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type ApplicationDisk, putWhole, writeNew } from './application-disk.ts';
import type { ApplicationKey } from './application-key.ts';
import { type DoneNote, doneNote, fileNames, type Head, head, type KnownHead, places } from './head.ts';
import { newKey, open, seal } from './sealed-box.ts';

/** What one application looks like after a start. */
export type Found =
	| { is: 'kept'; head: Head; key: Buffer; swept: number }
	| { is: 'done'; note: DoneNote; swept: number }
	/** Nobody counts on it: being begun, or thrown away, when the machine went. */
	| { is: 'nothing'; swept: number }
	| { is: 'damaged'; swept: 0 };

export class ApplicationFiles {
	readonly #disk: ApplicationDisk;
	readonly #folder: string;
	readonly #machine: ApplicationKey;

	constructor(disk: ApplicationDisk, folder: string, machine: ApplicationKey) {
		this.#disk = disk;
		this.#folder = folder;
		this.#machine = machine;
	}

	/** Names of the files there are, by application. */
	async all(): Promise<Map<string, Set<string>>> {
		const byRef = new Map<string, Set<string>>();
		for (const name of await this.#disk.list(this.#folder)) {
			const ref = /^([0-9a-f]{32})\./.exec(name)?.[1];
			if (ref) byRef.set(ref, (byRef.get(ref) ?? new Set()).add(name));
		}
		return byRef;
	}

	/** Reads one application and sweeps away what nothing names; durable after `sync`. */
	async recover(ref: string, files: ReadonlySet<string>): Promise<Found> {
		const read = (name: string) => (files.has(name) ? this.#disk.read(this.#path(name)) : Promise.resolve(null));
		const doneBox = await read(fileNames.done(ref));
		const note = doneBox ? parsed(doneNote, open(this.#machine.wrapping, places.done(ref), doneBox)) : null;
		if (note) return { is: 'done', note, swept: await this.#sweep([...files].filter((name) => name !== fileNames.done(ref))) };
		const wrapped = await read(fileNames.key(ref));
		if (!wrapped || !files.has(fileNames.head(ref)))
			return doneBox && !wrapped ? { is: 'damaged', swept: 0 } : { is: 'nothing', swept: await this.#sweep([...files]) };
		const key = open(this.#machine.wrapping, places.key(ref), wrapped);
		const found = key ? await this.readHead(ref, key) : null;
		if (!key || !found) return { is: 'damaged', swept: 0 };
		const wanted = new Set([fileNames.key(ref), fileNames.head(ref), ...chunkNames(found)]);
		if ([...wanted].some((name) => !files.has(name))) return { is: 'damaged', swept: 0 };
		return { is: 'kept', head: found, key, swept: await this.#sweep([...files].filter((name) => !wanted.has(name))) };
	}

	/** A key of its own for one application, wrapped by the machine's. Durable. */
	async makeKey(ref: string): Promise<Buffer> {
		const key = newKey();
		await putWhole(this.#disk, this.#path(fileNames.key(ref)), seal(this.#machine.wrapping, places.key(ref), key, this.#machine.suite));
		return key;
	}

	/** Durable; until it is, the head before counts. */
	writeHead(next: Head, key: Buffer): Promise<void> {
		const box = seal(key, places.head(next.ref), Buffer.from(JSON.stringify(next)), this.#machine.suite);
		return putWhole(this.#disk, this.#path(fileNames.head(next.ref)), box);
	}

	async readHead(ref: string, key: Buffer): Promise<Head | null> {
		const box = await this.#disk.read(this.#path(fileNames.head(ref))).catch(() => null);
		const read = box ? parsed(head, open(key, places.head(ref), box)) : null;
		return read?.ref === ref ? read : null;
	}

	writeDone(note: DoneNote): Promise<void> {
		const box = seal(this.#machine.wrapping, places.done(note.ref), Buffer.from(JSON.stringify(note)), this.#machine.suite);
		return putWhole(this.#disk, this.#path(fileNames.done(note.ref)), box);
	}

	/** On the disk, but counted on by nobody before `sync` and a head that names it. */
	writeChunk(key: Buffer, ref: string, id: string, index: number, bytes: Uint8Array): Promise<void> {
		return writeNew(
			this.#disk,
			this.#path(fileNames.chunk(ref, id, index)),
			seal(key, places.chunk(ref, id, index), bytes, this.#machine.suite),
		);
	}

	/** `null`: not there, not whole, or not the bytes with this hash. */
	async readChunk(key: Buffer, ref: string, id: string, index: number, hash: string): Promise<Buffer | null> {
		const box = await this.#disk.read(this.#path(fileNames.chunk(ref, id, index))).catch(() => null);
		const bytes = box ? open(key, places.chunk(ref, id, index), box) : null;
		return bytes && sha256(bytes) === hash ? bytes : null;
	}

	async removeKey(ref: string): Promise<void> {
		await this.remove([fileNames.key(ref)]);
	}
	removeRest(known: KnownHead): Promise<void> {
		return this.remove([...chunkNames(known), fileNames.head(known.ref)]);
	}

	/** Durable when it resolves. */
	async remove(names: readonly string[]): Promise<void> {
		await this.#sweep(names);
		await this.sync();
	}

	sync(): Promise<void> {
		return this.#disk.syncFolder(this.#folder);
	}

	async #sweep(names: readonly string[]): Promise<number> {
		for (const name of names) await this.#disk.remove(this.#path(name));
		return names.length;
	}

	#path(name: string): string {
		return join(this.#folder, name);
	}
}

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

export function chunkNames({ ref, attachments }: Pick<KnownHead, 'ref' | 'attachments'>): string[] {
	return attachments.flatMap(({ id, chunks }) => chunks.map((_, index) => fileNames.chunk(ref, id, index)));
}

interface Schema<T> {
	safeParse(value: unknown): { success: true; data: T } | { success: false };
}

function parsed<T>(schema: Schema<T>, bytes: Buffer | null): T | null {
	if (!bytes) return null;
	try {
		const read = schema.safeParse(JSON.parse(bytes.toString('utf8')));
		return read.success ? read.data : null;
	} catch {
		return null;
	}
}
