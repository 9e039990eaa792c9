import type { OpenPort } from '../../../drivers/transport/port.ts';

/** A port with nothing behind it: what is written is kept, and the test says what comes in, chunk by chunk. */
export function barePort() {
	const written: Uint8Array[] = [];
	let hear: (bytes: Uint8Array) => void = () => {};
	const open: OpenPort = async () => ({
		ok: true,
		port: {
			async write(bytes) {
				written.push(bytes.slice());
				return true;
			},
			onBytes(listener) {
				hear = listener;
			},
			onClosed() {},
			async close() {},
		},
	});
	return { open, written, say: (bytes: Uint8Array) => hear(bytes) };
}
