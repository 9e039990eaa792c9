/**
 * A fingerprint of a hall-day: the same for equal states, whatever order their records were filled in. Two different states share one by
 * accident once in four thousand million; it guards against a flipped bit and a fold that differs, not against an attacker.
 */
import type { HallDay } from './contracts/state.ts';

const numbers = new Float64Array(1);
const halves = new Uint32Array(numbers.buffer);

/** Spreads every bit over the whole word, so that sums of several do not cancel out. */
function stir(hash: number): number {
	let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
	return (mixed ^ (mixed >>> 16)) >>> 0;
}

function ofText(text: string, seed: number): number {
	let hash = seed ^ text.length;
	for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
	return stir(hash);
}

function ofValue(value: unknown, seed: number): number {
	if (typeof value === 'string') return ofText(value, seed ^ 0x51);
	if (typeof value === 'number') {
		numbers[0] = value === 0 ? 0 : value;
		return stir(stir(seed ^ 0x4e ^ halves[0]!) ^ halves[1]!);
	}
	if (typeof value === 'boolean' || value === null) return stir(seed ^ (value === null ? 0x30 : value ? 0x31 : 0x32));
	if (Array.isArray(value)) {
		let hash = stir(seed ^ 0x41 ^ value.length);
		for (const each of value) hash = stir(hash ^ ofValue(each, seed));
		return hash;
	}
	let sum = 0;
	// A record is a set of entries: they are summed, so that their order does not count. An entry that is undefined is none (as in JSON).
	for (const key in value as Record<string, unknown>) {
		const each = (value as Record<string, unknown>)[key];
		if (each !== undefined) sum = (sum + ofValue(each, ofText(key, seed))) >>> 0;
	}
	return stir(seed ^ 0x52 ^ sum);
}

/**
 * What tickets were found to be, for whoever hashes the same fold again and again: nearly all tickets of a day are the objects that they were a
 * moment ago. A ticket changed in its place is taken for what it was, so they are forgotten from time to time.
 */
export type TicketHashes = WeakMap<object, number>;

const ofWhole = 0x9747b28c;
const ofTickets = ofText('tickets', ofWhole);

/** The same as `ofValue` of the record of tickets. */
function ofTicketsKnown(tickets: HallDay['tickets'], known: TicketHashes): number {
	let sum = 0;
	for (const number in tickets) {
		const ticket = tickets[number]!;
		let hash = known.get(ticket);
		if (hash === undefined) {
			hash = ofValue(ticket, ofText(number, ofTickets));
			known.set(ticket, hash);
		}
		sum = (sum + hash) >>> 0;
	}
	return stir(ofTickets ^ 0x52 ^ sum);
}

/** Eight lower-case hex digits. `known`: filled and used, see `TicketHashes`; the answer is the same without it. */
export function stateHash(state: HallDay, known?: TicketHashes): string {
	let sum = known ? ofTicketsKnown(state.tickets, known) : ofValue(state.tickets, ofTickets);
	for (const key in state) {
		const each = state[key as keyof HallDay] as unknown;
		if (key === 'tickets' || key === 'waiting' || each === undefined) continue;
		sum = (sum + ofValue(each, ofText(key, ofWhole))) >>> 0;
	}
	// The lists of waiting tickets are an index in no particular order.
	const waiting = Object.fromEntries(Object.entries(state.waiting).map(([queue, tickets]) => [queue, [...tickets].sort()]));
	sum = (sum + ofValue(waiting, ofText('waiting', ofWhole))) >>> 0;
	return stir(ofWhole ^ 0x52 ^ sum)
		.toString(16)
		.padStart(8, '0');
}
