import type { Timers } from '../../drivers/transport/timers.ts';

/** Time that moves only when a test says so. */
export class ManualClock {
	private time: number;
	private waiting: { at: number; run: () => void }[] = [];

	constructor(start = Date.UTC(2026, 10, 23, 2, 0, 0)) {
		this.time = start;
	}

	now = (): number => this.time;

	timers: Timers = {
		after: (ms, run) => {
			const entry = { at: this.time + ms, run };
			this.waiting.push(entry);
			return () => {
				this.waiting = this.waiting.filter((one) => one !== entry);
			};
		},
	};

	/** Runs everything that falls due within `ms`, in order, letting promises settle in between. */
	async advance(ms: number): Promise<void> {
		const target = this.time + ms;
		await settle();
		for (;;) {
			const due = this.waiting.filter((one) => one.at <= target).sort((a, b) => a.at - b.at)[0];
			if (!due) break;
			this.waiting = this.waiting.filter((one) => one !== due);
			this.time = Math.max(this.time, due.at);
			due.run();
			await settle();
		}
		this.time = target;
		await settle();
	}
}

/** Lets every promise that can settle without time passing do so. */
export function settle(): Promise<void> {
	return new Promise((resolve) => setImmediate(resolve));
}
