/** Opens the machine's journal: recovers it, condenses it into a new file, gives every seat its epoch. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { JournalChain } from './chain.ts';
import { Journal, newFileName } from './journal.ts';
import { type JournalDisk, machineDisk } from './journal-disk.ts';
import type { JournalRecord } from './line.ts';
import { type Doubt, doubtOf } from './mark.ts';
import { loadMark, MarkFile, type MarkPlace } from './mark-file.ts';
import { emptyMemory, remember, renewSeat } from './memory.ts';
import { type ChainKey, type Recovery, recover } from './recover.ts';
import { condensedText, putInPlace, writeBeside } from './write-condensed.ts';

export type JournalNote =
	| { code: 'journal-created' }
	| { code: 'journal-torn-line-cut'; bytes: number }
	| { code: 'journal-damaged'; lines: number; first: number }
	/** The old file is used as it is, e.g. because the disk is full. */
	| { code: 'journal-not-condensed' }
	| { code: 'journal-seat-added'; station: string }
	/**
	 * The seat's journal was put back or copied: it goes on under a new epoch, and its own series waits for the platform's word. With a damaged line
	 * the epoch is new as well; the own series goes on in its block.
	 */
	| { code: 'journal-doubted'; station: string; why: Doubt }
	| { code: 'journal-mark-not-written' };

export interface OpenJournal {
	folder: string;
	stations: readonly string[];
	/** For the names of copies kept aside. */
	now: () => number;
	note: (note: JournalNote) => void;
	disk?: JournalDisk;
	newEpoch?: () => string;
	/** Length of the file from which it is made short again while running, bytes. */
	condenseAbove?: number;
	/** With which lines and mark are chained; absent = they are not, and what is there is not held to its chain. */
	chain?: ChainKey;
	/** Where a trace of the journal is kept that a copy of the journal does not bring along; absent = copies are not noticed here. */
	mark?: MarkPlace;
}

const freshEpoch = () => randomBytes(8).toString('hex');

/** Throws only when there is neither an old journal that can be appended to nor room for a new one. */
export async function openJournal(wanted: OpenJournal): Promise<Journal> {
	const { folder, stations, note, disk = machineDisk, newEpoch = freshEpoch, condenseAbove } = wanted;
	const path = join(folder, 'journal.jsonl');
	const bytes = await disk.read(path);
	const recovery: Recovery = bytes
		? recover(bytes, newEpoch, wanted.chain)
		: { memory: emptyMemory(), goodBytes: 0, tornBytes: 0, damaged: [], lastNumber: 0, chain: null, holds: () => false };
	if (!bytes) note({ code: 'journal-created' });
	if (recovery.tornBytes > 0) note({ code: 'journal-torn-line-cut', bytes: recovery.tornBytes });
	if (bytes && recovery.damaged.length > 0) {
		await disk.keepAside(join(folder, `journal.damaged-${wanted.now()}.jsonl`), bytes);
		note({ code: 'journal-damaged', lines: recovery.damaged.length, first: recovery.damaged[0]! });
	}
	const { memory } = recovery;
	const doubted = bytes && wanted.mark ? await renewDoubted(recovery, wanted.mark, wanted, newEpoch, disk) : new Set<string>();
	// The lost line may have held the highest number of a seat, however many were skipped: what is not known is not counted on from (I-7).
	for (const station of recovery.damaged.length > 0 ? [...memory.seats.keys()] : []) {
		if (doubted.has(station)) continue;
		renewSeat(memory, station, newEpoch(), true);
		note({ code: 'journal-doubted', station, why: 'damaged-line' });
		doubted.add(station);
	}
	const added: JournalRecord[] = stations
		.filter((station) => !memory.seats.has(station))
		.map((station) => ({ type: 'seat', station, epoch: newEpoch(), lastN: 0, series: {} }));
	for (const record of added) {
		remember(memory, record, newEpoch);
		if (bytes && record.type === 'seat') note({ code: 'journal-seat-added', station: record.station });
	}
	let journal: Journal | null = null;
	const before = recovery.chain ?? (wanted.chain ? new JournalChain(wanted.chain.key, newFileName(), []) : null);
	const chain = before?.next(newFileName()) ?? null;
	const marks = wanted.mark
		? new MarkFile(
				wanted.mark,
				wanted.mark.disk ?? disk,
				memory,
				() => note({ code: 'journal-mark-not-written' }),
				wanted.chain && { key: wanted.chain.key, point: () => (journal ?? { point: chain?.point ?? null }).point },
			)
		: null;
	const start = { place: { disk, path }, memory, condenseAbove, kept: () => marks?.touched() };
	try {
		const fresh = await writeBeside(disk, path, condensedText(memory, chain));
		await putInPlace(disk, path, fresh);
		await marks?.write();
		journal = new Journal({ ...fresh, ...start });
		return journal;
	} catch (error) {
		// The old file must not be gone on with where its numbers are doubted.
		if (doubted.size > 0) throw error;
		// Another file stands there already, though not for certain: the next start reads whichever stayed.
		if (!bytes || (await disk.read(path))?.length !== bytes.length) throw error;
		note({ code: 'journal-not-condensed' });
		const file = await disk.open(path, false);
		await file.cut(recovery.goodBytes);
		await file.sync();
		journal = new Journal({ file, size: recovery.goodBytes, nextNumber: recovery.lastNumber + 1, chain: recovery.chain, ...start });
		if (added.length > 0) await journal.appendRecords(added);
		return journal;
	}
}

/** Seats that go on under a new epoch. */
async function renewDoubted(
	{ memory, holds }: Recovery,
	place: MarkPlace,
	{ chain, note }: OpenJournal,
	newEpoch: () => string,
	disk: JournalDisk,
): Promise<Set<string>> {
	const left = await loadMark(place, place.disk ?? disk, chain);
	// What the mark saw on the disk must still be there: lines at the end that are gone leave no gap.
	const cutShort = chain !== undefined && left?.point !== undefined && !holds(left.point);
	const renewed = new Set<string>();
	for (const [station, seat] of [...memory.seats]) {
		const why = doubtOf(station, seat, left, place.machine) ?? (cutShort ? 'older-than-mark' : null);
		if (!why) continue;
		renewSeat(memory, station, newEpoch());
		note({ code: 'journal-doubted', station, why });
		renewed.add(station);
	}
	return renewed;
}
