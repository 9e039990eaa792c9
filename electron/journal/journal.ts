/** The fsynced journal of the machine. An append resolves when it is on the disk; waiting appends share one fsync. */
import { randomBytes } from 'node:crypto';
import type { JournalEntry, JournalSeat } from '../../domain/contracts/bridge.ts';
import type { ChainPoint, JournalChain } from './chain.ts';
import type { JournalDisk, JournalFile } from './journal-disk.ts';
import { type JournalRecord, writeLine } from './line.ts';
import { type JobOutcome, type JournalMemory, remember, seatsOf } from './memory.ts';
import { condensedText, putInPlace, writeBeside } from './write-condensed.ts';

export type JournalFailure = 'disk-full' | 'journal-failed';

/** Rejection of an append. After `disk-full` a later append may succeed; after `journal-failed` none will (I-22). */
export class JournalError extends Error {
	readonly code: JournalFailure;
	constructor(code: JournalFailure) {
		super(code);
		this.code = code;
	}
}

/** A file longer than this is made short again while the machine runs, when more than half of it is settled; bytes. */
export const condenseAboveBytes = 8_000_000;

/** Of a file of the journal, for its chain. */
export const newFileName = (): string => randomBytes(8).toString('hex');

interface Waiting {
	records: JournalRecord[];
	done: () => void;
	failed: (error: JournalError) => void;
}

export class Journal {
	#file: JournalFile;
	readonly #place: { disk: JournalDisk; path: string };
	readonly #memory: JournalMemory;
	readonly #kept: () => void;
	#size: number;
	#nextNumber: number;
	/** `null` = no key: lines are not chained. */
	#chain: JournalChain | null;
	#waiting: Waiting[] = [];
	#writing: Promise<void> | null = null;
	#dead = false;
	readonly #longBytes: number;
	#condenseAbove: number;

	constructor(start: {
		file: JournalFile;
		size: number;
		nextNumber: number;
		chain?: JournalChain | null;
		memory: JournalMemory;
		place: { disk: JournalDisk; path: string };
		/** Bytes. */
		condenseAbove?: number;
		/** Something is on the disk that was not before. */
		kept?: () => void;
	}) {
		this.#file = start.file;
		this.#place = start.place;
		this.#longBytes = start.condenseAbove ?? condenseAboveBytes;
		this.#condenseAbove = this.#longBytes;
		this.#size = start.size;
		this.#nextNumber = start.nextNumber;
		this.#chain = start.chain ?? null;
		this.#memory = start.memory;
		this.#kept = start.kept ?? (() => {});
	}

	/** State of the given seats, everything acknowledged so far included. */
	seats(stations: readonly string[]): JournalSeat[] {
		return seatsOf(this.#memory, stations);
	}

	/** Up to where the chain is on the disk. */
	get point(): ChainPoint | null {
		return this.#chain?.point ?? null;
	}

	/** `undefined` = never begun; `null` = begun, end unknown. */
	job(job: string): JobOutcome | null | undefined {
		return this.#memory.jobs.get(job);
	}

	/** Resolves after fsync. Rejects with a JournalError, and then nothing of `entries` may be relied on. */
	append(entries: JournalEntry[]): Promise<void> {
		return this.appendRecords(entries);
	}

	appendRecords(records: JournalRecord[]): Promise<void> {
		if (this.#dead) return Promise.reject(new JournalError('journal-failed'));
		return new Promise((done, failed) => {
			this.#waiting.push({ records, done, failed });
			this.#writing ??= this.#write();
		});
	}

	/** Waits for what is under way and lets go of the file. */
	async close(): Promise<void> {
		await this.#writing;
		this.#dead = true;
		await this.#file.close().catch(() => undefined);
	}

	async #write(): Promise<void> {
		try {
			while (this.#waiting.length > 0) {
				const batch = this.#waiting;
				this.#waiting = [];
				const failure = this.#dead ? 'journal-failed' : await this.#commit(batch);
				for (const one of batch) failure ? one.failed(new JournalError(failure)) : one.done();
				// Here no append is half done; those that come meanwhile wait and go to the new file.
				if (!this.#dead && this.#size > this.#condenseAbove) await this.#condense();
			}
		} finally {
			this.#writing = null;
		}
	}

	async #commit(batch: Waiting[]): Promise<JournalFailure | null> {
		const records = batch.flatMap((one) => one.records);
		const chain = this.#chain?.fork() ?? null;
		const bytes = new TextEncoder().encode(records.map((record, index) => writeLine(this.#nextNumber + index, record, chain)).join(''));
		try {
			await this.#file.append(bytes);
		} catch (error) {
			return this.#takeBack((error as NodeJS.ErrnoException).code);
		}
		try {
			await this.#file.sync();
		} catch {
			// After a failed fsync the system may have dropped the pages and call the next one clean: never retried.
			this.#dead = true;
			return 'journal-failed';
		}
		this.#size += bytes.length;
		this.#nextNumber += records.length;
		this.#chain = chain;
		for (const record of records) remember(this.#memory, record, () => randomBytes(8).toString('hex'));
		this.#kept();
		return null;
	}

	/** A write that did not fit is cut off again, so that the next one does not follow half a line. */
	async #takeBack(why: string | undefined): Promise<JournalFailure> {
		if (why !== 'ENOSPC' && why !== 'EDQUOT') {
			this.#dead = true;
			return 'journal-failed';
		}
		try {
			await this.#file.cut(this.#size);
			await this.#file.sync();
			return 'disk-full';
		} catch {
			this.#dead = true;
			return 'journal-failed';
		}
	}

	/** Never throws: a journal that cannot be made short goes on as it is. */
	async #condense(): Promise<void> {
		const { disk, path } = this.#place;
		const text = condensedText(this.#memory, this.#chain?.next(newFileName()) ?? null);
		// With much still owed it is written anew only when it has doubled.
		this.#condenseAbove = Math.max(this.#longBytes, text.bytes.length * 2);
		if (this.#size < text.bytes.length * 2) return;
		let fresh: Awaited<ReturnType<typeof writeBeside>>;
		try {
			fresh = await writeBeside(disk, path, text);
		} catch {
			// It may grow by an eighth before the next try.
			this.#condenseAbove = this.#size + this.#longBytes / 8;
			return;
		}
		// All of it is synced; Windows puts nothing in the place of a file that is open.
		await this.#file.close().catch(() => undefined);
		try {
			await putInPlace(disk, path, fresh);
			this.#file = fresh.file;
			this.#size = fresh.size;
			this.#nextNumber = fresh.nextNumber;
			this.#chain = fresh.chain;
		} catch {
			await this.#goOnWithOld();
		}
	}

	/** The new file did not come into its place for certain: the old one is taken up again, if it is that which stands there. */
	async #goOnWithOld(): Promise<void> {
		const { disk, path } = this.#place;
		try {
			const there = await disk.read(path);
			// Renamed, but perhaps not for good: whichever file is written now, a power cut could bring back the other (I-22).
			if (there?.length !== this.#size) throw new Error('not-the-old-file');
			this.#file = await disk.open(path, false);
			this.#condenseAbove = this.#size + this.#longBytes / 8;
		} catch {
			this.#dead = true;
		}
	}
}
