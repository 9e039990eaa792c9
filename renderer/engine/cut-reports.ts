/**
 * What a seat says once it is heard again: since when it was cut off, and which of its reports waited. The platform's log then holds the cut as
 * the station's own word, and nobody has to guess it from how late reports came.
 */
import type { CommandBody, CommandEnvelope } from '../../domain/contracts/commands.ts';
import type { SeatLine } from './seat-line.ts';

/** Shorter than this a line blinked: not worth a word unless a number was given out meanwhile. */
const blinkMs = 10_000;
/** So long without the platform is worth a word even when nothing waited. */
const longMs = 30_000;

export interface Cut {
	/** When the platform was last heard, platform time as well as this machine knows, ms; `null` = not since it was started. */
	since: number | null;
	until: number;
	/** The business day it is now. */
	day: string;
}

/** One body for each day that reports waited from: each belongs into the log of its own day. */
export function cutReports(
	waiting: readonly CommandEnvelope[],
	{ since, until, day }: Cut,
): { day: string; body: CommandBody<'cut-off-ended'> }[] {
	const lasted = until - Math.min(since ?? until, ...waiting.map(({ occurredAt }) => occurredAt));
	const numbers = waiting.some(({ name }) => name === 'offline-ticket');
	const deeds = waiting.some(({ name }) => name !== 'device-health');
	if (deeds && (numbers || lasted >= blinkMs)) {
		const days = new Map<string, number[]>();
		for (const command of waiting) {
			const of = command.day ?? day;
			days.set(of, [...(days.get(of) ?? []), command.n]);
		}
		return [...days].map(([of, all]) => ({ day: of, body: { since, until, waited: { from: Math.min(...all), to: Math.max(...all) } } }));
	}
	return since !== null && until - since >= longMs ? [{ day, body: { since, until } }] : [];
}

/** Says it in the seat's line, behind the reports that waited. `taken`: last number the platform knows. Never rejects. */
export async function sayCut(line: SeatLine, taken: number, cut: Cut, note: (code: string) => void): Promise<void> {
	const waiting = line.owed().filter(({ n }) => n > taken);
	for (const { day, body } of cutReports(waiting, cut))
		await line.report('cut-off-ended', body, [], day).catch(() => note('report-not-journaled'));
}
