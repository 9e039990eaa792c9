import { standsAt } from '../profile/bytes.ts';
import { readSpoken } from './answers.ts';
import { type CodeFound, createCodeFinder, longestCode } from './codes.ts';
import type { ScannerProtocol } from './dialects.ts';
import { type SsiPacket, ssiOpcode } from './ssi.ts';

/** Everything a scanner sends, told apart: codes, answers to commands, packets that want an acknowledgement. */
export type ScannerEvent =
	| CodeFound
	| { type: 'answer'; verdict: 'done' | 'refused' | 'unknown-command' }
	/** A packet of data came in whole: it is sent again until it is acknowledged. */
	| { type: 'acknowledge' };

export interface ScannerInput {
	feed(bytes: Uint8Array): ScannerEvent[];
	pause(how: 'short' | 'long'): ScannerEvent[];
	reset(): void;
}

const sentAgain = 0x01;
const moreFollows = 0x02;

/** What this maker’s scanner sends, with the prefix and suffix it is set to. */
export function createScannerInput(protocol: ScannerProtocol, prefix: Uint8Array, suffix: Uint8Array): ScannerInput {
	const finder = createCodeFinder(prefix, suffix);
	/** What may be the beginning of an answer or packet. */
	let held: number[] = [];
	/** So many bytes were part of something damaged: only a packet may be found in them. */
	let suspect = 0;
	let message: number[] = [];
	let lastPacket: Uint8Array | null = null;

	function toFinder(byte: number, events: ScannerEvent[]): void {
		const found = finder.feed(byte);
		if (!found) return;
		if (found.type === 'discarded') discard(found.bytes, events);
		else events.push(found);
	}
	function discard(bytes: number, events: ScannerEvent[]): void {
		const last = events.at(-1);
		if (last?.type === 'discarded') last.bytes += bytes;
		else events.push({ type: 'discarded', bytes });
	}
	function takePacket(packet: SsiPacket, events: ScannerEvent[]): void {
		if (packet.opcode === ssiOpcode.acknowledge) events.push({ type: 'answer', verdict: 'done' });
		else if (packet.opcode === ssiOpcode.refuse) events.push({ type: 'answer', verdict: 'refused' });
		else if (packet.opcode === ssiOpcode.decodedData) {
			events.push({ type: 'acknowledge' });
			const again = (packet.status & sentAgain) !== 0 && lastPacket !== null && lastPacket.length === packet.data.length;
			const known = again && standsAt(lastPacket!, 0, packet.data);
			lastPacket = packet.data;
			if (known) return;
			// The first byte names the kind of bar code.
			message.push(...packet.data.subarray(1));
			if (message.length > longestCode + prefix.length + suffix.length) {
				events.push({ type: 'too-long', bytes: message.length });
				message = [];
			} else if ((packet.status & moreFollows) === 0) {
				events.push(finder.message(Uint8Array.from(message)));
				message = [];
			}
		} else discard(packet.data.length + 6, events);
	}

	/** `silent`: what is held will not become more. */
	function sort(silent: boolean, events: ScannerEvent[]): void {
		while (held.length > 0) {
			const spoken = readSpoken(protocol, held);
			// The end of a code might also begin a packet: it is not kept waiting for that.
			const endsCode = finder.begun && held.length === suffix.length && standsAt(held, 0, suffix);
			if (spoken.is === 'more' && !silent && !endsCode) return;
			if (spoken.is === 'answer' || spoken.is === 'packet') {
				held.splice(0, spoken.length);
				suspect = Math.max(0, suspect - spoken.length);
				if (spoken.is === 'answer') events.push({ type: 'answer', verdict: spoken.verdict });
				else takePacket(spoken.packet, events);
				continue;
			}
			// A packet that broke off: nothing of it is a code.
			if (spoken.is === 'more' && silent && held.length >= 3 && protocol !== 'plain') suspect = Math.max(suspect, held.length);
			if (spoken.is === 'damaged') suspect = Math.max(suspect, spoken.length);
			const byte = held.shift()!;
			if (suspect > 0) {
				suspect--;
				discard(1, events);
			} else toFinder(byte, events);
		}
	}

	return {
		feed(bytes) {
			const events: ScannerEvent[] = [];
			for (const byte of bytes) {
				held.push(byte);
				sort(false, events);
			}
			return events;
		},
		pause(how) {
			const events: ScannerEvent[] = [];
			sort(true, events);
			suspect = 0;
			const found = finder.pause(how);
			if (found) events.push(found);
			if (how === 'long' && message.length > 0) {
				events.push({ type: 'no-suffix', bytes: message.length });
				message = [];
			}
			return events;
		},
		reset() {
			finder.reset();
			held = [];
			message = [];
			lastPacket = null;
			suspect = 0;
		},
	};
}
