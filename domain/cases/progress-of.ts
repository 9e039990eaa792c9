import type { ShownProgress } from '../contracts/progress.ts';
import type { WorkCalendar } from '../working-time/calendar.ts';
import { clocksOf, materialsToCome } from './case-clock.ts';
import type { CaseState } from './case-state.ts';

/** What is said of a case to its holder: how far it is, until when, what is still to bring, what came of it. No staff, no window. */
export function progressOf(state: CaseState, calendar: WorkCalendar, now: number): ShownProgress {
	const clocks = clocksOf(state, calendar, now);
	const told = state.stage === 'begun' ? (state.notices.at(-1)?.materials ?? []) : [];
	const missing = told.filter(
		(code) => !state.materials.some(({ material, mark, brought }) => material === code && (brought || mark === 'seen')),
	);
	return {
		kind: 'case',
		number: state.number,
		stage: state.stage,
		since: state.lastAt,
		items: state.items.map((item) => ({
			item,
			due: clocks.find((clock) => clock.item === item)?.due ?? null,
			outcome: state.results[item]?.outcome ?? null,
			delivered: state.deliveries[item]?.way ?? null,
		})),
		toBring: [
			...missing.map((material) => ({ material, by: null })),
			...materialsToCome(state).map(({ material, by }) => ({ material, by })),
		],
		paused: state.pauses.find(({ to }) => to === null)?.reason ?? null,
		delivery: state.accepted?.delivery ?? null,
		answerBy: null,
	};
}
