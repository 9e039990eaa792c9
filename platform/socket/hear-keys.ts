/** The key a machine came with: heard for each of its seats, alarmed where it is not the one the hall knows, told to everyone. */
import type { MachineKey, StationKey } from '../../domain/contracts/ticket-keys.ts';
import type { KeyHeard } from '../people/station-keys.ts';
import { StoreFailure } from '../storage/store-failure.ts';
import type { HallDoor } from './hall-door.ts';
import type { Link } from './link.ts';

const alarming: readonly KeyHeard[] = ['changed', 'revoked', 'false-id', 'too-many'];

/** Waits for nothing. The stations whose key is new are answered: `keepKeys` makes them durable. */
export function hearKeys(link: Link, key: MachineKey | undefined, { keys, log, metrics }: HallDoor): string[] {
	if (!key) return [];
	const fresh: string[] = [];
	for (const station of link.seats.keys()) {
		const heard = keys.hear(station, key);
		if (heard === 'new' || heard === 'changed') fresh.push(station);
		if (!alarming.includes(heard)) continue;
		metrics.alarms.inc({ kind: `station-key-${heard}` });
		log.error(`station-key-${heard}`, { station });
	}
	return fresh;
}

/** Writes the new keys down and tells them to all who are seated. Never rejects: what is not kept comes with the next hello. */
export async function keepKeys(fresh: readonly string[], key: MachineKey, { keys, clock, log, authority }: HallDoor): Promise<void> {
	try {
		for (const station of fresh) await keys.keep(station, key, clock.now());
	} catch (cause) {
		if (cause instanceof StoreFailure) authority.distrustStore(cause);
		log.error('station-key-not-kept', { code: cause instanceof StoreFailure ? cause.code : 'unexpected' });
	}
	keys.changed();
}

/** Every key of the hall, and which of them belong to machines that may sit down now. */
export function toldKeys(keys: StationKey[], { enrolment, revoked }: Pick<HallDoor, 'enrolment' | 'revoked'>, now: number): StationKey[] {
	if (!enrolment) return keys;
	return enrolment.enrolments.marked(keys, now, (station) => revoked?.has(station) ?? false);
}
