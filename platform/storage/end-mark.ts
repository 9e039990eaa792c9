/**
 * Where the log ended when something was last appended, in a file of its own beside the database: SQLite leaves out the end of its write-ahead log
 * from the first damaged byte on, and a file put back from yesterday is sound in itself; neither would be noticed from inside. Written after the
 * commit and never synced: it may know less than the database, never more.
 */
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ChainAt } from './row-proof.ts';
import { rowCheck } from './row-proof.ts';

export const endMarkFile = 'hall.mark';

const mark = z.object({ turn: z.number().int(), hall: z.string(), day: z.string(), head: z.number().int(), hash: z.string() });
type Mark = z.infer<typeof mark>;

/** Two places, written in turn, so that one is whole at every instant; bytes. */
const placeSize = 512;

export class EndMark {
	readonly #path: string;
	readonly #readOnly: boolean;
	#file: number | null = null;
	#last: Mark | null;

	constructor(folder: string, readOnly: boolean) {
		this.#path = join(folder, endMarkFile);
		this.#readOnly = readOnly;
		this.#last = newestOf(this.#path);
	}

	/** The end of this day, where it is the one that was appended to last. */
	of(hall: string, day: string): ChainAt | null {
		const last = this.#readOnly ? newestOf(this.#path) : this.#last;
		return last?.hall === hall && last.day === day ? { head: last.head, hash: last.hash } : null;
	}

	/** The day that was appended to last. */
	day(): { hall: string; day: string } | null {
		const last = this.#readOnly ? newestOf(this.#path) : this.#last;
		return last ? { hall: last.hall, day: last.day } : null;
	}

	/** Never throws: a mark that could not be written knows less, and does no harm. */
	write(hall: string, day: string, { head, hash }: ChainAt): void {
		if (this.#readOnly) return;
		const next: Mark = { turn: (this.#last?.turn ?? 0) + 1, hall, day, head, hash };
		const text = JSON.stringify(next);
		try {
			this.#file ??= openForWriting(this.#path);
			writeSync(this.#file, `${rowCheck(text)} ${text}`.padEnd(placeSize - 1).concat('\n'), (next.turn % 2) * placeSize);
			this.#last = next;
		} catch {
			// As above.
		}
	}

	close(): void {
		if (this.#file !== null) closeSync(this.#file);
		this.#file = null;
	}
}

/** Neither emptied nor in append mode: a place is written over. */
function openForWriting(path: string): number {
	try {
		return openSync(path, 'r+', 0o600);
	} catch {
		return openSync(path, 'w+', 0o600);
	}
}

/** `null` = none, or both places damaged. */
function newestOf(path: string): Mark | null {
	let text: string;
	try {
		text = readFileSync(path, 'utf8');
	} catch {
		return null;
	}
	const found: Mark[] = [];
	for (const line of text.split('\n')) {
		const [, check, json] = /^([0-9a-f]{16}) (\{.*\}) *$/.exec(line) ?? [];
		if (!check || !json || rowCheck(json) !== check) continue;
		const read = mark.safeParse(JSON.parse(json));
		if (read.success) found.push(read.data);
	}
	return found.sort((one, other) => other.turn - one.turn)[0] ?? null;
}
