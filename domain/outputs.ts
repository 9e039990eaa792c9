import type { WindowDisplay } from './contracts/decision.ts';
import type { HallPlan } from './contracts/hall-plan.ts';
import type { WindowId } from './contracts/identity.ts';
import type { HallDay } from './contracts/state.ts';
import { isManual } from './manual/manual-mode.ts';

/**
 * What the display of every window shows now, from state alone (S8). `times` counts the calls of the ticket in hand:
 * 1 for the call, one more for each recall. A paused window that still serves shows whom it serves.
 */
export function outputs(state: HallDay, plan: HallPlan): Record<WindowId, WindowDisplay> {
	return Object.fromEntries(plan.windows.map((window) => [window.id, displayOf(state, window.id)]));
}

function displayOf(state: HallDay, id: WindowId): WindowDisplay {
	const window = state.windows[id];
	if (!window || window.stage === 'closed') return { show: 'closed', ticket: null, times: 0 };
	if (window.ticket !== null) {
		const life = state.tickets[window.ticket]?.life;
		if (life?.stage === 'called') return { show: 'call', ticket: window.ticket, times: life.recalls + 1 };
		return { show: 'serving', ticket: window.ticket, times: 0 };
	}
	if (window.stage === 'paused') return { show: 'paused', ticket: null, times: 0 };
	const byHand = window.duty.length > 0 && window.duty.every((queue) => isManual(state, queue));
	return { show: byHand ? 'manual' : 'idle', ticket: null, times: 0 };
}
