import { describe, expect, test } from 'vitest';
import { threeDays } from './three-days.ts';

/** Seconds of work; a machine that is busy with other things needs minutes. */
const long = 600_000;

/** `npm run three-days` lives them with ten thousand applications. */
describe('seventy-two hours cut off, both sides working on, then the line is back', () => {
	test(
		'I-8 I-11 I-14 S2 S10: 400 applications with 1,200 attachments are at the platform as they were handed in, each once',
		async () => {
			const { wrong, ...result } = await threeDays({ seed: 1, applications: 400, terminals: 10, scale: 256 });
			expect(wrong).toEqual([]);
			expect(result).toMatchObject({ submitted: 400, attachments: 1_200 });
			expect(result.days).toHaveLength(4);
			// Each fault has happened, and both sides have worked.
			for (const count of [...Object.values(result.faults), ...Object.values(result.meanwhile), result.ticketsCutOff, result.draftsKept])
				expect(count).toBeGreaterThan(9);
			expect(result.conflicts['served-at-two-windows']).toBe(2);
			expect(result.drainedSimulatedSeconds).toBeLessThanOrEqual(15 * 60);
		},
		long,
	);

	test(
		'the same seed is the same three days, another is another',
		async () => {
			const small = { applications: 40, terminals: 3, scale: 256 };
			const [one, again, other] = [
				await threeDays({ seed: 5, ...small }),
				await threeDays({ seed: 5, ...small }),
				await threeDays({ seed: 6, ...small }),
			];
			expect([one.wrong, other.wrong]).toEqual([[], []]);
			expect(again.trace).toBe(one.trace);
			expect(other.trace).not.toBe(one.trace);
		},
		long,
	);
});

describe('what would be wrong is seen', () => {
	const small = { seed: 7, applications: 15, terminals: 2, scale: 256 };

	test(
		'I-14 one flipped bit in one chunk at the platform',
		async () => {
			const { wrong } = await threeDays({
				...small,
				async spoil({ attachments, refs }) {
					const [place] = await attachments.list(refs[3]!);
					const bytes = Uint8Array.from((await attachments.read(place!))!);
					bytes[bytes.length - 1]! ^= 1;
					await attachments.put(place!, bytes);
				},
			});
			expect(wrong).toEqual([expect.stringMatching(/^attachment \d of [0-9a-f]{32} is not what was attached$/)]);
		},
		long,
	);

	test(
		'a chunk that is missing at the platform',
		async () => {
			const { wrong } = await threeDays({
				...small,
				spoil: async ({ attachments, refs }) => attachments.remove((await attachments.list(refs[0]!))[0]!),
			});
			expect(wrong).toHaveLength(1);
		},
		long,
	);

	test(
		'papers of a submitted application that stay at the terminal',
		async () => {
			const { wrong } = await threeDays({
				...small,
				spoil: async ({ terminals, refs }) => void terminals[0]!.disk.files.set(`/data/applications/${refs[0]}.head`, new Uint8Array(3)),
			});
			expect(wrong).toEqual([expect.stringContaining('is still at its terminal')]);
		},
		long,
	);
});
