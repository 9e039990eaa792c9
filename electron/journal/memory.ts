/** What a journal says once read: a pure fold of its records (S5). */
import type { JournalSeat } from '../../domain/contracts/bridge.ts';
import { type CommandEnvelope, earlierNumbers } from '../../domain/contracts/commands.ts';
import type { OwnBlock } from '../../domain/own-block.ts';
import type { JournalRecord } from './line.ts';
import { condenseTakeOver, emptyTakeOverMemory, rememberTakeOver, type TakeOverMemory } from './take-over-memory.ts';

export type JobOutcome = 'printed' | 'failed' | 'unknown';

interface SeatMemory {
	epoch: string;
	lastN: number;
	openAsks: Set<number>;
	owed: Map<number, CommandEnvelope>;
	series: Map<string, number>;
	block?: OwnBlock;
}

/** `null` = begun, and nothing is known of its end. Insertion order is the order of printing. */
export interface JournalMemory {
	seats: Map<string, SeatMemory>;
	jobs: Map<string, JobOutcome | null>;
	takeOver: TakeOverMemory;
}

/** Print jobs remembered across a restart, so that one begun before is not printed twice (S9). */
export const jobsKept = 1000;

export function emptyMemory(): JournalMemory {
	return { seats: new Map(), jobs: new Map(), takeOver: emptyTakeOverMemory() };
}

/** Changes `memory` in place. Entries of a seat that has no epoch are impossible in a whole file; of a damaged one they are kept all the same. */
export function remember(memory: JournalMemory, record: JournalRecord, newEpoch: () => string): void {
	switch (record.type) {
		case 'journal':
			return;
		case 'seat': {
			const before = memory.seats.get(record.station);
			memory.seats.set(record.station, {
				epoch: record.epoch,
				lastN: Math.max(record.lastN, before?.lastN ?? 0),
				openAsks: before?.openAsks ?? new Set(),
				owed: before?.owed ?? new Map(),
				series: new Map([...(before?.series ?? []), ...Object.entries(record.series)]),
				block: record.block ?? before?.block,
			});
			return;
		}
		case 'asked': {
			const seat = seatOf(memory, record.station, newEpoch);
			seat.openAsks.add(record.n);
			seat.lastN = Math.max(seat.lastN, record.n);
			return;
		}
		case 'reported': {
			const seat = seatOf(memory, record.station, () => record.command.epoch);
			seat.owed.set(record.command.n, record.command);
			seat.lastN = Math.max(seat.lastN, record.command.n);
			return;
		}
		case 'settled': {
			const seat = seatOf(memory, record.station, newEpoch);
			seat.openAsks.delete(record.n);
			seat.owed.delete(record.n);
			seat.lastN = Math.max(seat.lastN, record.n);
			return;
		}
		case 'series': {
			const seat = seatOf(memory, record.station, newEpoch);
			const key = `${record.day}/${record.series}`;
			seat.series.set(key, Math.max(seat.series.get(key) ?? 0, record.sequence));
			return;
		}
		case 'block': {
			const seat = seatOf(memory, record.station, newEpoch);
			// Only the highest number is kept of each series: one of another block says nothing about this one.
			if (seat.block && seat.block.from !== record.from) seat.series.clear();
			seat.block = { from: record.from, to: record.to };
			return;
		}
		case 'term':
		case 'came':
		case 'offer':
		case 'offered':
			rememberTakeOver(memory.takeOver, record);
			return;
		case 'printing':
			if (!memory.jobs.has(record.job)) memory.jobs.set(record.job, null);
			return;
		case 'printed':
			memory.jobs.set(record.job, record.outcome);
	}
}

function seatOf(memory: JournalMemory, station: string, epoch: () => string): SeatMemory {
	const known = memory.seats.get(station);
	if (known) return known;
	const seat: SeatMemory = { epoch: epoch(), lastN: 0, openAsks: new Set(), owed: new Map(), series: new Map() };
	memory.seats.set(station, seat);
	return seat;
}

/** The answer of `journal-load`, for the seats asked for, in their order. */
export function seatsOf(memory: JournalMemory, stations: readonly string[]): JournalSeat[] {
	const { term, offers, came } = memory.takeOver;
	const ofMachine = { ...(term ? { term } : {}), ...(offers.size > 0 ? { offers: [...offers.values()] } : {}) };
	return stations.flatMap((station, index) => {
		const seat = memory.seats.get(station);
		if (!seat) return [];
		return {
			station,
			epoch: seat.epoch,
			lastN: seat.lastN,
			openAsks: [...seat.openAsks].sort((a, b) => a - b),
			owed: [...seat.owed.values()].sort((a, b) => a.n - b.n),
			series: Object.fromEntries(seat.series),
			...(seat.block ? { block: seat.block } : {}),
			...(came.has(station) ? { came: [...(came.get(station)?.values() ?? [])] } : {}),
			...(index === 0 ? ofMachine : {}),
		};
	});
}

/** The shortest list of records that folds to the same memory; old days' series and old print jobs are left out. */
export function condense(memory: JournalMemory, daysKept = 7): JournalRecord[] {
	const records: JournalRecord[] = [{ type: 'journal', version: 1 }];
	for (const [station, seat] of memory.seats) {
		const days = [...new Set([...seat.series.keys()].map((key) => key.slice(0, 10)))].sort().slice(-daysKept);
		const series = Object.fromEntries([...seat.series].filter(([key]) => days.includes(key.slice(0, 10))));
		records.push({ type: 'seat', station, epoch: seat.epoch, lastN: seat.lastN, series, ...(seat.block ? { block: seat.block } : {}) });
		for (const n of seat.openAsks) records.push({ type: 'asked', station, n });
		for (const command of seat.owed.values()) records.push({ type: 'reported', station, command });
	}
	records.push(...condenseTakeOver(memory.takeOver));
	for (const [job, outcome] of [...memory.jobs].slice(-jobsKept))
		records.push(outcome ? { type: 'printed', job, outcome } : { type: 'printing', job });
	return records;
}

/**
 * Gives a seat a new epoch whose numbers begin at 1: what it still owes goes under numbers of the new epoch and names the old ones; asks that nobody
 * answered are left, their numbers are of an epoch that goes on no more. Its own series waits for a block, unless `sameMachine` had it all the time.
 */
export function renewSeat(memory: JournalMemory, station: string, epoch: string, sameMachine = false): void {
	const seat = memory.seats.get(station);
	if (!seat) return;
	const owed = [...seat.owed.values()].sort((a, b) => a.n - b.n);
	const renewed = owed.map((command, index): CommandEnvelope => ({ ...command, epoch, n: index + 1, ...earlierNumbers(command) }));
	const byNumber = new Map(renewed.map((command) => [command.n, command]));
	const own = sameMachine ? { series: seat.series, ...(seat.block ? { block: seat.block } : {}) } : { series: new Map() };
	memory.seats.set(station, { epoch, lastN: owed.length, openAsks: new Set(), owed: byNumber, ...own });
}
