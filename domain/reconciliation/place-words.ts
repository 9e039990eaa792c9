/** Where something happened, as people of the hall call it. */
import type { HallPlan } from '../contracts/hall-plan.ts';
import type { Say } from './words.ts';

/** Of a station: `1 号取号机`, `03 号窗口`; of another role, or one the plan does not know, its id. */
export function stationInWords(plan: HallPlan, id: string, say: Say): string {
	const station = plan.stations.find((each) => each.id === id);
	if (station?.role === 'terminal') return say('places.terminal', { number: station.number ?? id });
	if (station?.role === 'window') return windowInWords(plan, station.window ?? id, say);
	return say(station?.role === 'manager' ? 'places.manager' : station?.role === 'board' ? 'places.board' : 'places.other', { id });
}

export function windowInWords(plan: HallPlan, id: string, say: Say): string {
	const window = plan.windows.find((each) => each.id === id);
	return window ? say('places.window', { number: window.number }) : say('places.other', { id });
}
