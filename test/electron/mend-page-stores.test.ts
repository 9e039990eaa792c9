import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { mendPageStores } from '../../electron/profile/mend-page-stores.ts';
import { crc32c, wholeLength } from '../../electron/profile/whole-log.ts';

/** By hand: `leveldb::log::Writer` writing the one byte `0x61` as a whole record: CRC-32C of 01 61, masked, then length 1, type 1. */
const recordA = Uint8Array.from([0xb5, 0xcd, 0x0b, 0xa2, 0x01, 0x00, 0x01, 0x61]);
const bytesOf = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
const record = (type: number, data: Uint8Array) => {
	const crc = crc32c(bytesOf(Uint8Array.of(type), data));
	const head = new DataView(new ArrayBuffer(7));
	head.setUint32(0, (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0, true);
	head.setUint16(4, data.length, true);
	head.setUint8(6, type);
	return bytesOf(new Uint8Array(head.buffer), data);
};
const zeros = (length: number) => new Uint8Array(length);

describe('how much of a log of LevelDB is whole', () => {
	test('CRC-32C is that of RFC 3720 and of the check value', () => {
		expect(crc32c(new TextEncoder().encode('123456789'))).toBe(0xe3069283);
		expect(crc32c(zeros(32))).toBe(0x8a9136aa);
	});

	test('a record made by hand is whole, and so is what was written behind it', () => {
		expect(record(1, Uint8Array.of(0x61))).toEqual(recordA);
		expect(wholeLength(bytesOf(recordA, recordA))).toBe(16);
		expect(wholeLength(zeros(0))).toBe(0);
	});

	test('the power went: zeros, half a record, or the first parts of a long one are no part of it', () => {
		expect(wholeLength(bytesOf(recordA, zeros(100)))).toBe(8);
		expect(wholeLength(bytesOf(recordA, recordA.subarray(0, 5)))).toBe(8);
		expect(wholeLength(bytesOf(recordA, record(1, zeros(500)).subarray(0, 300)))).toBe(8);
		expect(wholeLength(bytesOf(recordA, record(2, zeros(20)), record(3, zeros(20))))).toBe(8);
		expect(wholeLength(bytesOf(recordA, record(2, zeros(20)), record(4, zeros(20))))).toBe(8 + 27 + 27);
	});

	test('a record ends with its block; the last bytes of one hold none', () => {
		const long = record(1, zeros(32_768 - 8 - 7 - 3));
		const block = bytesOf(recordA, long, zeros(3));
		expect(block).toHaveLength(32_768);
		expect(wholeLength(bytesOf(block, recordA))).toBe(32_776);
		expect(wholeLength(bytesOf(block, recordA, zeros(4)))).toBe(32_776);
	});

	test('damage in the middle is left as it is: that is no torn end', () => {
		const damaged = Uint8Array.from(recordA);
		damaged[7]! ^= 1;
		expect(wholeLength(bytesOf(recordA, damaged, recordA))).toBe(24);
		expect(wholeLength(bytesOf(recordA, zeros(100), recordA))).toBe(116);
	});
});

describe('the databases of the pages after a power cut', () => {
	const folders: string[] = [];
	afterEach(() => {
		for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
	});
	const profile = (files: Record<string, Uint8Array>) => {
		const folder = mkdtempSync(join(tmpdir(), 'tidehall-profile-'));
		folders.push(folder);
		const database = join(folder, 'Partitions', 'engine', 'IndexedDB', 'app_tidehall_0.indexeddb.leveldb');
		mkdirSync(database, { recursive: true });
		for (const [name, bytes] of Object.entries(files)) writeFileSync(join(database, name), bytes);
		const notes: unknown[] = [];
		mendPageStores(folder, (code, facts) => notes.push({ code, ...facts }));
		return { notes, length: (name: string) => readFileSync(join(database, name)).length };
	};

	test('a torn log and a torn manifest end where they are whole, which is said; tables are never touched', () => {
		const { notes, length } = profile({
			'000003.log': bytesOf(recordA, zeros(100)),
			'MANIFEST-000001': bytesOf(recordA, recordA.subarray(0, 3)),
			'000005.ldb': zeros(50),
		});
		expect([length('000003.log'), length('MANIFEST-000001'), length('000005.ldb')]).toEqual([8, 8, 50]);
		expect(notes).toEqual([
			{ code: 'page-store-end-cut', bytes: 100 },
			{ code: 'page-store-end-cut', bytes: 3 },
		]);
	});

	test('whole ones are left alone, and a new machine has none', () => {
		expect(profile({ '000003.log': bytesOf(recordA, recordA) }).notes).toEqual([]);
		const notes: unknown[] = [];
		mendPageStores(join(tmpdir(), 'tidehall-no-such-profile'), (code) => notes.push(code));
		expect(notes).toEqual([]);
	});
});
