/** Trials of a journal in somebody's hands. `npm run tamper` makes 10,000, with the seed as its argument. */
import { createHash } from 'node:crypto';
import type { Journal } from '../../electron/journal/journal.ts';
import type { JournalRecord } from '../../electron/journal/line.ts';
import { machineNameOf } from '../../electron/journal/machine-name.ts';
import { doubtOf, readMark } from '../../electron/journal/mark.ts';
import { openJournal } from '../../electron/journal/open-journal.ts';
import { type ChainKey, recover } from '../../electron/journal/recover.ts';
import { MemoryDisk } from './memory-disk.ts';

export const machine = machineNameOf('pc-of-hall', ['00:11:22:33:44:55']);
export const epoch = 'e'.repeat(16);
export const proof: ChainKey = { key: Buffer.alloc(32, 4), fresh: false };
const text = new TextDecoder();
export const bytesOf = (what: string) => new TextEncoder().encode(what);
export const reported = (n: number): JournalRecord => ({
	type: 'reported',
	station: 'T2',
	command: { station: 'T2', epoch, n, occurredAt: 1_700_000_000_000 + n, name: 'finish-service', body: { number: `A${100 + n}` } } as never,
});

export class Machine {
	readonly memory = new MemoryDisk();
	readonly marks = new MemoryDisk();
	notes: string[] = [];
	markFails = false;
	#later: (() => void)[] = [];

	async open(chain: ChainKey | undefined = proof, condenseAbove?: number): Promise<Journal> {
		this.notes = [];
		this.marks.free = this.markFails ? 0 : Number.POSITIVE_INFINITY;
		return openJournal({
			...{ folder: '/journal', stations: ['T2'], now: () => 7, disk: this.memory.disk, newEpoch: () => epoch, condenseAbove },
			note: ({ code }) => this.notes.push(code),
			mark: { path: '/mark', machine, disk: this.marks.disk, after: (_ms, run) => this.#later.push(run) },
			...(chain ? { chain } : {}),
		});
	}
	/** The mark comes a moment after the journal. */
	async settle(): Promise<void> {
		for (const run of this.#later.splice(0)) run();
		await new Promise((done) => setImmediate(done));
	}
	get journal(): string {
		return text.decode(this.memory.files.get('/journal/journal.jsonl')!.bytes);
	}
	get mark(): Uint8Array {
		return this.marks.files.get('/mark')!.bytes;
	}
}

/** What a start finds, without starting: the same functions as `openJournal` asks. */
export function found(journal: string, mark: Uint8Array): boolean {
	const { damaged, holds, memory } = recover(bytesOf(journal), () => epoch, proof);
	const left = readMark(mark, proof);
	const seat = memory.seats.get('T2');
	return damaged.length > 0 || !left?.point || !holds(left.point) || (seat !== undefined && doubtOf('T2', seat, left, machine) !== null);
}

/** Numbers that are the same each time. */
function dice(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}
export const checked = (line: string) => `${createHash('sha256').update(line).digest('hex').slice(0, 16)} ${line}`;

/** Changes lines in every way somebody with the file and without the key has, the plain checks put right; how many were not found. */
export async function tamperTrials(trials: number, seed: number): Promise<{ tried: number; missed: number }> {
	const pc = new Machine();
	const first = await pc.open();
	await first.appendRecords([1, 2, 3].map(reported));
	await first.close();
	await pc.settle();
	const earlier = pc.journal.trimEnd().split('\n');
	const second = await pc.open();
	await second.appendRecords([4, 5, 6, 7].map(reported));
	await second.close();
	await pc.settle();
	const { journal, mark } = pc;
	if (found(journal, mark)) throw new Error('the sound journal is taken for a changed one');
	const lines = journal.trimEnd().split('\n');
	const roll = dice(seed);
	const parts = (line: string) => /^[0-9a-f]{16} (\d+) (\{.*\}) ([0-9a-f]{32})$/.exec(line)!.slice(1) as [string, string, string];
	const ways: ((all: string[], at: number) => string[])[] = [
		// Another number, time or series in a report.
		(all, at) => {
			const [number, json, seals] = parts(all[at]!);
			const place = [...json.matchAll(/\d/g)];
			const digit = place[roll(place.length)]!;
			const other = json.slice(0, digit.index) + ((Number(digit[0]) + 1 + roll(9)) % 10) + json.slice(digit.index + 1);
			return all.with(at, `${checked(`${number} ${other}`)} ${seals}`);
		},
		(all, at) => all.toSpliced(at, 1 + roll(2)),
		(all, at) => all.slice(0, at),
		(all, at) => all.toSpliced(at, 0, all[roll(all.length)]!),
		(all, at) => {
			const other = (at + 1 + roll(all.length - 1)) % all.length;
			return all.with(at, all[other]!).with(other, all[at]!);
		},
		// A line of the file before, which this machine wrote.
		(all, at) => all.with(at, earlier[roll(earlier.length)]!),
		() => earlier,
		// Taken away, and those after it renumbered so that there is no gap.
		(all, at) =>
			all.toSpliced(at, 1).map((line, index) => {
				const [, json, seals] = parts(line);
				return `${checked(`${index + 1} ${json}`)} ${seals}`;
			}),
		// As a file of before there were seals.
		(all) => all.map((line) => line.slice(0, -33)),
		(all, at) => all.with(at, all[at]!.slice(0, -33)),
		// Seals of other lines.
		(all, at) => all.with(at, all[at]!.slice(0, -32) + all[roll(all.length)]!.slice(-32)),
	];
	let [tried, missed] = [0, 0];
	while (tried < trials) {
		const changed = `${ways[tried % ways.length]!(lines, roll(lines.length)).join('\n')}\n`;
		if (changed === journal) {
			// Exchanged with its like.
			ways.push(ways.shift()!);
			continue;
		}
		tried += 1;
		if (!found(changed, mark)) missed += 1;
	}
	return { tried, missed };
}

if (import.meta.main) {
	const seed = Number(process.argv[2] ?? 20_261_122);
	const { tried, missed } = await tamperTrials(10_000, seed);
	process.stdout.write(`seed ${seed}: ${tried} changed journals, ${missed} not found\n`);
	process.exitCode = missed === 0 ? 0 : 1;
}
