/**
 * The log of an earlier term as a platform takes it over: events unchanged (S1), and of each command in it the outcome that its seat is owed
 * (S3). What left no event is not known here; the seat's number leaps over it (`settled`).
 */
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { Batch } from '../storage/contract.ts';

/** One command of a log: its seat, and its first and last position. */
export interface LoggedCommand {
	station: string;
	epoch: string;
	n: number;
	from: number;
	to: number;
}

/** Commands in the order of their events. A command stands in the log in one piece (S2). */
export function commandsOf(events: readonly HallEvent[]): LoggedCommand[] {
	const commands: LoggedCommand[] = [];
	for (const { station, epoch, n, position } of events) {
		const last = commands.at(-1);
		if (last && last.station === station && last.epoch === epoch && last.n === n) last.to = position;
		else commands.push({ station, epoch, n, from: position, to: position });
	}
	return commands;
}

export const seatKey = ({ station, epoch }: { station: string; epoch: string }) => `${station}/${epoch}`;

/**
 * Outcomes of these commands, each after the last number of its seat. `numbers` is carried on. A number that was taken before is left out: the
 * seat has its outcome.
 */
export function outcomesOf(day: string, commands: readonly LoggedCommand[], numbers: Map<string, number>): Batch['outcomes'] {
	const outcomes: Batch['outcomes'] = [];
	for (const { station, epoch, n, from, to } of commands) {
		const key = seatKey({ station, epoch });
		const last = numbers.get(key) ?? 0;
		if (n <= last) continue;
		if (n > last + 1) outcomes.push({ station, epoch, outcome: { n: n - 1, result: 'settled' } });
		outcomes.push({ station, epoch, outcome: { n, result: 'accepted', day, from, to } });
		numbers.set(key, n);
	}
	return outcomes;
}
