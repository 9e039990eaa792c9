/** Which PINs and passwords may be set (NIST SP 800-63B-4): by length and by what is common, never by what they are made of. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { passwordLength, type SecretOf, secretFault, secretKind } from '../../domain/staff/secret-rules.ts';

const clerk: SecretOf = { roles: ['window'], staff: '0307', name: '李敏', second: false };
const keeper: SecretOf = { roles: ['security'], staff: '9001', name: 'Wang Min', second: false };

describe('PINs', () => {
	test.each([
		['12345', 'too-short'],
		['1234567890123', 'too-long'],
		['12a456', 'digits-only'],
		['123456', 'too-common'],
		['654321', 'too-common'],
		['135790', 'too-common'],
		['888888', 'too-common'],
		['121212', 'too-common'],
		['112233', 'too-common'],
		['123321', 'too-common'],
		['19800101', 'too-common'],
		['20261122', 'too-common'],
		['520131', 'too-common'],
		['480307', 'own-number'],
	])('%s: %s', (pin, fault) => expect(secretFault(pin, clerk)).toBe(fault));

	test.each(['480517', '905824', '7316402', '274918365072'])('%s may be set', (pin) => expect(secretFault(pin, clerk)).toBeNull());

	test('most of what anybody makes up at random may be set', () => {
		const random = fc.sample(fc.stringMatching(/^\d{6}$/), { seed: 7, numRuns: 2_000 }) as string[];
		expect(random.filter((pin) => secretFault(pin, clerk) === null).length).toBeGreaterThan(1_900);
	});
});

describe('passwords', () => {
	test('a clerk has a PIN, everybody else a password, and so has a clerk who is something besides', () => {
		expect([secretKind(['window']), secretKind(['manager']), secretKind(['window', 'manager']), secretKind(['audit'])]).toEqual([
			'pin',
			'password',
			'password',
			'password',
		]);
	});

	test.each([
		['a tram past seven', null],
		['七个湖边上有一辆慢慢开的老电车', null],
		['only lower case letters', null],
		['short of fifteen', null],
		['fourteen signs', 'too-short'],
		['password12345678', 'too-common'],
		['P@ssw0rdP@ssw0rd', 'too-common'],
		['qwertyuiopasdfghjkl', 'too-common'],
		['abcdefghijklmnop', 'too-common'],
		['admin123admin123', 'too-common'],
		['zhengwudating2026', 'too-common'],
		['aaaaaaaaaaaaaaaa', 'too-common'],
		['wang min 2026 hall', null],
		['wang min 9001', 'too-short'],
		['my number is 9001', null],
	])('“%s”: %s', (password, fault) => expect(secretFault(password, keeper)).toBe(fault));

	test('what is little more than the name or the number is refused', () => {
		expect(secretFault('Wang Min Wang 1', { ...keeper, name: 'Wang Min Wang' })).toBe('own-name');
		expect(secretFault('900123456780aB!', { ...keeper, staff: '90012345' })).toBe('own-number');
	});

	test('beside a second step eight characters are enough, and no length of letters is too much up to the end', () => {
		expect(secretFault('slow tram', { ...keeper, second: true })).toBeNull();
		expect(secretFault('tram 7!', { ...keeper, second: true })).toBe('too-short');
		const long = 'seven slow trams '.repeat(8).slice(0, passwordLength.most - 3);
		expect(secretFault(`${long}xyq`, keeper)).toBeNull();
		expect(secretFault(`${long}xyq more`, keeper)).toBe('too-long');
	});

	test('no rule of composition: of random long ones all may be set, whatever they are made of', () => {
		for (const signs of ['abcdefghijklmnopqrstuvwxyz', '的一是在不了有和人这中大为上个国我以要他', 'qzjxkvwpyg 0827']) {
			const one = fc.string({ unit: fc.constantFrom(...signs), minLength: 18, maxLength: 40 });
			fc.assert(
				fc.property(one, (password) => {
					fc.pre(new Set(password).size > 6 && !password.includes('9001'));
					expect(secretFault(password, keeper)).toBeNull();
				}),
				{ numRuns: 200, seed: 11 },
			);
		}
	});
});
