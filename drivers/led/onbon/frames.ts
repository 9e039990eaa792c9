import type { Framing } from '../../bus/bus.ts';

/** Frames of Onbon font cards (protocols.md 4.1): escaping, header, CRC. */
export interface OnbonFrame {
	destination: number;
	source: number;
	/** Which model is meant; `anyModel` reaches each. */
	model?: number;
	data: Uint8Array;
}

export type OnbonEvent =
	| { type: 'frame'; frame: OnbonFrame }
	| { type: 'bad-crc' }
	| { type: 'bad-frame' }
	| { type: 'discarded'; bytes: number };

export const hostAddress = 0x8000;
export const everyScreen = 0xfffe;
export const everyScreenSilent = 0xffff;

/** Device type of the header that every model obeys. */
export const anyModel = 0xfe;

const fixedBytes = 8;
const headerBytes = 14;
/** A header whose barcode flag is set has so many bytes more behind its fixed part. */
const barcodeBytes = 16;
/** Header, data and CRC of one frame stay below this before escaping. */
export const largestBody = 1024;
/** Bytes of a frame around its data: header and CRC. */
export const frameOverhead = headerBytes + 2;

/** CRC-16, polynomial 8005 reflected (A001), start 0; check value of "123456789" is BB3D. */
export function crc16(bytes: Uint8Array): number {
	let crc = 0;
	for (const byte of bytes) {
		crc ^= byte;
		for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
	}
	return crc;
}

const escapes: ReadonlyMap<number, readonly [number, number]> = new Map([
	[0xa5, [0xa6, 0x02]],
	[0xa6, [0xa6, 0x01]],
	[0x5a, [0x5b, 0x02]],
	[0x5b, [0x5b, 0x01]],
]);

/** One frame as it goes on the wire: eight A5, header, data and CRC escaped, 5A (protocols.md 4.1). */
export function frameBytes(frame: OnbonFrame): Uint8Array {
	const { destination, source, data } = frame;
	const header = [
		destination & 0xff,
		destination >> 8,
		source & 0xff,
		source >> 8,
		0,
		0,
		0,
		0,
		0,
		0,
		frame.model ?? anyModel,
		0x02,
		data.length & 0xff,
		data.length >> 8,
	];
	const covered = new Uint8Array([...header, ...data]);
	const crc = crc16(covered);
	const sums = [crc & 0xff, crc >> 8];
	return new Uint8Array([...new Array<number>(8).fill(0xa5), ...escaped([...covered, ...sums]), 0x5a]);
}

/** A body as it goes between A5 and 5A. */
export function escaped(body: Iterable<number>): number[] {
	const out: number[] = [];
	for (const byte of body) out.push(...(escapes.get(byte) ?? [byte]));
	return out;
}

/** The body that was escaped; `null` when an escape is none, or the end is missing. */
export function unescaped(bytes: Uint8Array): Uint8Array | null {
	const body: number[] = [];
	for (let at = 0; at < bytes.length; at++) {
		const byte = bytes[at]!;
		if (byte !== 0xa6 && byte !== 0x5b) body.push(byte);
		else {
			const value = escapedValue(byte, bytes[++at] ?? 0);
			if (value === null) return null;
			body.push(value);
		}
	}
	return new Uint8Array(body);
}

/** Finds frames; A5 always starts a new one. Holds one largest frame at most. */
export function createOnbonFraming(): Framing<OnbonEvent> {
	let body: number[] | null = null;
	let escapeByte = 0;
	let dropped = 0;

	return {
		feed(bytes) {
			const events: OnbonEvent[] = [];
			let noise = dropped;
			dropped = 0;
			for (const byte of bytes) {
				if (byte === 0xa5) {
					noise += body?.length ?? 0;
					body = [];
					escapeByte = 0;
				} else if (body === null) noise++;
				else if (byte === 0x5a) {
					if (escapeByte !== 0) events.push({ type: 'bad-frame' });
					else if (body.length > 0) events.push(whole(new Uint8Array(body)));
					body = null;
					escapeByte = 0;
				} else if (escapeByte !== 0) {
					const value = escapedValue(escapeByte, byte);
					escapeByte = 0;
					if (value === null) {
						events.push({ type: 'bad-frame' });
						body = null;
					} else body.push(value);
				} else if (byte === 0xa6 || byte === 0x5b) escapeByte = byte;
				else body.push(byte);
				if (body !== null && body.length >= largestBody + barcodeBytes) {
					events.push({ type: 'bad-frame' });
					body = null;
				}
			}
			if (noise > 0) events.push({ type: 'discarded', bytes: noise });
			return events;
		},
		reset() {
			dropped += body?.length ?? 0;
			body = null;
			escapeByte = 0;
		},
	};
}

function escapedValue(first: number, second: number): number | null {
	if (second !== 0x01 && second !== 0x02) return null;
	if (first === 0xa6) return second === 0x01 ? 0xa6 : 0xa5;
	return second === 0x01 ? 0x5b : 0x5a;
}

function whole(body: Uint8Array): OnbonEvent {
	const read = readBody(body);
	if (read === null) return { type: 'bad-frame' };
	if (!read.sound) return { type: 'bad-crc' };
	if (!read.fits) return { type: 'bad-frame' };
	const { destination, source, model, data } = read;
	return { type: 'frame', frame: { destination, source, model, data: data.slice() } };
}

/** Header and data of an unescaped body; `sound`: its CRC is right, `fits`: its length is. `null` when it is too short to be one. `data` is a view. */
export function readBody(body: Uint8Array): (Required<OnbonFrame> & { sound: boolean; fits: boolean }) | null {
	// The barcode is not used by any command; a card that sends one is understood all the same.
	const start = headerBytes + (body[fixedBytes - 1] === 0x01 ? barcodeBytes : 0);
	const end = body.length - 2;
	if (end < start) return null;
	const word = (at: number) => body[at]! | (body[at + 1]! << 8);
	const sound = crc16(body.subarray(0, end)) === word(end);
	const data = body.subarray(start, end);
	return { destination: word(0), source: word(2), model: body[start - 4]!, data, sound, fits: word(start - 2) === data.length };
}
