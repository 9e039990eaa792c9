import type { Direction, Redactor } from '../capture/redactor.ts';
import { redactAlphaFrame } from './alpha/redact-frame.ts';
import { redactOnbonFrame } from './onbon/redact-frame.ts';

/** Stands for bytes that could not be understood. */
const star = 0x2a;
/** Longer than any frame on the wire: what goes on without an end is no frame. */
const longestFrame = 2200;

interface Marks {
	/** Whether a frame begins with this byte, wherever it stands. */
	starts: number;
	ends: number;
	/** A starting byte straight behind starting bytes belongs to the same beginning. */
	manyStarts: boolean;
	redact(frame: Uint8Array): Uint8Array;
	/** A byte between frames that may be kept; the one before it is known. */
	harmless(byte: number, before: number, direction: Direction): boolean;
}

const onbon: Marks = { starts: 0xa5, ends: 0x5a, manyStarts: true, redact: redactOnbonFrame, harmless: () => false };
const acknowledgements = [0x06, 0x15];
const alpha: Marks = {
	starts: 0x01,
	ends: 0x04,
	manyStarts: false,
	redact: redactAlphaFrame,
	harmless(byte, before, direction) {
		if (byte === 0x00) return true;
		if (direction === 'to-device') return false;
		return acknowledgements.includes(byte) || (acknowledgements.includes(before) && (byte & 0xc0) === 0x40);
	},
};

/**
 * Keeps the frames of a display: what was shown becomes as much that says nothing, with the right CRC or checksum, so that a capture can be
 * played again. A frame that came in damaged stays damaged. What is no frame becomes stars.
 */
export function createLedRedactor(protocol: 'onbon' | 'alpha'): Redactor {
	const marks = protocol === 'onbon' ? onbon : alpha;
	const directions = { 'to-device': createSplitter(marks, 'to-device'), 'to-host': createSplitter(marks, 'to-host') };
	return {
		take: (direction, bytes) => directions[direction].take(bytes),
		end: (direction) => directions[direction].end(),
	};
}

function createSplitter(marks: Marks, direction: Direction) {
	let held: number[] = [];
	let before = 0;
	const stars = (length: number) => new Array<number>(length).fill(star);

	return {
		take(bytes: Uint8Array): Uint8Array[] {
			const out: number[] = [];
			for (const byte of bytes) {
				const beginning = marks.manyStarts && held.every((one) => one === marks.starts);
				if (byte === marks.starts && !(held.length > 0 && beginning)) {
					out.push(...stars(held.length));
					held = [byte];
				} else if (held.length > 0) {
					held.push(byte);
					if (byte === marks.ends) out.push(...marks.redact(new Uint8Array(held)));
					else if (held.length > longestFrame) out.push(...stars(held.length));
					else continue;
					held = [];
				} else out.push(marks.harmless(byte, before, direction) ? byte : star);
				before = byte;
			}
			return out.length === 0 ? [] : [new Uint8Array(out)];
		},
		end(): Uint8Array[] {
			const rest = stars(held.length);
			held = [];
			return rest.length === 0 ? [] : [new Uint8Array(rest)];
		},
	};
}
