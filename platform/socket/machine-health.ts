/**
 * What a station's PC says of its disk and journal with each beat, and how far its clock is off: said in the log when it changes, so that every
 * manager's list shows it. By the platform, because a PC that cannot write its journal cannot report.
 */
import type { MachineTrouble } from '../../domain/contracts/machine-trouble.ts';
import type { HallDoor } from './hall-door.ts';
import type { Link } from './link.ts';

/** More than this is no matter of the line. Waiting is reckoned with the offset all the same. */
const clockOffMs = 60_000;

/** Said once for a machine, under its first seat. `said`: what the machine tells; absent = it tells nothing of itself. */
export function hearMachine(link: Link, said: readonly MachineTrouble[] | undefined, { authority, sayOfMachine }: HallDoor): void {
	const [station] = link.seats.keys();
	if (station === undefined || !sayOfMachine || authority.state.stage !== 'open') return;
	const known = authority.state.stations[station]?.troubles ?? [];
	const offset = link.clockTold ? (link.clockOffset ?? 0) : 0;
	const clock: MachineTrouble[] = Math.abs(offset) > clockOffMs ? [{ code: 'clock-wrong', seconds: Math.round(offset / 1_000) }] : [];
	const now = [...(said ?? []), ...clock];
	const differs =
		now.length !== known.length ||
		now.some(({ code, seconds = 0 }) => !known.some((old) => old.code === code && near(old.seconds, seconds)));
	if (!differs || link.sayingMachine) return;
	link.sayingMachine = true;
	void sayOfMachine(station, now)
		.catch(() => {})
		.finally(() => {
			link.sayingMachine = false;
		});
}

/** A clock that drifts by seconds is the same trouble, not a new one every beat. */
function near(one: number | undefined, other: number): boolean {
	return Math.abs((one ?? 0) - other) <= 30;
}
