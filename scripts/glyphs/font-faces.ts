/// <reference path="./opentype.d.ts" />
import { readFileSync } from 'node:fs';
import opentype, { type Font } from 'opentype.js';

export type Face = Font;

/** One face of a collection (`.ttc`), by its place in it. */
export function readFace(file: string, place: number): Face {
	const data = readFileSync(file);
	if (data.toString('latin1', 0, 4) !== 'ttcf') throw new Error(`${file} is not a collection of fonts`);
	return parseFace(faceAlone(data, data.readUInt32BE(12 + place * 4)));
}

/** A font of one face: `.otf`, `.ttf` or `.woff`. */
export function parseFace(data: Uint8Array<ArrayBuffer>): Face {
	return opentype.parse(data.buffer);
}

/** A face as a file of its own: its directory of tables, and the tables behind it. */
function faceAlone(data: Buffer, at: number): Uint8Array<ArrayBuffer> {
	const tables = data.readUInt16BE(at + 4);
	const directory = Buffer.from(data.subarray(at, at + 12 + tables * 16));
	const parts: Buffer[] = [directory];
	let offset = directory.length;
	for (let table = 0; table < tables; table++) {
		const entry = 12 + table * 16;
		const from = directory.readUInt32BE(entry + 8);
		const length = directory.readUInt32BE(entry + 12);
		const padded = Buffer.alloc(Math.ceil(length / 4) * 4);
		data.copy(padded, 0, from, from + length);
		directory.writeUInt32BE(offset, entry + 8);
		parts.push(padded);
		offset += padded.length;
	}
	return new Uint8Array(Buffer.concat(parts));
}
