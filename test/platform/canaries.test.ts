/** A small share of `npm run canaries`: made-up people through a day, and a search of everything it left. */
import { deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { readDocumentNumber } from '../../domain/reservations/document-number.ts';
import { liveCanaryDay } from '../hostile/canaries/day.ts';
import { canaryPerson, secretsOf } from '../hostile/canaries/people.ts';
import { createScanner } from '../hostile/canaries/scan.ts';
import { searchDay } from '../hostile/canaries/search-day.ts';
import { unsnap } from '../hostile/canaries/unpack.ts';

const people = Array.from({ length: 6 }, (_, n) => canaryPerson(n));
const secrets = people.flatMap(secretsOf);

test('the search finds a text as UTF-8, UTF-16 both ways and GB18030, and inside base64 and hexadecimal at any place', () => {
	const scanner = createScanner(secrets);
	const noise = (length: number) => Buffer.from(Array.from({ length }, (_, at) => (at * 37 + 11) % 251));
	for (const [secret, text] of secrets.entries())
		for (const as of ['utf8', 'utf16-le', 'utf16-be', 'gb18030']) {
			const bytes = iconv.encode(text, as);
			for (let before = 0; before < 3; before++) {
				const whole = Buffer.concat([noise(before), bytes, noise(7)]);
				const places = [whole, Buffer.from(`x ${whole.toString('base64')}`), Buffer.from(`key=${whole.toString('hex')}`)];
				places.push(Buffer.from(JSON.stringify({ box: Buffer.from(whole.toString('base64url')).toString('base64') })));
				for (const place of places) expect(scanner.scan(place).map((found) => found.secret)).toContain(secret);
			}
		}
	expect(scanner.scan(noise(20_000))).toEqual([]);
	for (const { idNumber } of people) expect(readDocumentNumber(idNumber)).toBe(idNumber);
});

describe('packed', () => {
	const scanner = createScanner(secrets);
	const noise = Buffer.from(Array.from({ length: 300 }, (_, at) => (at * 37 + 11) % 251));
	/** Cut within, so that what is found was unpacked. */
	const snapped = (bytes: Buffer) => {
		const literal = (part: Buffer) => Buffer.concat([Buffer.from([(part.length - 1) << 2]), part]);
		const parts = Array.from({ length: Math.ceil(bytes.length / 4) }, (_, n) => literal(bytes.subarray(n * 4, n * 4 + 4)));
		const length = bytes.length < 128 ? [bytes.length] : [(bytes.length & 127) | 128, bytes.length >> 7];
		return Buffer.concat([Buffer.from(length), ...parts]);
	};
	/** A table of LevelDB with one packed block. */
	const table = (bytes: Buffer) => {
		const block = snapped(bytes);
		const handle = Buffer.from([0, (block.length & 127) | 128, block.length >> 7]);
		const index = Buffer.concat([Buffer.from([0, 1, handle.length, 0x6b]), handle, Buffer.from([0, 0, 0, 0, 1, 0, 0, 0])]);
		const at = block.length + 5;
		const footer = Buffer.alloc(48);
		footer.set([0, 0, (at & 127) | 128, at >> 7, index.length]);
		footer.set(Buffer.from('57fb808b247547db', 'hex'), 40);
		return Buffer.concat([block, Buffer.from([1, 0, 0, 0, 0]), index, Buffer.alloc(5), footer]);
	};
	const percent = (text: string) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
	const ways: Record<string, (text: string) => Buffer> = {
		gzip: (text) => Buffer.concat([noise, gzipSync(`${noise.toString('hex')}${text}`), noise]),
		zlib: (text) => Buffer.concat([noise, deflateSync(Buffer.concat([noise, Buffer.from(text, 'utf16le')])), noise]),
		zstd: (text) => Buffer.concat([noise, zstdCompressSync(`${noise.toString('hex').repeat(9)}${text}`), noise]),
		'a value that Chromium has packed': (text) =>
			Buffer.concat([noise, Buffer.from([0xff, 0x11, 0x02]), snapped(Buffer.from(text, 'utf16le'))]),
		'a table of LevelDB': (text) => table(Buffer.concat([noise, Buffer.from(text)])),
		'an address': (text) => Buffer.from(`/t/${percent(text)}?a=1`),
		'signs by their numbers': (text) =>
			Buffer.from(
				`{"a":"${[...text].map((each) => [...Array(each.length).keys()].map((at) => `\\u${each.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')).join('')}"}`,
			),
		'gzip in base64': (text) => Buffer.from(`x=${gzipSync(`${noise.toString('hex')}${text}`).toString('base64')}`),
	};

	test.each(Object.keys(ways))('in %s a planted text is found, and without it nothing', (way) => {
		for (const [secret, text] of secrets.entries())
			expect(
				scanner.scan(ways[way]!(text)).map((found) => found.secret),
				text,
			).toContain(secret);
		expect(scanner.scan(ways[way]!('nobody of those who were here'))).toEqual([]);
	});

	test('snappy: what is said twice is read from where it stands, also while it is written', () => {
		const [far, near] = [
			Buffer.from([0x0b, 0x08, 0x61, 0x62, 0x63, 0x01 | (4 << 2), 0x03]),
			Buffer.from([0x06, 0x00, 0x61, 0x12, 0x01, 0x00]),
		];
		expect(unsnap(far).toString()).toBe('abcabcabcab');
		expect(unsnap(near).toString()).toBe('aaaaaa');
		expect(() => unsnap(Buffer.from([0x06, 0x12, 0x01, 0x00]))).toThrow();
	});
});

test('P1 I-16 nothing of six people is in databases, logs, journal, figures, backup or bundle, and no key lies beside what it opens', async () => {
	const day = await liveCanaryDay(people.length);
	try {
		const { found, files } = searchDay(day, secrets);
		expect(found).toEqual([]);
		expect(files).toBeGreaterThan(20);
		expect(day.did).toMatchObject({ 'form handed in': 6, ticket: 6, note: 1, booking: 1, 'applications not sent': 0 });
	} finally {
		await day.remove();
	}
}, 60_000);
