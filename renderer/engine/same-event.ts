/** Whether two logs hold the same event, as it was or as one that a later platform recovered (`domain/contracts/term.ts`). */
import type { HallEvent } from '../../domain/contracts/events.ts';

type Stamps = Pick<HallEvent, 'position' | 'station' | 'epoch' | 'n' | 'recordedAt'> & { name: string };

const identity = (day: string, { position, station, epoch, n, recordedAt, name }: Stamps) =>
	`${day} ${position} ${station} ${epoch} ${n} ${recordedAt} ${name}`;

/** An event never changes (S1), so its stamps tell which it is. */
export function sameEvent(one: HallEvent, other: HallEvent): boolean {
	return identity(one.day, one) === identity(other.day, other);
}

/** Under which names an event may be known: its own, and that of the one it repeats. */
export function namesOf(event: HallEvent): string[] {
	const own = identity(event.day, event);
	return event.recovered ? [own, identity(event.day, event.recovered)] : [own];
}
