import type { Port } from '../transport/port.ts';

/** What a receiver makes of bytes that were sent at another speed: it takes the line's level where it believes the middle of a bit to be. */
export function heardAt(bytes: Uint8Array, sentBaud: number, heardBaud: number): Uint8Array {
	if (sentBaud === heardBaud) return bytes;
	const bits = bytes.length * 10;
	/** Level of the line after `seconds`: start bit 0, eight data bits from the lowest, stop bit 1; idle is 1. */
	const level = (seconds: number): number => {
		const bit = Math.floor(seconds * sentBaud);
		if (bit < 0 || bit >= bits) return 1;
		const place = bit % 10;
		if (place === 0 || place === 9) return place === 0 ? 0 : 1;
		return (bytes[Math.floor(bit / 10)]! >> (place - 1)) & 1;
	};
	const heard: number[] = [];
	let bit = 0;
	while (bit < bits) {
		if (level((bit + 0.5) / sentBaud) === 1) {
			bit++;
			continue;
		}
		const start = bit / sentBaud;
		let byte = 0;
		for (let place = 0; place < 8; place++) byte |= level(start + (1.5 + place) / heardBaud) << place;
		heard.push(byte);
		bit = Math.max(bit + 1, Math.ceil((start + 9.5 / heardBaud) * sentBaud));
	}
	return Uint8Array.from(heard);
}

/** A port whose two ends may talk at different speeds; a pseudo-terminal and a pipe carry bytes whatever the speed. */
export function atSpeeds(port: Port, far: () => number, own: () => number): Port {
	return {
		write: (bytes) => port.write(heardAt(bytes, own(), far())),
		onBytes: (listener) =>
			port.onBytes((bytes) => {
				const heard = heardAt(bytes, far(), own());
				if (heard.length > 0) listener(heard);
			}),
		onClosed: (listener) => port.onClosed(listener),
		close: () => port.close(),
	};
}
