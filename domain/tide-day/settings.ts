/** What a hall's tide is where its file says nothing, and the planner's limits that follow. */
import type { HallPlan } from '../contracts/hall-plan.ts';
import type { TideSettings } from '../contracts/tide-plan.ts';
import { type PlanLimits, usualLimits } from '../tide/planner/limits.ts';

export const usualTide: TideSettings = {
	everyMinutes: 5,
	noticeSeconds: 60,
	declineSeconds: 120,
	answerMinutes: 10,
	lockMinutes: 120,
	mostQueues: 3,
	dwellMinutes: 20,
	mostMovesPerWindow: 4,
	mostAtOnce: 3,
	movesPerHourPerTen: 1.45,
	threshold: 8,
	changeSeconds: 60,
	awayFactor: 1.15,
	express: [],
};

export function tideSettingsOf(plan: Pick<HallPlan, 'tide'>): TideSettings {
	return plan.tide ?? usualTide;
}

export function limitsOf(settings: TideSettings): PlanLimits {
	return {
		...usualLimits,
		dwellS: settings.dwellMinutes * 60,
		movesPerClerk: settings.mostMovesPerWindow,
		atOnce: settings.mostAtOnce,
		perHourPerTen: settings.movesPerHourPerTen,
		threshold: settings.threshold,
	};
}
