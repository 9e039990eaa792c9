/**
 * The mark: what the journal was last known to hold, kept outside of it, so that a journal put back from an image, or copied to another machine,
 * is noticed before it gives out a number a second time (I-2, I-7). Pure.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { stationEpoch, stationId } from '../../domain/contracts/identity.ts';
import { type MachineName, machineName, sameMachine } from './machine-name.ts';
import type { JournalMemory } from './memory.ts';

export const mark = z.object({
	version: z.literal(1),
	machine: machineName,
	seats: z.array(z.object({ station: stationId, epoch: stationEpoch, lastN: z.number().int().min(0) })),
});
export type Mark = z.infer<typeof mark>;

const check = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);

export function markOf(memory: JournalMemory, machine: MachineName): Mark {
	return { version: 1, machine, seats: [...memory.seats].map(([station, { epoch, lastN }]) => ({ station, epoch, lastN })) };
}

export function writeMark(made: Mark): Uint8Array {
	const text = JSON.stringify(made);
	return new TextEncoder().encode(`${check(text)} ${text}\n`);
}

/** `null` = damaged. */
export function readMark(bytes: Uint8Array): Mark | null {
	const [, sum, text] = /^([0-9a-f]{16}) (\{.*\})\n$/s.exec(new TextDecoder().decode(bytes)) ?? [];
	if (!sum || !text || check(text) !== sum) return null;
	try {
		const read = mark.safeParse(JSON.parse(text));
		return read.success ? read.data : null;
	} catch {
		return null;
	}
}

export const doubts = ['older-than-mark', 'of-another-machine', 'without-mark', 'damaged-line'] as const;
export type Doubt = (typeof doubts)[number];

/**
 * Why a seat of an old journal may not go on as it is; `null` = it may. The mark is written after the journal, so it never knows more than a
 * journal that only grew.
 */
export function doubtOf(station: string, seat: { epoch: string; lastN: number }, left: Mark | null, machine: MachineName): Doubt | null {
	const marked = left?.seats.find((each) => each.station === station);
	if (!left || !marked) return 'without-mark';
	if (!sameMachine(left.machine, machine)) return 'of-another-machine';
	return marked.epoch === seat.epoch && marked.lastN <= seat.lastN ? null : 'older-than-mark';
}
