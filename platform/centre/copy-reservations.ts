/**
 * Copies a hall's reservations up to the centre: compares the hash of every day, and sends the lines of those that differ. It follows the book and
 * keeps nothing, so that any cut is the same as a short one; a day is equal when its hashes are.
 */
import type { CopiedReservation, RecordChanges, RecordDay } from '../../domain/contracts/centre-records.ts';
import { mostLines } from '../../domain/contracts/centre-records.ts';
import type { Reservation } from '../../domain/contracts/reservations.ts';
import { hashOfLine, hashOfLines } from '../../domain/day-hash.ts';
import { nextDay } from '../../domain/reservations/slots.ts';
import { backOffMs } from './back-off.ts';
import type { Said } from './centre-client.ts';
import { sha256 } from './sha256.ts';

export interface CopyReservations {
	client: {
		recordDays(since: string): Promise<Said<{ days: RecordDay[] }>>;
		recordLines(day: string): Promise<Said<{ lines: { ref: string; hash: string }[] }>>;
		changeRecords(day: string, changes: RecordChanges): Promise<Said<RecordDay>>;
	};
	all(): Iterable<Reservation>;
	today(): string;
	now(): number;
	random(): number;
	pause(ms: number): Promise<void>;
}

export interface ReservationCopy {
	/** Days not known to be equal, and when all were last found equal (ms since 1970; `null` = not since the start). */
	report(): { differingDays: number; lastEqualAt: number | null };
	/** The line came back: the centre may not be what it was. */
	again(): void;
	close(): Promise<void>;
}

const lookEveryMs = 5_000;
/** As long as late reports may change who came (`keep-days.ts`). */
const daysBack = 15;

export function copyOf({ ref, queue, items, slot, endsAt, state, createdAt, changedAt }: Reservation): CopiedReservation {
	return { ref, queue, items, slot, endsAt, state, createdAt, changedAt };
}

export function copyReservations({ client, all, today, now, random, pause }: CopyReservations): ReservationCopy {
	let stopped = false;
	let differingDays = 0;
	let lastEqualAt: number | null = null;
	/** What was found equal at the last round: while nothing changes the centre is asked twelve times less. */
	let quiet = 0;
	let last = '';

	function mine(since: string): Map<string, Map<string, CopiedReservation>> {
		const days = new Map<string, Map<string, CopiedReservation>>();
		for (const each of all()) {
			if (each.day < since) continue;
			const lines = days.get(each.day) ?? new Map<string, CopiedReservation>();
			days.set(each.day, lines.set(each.ref, copyOf(each)));
		}
		return days;
	}

	async function send(day: string, lines: Map<string, CopiedReservation>): Promise<boolean> {
		const theirs = await client.recordLines(day);
		if (!theirs.ok) return false;
		const held = new Map(theirs.value.lines.map(({ ref, hash }) => [ref, hash]));
		const put = [...lines.values()].filter((line) => held.get(line.ref) !== hashOfLine(line, sha256));
		const drop = [...held.keys()].filter((ref) => !lines.has(ref));
		let stands: string | null = null;
		for (let at = 0; at < Math.max(put.length, drop.length, 1); at += mostLines) {
			const said = await client.changeRecords(day, { put: put.slice(at, at + mostLines), drop: drop.slice(at, at + mostLines) });
			if (!said.ok || stopped) return false;
			stands = said.value.hash;
		}
		return stands === hashOf(lines);
	}

	/** True = nothing differs. */
	async function look(): Promise<boolean> {
		const since = nextDay(today(), -daysBack);
		const own = mine(since);
		const said = await client.recordDays(since);
		if (!said.ok) return false;
		const theirs = new Map(said.value.days.map(({ day, hash }) => [day, hash]));
		const none = hashOf(new Map());
		const differing = [...new Set([...own.keys(), ...theirs.keys()])].filter(
			(day) => (theirs.get(day) ?? none) !== hashOf(own.get(day) ?? new Map()),
		);
		differingDays = differing.length;
		for (const day of differing.sort()) {
			if (!(await send(day, own.get(day) ?? new Map()))) return false;
			differingDays -= 1;
		}
		lastEqualAt = now();
		return true;
	}

	/** Another text when anything may differ. */
	const stamp = () => {
		const counts = { booked: 0, cancelled: 0, used: 0, missed: 0 };
		let newest = 0;
		for (const { changedAt, state } of all()) {
			counts[state] += 1;
			newest = Math.max(newest, changedAt);
		}
		return JSON.stringify([today(), counts, newest]);
	};

	const done = (async () => {
		for (let tries = 0; !stopped; ) {
			const is = stamp();
			if (is === last && tries === 0 && quiet < 12) quiet += 1;
			else {
				quiet = 0;
				tries = (await look().catch(() => false)) ? 0 : tries + 1;
				last = is;
			}
			if (!stopped) await pause(tries === 0 ? lookEveryMs : Math.max(lookEveryMs / 2, backOffMs(tries, random)));
		}
	})();
	return {
		report: () => ({ differingDays, lastEqualAt }),
		again() {
			last = '';
		},
		async close() {
			stopped = true;
			await done;
		},
	};
}

function hashOf(lines: Map<string, CopiedReservation>): string {
	return hashOfLines(
		[...lines.values()].map((line) => hashOfLine(line, sha256)),
		sha256,
	);
}
