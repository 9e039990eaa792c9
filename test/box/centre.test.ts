/** A short life whose hall has a centre: its line is cut, it is killed, its writes fail; the same seed lives it again. */
import { expect, test } from 'vitest';
import { longestMs } from './fixed-lives.ts';
import { runBox } from './hall-in-a-box.ts';

test('I-10 S10 the centre holds the log of the hall event for event after cuts, kills and failing writes', {
	timeout: longestMs,
}, async () => {
	const options = { seed: 1, minutes: 3, terminals: 2, windows: 2, pace: 2, everyMs: 6_000, centre: true };
	const [life, again] = [await runBox(options), await runBox(options)];
	expect(life.breaches).toEqual([]);
	expect(life.looked.get('I-10 centre')).toBe(1);
	for (const fault of ['cut-centre', 'kill-centre', 'centre-write-fails'])
		expect([fault, (life.faults.get(fault) ?? 0) > 0]).toEqual([fault, true]);
	expect(life.notes.get('copier-cut') ?? 0).toBeGreaterThan(0);
	expect(again.trace).toBe(life.trace);
});
