/** Which seats of a hello nobody vouches for: unknown to the hall's plan, or revoked. */
import type { QuarantinedBatch } from '../../domain/contracts/quarantine.ts';
import type { Hello } from '../../domain/contracts/wire.ts';
import type { HallDoor } from './hall-door.ts';
import type { Link } from './link.ts';

export interface Distrusted {
	code: QuarantinedBatch['why'];
	detail: string;
	station: string;
	/** What they owe may be handed in; absent where there is no place to keep it. */
	seats?: { station: string; epoch: string }[];
}

/** Marks the link; `null` = every seat is known and good. One such seat turns the whole machine away. */
export function distrust(link: Link, { seats }: Pick<Hello, 'seats'>, { plan, revoked, quarantine }: HallDoor): Distrusted | null {
	const planned = new Set(plan.stations.map(({ id }) => id));
	const found = new Map<string, Distrusted['code']>();
	const turned: NonNullable<Distrusted['seats']> = [];
	for (const { station, epoch } of seats) {
		const code = revoked?.has(station) ? 'revoked-station' : planned.has(station) ? null : 'unknown-station';
		if (code === null) continue;
		found.set(`${station}/${epoch}`, code);
		turned.push({ station, epoch });
	}
	const [first] = turned;
	if (!first) return null;
	const code = found.get(`${first.station}/${first.epoch}`)!;
	if (quarantine) link.distrusted = found;
	return {
		code,
		station: first.station,
		detail:
			code === 'unknown-station'
				? 'The hall has no such station. Check stations.yaml.'
				: 'This station was revoked. A manager can restore it.',
		...(quarantine ? { seats: turned } : {}),
	};
}

/** A machine that is not enrolled for its seats: what it owes may be handed in all the same, and waits for a manager. */
export function distrustUnenrolled(link: Link, { seats }: Pick<Hello, 'seats'>, station: string, { quarantine }: HallDoor): Distrusted {
	if (quarantine) link.distrusted = new Map(seats.map(({ station: each, epoch }) => [`${each}/${epoch}`, 'not-enrolled']));
	return {
		code: 'not-enrolled',
		station,
		detail: 'This machine is not enrolled for this station. A manager makes a code for it.',
		...(quarantine ? { seats: seats.map(({ station: each, epoch }) => ({ station: each, epoch })) } : {}),
	};
}
