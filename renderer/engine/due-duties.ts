/**
 * Changes of duty that were announced go on without the platform: when the time has come and nobody is in service at a window of this machine, its
 * station says so itself. With a citizen in service the report of the end of the service does it (`domain/tide-day/duty-changes.ts`). Nothing new is
 * planned then; windows that have thresholds follow those.
 */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import { dutyChangeOf, isFree } from '../../domain/tide-day/duty-changes.ts';
import { thresholdChangeOf } from '../../domain/tide-day/threshold-duties.ts';
import type { Timers } from './ports.ts';
import type { SeatLine } from './seat-line.ts';

/** While something is due it is looked after so often: the link may go meanwhile. */
const lookEveryMs = 5_000;
const soonestMs = 250;
/** Waits grow by the minute. */
const thresholdsEveryMs = 30_000;

export function createDueDuties(parts: {
	timers: Timers;
	stations: readonly string[];
	now: () => number;
	isUp: () => boolean;
	plan: () => HallPlan;
	shown: () => HallDay | null;
	lineOf: (station: string) => Pick<SeatLine, 'report'>;
	note: (code: string) => void;
}) {
	const { timers, stations, now } = parts;
	let armed = false;

	/** Windows of this machine at which a change is due, now or later. */
	function ours(state: HallDay) {
		return parts.plan().stations.flatMap(({ id, window }) => {
			if (window === undefined || !stations.includes(id)) return [];
			const at = state.tide.due[window]?.notBefore ?? state.tide.ends[window]?.at;
			return at === undefined ? [] : [{ station: id, window, at }];
		});
	}
	/** Windows of this machine that follow thresholds. */
	function tidal() {
		const { tide, windows, stations: known } = parts.plan();
		if (!tide) return [];
		return known.flatMap(({ id, window }) =>
			window !== undefined && stations.includes(id) && windows.find((each) => each.id === window)?.tidal ? [{ station: id, window }] : [],
		);
	}
	function look() {
		const state = parts.shown();
		const due = state ? ours(state) : [];
		if (armed || (due.length === 0 && tidal().length === 0)) return;
		armed = true;
		const next = Math.min(...due.map(({ at }) => at)) - now();
		if (due.length === 0) timers.set(take, thresholdsEveryMs);
		else timers.set(take, next > 0 ? Math.min(lookEveryMs, Math.max(soonestMs, next)) : lookEveryMs);
	}
	function take() {
		armed = false;
		const state = parts.shown();
		if (state && !parts.isUp()) {
			const due = ours(state).filter(({ window }) => isFree(state, window) && dutyChangeOf(state, window, now()));
			const pressed = tidal().filter(({ window }) => thresholdChangeOf(state, parts.plan(), window, now()));
			for (const { station, window } of [...due, ...pressed])
				parts
					.lineOf(station)
					.report('take-duty-change', { window })
					.catch(() => parts.note('report-not-journaled'));
		}
		look();
	}
	return { look };
}
