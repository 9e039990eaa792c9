import type { Framing } from '../../bus/bus.ts';
import { checksum } from './frames.ts';

/** What comes over an Alpha line, in either direction (protocols.md 4.2). */
export interface AlphaPacket {
	/** `Z` any sign, `0` an answer, … */
	type: string;
	address: string;
	command: string;
	/** What follows the command letter. */
	data: Uint8Array;
}

export type AlphaEvent =
	| { type: 'packet'; packet: AlphaPacket }
	| { type: 'bad-checksum' }
	| { type: 'bad-frame' }
	| { type: 'ack' }
	/** The status byte: 40 and what was wrong. */
	| { type: 'nak'; status: number }
	| { type: 'discarded'; bytes: number };

const largestFrame = 4096;

/** Bytes to events. `acknowledgements`: a 06 or 15 outside of a frame answers a write; only a sign sends them. Holds 4 KB at most. */
export function createAlphaStream(acknowledgements: boolean): Framing<AlphaEvent> {
	let held: number[] | null = null;
	let reply: 0x06 | 0x15 | null = null;
	let dropped = 0;

	return {
		feed(bytes) {
			const events: AlphaEvent[] = [];
			let noise = dropped;
			dropped = 0;
			for (const byte of bytes) {
				if (byte === 0x01) {
					noise += held?.length ?? 0;
					held = [];
					reply = null;
				} else if (held) {
					if (byte === 0x04) {
						events.push(...readFrame(held));
						held = null;
					} else if (held.length >= largestFrame) {
						noise += held.length + 1;
						held = null;
					} else held.push(byte);
				} else if (reply !== null) {
					if ((byte & 0xc0) === 0x40) events.push(reply === 0x06 ? { type: 'ack' } : { type: 'nak', status: byte });
					else noise += 2;
					reply = null;
				} else if (acknowledgements && (byte === 0x06 || byte === 0x15)) reply = byte;
				// Leading 00 bytes belong to every frame: a sign finds the speed by them.
				else if (byte !== 0x00) noise++;
			}
			if (noise > 0) events.push({ type: 'discarded', bytes: noise });
			return events;
		},
		reset() {
			dropped += held?.length ?? 0;
			held = null;
			reply = null;
		},
	};
}

/** Whole and sound packets alone, as a sign takes them: one with a wrong checksum is passed over. */
export function createAlphaFraming(): { feed(bytes: Uint8Array): AlphaPacket[] } {
	const stream = createAlphaStream(false);
	return { feed: (bytes) => stream.feed(bytes).flatMap((event) => (event.type === 'packet' ? [event.packet] : [])) };
}

/** `held`: what stood between 01 and 04. Several packets may follow each other; the checksum of each may be left out together with its 03. */
function readFrame(held: readonly number[]): AlphaEvent[] {
	let start = held.indexOf(0x02);
	if (start < 3) return [{ type: 'bad-frame' }];
	const head = String.fromCharCode(...held.slice(0, start));
	const events: AlphaEvent[] = [];
	while (start >= 0 && start < held.length) {
		const end = held.indexOf(0x03, start);
		const content = held.slice(start + 1, end < 0 ? held.length : end);
		if (end >= 0) {
			const said = String.fromCharCode(...held.slice(end + 1, end + 5));
			if (said !== checksum(held.slice(start, end + 1))) {
				events.push({ type: 'bad-checksum' });
				start = held.indexOf(0x02, end);
				continue;
			}
		}
		const [command, ...data] = content;
		if (command === undefined) events.push({ type: 'bad-frame' });
		else {
			const packet = {
				type: head.slice(0, -2),
				address: head.slice(-2),
				command: String.fromCharCode(command),
				data: new Uint8Array(data),
			};
			events.push({ type: 'packet', packet });
		}
		start = end < 0 ? -1 : held.indexOf(0x02, end);
	}
	return events;
}
