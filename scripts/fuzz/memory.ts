import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** A further collection is not worth its time when the last one freed less. */
const settledBytes = 64 * 1024;

/** Bytes really held, after what nobody needs was collected: one collection may leave buffers to be freed a moment later. */
export async function heldBytes(): Promise<number> {
	setFlagsFromString('--expose-gc');
	const collect: unknown = runInNewContext('gc');
	let least = Number.POSITIVE_INFINITY;
	let last = Number.POSITIVE_INFINITY;
	for (let round = 0; round < 5; round++) {
		if (typeof collect === 'function') collect();
		await new Promise((resolve) => setImmediate(resolve));
		const { heapUsed, arrayBuffers } = process.memoryUsage();
		const now = heapUsed + arrayBuffers;
		least = Math.min(least, now);
		if (last - now < settledBytes) break;
		last = now;
	}
	return least;
}
