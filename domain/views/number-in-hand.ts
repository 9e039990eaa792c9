import type { TicketNumber, WindowId } from '../contracts/identity.ts';
import type { HallDay } from '../contracts/state.ts';

/**
 * The number a window has in hand; `null` = none. A window that nobody could open, because it was cut off since the morning, serves people by
 * their paper all the same: then it is the last one whose service was started there.
 */
export function numberInHand(state: HallDay, id: WindowId): TicketNumber | null {
	const window = state.windows[id];
	if (!window) return null;
	if (window.stage !== 'closed') return window.ticket;
	const known = state.inHand.findLast((number) => {
		const life = state.tickets[number]?.life;
		return life?.stage === 'serving' && life.window === id;
	});
	if (known !== undefined) return known;
	const strays = Object.entries(state.strays).filter(([, stray]) => stray.window === id && stray.at === null);
	return (
		strays.reduce<[string, number] | null>(
			(last, [number, { since }]) => (last && last[1] > (since ?? 0) ? last : [number, since ?? 0]),
			null,
		)?.[0] ?? null
	);
}
