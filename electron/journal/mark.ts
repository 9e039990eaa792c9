/**
 * The mark: what the journal was last known to hold, kept outside of it, so that a journal put back from an image, or copied to another machine,
 * is noticed before it gives out a number a second time (I-2, I-7). Pure.
 */
import { createHash, createHmac } from 'node:crypto';
import { z } from 'zod';
import { stationEpoch, stationId } from '../../domain/contracts/identity.ts';
import { type ChainPoint, chainPoint } from './chain.ts';
import { type MachineName, machineName, sameMachine } from './machine-name.ts';
import type { JournalMemory } from './memory.ts';
import type { ChainKey } from './recover.ts';

export const mark = z.object({
	version: z.literal(1),
	machine: machineName,
	seats: z.array(z.object({ station: stationId, epoch: stationEpoch, lastN: z.number().int().min(0) })),
	/** Up to where the journal's chain was on the disk; absent = it is not chained. */
	point: chainPoint.optional(),
});
export type Mark = z.infer<typeof mark>;

const sealOf = (key: Uint8Array, text: string) => createHmac('sha256', key).update(`mark\n${text}`).digest('hex');
const check = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);

export function markOf(memory: JournalMemory, machine: MachineName, point: ChainPoint | null = null): Mark {
	const seats = [...memory.seats].map(([station, { epoch, lastN }]) => ({ station, epoch, lastN }));
	return { version: 1, machine, seats, ...(point ? { point } : {}) };
}

/** `key`: of the machine; with it nobody else can write one. */
export function writeMark(made: Mark, key?: Uint8Array): Uint8Array {
	const text = JSON.stringify(made);
	return new TextEncoder().encode(`${check(text)} ${text}${key ? ` ${sealOf(key, text)}` : ''}\n`);
}

/** `null` = damaged, or not written by this machine. */
export function readMark(bytes: Uint8Array, proof?: ChainKey): Mark | null {
	const [, sum, text, seal] = /^([0-9a-f]{16}) (\{.*\})(?: ([0-9a-f]{64}))?\n$/s.exec(new TextDecoder().decode(bytes)) ?? [];
	if (!sum || !text || check(text) !== sum) return null;
	if (proof && !proof.fresh && seal !== sealOf(proof.key, text)) return null;
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
