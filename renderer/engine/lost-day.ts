/** A machine that has worked before and whose store is gone or damaged: journal and platform make it again, and it is said. */
import type { JournalSeat } from '../../domain/contracts/bridge.ts';
import type { Kept } from './ports.ts';

/** A platform that can be reached is heard within this time; later the machine works with what its journal alone knows. */
export const aloneAfterMs = 12_000;

/** True when nothing of any day is left. */
export function sayWhatIsLost(kept: Kept, journaled: readonly JournalSeat[], note: (code: string, count?: number) => void): boolean {
	if (kept.unread) note('store-damaged', kept.unread);
	if (kept.day !== null || !journaled.some(({ lastN }) => lastN > 0)) return false;
	note('store-lost');
	return true;
}
