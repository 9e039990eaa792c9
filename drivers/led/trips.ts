import type { ShowProof } from './display.ts';
import type { Step } from './speaker.ts';

/** Frames that someone asked for beside what the display shows: a sign of life, a set-up. Each trip is sent step by step, the trips one after the other. */
export interface Trips<Event> {
	add(steps: readonly Step<Event>[]): Promise<ShowProof>;
	/** The step that is next; `null` when nothing was asked. */
	readonly next: Step<Event> | null;
	/** Whether this step belonged to a trip. */
	done(step: Step<Event>): boolean;
	refused(step: Step<Event>, code: string): boolean;
	/** None of them can be made. */
	fail(code: string): void;
}

export function createTrips<Event>(): Trips<Event> {
	let trips: { steps: Step<Event>[]; proof(proof: ShowProof): void }[] = [];
	const current = (step: Step<Event>) => (trips[0]?.steps[0] === step ? trips[0] : null);
	return {
		add(steps) {
			if (steps.length === 0) return Promise.resolve({ ok: false, code: 'not-supported' });
			return new Promise((resolve) => trips.push({ steps: [...steps], proof: resolve }));
		},
		get next() {
			return trips[0]?.steps[0] ?? null;
		},
		done(step) {
			const trip = current(step);
			if (!trip) return false;
			trip.steps.shift();
			if (trip.steps.length > 0) return true;
			trips.shift();
			trip.proof({ ok: true, proof: step.answerMs === null ? 'written' : 'acknowledged' });
			return true;
		},
		refused(step, code) {
			const trip = current(step);
			if (!trip) return false;
			trips.shift();
			trip.proof({ ok: false, code });
			return true;
		},
		fail(code) {
			const all = trips;
			trips = [];
			for (const trip of all) trip.proof({ ok: false, code });
		},
	};
}
