import { expect, test } from 'vitest';
import { signInWords } from '../../renderer/staff/sign-in-words.ts';
import { demoHall } from './look/story.ts';

const { wording } = demoHall();

/** The text under a dotted key of `window.yaml`. */
function text(language: string, key: string): unknown {
	return key.split('.').reduce<unknown>((place, part) => (place as Record<string, unknown> | undefined)?.[part], wording[language]?.window);
}

const refusals = [
	{ ok: false, code: 'wrong-pin', left: 3 },
	{ ok: false, code: 'wrong-pin', left: 1 },
	{ ok: false, code: 'wrong-pin', left: 0 },
	{ ok: false, code: 'wrong-pin' },
	{ ok: false, code: 'locked', seconds: 290 },
	{ ok: false, code: 'not-permitted' },
	{ ok: false, code: 'not-seated' },
	{ ok: false, code: 'malformed' },
	{ ok: false, code: 'busy' },
	{ ok: false, code: 'unreachable' },
	{ ok: false, code: 'offline-not-prepared' },
	{ ok: false, code: 'offline-expired', until: 5 },
	{ ok: false, code: 'offline-not-kept' },
] as const;

test.each(refusals)('a refused sign-in is worded in both languages: $code $left', (refusal) => {
	const words = signInWords(refusal, 1_000);
	for (const language of ['zh-CN', 'en']) expect(text(language, words.key)).toBeTypeOf('string');
});

test('an offline sign-in that ran out says since when', () => {
	expect(signInWords({ ok: false, code: 'offline-expired', until: 5 }, 1_000)).toMatchObject({ at: 5 });
	for (const language of ['zh-CN', 'en']) expect(text(language, 'signIn.offlineExpired')).toContain('{{time}}');
});

test('a wrong PIN says how many tries are left, and warns before the last', () => {
	expect(signInWords(refusals[0], 0)).toMatchObject({ key: 'signIn.wrongPin', params: { left: 3 } });
	expect(signInWords(refusals[1], 0).key).toBe('signIn.wrongPinLast');
});

test('the try that locks says so, and promises no further one', () => {
	expect(signInWords(refusals[2], 0).key).toBe('signIn.wrongPinLocked');
});

test('a lock says until when, on the clock of the face', () => {
	expect(signInWords(refusals[4], 1_000).lockedUntil).toBe(291_000);
	expect(signInWords({ ok: false, code: 'locked' }, 0).lockedUntil).toBe(60_000);
});
