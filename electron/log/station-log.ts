/** The machine's own log: JSON lines of codes, ids and numbers, never free text, never anything of a person (P1). */
import { appendFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

export type LogLevel = 'info' | 'warn' | 'error';
/** Ids and codes only: short, without blanks, and without a run of digits as long as a document number. */
const allowedValue = /^(?!.*\d{11})[A-Za-z0-9.,_:/-]{1,80}$/;

/** One line; a value that could be text of a person is left out and said to be. Pure. */
export function logLine(at: number, level: LogLevel, code: string, facts: Record<string, string | number> = {}): string {
	const safe = Object.entries(facts).map(([name, value]) => [
		name,
		typeof value === 'number' ? value : allowedValue.test(value) ? value : '(left out)',
	]);
	return `${JSON.stringify({ at: new Date(at).toISOString(), level, code, ...Object.fromEntries(safe) })}\n`;
}

export interface StationLogOptions {
	folder: string;
	now: () => number;
	maximumBytes?: number;
	files?: number;
	/** A file that was begun so long ago is turned, however small it is. */
	maximumAgeMs?: number;
}

export class StationLog {
	readonly #path: string;
	readonly #options: Required<StationLogOptions>;
	#size: number;
	#begunAt: number;

	constructor(options: StationLogOptions) {
		this.#options = { maximumBytes: 5_000_000, files: 5, maximumAgeMs: 30 * 24 * 3_600_000, ...options };
		mkdirSync(options.folder, { recursive: true });
		this.#path = join(options.folder, 'station.log');
		const known = existsSync(this.#path) ? statSync(this.#path) : null;
		this.#size = known?.size ?? 0;
		this.#begunAt = Math.min(known?.birthtimeMs ?? options.now(), options.now());
	}

	/** Never throws: a log that cannot be written must not stop a hall. */
	write(level: LogLevel, code: string, facts?: Record<string, string | number>): void {
		const line = logLine(this.#options.now(), level, code, facts);
		try {
			const { maximumBytes, maximumAgeMs, now } = this.#options;
			const old = this.#size > 0 && Math.abs(now() - this.#begunAt) > maximumAgeMs;
			if (old || this.#size + line.length > maximumBytes) this.#turn();
			appendFileSync(this.#path, line, { mode: 0o600 });
			this.#size += line.length;
		} catch {
			process.stderr.write(line);
		}
	}

	/** `station.log` becomes `station.log.1`, that becomes `.2`, and the oldest goes. */
	#turn(): void {
		rmSync(`${this.#path}.${this.#options.files - 1}`, { force: true });
		for (let index = this.#options.files - 2; index >= 0; index--) {
			const from = index === 0 ? this.#path : `${this.#path}.${index}`;
			if (existsSync(from)) renameSync(from, `${this.#path}.${index + 1}`);
		}
		this.#size = 0;
		this.#begunAt = this.#options.now();
	}
}
