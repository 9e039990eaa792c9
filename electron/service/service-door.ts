/** Who may open the technician's screen: the service code, and a pause after wrong ones. */
import type { KeptTries } from './kept-tries.ts';

export const failuresAllowed = 5;
export const lockedForMs = 300_000;

export type DoorAnswer = 'open' | 'wrong-code' | 'locked' | 'no-service-code';

export interface ServiceDoorOptions {
	/** Hash of the code as the hall has it now; `null` = there is no service screen. */
	hash(): string | null;
	/** `isServiceCode` of `config/service-code.ts`. */
	matches(hash: string, code: string): Promise<boolean>;
	now(): number;
	/** Absent = counted from nothing at each start. */
	kept?: KeptTries;
}

/** Counted for the whole machine: five screens are not five times as many tries. */
export class ServiceDoor {
	readonly #options: ServiceDoorOptions;
	#failures: number;
	#lockedUntil: number;
	/** One try at a time, so that many at once are not all made before the first has failed. */
	#turn: Promise<unknown> = Promise.resolve();

	constructor(options: ServiceDoorOptions) {
		this.#options = options;
		const { failures, lockedUntil } = options.kept?.read() ?? { failures: 0, lockedUntil: 0 };
		this.#failures = failures;
		// A clock that was set back since locks nobody out for longer than a lock lasts.
		this.#lockedUntil = Math.min(lockedUntil, options.now() + lockedForMs);
	}

	/** Never rejects. */
	try(code: string): Promise<DoorAnswer> {
		const answer = this.#turn.then(() => this.#try(code));
		this.#turn = answer;
		return answer;
	}

	async #try(code: string): Promise<DoorAnswer> {
		const { now, matches } = this.#options;
		const hash = this.#options.hash();
		if (hash === null) return 'no-service-code';
		if (now() < this.#lockedUntil) return 'locked';
		// Counted before it is known: nothing that goes wrong in between gives a free try.
		this.#count(this.#failures + 1);
		if (await matches(hash, code).catch(() => false)) {
			this.#count(0);
			return 'open';
		}
		if (this.#failures < failuresAllowed) return 'wrong-code';
		this.#lockedUntil = now() + lockedForMs;
		this.#count(0);
		return 'locked';
	}

	#count(failures: number): void {
		this.#failures = failures;
		this.#options.kept?.write({ failures, lockedUntil: this.#lockedUntil });
	}
}
