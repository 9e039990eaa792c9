import type { Port } from './port.ts';

/** Two connected ends of a byte pipe inside one process. Closing either end closes both, as pulling a cable does. */
export function createPipe(): { near: Port; far: Port } {
	const ends = [createEnd(), createEnd()] as const;
	const closeBoth = () => {
		for (const end of ends) end.lost();
	};
	const portOf = (own: End, other: End): Port => ({
		async write(bytes) {
			if (own.closed) return false;
			const copy = bytes.slice();
			// Delivered later, as a wire does, so that neither side runs inside the other's call.
			await Promise.resolve();
			if (own.closed) return false;
			other.receive(copy);
			return true;
		},
		onBytes(listener) {
			own.listen(listener);
		},
		onClosed(listener) {
			own.whenClosed(listener);
		},
		async close() {
			closeBoth();
		},
	});
	return { near: portOf(ends[0], ends[1]), far: portOf(ends[1], ends[0]) };
}

interface End {
	readonly closed: boolean;
	receive(bytes: Uint8Array): void;
	listen(listener: (bytes: Uint8Array) => void): void;
	whenClosed(listener: () => void): void;
	lost(): void;
}

function createEnd(): End {
	let closed = false;
	let hear: ((bytes: Uint8Array) => void) | null = null;
	let early: Uint8Array[] = [];
	let tellClosed: () => void = () => {};
	return {
		get closed() {
			return closed;
		},
		receive(bytes) {
			if (closed) return;
			if (hear) hear(bytes);
			else early.push(bytes);
		},
		listen(listener) {
			hear = listener;
			for (const bytes of early) listener(bytes);
			early = [];
		},
		whenClosed(listener) {
			tellClosed = listener;
			if (closed) listener();
		},
		lost() {
			if (closed) return;
			closed = true;
			tellClosed();
		},
	};
}
