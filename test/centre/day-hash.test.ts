/** The chain over a log, against texts and figures made by hand. */
import { describe, expect, test } from 'vitest';
import { canonicalJson, chainStart, continueChain } from '../../domain/day-hash.ts';
import { sha256 } from '../../platform/centre/sha256.ts';
import { helpCalled } from '../platform/fixture.ts';

describe('canonical JSON', () => {
	test('says the same of equal values in whatever order they were written', () => {
		expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: '潮"窗', gone: undefined })).toBe('{"a":"潮\\"窗","b":[1,{"c":"x","d":null}]}');
		expect(canonicalJson({ a: '潮"窗', b: [1, { c: 'x', d: null }] })).toBe('{"a":"潮\\"窗","b":[1,{"c":"x","d":null}]}');
	});
	test('tells apart what is not equal: text and number, list and object, nesting', () => {
		const texts = [{ a: 1 }, { a: '1' }, { a: [1] }, { a: { 0: 1 } }, [{ a: 1 }], { a: null }, {}].map(canonicalJson);
		expect(new Set(texts).size).toBe(texts.length);
	});
});

describe('S10 the chain', () => {
	const first = helpCalled(1);
	const text =
		'{"body":{"station":"T1"},"configVersion":"v1","day":"2026-11-17","epoch":"aaaaaaaaaaaaaaaa","hall":"DEMO","n":1,"name":"help-called",' +
		'"occurredAt":1794880800000,"position":1,"recordedAt":1794880800000,"staff":null,"station":"T1"}';

	test('of one event is the hash of what was before and its text', () => {
		expect(canonicalJson(first)).toBe(text);
		expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
		expect(continueChain(chainStart, [first], sha256)).toBe(sha256(`${'0'.repeat(64)}\n${text}`));
	});
	test('is the same however the log was cut in pieces, and another when one event is another, missing, or elsewhere', () => {
		const log = [1, 2, 3, 4].map(helpCalled);
		const whole = continueChain(chainStart, log, sha256);
		expect(continueChain(continueChain(chainStart, log.slice(0, 1), sha256), log.slice(1), sha256)).toBe(whole);
		const others = [
			log.slice(0, 3),
			[log[1]!, log[0]!, log[2]!, log[3]!],
			log.map((event) => (event.position === 2 ? { ...event, occurredAt: event.occurredAt + 1 } : event)),
		];
		for (const other of others) expect(continueChain(chainStart, other, sha256)).not.toBe(whole);
	});
});
