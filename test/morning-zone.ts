/**
 * Halls that tests run on the real clock lie where it is ten in the morning: no midnight comes between two steps, and slots of today are still to
 * come, whenever the tests run.
 */
import { businessDay } from '../domain/business-day.ts';

const hour = new Date().getUTCHours();
/** Ahead of UTC by so many hours, −11 to 12. */
const ahead = hour > 21 ? 34 - hour : 10 - hour;

/** The zone's own sign says how far it is behind. */
export const morningZone = `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;

/** The text of a hall file, in that zone. */
export function inTheMorning(hallFile: string): string {
	const moved = hallFile.replace(/^( {2}timezone: ).*$/m, `$1${morningZone}`);
	if (!moved.includes(morningZone)) throw new Error('the hall file names no time zone');
	return moved;
}

/** The business day of such a hall. */
export const todayThere = (): string => businessDay(Date.now(), morningZone);
