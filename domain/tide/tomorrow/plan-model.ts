/**
 * Tomorrow's windows as a mixed integer program, in the text that solvers read (CPLEX LP): which window hangs what in which quarter of an hour, given
 * expected arrivals, skills, hours and breaks. It reckons with means alone; what its answer is worth is tried on futures afterwards (`try-plan.ts`).
 */
import { windowsNeeded } from '../staffing.ts';

export interface PlanModel {
	quarters: number;
	queues: {
		meanServiceS: number;
		targetWaitS: number;
		/** People expected in each quarter. */
		expected: number[];
	}[];
	windows: {
		home: readonly number[];
		skills: readonly number[];
		/** Whether its clerk is there in each quarter. */
		open: boolean[];
		/** First quarter in which a lunch may begin, and the last; `null` = the hours give one already. */
		lunch: { from: number; to: number; quarters: number } | null;
	}[];
	nonhomeFactor: number;
	/** Quarters a sign stays at least. */
	dwell: number;
	mostChanges: number;
}

export interface PlanSolution {
	/** Per window and quarter the queue it is there for; `null` = closed or at lunch. */
	serves: (number | null)[][];
	/** Quarter in which each window's lunch begins; `null` = none. */
	lunch: (number | null)[];
	/** Per queue and quarter, windows fewer than the target asks for. */
	short: number[][];
}

const quarterS = 900;
/** A window works so much of its time at most. */
const busyMost = 0.92;
/** Equivalent minutes that each of these costs in the program. */
const cost = { change: 12, away: 0.8, short: 10 };
/** A target is met when so many wait longer at most. */
const beyondTarget = 0.2;

/** Windows each queue asks for in each quarter so that its target is met. */
export function windowsAsked(model: PlanModel): number[][] {
	return model.queues.map(({ expected, meanServiceS, targetWaitS }) =>
		expected.map((people) => (people <= 0 ? 0 : windowsNeeded(people / quarterS, meanServiceS, targetWaitS, beyondTarget))),
	);
}

export function planAsText(model: PlanModel): string {
	const { quarters, queues, windows } = model;
	const asked = windowsAsked(model);
	const objective: string[] = [];
	const limits: string[] = [];
	const bounds: string[] = [];
	const binaries: string[] = [];
	const add = (terms: readonly string[], relation: string) => {
		if (terms.length > 0) limits.push(` r${limits.length}: ${terms.join(' ')} ${relation}`);
	};
	const x = (window: number, queue: number, at: number) => `x_${window}_${queue}_${at}`;
	const can = (window: number, at: number) => (windows[window]!.open[at] ? windows[window]!.skills : []);
	windows.forEach((window, w) => {
		const lunches = lunchStarts(window);
		for (const at of lunches) binaries.push(`l_${w}_${at}`);
		// A clerk eats once.
		add(
			lunches.map((at) => `+ l_${w}_${at}`),
			'= 1',
		);
		const starts: string[][] = [];
		for (let at = 0; at < quarters; at++) {
			const skills = can(w, at);
			const eating = window.lunch ? lunches.filter((start) => start <= at && at < start + window.lunch!.quarters) : [];
			// One matter at a time, or lunch.
			add(
				[...skills.map((queue) => `+ ${x(w, queue, at)}`), ...(skills.length > 0 ? eating.map((start) => `+ l_${w}_${start}`) : [])],
				'= 1',
			);
			starts.push([]);
			for (const queue of skills) {
				binaries.push(x(w, queue, at));
				if (!window.home.includes(queue)) objective.push(`+ ${cost.away} ${x(w, queue, at)}`);
				const change = `c_${w}_${queue}_${at}`;
				// To come with its own is no change, and to hang what is wanted after lunch costs nobody anything.
				const fresh = at === 0 || !window.open[at - 1];
				if (fresh && queue === window.home[0]) continue;
				objective.push(`+ ${cost.change} ${change}`);
				add(
					[
						`+ ${x(w, queue, at)}`,
						...(!fresh ? [`- ${x(w, queue, at - 1)}`] : []),
						...lunchEnds(window, lunches, at).map((start) => `- l_${w}_${start}`),
						`- ${change}`,
					],
					'<= 0',
				);
				bounds.push(` 0 <= ${change} <= 1`);
				starts[at]!.push(change);
			}
		}
		add(
			starts.flat().map((change) => `+ ${change}`),
			`<= ${model.mostChanges}`,
		);
		for (let at = model.dwell; at < quarters; at++)
			add(
				starts.slice(at - model.dwell + 1, at + 1).flatMap((each) => each.map((change) => `+ ${change}`)),
				'<= 1',
			);
	});
	queues.forEach((queue, q) => {
		// A quarter's wait of one person is fifteen equivalent minutes, and more where the target is short.
		const perSecond = (quarterS / 60 / queue.meanServiceS) * (1 + 600 / (600 + queue.targetWaitS));
		for (let at = 0; at < quarters; at++) {
			const left = `b_${q}_${at}`;
			objective.push(`+ ${perSecond.toFixed(6)} ${left}`);
			const serving = windows.flatMap((window, w) => {
				if (!can(w, at).includes(q)) return [];
				const speed = (quarterS * busyMost) / (window.home.includes(q) ? 1 : model.nonhomeFactor);
				return [`+ ${speed.toFixed(3)} ${x(w, q, at)}`];
			});
			const work = (queue.expected[at] ?? 0) * queue.meanServiceS;
			add([`+ ${left}`, ...(at > 0 ? [`- b_${q}_${at - 1}`] : []), ...serving], `>= ${work.toFixed(3)}`);
			const need = asked[q]![at]!;
			if (need === 0) continue;
			const short = `u_${q}_${at}`;
			objective.push(`+ ${cost.short} ${short}`);
			add([`+ ${short}`, ...windows.flatMap((_, w) => (can(w, at).includes(q) ? [`+ ${x(w, q, at)}`] : []))], `>= ${need}`);
		}
	});
	return [
		'Minimize',
		` cost: ${objective.join(' ')}`,
		'Subject To',
		...limits,
		'Bounds',
		...bounds,
		'Binaries',
		` ${binaries.join(' ')}`,
		'End',
	].join('\n');
}

/** Of what a solver found by name; numbers near to 1 are 1. */
export function readSolution(model: PlanModel, primalOf: (name: string) => number): PlanSolution {
	const { quarters, windows } = model;
	const asked = windowsAsked(model);
	const serves = windows.map((window, w) =>
		Array.from({ length: quarters }, (_, at) =>
			window.open[at] ? (window.skills.find((queue) => primalOf(`x_${w}_${queue}_${at}`) > 0.5) ?? null) : null,
		),
	);
	return {
		serves,
		lunch: windows.map((window, w) => lunchStarts(window).find((at) => primalOf(`l_${w}_${at}`) > 0.5) ?? null),
		short: asked.map((row, queue) => row.map((need, at) => Math.max(0, need - serves.filter((line) => line[at] === queue).length))),
	};
}

function lunchStarts({ lunch, open }: PlanModel['windows'][number]): number[] {
	if (!lunch) return [];
	return Array.from({ length: lunch.to - lunch.from + 1 }, (_, place) => lunch.from + place).filter((at) =>
		Array.from({ length: lunch.quarters }, (_, more) => open[at + more]).every(Boolean),
	);
}

/** Lunches that end as this quarter begins: coming back is no change of the sign. */
function lunchEnds(window: PlanModel['windows'][number], lunches: readonly number[], at: number): number[] {
	return window.lunch ? lunches.filter((start) => start + window.lunch!.quarters === at) : [];
}
