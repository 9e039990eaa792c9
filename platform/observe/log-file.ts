/**
 * The platform's log as files of its own beside standard error: turned when one is large or old, and gone when its time is over (网络安全法第二十一条:
 * at least six months, so it is not the age but the number that is bounded first). A disk that takes nothing must not stop a hall.
 */
import { appendFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface LogFileOptions {
	folder: string;
	now(): number;
	/** Of one file. */
	maximumBytes?: number;
	/** A file that was begun so long ago is turned, however small it is. */
	maximumAgeMs?: number;
	/** Turned files older than this go. */
	keptMs?: number;
	/** Never more turned files than this, whatever their age. */
	files?: number;
}

const dayMs = 24 * 3_600_000;
const name = 'platform.log';
/** `platform-2026-11-22T10-00-00-000Z.log` */
const turnedName = /^platform-[0-9TZ-]+\.log$/;

export class LogFile {
	readonly #options: Required<LogFileOptions>;
	#size = 0;
	#begunAt: number;

	/** Throws nothing; what cannot be written is left to standard error. */
	constructor(options: LogFileOptions) {
		this.#options = { maximumBytes: 10_000_000, maximumAgeMs: 7 * dayMs, keptMs: 200 * dayMs, files: 60, ...options };
		this.#begunAt = options.now();
		try {
			mkdirSync(options.folder, { recursive: true, mode: 0o700 });
			if (!existsSync(this.#path)) return;
			const { size, birthtimeMs } = statSync(this.#path);
			this.#size = size;
			this.#begunAt = Math.min(birthtimeMs, options.now());
		} catch {}
	}

	write(line: string): void {
		try {
			const { maximumBytes, maximumAgeMs, now } = this.#options;
			const old = Math.abs(now() - this.#begunAt) > maximumAgeMs;
			if (this.#size > 0 && (this.#size + line.length > maximumBytes || old)) this.#turn();
			appendFileSync(this.#path, line, { mode: 0o600 });
			this.#size += Buffer.byteLength(line);
		} catch {}
	}

	get #path(): string {
		return join(this.#options.folder, name);
	}

	#turn(): void {
		const { folder, now, keptMs, files } = this.#options;
		const stamp = new Date(now()).toISOString().replaceAll(/[:.]/g, '-');
		if (existsSync(this.#path)) renameSync(this.#path, join(folder, `platform-${stamp}.log`));
		this.#size = 0;
		this.#begunAt = now();
		const turned = readdirSync(folder)
			.filter((each) => turnedName.test(each))
			.sort();
		for (const [index, each] of turned.entries()) {
			const at = Date.parse(each.slice(9, -4).replace(/T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z/, 'T$1:$2:$3.$4Z'));
			if (turned.length - index > files || now() - at > keptMs) rmSync(join(folder, each), { force: true });
		}
	}
}
