/** Reads a journal file after any kind of end: a clean one, a kill, a power cut, a bad disk, somebody's hand. Pure. */

import { type ChainPoint, JournalChain, linkSeal, ownSeal } from './chain.ts';
import { type ReadLine, readLine } from './line.ts';
import { emptyMemory, type JournalMemory, remember } from './memory.ts';

export interface Recovery {
	memory: JournalMemory;
	/** Bytes up to the end of the last whole line. */
	goodBytes: number;
	/** Bytes after it: a line that was being written when the machine stopped. It was never acknowledged. */
	tornBytes: number;
	/** Line numbers (place in the file, from 1) that do not pass their check or are not what this machine wrote, or before which lines are missing. */
	damaged: number[];
	lastNumber: number;
	/** The file's chain, to be gone on with; `null` = it has none, or no key was given. */
	chain: JournalChain | null;
	/** Whether the file holds this point of its chain, or took the place of a file that did. */
	holds(point: ChainPoint): boolean;
}

export interface ChainKey {
	key: Uint8Array;
	/** Made at this very start: what is there may be from before there were keys. */
	fresh: boolean;
}

/**
 * A torn tail is cut. A damaged line inside is left out and reported, never silent; since it may have used up a number of the terminal's own
 * series, that skips as many numbers as lines were lost (T1). What it says of a seat's last command is not to be relied on (`open-journal.ts`).
 * Without `proof` seals are not looked at. A line whose own seal holds is taken also where its place in the chain does not: it was written here.
 */
export function recover(bytes: Uint8Array, newEpoch: () => string, proof?: ChainKey): Recovery {
	const memory = emptyMemory();
	const end = bytes.lastIndexOf(0x0a) + 1;
	const damaged = new Set<number>();
	let lastNumber = 0;
	let lost = 0;
	const lines =
		end === 0
			? []
			: new TextDecoder()
					.decode(bytes.subarray(0, end - 1))
					.split('\n')
					.map(readLine);
	const chained = proof ? chainOf(lines[0] ?? null, proof.key) : null;
	// Without a head that this machine wrote no line can be told from a made-up one: it is taken for what it says, and reported.
	if (proof && !proof.fresh && !chained && lines.length > 0) damaged.add(1);
	let link: string | null = chained?.file ?? null;
	const links = new Map<number, string>();
	for (const [index, line] of lines.entries()) {
		const own = proof && chained && line ? ownSeal(proof.key, chained.file, line.text) : null;
		if (!line || (chained && line.seals?.own !== own)) {
			damaged.add(index + 1);
			lost += 1;
			// Whatever stood there had the next number.
			lastNumber += 1;
			link = line?.seals?.link ?? null;
			continue;
		}
		if (proof && chained && own !== null) {
			if (link !== null && line.seals!.link !== linkSeal(proof.key, link, own)) damaged.add(index + 1);
			link = line.seals!.link;
			// A second time: it counted already.
			if (links.has(line.number)) {
				damaged.add(index + 1);
				continue;
			}
			links.set(line.number, link);
		}
		if (line.number > lastNumber + 1) {
			damaged.add(index + 1);
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
	const after = chained?.after ?? [];
	return {
		...{ memory, goodBytes: end, tornBytes: bytes.length - end, damaged: [...damaged].sort((a, b) => a - b), lastNumber },
		chain: proof && chained ? new JournalChain(proof.key, chained.file, after, { number: lastNumber, link: link ?? chained.file }) : null,
		holds: ({ file, number, link: wanted }) =>
			chained?.file === file ? links.get(number) === wanted : after.some((each) => each.file === file && each.number >= number),
	};
}

/** What the first line says of the chain, when this machine wrote it. */
function chainOf(head: ReadLine | null, key: Uint8Array): { file: string; after: readonly ChainPoint[] } | null {
	if (head?.record.type !== 'journal' || head.record.file === undefined) return null;
	const { file, after = [] } = head.record;
	return head.seals?.own === ownSeal(key, file, head.text) ? { file, after } : null;
}
