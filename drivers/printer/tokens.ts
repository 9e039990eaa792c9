/** Cuts a stream of ESC/POS bytes into commands and characters, for the simulator and for tests. */
export type Token =
	| { type: 'command'; bytes: Uint8Array }
	/** Real-time commands act at once, also while the printer is stopped. */
	| { type: 'realtime'; bytes: Uint8Array }
	| { type: 'character'; bytes: Uint8Array };

const longestCommand = 70_000;

/** Length of the command that begins at `at`; 0 = not whole yet; −1 = unknown command (its two bytes are skipped). */
function commandLength(bytes: Uint8Array, at: number): number {
	const first = bytes[at]!;
	const second = bytes[at + 1];
	if (second === undefined) return 0;
	const fixed = (length: number) => (bytes.length - at >= length ? length : 0);
	if (first === 0x10) return second === 0x14 ? fixed(5) : second === 0x04 || second === 0x05 ? fixed(3) : -1;
	if (first === 0x1b) {
		if ('@2im'.includes(String.fromCharCode(second))) return 2;
		if ('aE-dJ3tR'.includes(String.fromCharCode(second))) return fixed(3);
		return second === 0x70 ? fixed(5) : -1;
	}
	if (first === 0x1c) return second === 0x26 || second === 0x2e ? 2 : second === 0x2d || second === 0x57 ? fixed(3) : -1;
	if (second === 0x56) {
		const kind = bytes[at + 2];
		return kind === undefined ? 0 : kind === 0x41 || kind === 0x42 ? fixed(4) : 3;
	}
	if (second === 0x21 || second === 0x61 || second === 0x72 || second === 0x49) return fixed(3);
	if (second === 0x28) return bytes.length - at < 5 ? 0 : fixed(5 + bytes[at + 3]! + (bytes[at + 4]! << 8));
	if (second === 0x76) {
		if (bytes.length - at < 8) return 0;
		const size = (bytes[at + 4]! + (bytes[at + 5]! << 8)) * (bytes[at + 6]! + (bytes[at + 7]! << 8));
		return size > longestCommand ? -1 : fixed(8 + size);
	}
	return -1;
}

/** Length of the character that begins at `at`; 0 = not whole yet. */
function characterLength(bytes: Uint8Array, at: number): number {
	if (bytes[at]! < 0x80) return 1;
	const second = bytes[at + 1];
	if (second === undefined) return 0;
	if (second >= 0x30 && second <= 0x39) return bytes.length - at >= 4 ? 4 : 0;
	return 2;
}

export function createTokenizer(): { feed(bytes: Uint8Array): Token[] } {
	let held = new Uint8Array();
	return {
		feed(bytes) {
			const all = new Uint8Array(held.length + bytes.length);
			all.set(held);
			all.set(bytes, held.length);
			const tokens: Token[] = [];
			let at = 0;
			while (at < all.length) {
				const first = all[at]!;
				const isCommand = first === 0x10 || first === 0x1b || first === 0x1c || first === 0x1d;
				const length = isCommand ? commandLength(all, at) : characterLength(all, at);
				if (length === 0) break;
				if (length < 0) {
					at += 2;
					continue;
				}
				const type = first === 0x10 ? 'realtime' : isCommand || first === 0x0a ? 'command' : 'character';
				tokens.push({ type, bytes: all.slice(at, at + length) });
				at += length;
			}
			held = all.slice(at);
			return tokens;
		},
	};
}
