/** Listens at the far ends of the two lines, where the devices are: what arrived, what left, and when. */
import type { Port } from '../../../drivers/transport/port.ts';

/** Everything of a card's answer: far more than any status. */
const cardAnswerAtLeast = 500;

export interface ReaderTap {
	port: Port;
	/** Of the newest card answer: when it was given to the line, and how many bytes it had. */
	last(): { at: number; bytes: number };
}

export function tapReader(port: Port): ReaderTap {
	let last = { at: 0, bytes: 0 };
	return {
		port: {
			...port,
			onBytes: (listener) => port.onBytes(listener),
			onClosed: (listener) => port.onClosed(listener),
			close: () => port.close(),
			write(bytes) {
				// Before the write: a pseudo-terminal takes no time for bytes, and word of its drain may come after the card is already read.
				if (bytes.length >= cardAnswerAtLeast) last = { at: performance.now(), bytes: bytes.length };
				return port.write(bytes);
			},
		},
		last: () => last,
	};
}

export interface PrinterTap {
	port: Port;
	/** Forget what came so far. */
	begin(): void;
	seen(): { firstByteAt: number | null; firstJobByteAt: number | null; statusBytes: number; ticketBytes: number };
}

/** A status question is `DLE EOT n` alone; the ticket begins with anything else. */
function statusBytesAtStart(bytes: Uint8Array): number {
	let at = 0;
	while (at + 2 < bytes.length && bytes[at] === 0x10 && bytes[at + 1] === 0x04) at += 3;
	return at;
}

export function tapPrinter(port: Port): PrinterTap {
	let seen: ReturnType<PrinterTap['seen']> = { firstByteAt: null, firstJobByteAt: null, statusBytes: 0, ticketBytes: 0 };
	return {
		port: {
			...port,
			write: (bytes) => {
				if (seen.firstJobByteAt === null) seen.statusBytes += bytes.length;
				return port.write(bytes);
			},
			onClosed: (listener) => port.onClosed(listener),
			close: () => port.close(),
			onBytes: (listener) =>
				port.onBytes((bytes) => {
					const now = performance.now();
					seen.firstByteAt ??= now;
					const status = seen.firstJobByteAt === null ? statusBytesAtStart(bytes) : 0;
					seen.statusBytes += status;
					if (bytes.length > status) {
						seen.firstJobByteAt ??= now;
						seen.ticketBytes += bytes.length - status;
					}
					listener(bytes);
				}),
		},
		begin() {
			seen = { firstByteAt: null, firstJobByteAt: null, statusBytes: 0, ticketBytes: 0 };
		},
		seen: () => seen,
	};
}
