/**
 * What the reports of one case make of it. Reports may be late, doubled, from windows that were cut off from each other: they are put into one
 * order first (time, then seat and number), so that everybody who holds the same reports sees the same case. Total: a step that does not fit is kept
 * as a flag, and what came before it stands.
 */
import { type CaseReport, type CaseStep, caseNumber } from '../contracts/cases.ts';
import { platformStation } from '../contracts/identity.ts';
import type { CaseState, Deed, Flag, FlagCode } from './case-state.ts';
import { applyStep } from './steps.ts';

/** The same command heard twice is one. */
export const reportKey = ({ station, epoch, n }: Pick<CaseReport, 'station' | 'epoch' | 'n'>) => `${station}/${epoch}/${n}`;

function inOrder(one: CaseReport, other: CaseReport): number {
	if (one.at !== other.at) return one.at - other.at;
	// What began it goes before what was done to it in the same moment.
	const begins = Number(other.steps.some(({ do: what }) => what === 'begin')) - Number(one.steps.some(({ do: what }) => what === 'begin'));
	if (begins !== 0) return begins;
	if (one.station !== other.station) return one.station < other.station ? -1 : 1;
	if (one.epoch !== other.epoch) return one.epoch < other.epoch ? -1 : 1;
	return one.n - other.n;
}

/** One more report among those of a case, in order and without doubles. Does not change its arguments. */
export function withReport(reports: readonly CaseReport[], report: CaseReport): CaseReport[] {
	const key = reportKey(report);
	if (reports.some((known) => reportKey(known) === key)) return [...reports];
	return [...reports, report].sort(inOrder);
}

/** The case as all its reports tell it. `reports` may stand in any order, and hold doubles. */
export function caseOf(ref: string, reports: readonly CaseReport[]): CaseState {
	const one = new Map(reports.map((report) => [reportKey(report), report]));
	const state: CaseState = {
		...{ ref, number: caseNumber(ref), stage: 'unknown', begun: null, items: [], theme: null, materials: [], notices: [] },
		...{ accepted: null, refused: null, withdrawn: null, tasks: [], pauses: [], results: {}, deliveries: {}, owner: null, offered: null },
		...{ identified: null, proxy: null, priority: null, reminders: [], papers: [], flags: [], lastAt: 0 },
	};
	for (const report of [...one.values()].sort(inOrder)) {
		const deed: Deed = { at: report.at, staff: report.staff, window: report.window };
		// What the platform does by itself (it reminds people) has nobody behind it, and needs nobody.
		if ((report.staff === null && report.station !== platformStation) || report.doubts.includes('not-signed-in'))
			addFlag(state, 'not-signed-in', deed);
		for (const step of report.steps) {
			if (step.do === 'task' && report.doubts.includes('other-department'))
				addFlag(state, 'task-of-other-department', deed, { about: step.task });
			applyStep(state, step, deed, report, (code, more) => addFlag(state, code, deed, more));
		}
		state.lastAt = Math.max(state.lastAt, report.at);
	}
	return finished(state);
}

function addFlag(state: CaseState, code: FlagCode, deed: Deed, more: Partial<Pick<Flag, 'about' | 'otherWindow'>> = {}): void {
	const { about = null, otherWindow = null } = more;
	const known = state.flags.some((flag) => flag.code === code && flag.about === about && flag.otherWindow === otherWindow);
	if (!known) state.flags.push({ code, about, otherWindow, ...deed, settled: null });
}

/** What follows from all of it: stages of tasks and of the case, and what is still to be told. */
function finished(state: CaseState): CaseState {
	if (state.begun === null && state.lastAt > 0) addFlag(state, 'not-begun', { at: state.lastAt, staff: null, window: null });
	const done = new Set(state.tasks.filter(({ stage }) => stage === 'agreed' || stage === 'not-agreed').map(({ id }) => id));
	for (const task of state.tasks) if (task.stage === 'waiting' && task.after.every((id) => done.has(id))) task.stage = 'open';
	state.stage = stageOf(state);
	return state;
}

function stageOf({ withdrawn, accepted, refused, results, deliveries, begun }: CaseState): CaseState['stage'] {
	if (withdrawn) return 'withdrawn';
	if (accepted) {
		const items = accepted.items.map(({ item }) => item);
		if (!items.every((item) => results[item])) return 'accepted';
		return items.every((item) => deliveries[item] || results[item]?.outcome === 'not-granted') ? 'delivered' : 'decided';
	}
	if (refused) return 'refused';
	return begun ? 'begun' : 'unknown';
}

/** Whether nothing more is expected of it. */
export const hasEnded = ({ stage }: Pick<CaseState, 'stage'>) => stage === 'delivered' || stage === 'refused' || stage === 'withdrawn';

/** The steps a report says, as names: for lists and tests. */
export const namesOfSteps = (steps: readonly CaseStep[]) => steps.map(({ do: what }) => what);
