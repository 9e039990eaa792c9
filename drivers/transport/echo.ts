import type { Port } from './port.ts';

/** Two-wire RS-485 adapters may echo what the host sends: the first received bytes that equal the sent ones are dropped. */
export function dropEcho(port: Port): Port {
	let expected: number[] = [];
	return {
		write(bytes) {
			expected = [...bytes];
			return port.write(bytes);
		},
		onBytes(listener) {
			port.onBytes((bytes) => {
				let echoed = 0;
				while (echoed < bytes.length && expected.length > 0 && bytes[echoed] === expected[0]) {
					expected.shift();
					echoed++;
				}
				// The first byte that differs ends the echo: this adapter does not echo, or the device is answering.
				if (echoed < bytes.length) expected = [];
				if (echoed < bytes.length) listener(bytes.subarray(echoed));
			});
		},
		onClosed: (listener) => port.onClosed(listener),
		close: () => port.close(),
	};
}
