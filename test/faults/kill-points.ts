/** The places of a run at which its process can be made to die. Used by the writers, which are programs of the test and nothing else. */
import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';

/** One line to whoever started this process. It is out before the function returns, so that no kill can take back what was said. */
export function say(word: string, value: unknown): void {
	const line = Buffer.from(`${JSON.stringify([word, value])}\n`);
	for (let done = 0; done < line.length; ) done += writeSync(1, line, done);
}

/**
 * How a disk may be made worse than it is, to prove that the loss is seen: `no-sync` takes everything and syncs nothing, which only a power
 * cut shows; `held-back` calls a write done and does it before the next one, which a kill shows too.
 */
export type DiskFault = 'none' | 'no-sync' | 'held-back';

/** The point at which a process dies: counted from 1 over all of them, or among those of its kind; 0 = none. */
export type KillAt = number | { kind: string; nth: number };

export class KillPoints {
	/** How often each kind of point was passed. */
	readonly kinds: Record<string, number> = {};
	#passed = 0;
	readonly #killAt: KillAt;

	constructor(killAt: KillAt) {
		this.#killAt = killAt;
		// A process that is killed never gets to write its compiled modules, and hundreds of them are started.
		flushCompileCache();
	}

	get passed(): number {
		return this.#passed;
	}

	/** Nobody can refuse SIGKILL, and nothing of this process runs after it. */
	pass(kind: string): void {
		this.#passed += 1;
		const nth = (this.kinds[kind] ?? 0) + 1;
		this.kinds[kind] = nth;
		const at = this.#killAt;
		if (typeof at === 'number' ? this.#passed === at : kind === at.kind && nth === at.nth) process.kill(process.pid, 'SIGKILL');
	}
}
