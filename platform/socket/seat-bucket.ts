/**
 * How many asks of one kind a terminal's seat may make: of the seat and not of its link, so that whoever holds a stolen terminal wins nothing by connecting
 * anew, and tries no more numbers of documents than a person at its screen would.
 */
import type { StationId } from '../../domain/contracts/identity.ts';
import type { HallDoor } from './hall-door.ts';
import type { Link } from './link.ts';
import { TokenBucket } from './token-bucket.ts';

/** `null`: no terminal speaks on this link. */
export type SeatBucket = (link: Pick<Link, 'seats'>, door: Pick<HallDoor, 'clock'>) => { station: StationId; may: boolean } | null;

export function seatBucket(perSecond: number, atOnce: number): SeatBucket {
	const halls = new WeakMap<object, Map<StationId, TokenBucket>>();
	return (link, door) => {
		const station = [...link.seats.values()].find(({ station: { role } }) => role === 'terminal')?.station.id;
		if (station === undefined) return null;
		const now = door.clock.now();
		const ofHall = halls.get(door) ?? new Map<StationId, TokenBucket>();
		halls.set(door, ofHall);
		const bucket = ofHall.get(station) ?? new TokenBucket(perSecond, atOnce, now);
		ofHall.set(station, bucket);
		return { station, may: bucket.take(now) };
	};
}
