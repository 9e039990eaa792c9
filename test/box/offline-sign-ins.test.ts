/** A short life in which clerks sign in, forget their PINs and sign out at machines that are cut off. */
import { expect, test } from 'vitest';
import { runBox } from './hall-in-a-box.ts';

test('I-17 S6 clerks sign in while cut off: five wrong PINs lock, and work that nobody vouches for is kept and flagged', {
	timeout: 60_000,
}, async () => {
	const life = await runBox({
		seed: 5,
		minutes: 5,
		terminals: 2,
		windows: 4,
		everyMs: 3_000,
		pace: 1,
		signIns: true,
		faults: ['cut-both', 'cut-hall', 'kill-engine', 'kill-app', 'power-cut'],
	});
	expect(life.breaches).toEqual([]);
	const noted = (code: string) => life.notes.get(code) ?? 0;
	expect(life.looked.get('SIGN')).toBeGreaterThan(20);
	expect(life.looked.get('I-17')).toBeGreaterThan(20);
	for (const code of ['signed-in-cut-off', 'not-signed-in-cut-off-locked', 'flagged-report-under-expired-sign-in'])
		expect([code, noted(code) > 0]).toEqual([code, true]);
});
