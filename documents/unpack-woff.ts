/**
 * A font as a plain file (TrueType or OpenType) out of a WOFF 1.0 one. The PDF library reads WOFF too, but unpacks a table anew for each sign.
 * Layout: W3C "WOFF File Format 1.0", sections 3 to 5.
 */
import { inflateSync } from 'node:zlib';

const headerSize = 44;
const entrySize = 20;

/** Throws `not-a-woff-font` for anything else. */
export function unpackWoff(woff: Buffer): Buffer {
	if (woff.length < headerSize || woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('not-a-woff-font');
	const flavour = woff.readUInt32BE(4);
	const count = woff.readUInt16BE(12);
	const directory = Buffer.alloc(12 + count * 16);
	const power = Math.floor(Math.log2(count));
	directory.writeUInt32BE(flavour, 0);
	directory.writeUInt16BE(count, 4);
	directory.writeUInt16BE(2 ** power * 16, 6);
	directory.writeUInt16BE(power, 8);
	directory.writeUInt16BE((count - 2 ** power) * 16, 10);
	const parts: Buffer[] = [directory];
	let offset = directory.length;
	for (let table = 0; table < count; table += 1) {
		const entry = headerSize + table * entrySize;
		const from = woff.readUInt32BE(entry + 4);
		const packed = woff.readUInt32BE(entry + 8);
		const length = woff.readUInt32BE(entry + 12);
		const stored = woff.subarray(from, from + packed);
		const data = packed < length ? inflateSync(stored) : stored;
		if (data.length !== length) throw new Error('not-a-woff-font');
		const to = 12 + table * 16;
		woff.copy(directory, to, entry, entry + 4);
		directory.writeUInt32BE(woff.readUInt32BE(entry + 16), to + 4);
		directory.writeUInt32BE(offset, to + 8);
		directory.writeUInt32BE(length, to + 12);
		const padding = Buffer.alloc((4 - (length % 4)) % 4);
		parts.push(data, padding);
		offset += length + padding.length;
	}
	return Buffer.concat(parts);
}
