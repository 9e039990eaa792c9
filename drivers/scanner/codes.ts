import { standsAt } from '../profile/bytes.ts';

/** Finds the codes in what a scanner sends: between prefix and suffix, or up to a pause. */
export type CodeFound =
	| { type: 'code'; payload: Uint8Array }
	/** Longer than any code: dropped to the next suffix. */
	| { type: 'too-long'; bytes: number }
	/** It stopped without its suffix, and is dropped. */
	| { type: 'no-suffix'; bytes: number }
	| { type: 'discarded'; bytes: number };

export const longestCode = 4096;

export interface CodeFinder {
	feed(byte: number): CodeFound | null;
	/** The line is silent. `long`: for so long that a code with a suffix has broken off. */
	pause(how: 'short' | 'long'): CodeFound | null;
	/** One whole message whose ends are known otherwise; prefix and suffix are taken off if it has them. */
	message(bytes: Uint8Array): CodeFound;
	reset(): void;
	/** Bytes of a code, or of one that is dropped, came already. */
	readonly begun: boolean;
}

/** `prefix` and `suffix` may be empty: then a pause ends a code. */
export function createCodeFinder(prefix: Uint8Array, suffix: Uint8Array): CodeFinder {
	let held: number[] = [];
	/** Bytes of a code that is too long, so far. */
	let dropping = 0;
	// A prefix of control characters cannot be part of a text: seen again, it begins the code anew.
	const restarts = prefix.length > 0 && prefix.every((byte) => byte < 0x20);

	const endsWith = (wanted: Uint8Array) => held.length >= wanted.length && standsAt(held, held.length - wanted.length, wanted);
	const finished = (): CodeFound => {
		const payload = Uint8Array.from(held.slice(prefix.length));
		held = [];
		return { type: 'code', payload };
	};

	return {
		feed(byte) {
			held.push(byte);
			if (dropping > 0) {
				dropping++;
				if (held.length > suffix.length) held.shift();
				if (suffix.length === 0 || !endsWith(suffix)) return null;
				const bytes = dropping;
				dropping = 0;
				held = [];
				return { type: 'too-long', bytes };
			}
			if (restarts && held.length > prefix.length && endsWith(prefix)) {
				const bytes = held.length - prefix.length;
				held = [...prefix];
				return { type: 'discarded', bytes };
			}
			if (!standsAt(held, 0, prefix)) {
				// Noise before the prefix: the next possible beginning inside it is looked for.
				let bytes = 0;
				do {
					held.shift();
					bytes++;
				} while (held.length > 0 && !standsAt(held, 0, prefix));
				return { type: 'discarded', bytes };
			}
			if (suffix.length > 0 && held.length >= prefix.length + suffix.length && endsWith(suffix)) {
				const bytes = held.length;
				held.length -= suffix.length;
				const code = finished();
				return code.type === 'code' && code.payload.length > longestCode ? { type: 'too-long', bytes } : code;
			}
			if (held.length > prefix.length + longestCode + suffix.length) {
				dropping = held.length;
				held = [];
			}
			return null;
		},
		pause(how) {
			if (dropping > 0) {
				if (suffix.length > 0 && how === 'short') return null;
				const bytes = dropping;
				dropping = 0;
				held = [];
				return { type: 'too-long', bytes };
			}
			if (held.length === 0) return null;
			if (suffix.length === 0) {
				if (held.length > prefix.length) return finished();
				const bytes = held.length;
				held = [];
				return { type: 'discarded', bytes };
			}
			if (how === 'short') return null;
			const bytes = held.length;
			// A line feed after a suffix of carriage return alone is no code that lost its end.
			const stray = held.every((byte) => byte < 0x20);
			held = [];
			return stray ? null : { type: 'no-suffix', bytes };
		},
		message(bytes) {
			let payload = bytes;
			if (prefix.length > 0 && payload.length >= prefix.length && standsAt(payload, 0, prefix)) payload = payload.subarray(prefix.length);
			const end = payload.length - suffix.length;
			if (suffix.length > 0 && end >= 0 && standsAt(payload, end, suffix)) payload = payload.subarray(0, end);
			return { type: 'code', payload: payload.slice() };
		},
		reset() {
			held = [];
			dropping = 0;
		},
		get begun() {
			return held.length > 0 || dropping > 0;
		},
	};
}
