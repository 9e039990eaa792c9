import type { Port } from './port.ts';

/** After so many bytes in a row that were not sent, what comes is no echo any more. */
const strangersEndEcho = 3;
/** Sent bytes that are awaited back; more of them means that this adapter does not echo. */
const mostAwaited = 8192;

/**
 * For two-wire RS-485 adapters that send back what the host sends: the echo is taken out of what comes in. Several frames may be on their way
 * back at once. A byte of the echo that was damaged is handed on as the noise it is, and the rest of the echo is still taken out.
 */
export function dropEcho(port: Port): Port {
	let awaited: number[] = [];
	let at = 0;
	let strangers = 0;

	const forget = () => {
		awaited = [];
		at = 0;
		strangers = 0;
	};
	const withoutEcho = (bytes: Uint8Array): Uint8Array => {
		if (at >= awaited.length) return bytes;
		const kept: number[] = [];
		for (const [index, byte] of bytes.entries()) {
			if (at >= awaited.length) {
				for (const rest of bytes.subarray(index)) kept.push(rest);
				break;
			}
			if (byte === awaited[at++]) {
				strangers = 0;
				continue;
			}
			kept.push(byte);
			if (++strangers >= strangersEndEcho) forget();
		}
		if (at >= awaited.length) forget();
		return Uint8Array.from(kept);
	};
	return {
		async write(bytes) {
			if (awaited.length - at > mostAwaited) forget();
			// Awaited before it is written: the echo may come before the port says that the bytes are out.
			awaited = [...awaited.slice(at), ...bytes];
			at = 0;
			const written = await port.write(bytes);
			if (!written) forget();
			return written;
		},
		onBytes(listener) {
			port.onBytes((bytes) => {
				const kept = withoutEcho(bytes);
				if (kept.length > 0) listener(kept);
			});
		},
		onClosed: (listener) => port.onClosed(listener),
		close: () => port.close(),
	};
}
