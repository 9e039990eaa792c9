import type { HallEvent, RecoveredFrom } from '../contracts/events.ts';

/** A recovered event was done by whoever did the first one, not by the platform that wrote it down again. */
export function asItWasDone(event: HallEvent, { station, epoch, n, staff }: RecoveredFrom): HallEvent {
	return { ...event, station, epoch, n, staff };
}
