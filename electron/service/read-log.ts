/** The newest lines of the machine's own log, for a technician. They are free of personal data as they were written (P1). */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { type LogLine, logLine } from '../../domain/contracts/device-service.ts';

/** More than 500 lines are never asked for. */
const tailBytes = 256_000;

/** At most `most` lines, newest last. Lines that are none (cut by a crash) are left out. Never throws. */
export function readLog(folder: string, most: number): LogLine[] {
	const newest = linesOf(tailOf(join(folder, 'station.log')));
	// Just after the log was turned over, what went before is asked for too.
	const older = newest.length < most ? linesOf(tailOf(join(folder, 'station.log.1'))) : [];
	return [...older, ...newest].slice(-most);
}

function tailOf(path: string): string {
	let file: number | null = null;
	try {
		file = openSync(path, 'r');
		const { size } = fstatSync(file);
		const from = Math.max(0, size - tailBytes);
		const bytes = Buffer.alloc(size - from);
		const read = readSync(file, bytes, 0, bytes.length, from);
		const text = bytes.toString('utf8', 0, read);
		return from === 0 ? text : text.slice(text.indexOf('\n') + 1);
	} catch {
		return '';
	} finally {
		if (file !== null) closeSync(file);
	}
}

function linesOf(text: string): LogLine[] {
	return text.split('\n').flatMap((line) => {
		try {
			const { at, level, code, ...facts } = JSON.parse(line);
			const read = logLine.safeParse({ at, level, code, facts });
			return read.success ? [read.data] : [];
		} catch {
			return [];
		}
	});
}
