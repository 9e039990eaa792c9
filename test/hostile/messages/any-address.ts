/** One of 65,000 machines, all of them this one: what one address may do is limited, and the hunt is after other things. */
import { platform } from 'node:os';
import type { Random } from '../../../scripts/fuzz/random.ts';

/** Linux answers on every address of the loopback network; elsewhere the system chooses. */
export function anyAddress(random: Random): { from?: string } {
	return platform() === 'linux' ? { from: `127.1.${random.below(256)}.${1 + random.below(254)}` } : {};
}
