/**
 * One line of the journal file: `<check> <line number> <record as JSON>[ <seals>]\n`. The check is the first 16 hex digits of the SHA-256 of number and
 * record, so a torn or flipped line is noticed; the number makes a line that vanished noticeable too. The seals (`chain.ts`) stand there where the
 * machine has a key for them; files of before 2026-11-22 have none.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { journalEntry } from '../../domain/contracts/bridge.ts';
import { stationEpoch, stationId } from '../../domain/contracts/identity.ts';
import { chainPoint, type JournalChain } from './chain.ts';

/** First line of a file. */
const head = z.object({
	type: z.literal('journal'),
	version: z.literal(1),
	/** Its name, when its lines are chained, and the ends of the files it took the place of. */
	file: z.string().optional(),
	after: z.array(chainPoint).optional(),
});
/** What a seat starts this file with: its epoch, the highest n given out, its own series. */
const seat = z.object({
	type: z.literal('seat'),
	station: stationId,
	epoch: stationEpoch,
	lastN: z.number().int().min(0),
	series: z.record(z.string(), z.number().int()),
	block: z.object({ from: z.number().int().min(1), to: z.number().int().min(1) }).optional(),
});
export const journalRecord = z.discriminatedUnion('type', [head, seat, ...journalEntry.options]);
export type JournalRecord = z.infer<typeof journalRecord>;

function check(text: string): string {
	return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** `chain`: moves on by this line. */
export function writeLine(number: number, record: JournalRecord, chain?: JournalChain | null): string {
	const text = `${number} ${JSON.stringify(record)}`;
	return `${check(text)} ${text}${chain ? ` ${chain.seal(number, text)}` : ''}\n`;
}

export interface ReadLine {
	number: number;
	record: JournalRecord;
	/** What the seals are made of. */
	text: string;
	seals: { own: string; link: string } | null;
}

/** Reads one line without its line end; `null` = damaged, or written by something else. */
export function readLine(line: string): ReadLine | null {
	const parts = /^([0-9a-f]{16}) (([1-9]\d{0,14}) (\{.*\}))(?: ([0-9a-f]{16})([0-9a-f]{16}))?$/.exec(line);
	if (!parts || check(parts[2]!) !== parts[1]) return null;
	try {
		const record = journalRecord.safeParse(JSON.parse(parts[4]!));
		const seals = parts[5] === undefined ? null : { own: parts[5], link: parts[6]! };
		return record.success ? { number: Number(parts[3]), record: record.data, text: parts[2]!, seals } : null;
	} catch {
		return null;
	}
}
