/**
 * 1,000 applications with 3,000 attachments, kept at a machine after a long cut: the time until the platform has all of them for certain, beside
 * copying the same bytes chunk by chunk with a sync each, in the same run. The platform is a process of its own; everything goes over HTTP.
 */
import { drain } from '../three-days/drain.ts';

/** Two processes each hash, encrypt and sync every byte, and the platform reads all of it back: not to be done in the time of one copy. */
const atMostTimesCopy = 20;
/** `reliability.md` I: ten thousand in a quarter of an hour. */
const atLeastPerSecond = 10_000 / (15 * 60);

/** Resolves with plain numbers, units in the names. */
export async function run(): Promise<object> {
	const result = await drain({ applications: 1_000, scale: 4, killOnce: false });
	const perSecond = result.applications / result.drained_seconds;
	return {
		bench: 'applications',
		...result,
		applications_per_second: Math.round(perSecond * 10) / 10,
		megabytes_per_second: Math.round(result.bytes / result.drained_seconds / 1e4) / 100,
		times_copy: Math.round((result.drained_seconds / Math.max(0.01, result.copied_seconds)) * 10) / 10,
		limits: { at_most_times_copy: atMostTimesCopy, at_least_applications_per_second: Math.round(atLeastPerSecond * 10) / 10 },
		ok: result.wrong.length === 0 && perSecond >= atLeastPerSecond,
	};
}
