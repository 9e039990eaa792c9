import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes really held, after what nobody needs was collected: one collection may leave buffers to be freed a moment later. */
export async function heldBytes(): Promise<number> {
	setFlagsFromString('--expose-gc');
	const collect: unknown = runInNewContext('gc');
	let least = Number.POSITIVE_INFINITY;
	for (let round = 0; round < 5; round++) {
		if (typeof collect === 'function') collect();
		await new Promise((resolve) => setImmediate(resolve));
		const { heapUsed, arrayBuffers } = process.memoryUsage();
		least = Math.min(least, heapUsed + arrayBuffers);
	}
	return least;
}
