import type { HallPlan } from './contracts/hall-plan.ts';

/** Windows that may call this queue today, as `01–04、09`. */
export function windowsOf(plan: HallPlan, queueId: string, comma: string): string {
	const numbers = plan.windows
		.filter((window) => window.homeDuty.includes(queueId))
		.map((window) => window.number)
		.sort();
	const runs: string[][] = [];
	for (const number of numbers) {
		const run = runs.at(-1);
		if (run !== undefined && Number(run.at(-1)) + 1 === Number(number)) run.push(number);
		else runs.push([number]);
	}
	return runs.map((run) => (run.length === 1 ? run[0] : `${run[0]}–${run.at(-1)}`)).join(comma);
}
