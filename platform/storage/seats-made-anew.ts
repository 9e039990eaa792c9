/** Outcomes and last numbers of damaged seats, made anew out of the rows that hold and of the logs themselves (S2): an accepted command stands in one. */
import type { HallEvent } from '../../domain/contracts/events.ts';
import { commandsOf, type LoggedCommand } from '../authority/former-log.ts';
import type { KeptOutcome } from './contract.ts';
import { holds } from './damaged-rows.ts';
import { rowCheck } from './row-proof.ts';
import type { StoredRow } from './stored-rows.ts';

export interface SeatRows {
	outcomes: Iterable<StoredRow>;
	seats: Iterable<StoredRow>;
	/** Every day of every hall, by its name in this store. */
	logs: Iterable<{ hall: string; day: string; events: readonly HallEvent[] }>;
}

/** Rows in the order of their columns, with their checks. */
export interface SeatsMadeAnew {
	outcomes: [string, string, string, number, string, string][];
	seats: [string, string, string, number, string][];
	/** Outcomes that there were not. */
	made: number;
}

/** What left no event and no outcome that holds is settled, as under another term. */
export function seatsMadeAnew(rows: SeatRows): SeatsMadeAnew {
	const commands = commandsIn(rows.logs);
	const seats = new Map<string, { outcomes: Map<number, KeptOutcome>; last: number }>();
	const seat = (key: string) => {
		const known = seats.get(key) ?? { outcomes: new Map(), last: 0 };
		seats.set(key, known);
		return known;
	};
	for (const row of rows.outcomes) {
		if (!holds('outcome', row)) continue;
		const kept = seat(seatKey(row));
		kept.outcomes.set(Number(row.n), JSON.parse(String(row.outcome)) as KeptOutcome);
		kept.last = Math.max(kept.last, Number(row.n));
	}
	for (const row of rows.seats) if (holds('seat', row)) seat(seatKey(row)).last = Math.max(seat(seatKey(row)).last, Number(row.n));
	for (const [key, byNumber] of commands) for (const n of byNumber.keys()) seat(key).last = Math.max(seat(key).last, n);
	const result: SeatsMadeAnew = { outcomes: [], seats: [], made: 0 };
	for (const [key, { outcomes, last }] of seats) {
		const fields = key.split('\n') as [string, string, string];
		let before = 0;
		for (let n = 1; n <= last; n += 1) {
			const logged = commands.get(key)?.get(n);
			const outcome: KeptOutcome | null =
				outcomes.get(n) ?? (logged ? { n, result: 'accepted', day: logged.day, from: logged.from, to: logged.to } : null);
			// Numbers that a settled one leapt over have none.
			if (!outcome && leapsOver(outcomes, n, last)) continue;
			const text = JSON.stringify(outcome ?? { n, result: 'settled' });
			if (!outcomes.has(n)) result.made += 1;
			result.outcomes.push([...fields, n, text, rowCheck(...fields, n, text)]);
			before = n;
		}
		if (before > 0) result.seats.push([...fields, before, rowCheck(...fields, before)]);
	}
	return result;
}

/** The next number that has an outcome was settled: the ones before it were never decided here. */
function leapsOver(outcomes: Map<number, KeptOutcome>, n: number, last: number): boolean {
	for (let next = n + 1; next <= last; next += 1) {
		const found = outcomes.get(next);
		if (found) return found.result === 'settled';
	}
	return false;
}

const seatKey = ({ hall, station, epoch }: StoredRow) => `${hall}\n${station}\n${epoch}`;

function commandsIn(logs: SeatRows['logs']): Map<string, Map<number, LoggedCommand & { day: string }>> {
	const found = new Map<string, Map<number, LoggedCommand & { day: string }>>();
	for (const { hall, day, events } of logs)
		for (const command of commandsOf(events)) {
			const key = seatKey({ hall, ...command });
			const known = found.get(key) ?? new Map<number, LoggedCommand & { day: string }>();
			known.set(command.n, { ...command, day });
			found.set(key, known);
		}
	return found;
}
