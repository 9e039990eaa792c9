/**
 * What root does before a platform starts under systemd: the hall's key lies in a file that root alone reads, and the platform's account gets a copy in
 * memory (`/run`) for as long as the service runs. A key that the platform had made in its own data folder, or that came back with a backup, is taken in.
 */
import {
	chownSync,
	closeSync,
	existsSync,
	fchmodSync,
	fsyncSync,
	mkdirSync,
	openSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { HallKeyFailure, hallKeysIn, joinedHallKeys, makeHallKeys, writeHallKeys } from './hall-key-file.ts';

export interface HandOver {
	/** Root's own file; made when missing. */
	from: string;
	/** Taken in and removed, if it is there. */
	takeIn: string | null;
	/** Given to whoever owns its folder. */
	to: string;
	/** ms since 1970. */
	now: number;
}

export type HandedOver = 'made' | 'taken-in' | 'as-it-was';

/** Throws a `HallKeyFailure`: both files stay as they are then. */
export function handOverHallKey({ from, takeIn, to, now }: HandOver): HandedOver {
	const before = existsSync(from);
	const found = takeIn !== null && existsSync(takeIn) ? takeIn : null;
	mkdirSync(dirname(from), { recursive: true, mode: 0o700 });
	if (found !== null) {
		const other = hallKeysIn(found, statSync(dirname(found)).uid);
		const joined = before ? joinedHallKeys(hallKeysIn(from), other) : other;
		if (!joined)
			throw new HallKeyFailure(
				from,
				null,
				`${from} and ${found} are keys of different halls, or of one that was begun anew. Move away the one that does not belong to the data of this platform; nothing was changed.`,
			);
		writeHallKeys(from, joined);
	} else if (!before) makeHallKeys(from, now);
	// Read back before the only other copy goes.
	hallKeysIn(from);
	if (found !== null) rmSync(found);
	copyFor(from, to);
	return found !== null ? 'taken-in' : before ? 'as-it-was' : 'made';
}

function copyFor(from: string, to: string): void {
	const { uid, gid } = statSync(dirname(to));
	rmSync(`${to}.new`, { force: true });
	const file = openSync(`${to}.new`, 'wx', 0o400);
	try {
		fchmodSync(file, 0o400);
		writeSync(file, readFileSync(from));
		fsyncSync(file);
	} finally {
		closeSync(file);
	}
	chownSync(`${to}.new`, uid, gid);
	renameSync(`${to}.new`, to);
}
