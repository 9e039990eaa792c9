import type { ShowProof } from './display.ts';

/** Those who asked for something and wait to hear what became of it. `about`: `text`, or the key of a step. */
export interface Waiters {
	add(about: string): Promise<ShowProof>;
	/** Answers everyone. */
	resolve(proof: (about: string) => ShowProof): void;
}

export function createWaiters(): Waiters {
	let waiting: { about: string; resolve(proof: ShowProof): void }[] = [];
	return {
		add: (about) => new Promise((resolve) => waiting.push({ about, resolve })),
		resolve(proof) {
			const all = waiting;
			waiting = [];
			for (const one of all) one.resolve(proof(one.about));
		},
	};
}
