/**
 * Requests of the city's front end on their way to halls, and the halls' answers on their way back. Nothing is kept: a request that was not
 * answered in time is answered “the hall is away”, and its repeat with the same key finds out at the hall whether it had been done (I-7, I-12).
 */
import { randomBytes } from 'node:crypto';
import { type ForwardedAnswer, type ForwardedRequest, mostForwarded } from '../../domain/contracts/centre-down.ts';

/** The front end waits this long; the hall is held to be there this long after it last asked. */
const answerWithinMs = 10_000;
const presentForMs = 5_000;
/** Given to the hall and not answered: its line may have broken with the message on it, so it is given again. */
const giveAgainMs = 3_000;
const waitingMost = 200;

interface Waiting {
	request: ForwardedRequest;
	givenAt: number | null;
	done(answer: ForwardedAnswer | 'away'): void;
}

interface HallDesk {
	waiting: Map<string, Waiting>;
	/** Polls of the hall that wait for something. */
	asking: Set<() => void>;
	heardAt: number;
}

export class BookingDesk {
	readonly #desks = new Map<string, HallDesk>();
	readonly #now: () => number;

	constructor(now: () => number) {
		this.#now = now;
	}

	/** From the front end; `away`: the hall cannot be reached, and whether it was done is not known. `busy`: too many wait. */
	ask(hall: string, request: Omit<ForwardedRequest, 'id'>): Promise<ForwardedAnswer | 'away' | 'busy'> {
		const desk = this.#desk(hall);
		if (desk.asking.size === 0 && this.#now() - desk.heardAt > presentForMs) return Promise.resolve('away');
		if (desk.waiting.size >= waitingMost) return Promise.resolve('busy');
		const id = randomBytes(16).toString('hex');
		return new Promise((resolve) => {
			const timer = setTimeout(() => done('away'), answerWithinMs);
			const done = (answer: ForwardedAnswer | 'away') => {
				clearTimeout(timer);
				desk.waiting.delete(id);
				resolve(answer);
			};
			desk.waiting.set(id, { request: { id, ...request }, givenAt: null, done });
			for (const wake of [...desk.asking]) wake();
		});
	}

	/** From the hall: what waits for it, or nothing after `waitMs`. `gone` resolves when the hall hung up. */
	async take(hall: string, waitMs: number, gone: Promise<void>): Promise<ForwardedRequest[]> {
		const desk = this.#desk(hall);
		desk.heardAt = this.#now();
		if (this.#due(desk).length === 0 && waitMs > 0) {
			await new Promise<void>((resolve) => {
				const end = () => {
					clearTimeout(timer);
					clearInterval(look);
					desk.asking.delete(end);
					resolve();
				};
				const timer = setTimeout(end, waitMs);
				// What was given before and lost on the way falls due again while nothing new comes.
				const look = setInterval(() => this.#due(desk).length > 0 && end(), giveAgainMs / 2);
				desk.asking.add(end);
				void gone.then(end);
			});
		}
		desk.heardAt = this.#now();
		const due = this.#due(desk).slice(0, mostForwarded);
		for (const each of due) each.givenAt = this.#now();
		return due.map(({ request }) => request);
	}

	/** From the hall; false = nobody waits for it any more. */
	answer(hall: string, id: string, answer: ForwardedAnswer): boolean {
		const desk = this.#desk(hall);
		desk.heardAt = this.#now();
		const waiting = desk.waiting.get(id);
		waiting?.done(answer);
		return waiting !== undefined;
	}

	/** Everybody who waits is told. */
	close(): void {
		for (const desk of this.#desks.values()) {
			for (const end of [...desk.asking]) end();
			for (const each of [...desk.waiting.values()]) each.done('away');
		}
	}

	#due(desk: HallDesk): Waiting[] {
		const now = this.#now();
		return [...desk.waiting.values()].filter(({ givenAt }) => givenAt === null || now - givenAt >= giveAgainMs);
	}

	#desk(hall: string): HallDesk {
		const known = this.#desks.get(hall);
		if (known) return known;
		const made: HallDesk = { waiting: new Map(), asking: new Set(), heardAt: Number.NEGATIVE_INFINITY };
		this.#desks.set(hall, made);
		return made;
	}
}
