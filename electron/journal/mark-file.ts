/** Keeps the mark on the disk: a moment after the journal moved on, never before it, never half. */
import type { ChainPoint } from './chain.ts';
import type { JournalDisk } from './journal-disk.ts';
import type { MachineName } from './machine-name.ts';
import { type Mark, markOf, readMark, writeMark } from './mark.ts';
import type { JournalMemory } from './memory.ts';
import type { ChainKey } from './recover.ts';

/** What happens to the journal within this time may be missing from the mark. */
const writeAfterMs = 1_000;

export interface MarkPlace {
	/** Outside the folder of the journal, so that a copy of that folder put back does not bring its own mark along. */
	path: string;
	machine: MachineName;
	/** Runs once, later. */
	after: (ms: number, run: () => void) => void;
	/** Where it lies on another disk. */
	disk?: JournalDisk;
}

/** `null` = none, or not readable. */
export async function loadMark({ path }: MarkPlace, disk: JournalDisk, proof?: ChainKey): Promise<Mark | null> {
	const bytes = await disk.read(path).catch(() => null);
	return bytes ? readMark(bytes, proof) : null;
}

export class MarkFile {
	readonly #place: MarkPlace;
	readonly #disk: JournalDisk;
	readonly #memory: JournalMemory;
	readonly #failed: () => void;
	readonly #chained: { key: Uint8Array; point(): ChainPoint | null } | undefined;
	#due = false;
	#writing: Promise<void> = Promise.resolve();

	constructor(
		place: MarkPlace,
		disk: JournalDisk,
		memory: JournalMemory,
		failed: () => void,
		chained?: { key: Uint8Array; point(): ChainPoint | null },
	) {
		this.#place = place;
		this.#disk = disk;
		this.#memory = memory;
		this.#failed = failed;
		this.#chained = chained;
	}

	/** The journal moved on. */
	touched(): void {
		if (this.#due) return;
		this.#due = true;
		this.#place.after(writeAfterMs, () => void this.write());
	}

	/** Resolves when the mark is on the disk, or could not be: then the old one stands, which knows less and does no harm. */
	write(): Promise<void> {
		this.#due = false;
		this.#writing = this.#writing.then(() => this.#put()).catch(() => this.#failed());
		return this.#writing;
	}

	async #put(): Promise<void> {
		const { path, machine } = this.#place;
		const file = await this.#disk.open(`${path}.new`, true);
		try {
			await file.append(writeMark(markOf(this.#memory, machine, this.#chained?.point() ?? null), this.#chained?.key));
			await file.sync();
		} finally {
			await file.close();
		}
		await this.#disk.replace(`${path}.new`, path);
	}
}
