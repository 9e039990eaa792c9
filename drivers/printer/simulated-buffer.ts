import { createTokenizer, type Token } from './tokens.ts';

export type BufferedToken = Token & { type: 'command' | 'character' };

/** The receive buffer of a simulated printer: bytes in, commands out, as many as fit. */
export interface SimulatedBuffer {
	/** Real-time commands are handed over at once, in the order they came; all else waits. Bytes beyond the capacity are lost. */
	receive(bytes: Uint8Array): void;
	next(): BufferedToken | null;
	/** Forgets all, also half a command. */
	clear(): void;
	/** Waiting bytes, those of an unfinished command included. */
	readonly used: number;
	/** Bytes lost because it was full. */
	readonly lost: number;
	/** The unfinished command. */
	readonly held: Uint8Array;
}

/** `inside`: real-time commands are seen also within the data of another command, as some models do; others take them for data. */
export function createSimulatedBuffer(capacity: number, inside: boolean, realtime: (bytes: Uint8Array) => void): SimulatedBuffer {
	const tokenizer = createTokenizer();
	let waiting: BufferedToken[] = [];
	let first = 0;
	let waitingBytes = 0;
	let lost = 0;
	/** Beginning of what may be a real-time command, with `inside`. */
	let early: number[] = [];

	const push = (bytes: Uint8Array) => {
		for (const token of tokenizer.feed(bytes)) {
			if (token.type === 'realtime') {
				realtime(token.bytes);
				continue;
			}
			if (waitingBytes + token.bytes.length > capacity) {
				lost += token.bytes.length;
				continue;
			}
			waiting.push({ ...token, type: token.type });
			waitingBytes += token.bytes.length;
		}
	};
	const flushEarly = () => {
		const bytes = new Uint8Array(early);
		early = [];
		push(bytes);
	};

	return {
		receive(bytes) {
			if (!inside) return push(bytes);
			for (const byte of bytes) {
				early.push(byte);
				if (early.length === 1 && byte !== 0x10) flushEarly();
				else if (early.length === 2 && byte !== 0x04 && byte !== 0x05) flushEarly();
				else if (early.length === 3) {
					const command = new Uint8Array(early);
					early = [];
					realtime(command);
				}
			}
		},
		next() {
			const token = waiting[first++];
			if (token) waitingBytes -= token.bytes.length;
			// Taken ones are dropped together: one by one would move the whole list each time.
			if (first >= waiting.length) {
				waiting = [];
				first = 0;
			}
			return token ?? null;
		},
		clear() {
			waiting = [];
			first = 0;
			waitingBytes = 0;
			early = [];
			tokenizer.reset();
		},
		get used() {
			return waitingBytes + tokenizer.held.length;
		},
		get lost() {
			return lost;
		},
		get held() {
			return tokenizer.held;
		},
	};
}
