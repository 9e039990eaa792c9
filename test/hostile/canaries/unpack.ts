/**
 * What lies packed within bytes, as programs of a station pack it: gzip, zlib and zstd wherever one begins, snappy as LevelDB packs its blocks and Chromium
 * the values of a database of pages, and signs written by their numbers in addresses and in JSON.
 */
import { inflateRawSync, inflateSync, constants as zlib, zstdDecompressSync } from 'node:zlib';

export interface Unpacked {
	/** e.g. `gzip`. */
	from: string;
	bytes: Buffer;
}

const mostBytes = 256 * 1_048_576;
const tolerant = { finishFlush: zlib.Z_SYNC_FLUSH, maxOutputLength: mostBytes };
/** A stream has no end that is seen from outside: what comes after it is left alone. */
const streams: readonly { from: string; begins: readonly Buffer[]; open(bytes: Buffer): Buffer }[] = [
	{ from: 'gzip', begins: [Buffer.from([0x1f, 0x8b, 0x08])], open: (bytes) => inflateRawSync(bytes.subarray(afterHead(bytes)), tolerant) },
	{
		from: 'zlib',
		begins: [0x01, 0x5e, 0x9c, 0xda].map((level) => Buffer.from([0x78, level])),
		open: (bytes) => inflateSync(bytes, tolerant),
	},
	{
		from: 'zstd',
		begins: [Buffer.from([0x28, 0xb5, 0x2f, 0xfd])],
		open: (bytes) => zstdDecompressSync(bytes, { maxOutputLength: mostBytes }),
	},
	// Chromium's own mark before a value that it has packed.
	{ from: 'snappy', begins: [Buffer.from([0xff, 0x11, 0x02])], open: (bytes) => unsnap(bytes.subarray(3)) },
];

export function* unpacked(bytes: Buffer): Generator<Unpacked> {
	for (const { from, begins, open } of streams)
		for (const beginning of begins)
			for (let at = bytes.indexOf(beginning); at >= 0; at = bytes.indexOf(beginning, at + 1)) {
				const inner = attempt(() => open(bytes.subarray(at)));
				if (inner && inner.length > 4) yield { from, bytes: inner };
			}
	for (const inner of blocksOfTable(bytes)) yield { from: 'snappy', bytes: inner };
	const text = bytes.toString('latin1');
	for (const [run] of text.matchAll(/(?:%[0-9A-Fa-f]{2}[\w.~*()!'-]{0,64}){3,}/g))
		yield {
			from: 'percent',
			bytes: Buffer.from(
				run.replaceAll(/%([0-9A-Fa-f]{2})/g, (_, code) => sign(code)),
				'latin1',
			),
		};
	for (const [run] of text.matchAll(/(?:\\u[0-9A-Fa-f]{4}[ !#-[\]-~]{0,64}){2,}/g))
		yield {
			from: 'numbers',
			bytes: Buffer.from(
				run.replaceAll(/\\u([0-9A-Fa-f]{4})/g, (_, code) => sign(code)),
				'utf8',
			),
		};
}

const sign = (code: string) => String.fromCharCode(Number.parseInt(code, 16));

function attempt<Value>(work: () => Value): Value | null {
	try {
		return work();
	} catch {
		return null;
	}
}

/** Where the packed bytes of a gzip begin: after a head of ten bytes and what it announces (RFC 1952). A gunzip would take what follows the end for a fault. */
function afterHead(bytes: Buffer): number {
	const flags = bytes.readUInt8(3);
	let at = 10;
	if (flags & 4) at += 2 + bytes.readUInt16LE(at);
	for (const named of [8, 16]) if (flags & named) at = bytes.indexOf(0, at) + 1;
	return flags & 2 ? at + 2 : at;
}

/** Seven bits a byte, the lowest first. */
function numberAt(bytes: Buffer, at: number): { value: number; next: number } {
	let value = 0;
	for (let shift = 0; shift < 35; shift += 7) {
		const byte = bytes[at++];
		if (byte === undefined) throw new Error('cut off');
		value += (byte & 0x7f) * 2 ** shift;
		if (byte < 0x80) return { value, next: at };
	}
	throw new Error('no number');
}

/** Snappy's raw format. Throws where it is none. */
export function unsnap(packed: Buffer): Buffer {
	const { value: length, next } = numberAt(packed, 0);
	if (length > mostBytes || length > packed.length * 64 + 64) throw new Error('too long');
	const out = Buffer.alloc(length);
	let [from, to] = [next, 0];
	while (to < length) {
		const tag = packed[from++];
		if (tag === undefined) throw new Error('cut off');
		let size: number;
		if ((tag & 3) === 0) {
			size = tag >> 2;
			const more = Math.max(0, size - 59);
			if (more > 0) size = packed.readUIntLE(from, more);
			from += more;
			size += 1;
			if (from + size > packed.length || to + size > length) throw new Error('cut off');
			packed.copy(out, to, from, from + size);
			from += size;
			to += size;
			continue;
		}
		const kind = tag & 3;
		size = kind === 1 ? 4 + ((tag >> 2) & 7) : 1 + (tag >> 2);
		const back = kind === 1 ? ((tag >> 5) << 8) | packed.readUInt8(from) : packed.readUIntLE(from, kind === 2 ? 2 : 4);
		from += kind === 1 ? 1 : kind === 2 ? 2 : 4;
		if (back === 0 || back > to || to + size > length) throw new Error('no such place');
		// What is copied may be what was copied just now.
		for (let n = 0; n < size; n += 1, to += 1) out[to] = out[to - back]!;
	}
	return out;
}

const tableEnd = Buffer.from('57fb808b247547db', 'hex');

/** Every packed block of a table of LevelDB (`.ldb`); nothing for any other file. */
function blocksOfTable(bytes: Buffer): Buffer[] {
	if (bytes.length < 48 || !bytes.subarray(-8).equals(tableEnd)) return [];
	const footer = bytes.subarray(-48);
	return (
		attempt(() => {
			const found: Buffer[] = [];
			let { next } = numberAt(footer, 0);
			({ next } = numberAt(footer, next));
			const index = blockAt(bytes, handleAt(footer, next));
			const restarts = index.readUInt32LE(index.length - 4);
			for (let at = 0; at < index.length - 4 - restarts * 4; ) {
				const shared = numberAt(index, at);
				const own = numberAt(index, shared.next);
				const value = numberAt(index, own.next);
				at = value.next + own.value + value.value;
				const block = attempt(() => blockAt(bytes, handleAt(index, at - value.value)));
				if (block) found.push(block);
			}
			return found;
		}) ?? []
	);
}

function handleAt(bytes: Buffer, at: number): { offset: number; size: number } {
	const offset = numberAt(bytes, at);
	return { offset: offset.value, size: numberAt(bytes, offset.next).value };
}

function blockAt(bytes: Buffer, { offset, size }: { offset: number; size: number }): Buffer {
	const block = bytes.subarray(offset, offset + size);
	return bytes[offset + size] === 1 ? unsnap(block) : block;
}
