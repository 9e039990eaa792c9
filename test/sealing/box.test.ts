/** Sealed values and the hall's keys over them: bound to their place, readable over changes of suite and key, and closed when the key is gone. */
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { cryptoSuites } from '../../domain/contracts/crypto-provider.ts';
import { newDataKey, open, type Place, seal } from '../../sealing/box.ts';
import { KeyRing } from '../../sealing/key-ring.ts';

const place: Place = { table: 'application', id: 'ab', field: 'form', version: 2 };
const text = Buffer.from('金丝雀甲');

test.each(cryptoSuites)(
	'%s: a value moved to another table, record, field or version does not open, nor one whose parts are put together anew',
	(suite) => {
		const key = newDataKey();
		const box = seal(suite, key, place, text);
		expect(open(key, place, box)?.toString()).toBe('金丝雀甲');
		const elsewhere: Place[] = [
			{ ...place, table: 'delivery-wish' },
			{ ...place, id: 'cd' },
			{ ...place, field: 'phone' },
			{ ...place, version: 1 },
			{ ...place, version: 3 },
			{ ...place, version: 22 },
			// The same letters in a row, cut at other places.
			{ ...place, table: 'applicationa', id: 'b' },
			{ ...place, id: 'abform', field: '' },
			{ ...place, field: 'form2', version: 0 },
		];
		expect(elsewhere.filter((each) => open(key, each, box) !== null)).toEqual([]);
		expect(open(newDataKey(), place, box)).toBeNull();
		let opened = 0;
		for (let bit = 0; bit < box.length * 8; bit += 3) {
			const copy = Buffer.from(box);
			copy[bit >> 3]! ^= 1 << (bit & 7);
			if (open(key, place, copy)) opened += 1;
		}
		// The suite it names is bound as well: what one made cannot be passed off as the other's.
		expect([opened, open(key, place, Buffer.of()), open(key, place, box.subarray(0, 20))]).toEqual([0, null, null]);
	},
);

test('the same text sealed a thousand times never gives the same nonce or box', () => {
	const key = newDataKey();
	const boxes = Array.from({ length: 1_000 }, () => seal('intl', key, place, text));
	expect(new Set(boxes.map((box) => box.subarray(2, 14).toString('hex'))).size).toBe(1_000);
	expect(new Set(boxes.map((box) => box.toString('hex'))).size).toBe(1_000);
});

test('a new hall key wraps what is new, the old one still opens what it wrapped, and without it that stays closed', () => {
	const [first, second, index] = [randomBytes(32), randomBytes(32), randomBytes(32)];
	const before = new KeyRing([{ id: 1, key: first }], 'intl', index);
	const after = new KeyRing([...[{ id: 2, key: second }], { id: 1, key: first }], 'intl', index);
	const without = new KeyRing([{ id: 2, key: second }], 'intl', index);
	const key = newDataKey();
	const [old, anew] = [before.wrap(place, key), after.wrap(place, key)];
	expect([after.isCurrent(old), after.isCurrent(anew), before.isCurrent(old)]).toEqual([false, true, true]);
	expect(after.unwrap(place, old)).toEqual(key);
	expect(without.unwrap(place, anew)).toEqual(key);
	expect([without.unwrap(place, old), before.unwrap(place, anew), after.unwrap({ ...place, id: 'cd' }, anew)]).toEqual([null, null, null]);
	expect(anew).not.toContain(Buffer.from(key).toString('base64'));
});

test('a hall that changes its suite reads what it has, either way, and writes in the new one', () => {
	const [key, index, inside] = [randomBytes(32), randomBytes(32), newDataKey()];
	const rings = cryptoSuites.map((suite) => new KeyRing([{ id: 1, key }], suite, index));
	for (const one of rings)
		for (const other of rings) {
			const wrapped = one.wrap(place, inside);
			expect(other.unwrap(place, wrapped)).toEqual(inside);
			expect(other.isCurrent(wrapped)).toBe(one.suite === other.suite);
			// The blind index finds what was indexed under the other suite.
			expect(other.references('person', '11010519491231002X')).toContain(one.references('person', '11010519491231002X')[0]);
		}
});

test('P1 the blind index: one text is one reference, and another for each purpose and hall; it is nothing of the text', () => {
	const [key, index] = [randomBytes(32), randomBytes(32)];
	const ring = new KeyRing([{ id: 1, key }], 'intl', index);
	const [person] = ring.references('person', '11010519491231002X');
	expect(ring.references('person', '11010519491231002X')[0]).toBe(person);
	// Rotating the hall's key leaves it, another hall's differs.
	expect(new KeyRing([{ id: 2, key: randomBytes(32) }], 'intl', index).references('person', '11010519491231002X')[0]).toBe(person);
	expect(new KeyRing([{ id: 1, key }], 'intl', randomBytes(32)).references('person', '11010519491231002X')[0]).not.toBe(person);
	expect(ring.references('phone', '11010519491231002X')[0]).not.toBe(person);
	expect(person).toMatch(/^[\w-]{32}$/);
});
