import { type HallRun, stages } from './hall-run.ts';

/** Counts, on the way of a run, the time of open windows, and how much of it was idle while somebody waited whom the clerk could serve. */
export class IdleShare {
	private openS = 0;
	private idleS = 0;

	constructor(run: HallRun) {
		const skills = run.hall.windows.map(({ skills: able }) => Int32Array.from(able));
		run.onStretch = (seconds) => {
			for (let window = 0; window < run.windows; window++) {
				const stage = run.stage[window];
				if (stage === stages.closed) continue;
				this.openS += seconds;
				if (stage !== stages.idle || run.lines.inAll === 0) continue;
				if (skills[window]!.some((queue) => run.lines.count[queue]! > 0)) this.idleS += seconds;
			}
		};
	}

	get share(): number {
		return this.openS > 0 ? this.idleS / this.openS : 0;
	}
}
