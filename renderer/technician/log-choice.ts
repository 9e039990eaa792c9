/** Which lines of the machine's log are shown. Pure. */
import type { LogLine } from '../../domain/contracts/device-service.ts';

export interface LogChoice {
	/** `warn`: warnings and errors; `error`: errors alone. */
	level: LogLine['level'];
	/** `null` = every line. */
	device: string | null;
}
export const levels = ['info', 'warn', 'error'] as const;
export const everyLine: LogChoice = { level: 'info', device: null };

/** Newest first. */
export function chosenLines(lines: readonly LogLine[], { level, device }: LogChoice): LogLine[] {
	const least = levels.indexOf(level);
	return lines
		.filter((line) => levels.indexOf(line.level) >= least && (device === null || line.facts.device === device))
		.toSorted((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0));
}

/** Devices the lines speak of, in order of name. */
export function devicesIn(lines: readonly LogLine[]): string[] {
	return [...new Set(lines.flatMap(({ facts }) => (typeof facts.device === 'string' ? [facts.device] : [])))].sort();
}
