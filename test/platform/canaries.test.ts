/** A small share of `npm run canaries`: made-up people through a day, and a search of everything it left. */
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { readDocumentNumber } from '../../domain/reservations/document-number.ts';
import { liveCanaryDay } from '../hostile/canaries/day.ts';
import { canaryPerson, secretsOf } from '../hostile/canaries/people.ts';
import { createScanner } from '../hostile/canaries/scan.ts';
import { searchDay } from '../hostile/canaries/search-day.ts';

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
