/**
 * One JSON line per happening, to standard error. What may be said is a closed shape: a code, and ids and counts beside it; message bodies,
 * names and PINs have no way in.
 */
import { type DestinationStream, destination, pino } from 'pino';

export interface Facts {
	station?: string;
	/** Number of a member of staff, as in events; never a name. */
	staff?: string;
	epoch?: string;
	command?: string;
	code?: string;
	day?: string;
	hall?: string;
	alarm?: string;
	field?: string;
	frames?: string[];
	n?: number;
	count?: number;
	head?: number;
	port?: number;
	milliseconds?: number;
	status?: number;
}

export interface Log {
	info(happening: string, facts?: Facts): void;
	warn(happening: string, facts?: Facts): void;
	error(happening: string, facts?: Facts): void;
}

export function jsonLog(stream: DestinationStream = destination({ fd: 2, sync: true })): Log {
	const oneLine: DestinationStream = { write: (line) => stream.write(line.replace(breaking, escaped)) };
	const lines = pino({ base: { part: 'platform' }, timestamp: pino.stdTimeFunctions.isoTime, messageKey: 'happening' }, oneLine);
	return {
		info: (happening, facts = {}) => lines.info(facts, happening),
		warn: (happening, facts = {}) => lines.warn(facts, happening),
		error: (happening, facts = {}) => lines.error(facts, happening),
	};
}

/** What JSON leaves as it is and some reader of lines takes for the end of one, or for an order to the screen that shows it (CWE-117). */
const breaking = /(?!\n)[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;
const escaped = (sign: string) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
