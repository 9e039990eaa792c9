/** Reads a journal file after any kind of end: a clean one, a kill, a power cut, a bad disk. Pure. */

import { readLine } from './line.ts';
import { emptyMemory, type JournalMemory, remember } from './memory.ts';

export interface Recovery {
	memory: JournalMemory;
	/** Bytes up to the end of the last whole line. */
	goodBytes: number;
	/** Bytes after it: a line that was being written when the machine stopped. It was never acknowledged. */
	tornBytes: number;
	/** Line numbers (place in the file, from 1) that do not pass their check, or before which lines are missing. */
	damaged: number[];
	lastNumber: number;
}

/**
 * A torn tail is cut. A damaged line inside is left out and reported, never silent; since it may have used up a number of the terminal's own
 * series, that skips as many numbers as lines were lost (T1). What it says of a seat's last command is not to be relied on (`open-journal.ts`).
 */
export function recover(bytes: Uint8Array, newEpoch: () => string): Recovery {
	const memory = emptyMemory();
	const end = bytes.lastIndexOf(0x0a) + 1;
	const damaged: number[] = [];
	let lastNumber = 0;
	let lost = 0;
	const lines = end === 0 ? [] : new TextDecoder().decode(bytes.subarray(0, end - 1)).split('\n');
	for (const [index, text] of lines.entries()) {
		const line = readLine(text);
		if (!line) {
			damaged.push(index + 1);
			lost += 1;
			// Whatever stood there had the next number.
			lastNumber += 1;
			continue;
		}
		if (line.number > lastNumber + 1) {
			damaged.push(index + 1);
			lost += line.number - lastNumber - 1;
		}
		lastNumber = Math.max(lastNumber, line.number);
		remember(memory, line.record, newEpoch);
	}
	if (lost > 0) {
		for (const seat of memory.seats.values()) {
			for (const [key, sequence] of seat.series) seat.series.set(key, sequence + lost);
		}
	}
	return { memory, goodBytes: end, tornBytes: bytes.length - end, damaged, lastNumber };
}
