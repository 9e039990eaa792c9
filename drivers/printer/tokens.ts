/** Cuts a stream of ESC/POS bytes into commands and characters, for the simulator, for what may be kept of a capture, and for tests. */
export type Token =
	/** `unknown`: two bytes that begin no command of ours; whatever follows them is taken for text. */
	| { type: 'command'; bytes: Uint8Array; unknown?: true }
	/** Real-time commands act at once, also while the printer is stopped. */
	| { type: 'realtime'; bytes: Uint8Array }
	| { type: 'character'; bytes: Uint8Array };

export interface Tokenizer {
	feed(bytes: Uint8Array): Token[];
	/** Bytes of a command or character that is not whole yet. */
	readonly held: Uint8Array;
	/** Forgets them. */
	reset(): void;
}

const longestCommand = 70_000;
const letters = (text: string) => new Set(Array.from(text, (letter) => letter.charCodeAt(0)));
/** Second bytes of the commands that have no parameter, one, or two. */
const escNone = letters('@2im');
const escOne = letters('aE-dJ3tR!GMV{U');
const fsOne = letters('-W!');
const gsOne = letters('!arIBbfHhw');
const gsTwo = letters('LWP$');

/** Length of the command that begins at `at`; 0 = not whole yet; −1 = unknown command (its two bytes are skipped). */
function commandLength(bytes: Uint8Array, at: number): number {
	const second = bytes[at + 1];
	if (second === undefined) return 0;
	const fixed = (length: number) => (bytes.length - at >= length ? length : 0);
	switch (bytes[at]) {
		case 0x10:
			return second === 0x14 ? fixed(5) : second === 0x04 || second === 0x05 ? fixed(3) : -1;
		case 0x1b:
			return escLength(bytes, at, second, fixed);
		case 0x1c:
			if (second === 0x26 || second === 0x2e) return 2;
			// A character of the customer's own: its two bytes and 72 of dots.
			if (second === 0x32) return fixed(76);
			return fsOne.has(second) ? fixed(3) : -1;
		default:
			return gsLength(bytes, at, second, fixed);
	}
}

function escLength(bytes: Uint8Array, at: number, second: number, fixed: (length: number) => number): number {
	if (escNone.has(second)) return 2;
	if (escOne.has(second)) return fixed(3);
	if (second === 0x24 || second === 0x5c) return fixed(4);
	if (second === 0x70) return fixed(5);
	if (second !== 0x2a) return -1;
	// Dots in columns of one or three bytes.
	if (bytes.length - at < 5) return 0;
	return fixed(5 + (bytes[at + 3]! + (bytes[at + 4]! << 8)) * (bytes[at + 2]! >= 32 ? 3 : 1));
}

function gsLength(bytes: Uint8Array, at: number, second: number, fixed: (length: number) => number): number {
	if (second === 0x56) {
		const kind = bytes[at + 2];
		return kind === undefined ? 0 : kind === 0x41 || kind === 0x42 ? fixed(4) : 3;
	}
	if (gsOne.has(second)) return fixed(3);
	if (gsTwo.has(second)) return fixed(4);
	if (second === 0x28) return bytes.length - at < 5 ? 0 : fixed(5 + bytes[at + 3]! + (bytes[at + 4]! << 8));
	if (second !== 0x76) return -1;
	if (bytes.length - at < 8) return 0;
	const size = (bytes[at + 4]! + (bytes[at + 5]! << 8)) * (bytes[at + 6]! + (bytes[at + 7]! << 8));
	return size > longestCommand ? -1 : fixed(8 + size);
}

/** Length of the character that begins at `at`; 0 = not whole yet. */
function characterLength(bytes: Uint8Array, at: number): number {
	if (bytes[at]! < 0x80) return 1;
	const second = bytes[at + 1];
	if (second === undefined) return 0;
	if (second >= 0x30 && second <= 0x39) return bytes.length - at >= 4 ? 4 : 0;
	return 2;
}

/** Holds at most one unfinished command (65 kB of a QR code, 70 kB of a picture). */
export function createTokenizer(): Tokenizer {
	let held: Uint8Array = new Uint8Array();
	/** While a long command comes in, its bytes wait in `parts` and are joined once. */
	let parts: Uint8Array[] = [];
	let missing = 0;

	const join = (bytes: Uint8Array): Uint8Array => {
		const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, held.length) + bytes.length);
		all.set(held);
		let at = held.length;
		for (const part of [...parts, bytes]) {
			all.set(part, at);
			at += part.length;
		}
		parts = [];
		return all;
	};

	return {
		feed(bytes) {
			if (bytes.length < missing) {
				parts.push(bytes.slice());
				missing -= bytes.length;
				return [];
			}
			const all = join(bytes);
			const tokens: Token[] = [];
			let at = 0;
			missing = 0;
			while (at < all.length) {
				const first = all[at]!;
				const isCommand = first === 0x10 || first === 0x1b || first === 0x1c || first === 0x1d;
				const length = isCommand ? commandLength(all, at) : characterLength(all, at);
				if (length === 0) break;
				if (length < 0) {
					tokens.push({ type: 'command', bytes: all.slice(at, at + 2), unknown: true });
					at += 2;
					continue;
				}
				const type = first === 0x10 ? 'realtime' : isCommand || first === 0x0a ? 'command' : 'character';
				tokens.push({ type, bytes: all.slice(at, at + length) });
				at += length;
			}
			held = all.slice(at);
			missing = missingOf(held);
			return tokens;
		},
		get held() {
			held = join(new Uint8Array());
			return held;
		},
		reset() {
			held = new Uint8Array();
			parts = [];
			missing = 0;
		},
	};
}

/** How many bytes a long command still lacks at least; 0 when its head does not tell. */
function missingOf(held: Uint8Array): number {
	if (held[0] === 0x1d && held[1] === 0x28 && held.length >= 5) return 5 + held[3]! + (held[4]! << 8) - held.length;
	if (held[0] === 0x1d && held[1] === 0x76 && held.length >= 8) {
		return 8 + (held[4]! + (held[5]! << 8)) * (held[6]! + (held[7]! << 8)) - held.length;
	}
	return 0;
}
