/** Wrong service codes, counted over restarts: whoever can pull the plug of a machine wins no further tries by it. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const kept = z.object({ failures: z.number().int().min(0), lockedUntil: z.number() });
export type Tries = z.infer<typeof kept>;

export interface KeptTries {
	read(): Tries;
	/** On the disk when it returns; what the disk does not take counts in memory alone, since a code must also open a machine whose disk is broken. */
	write(tries: Tries): void;
}

/** `folder`: of the machine's keys, which no page and no bundle sees. */
export function keptTries(folder: string): KeptTries {
	const path = join(folder, 'service-tries.json');
	return {
		read() {
			try {
				return kept.parse(JSON.parse(readFileSync(path, 'utf8')));
			} catch {
				return { failures: 0, lockedUntil: 0 };
			}
		},
		write(tries) {
			try {
				writeFileSync(`${path}.new`, JSON.stringify(tries), { mode: 0o600, flush: true });
				renameSync(`${path}.new`, path);
			} catch {}
		},
	};
}
