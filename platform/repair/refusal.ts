/** What a person is told when a platform does not decide on a damaged day: what is damaged, what was tried, what to do. */
import { StoreFailure } from '../storage/store-failure.ts';
import type { MendedDay } from './mend-store.ts';

/** So that whoever supervises the program does not start it again and again: only a person can help. */
export const damagedExitCode = 3;

const whatToDo =
	'Nothing was changed and nothing is deleted. Give the platform a copy that holds all of it: --repair-from FOLDER (a backup, or the data folder of another platform of the hall), ' +
	'or start it where the other platforms (--peers-token-file) or the centre can be reached. If there is none: let another PC take over (接管), or move the data folder away and start ' +
	'a new one with the order of a station (--take-over).';

export function refusal(days: readonly MendedDay[], rows: readonly string[] = []): StoreFailure {
	const damage = days.flatMap((day) => day.damage);
	const tried = days.flatMap((day) => day.tried.map((said) => `${day.day}, ${said}`));
	const words = [
		`The store is damaged: ${[...damage, ...rows].join('; ')}.`,
		...(tried.length > 0 ? [`Copies that were tried: ${tried.join('; ')}.`] : []),
		whatToDo,
	];
	return new StoreFailure('corrupt', words.join(' '));
}

export function nothingReadable(why: string): StoreFailure {
	return new StoreFailure(
		'corrupt',
		`The store is damaged and nothing of it can be read: ${why} Put a backup of the whole data folder in its place (the copy of the log at the other platforms or the centre ` +
			'completes it), let another PC take over (接管), or move the folder away and start a new one with the order of a station (--take-over).',
	);
}
