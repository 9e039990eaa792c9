/** `devices.yaml` while the hall works: watched, read again, and applied when it is right. */
import { readFileSync, watch } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { DevicesAgain } from '../../config/read-devices-again.ts';
import type { DeviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import type { DeviceProfiles } from '../../domain/contracts/device-profiles.ts';

/** An editor writes a file in several steps: it must have been still for so long. */
export const settleMs = 500;

/** What the machine runs by now. */
export interface Declared {
	devices: DeviceDeclaration[];
	profiles: DeviceProfiles;
	serviceCode: string | null;
}

export interface LiveDevicesOptions {
	first: Declared;
	/** Reads the file anew; devices of this machine's seats alone. Never throws. */
	read(): DevicesAgain;
	/** Makes it so; resolves with the ids of devices that changed. */
	apply(declared: Declared): Promise<string[]>;
	after(ms: number, action: () => void): () => void;
	log(level: 'info' | 'warn', code: string, facts: Record<string, string | number>): void;
}

export interface Reloaded {
	changed: string[];
	/** `file:line: what`; the devices go on as they were. */
	problems: string[];
}

/** What the machine is declared to have, and how it follows the file. */
export class LiveDevices {
	readonly #options: LiveDevicesOptions;
	#declared: Declared;
	#problems: string[] = [];
	#turn: Promise<unknown> = Promise.resolve();
	#cancel = () => {};

	constructor(options: LiveDevicesOptions) {
		this.#options = options;
		this.#declared = options.first;
	}

	/** By which the machine runs. */
	get declared(): Declared {
		return this.#declared;
	}

	/** What is wrong with the file as it was read last. */
	get problems(): readonly string[] {
		return this.#problems;
	}

	/** Reads and applies, one after the other however often it is asked for. Never rejects. */
	reload(): Promise<Reloaded> {
		const done = this.#turn.then(() => this.#reload());
		this.#turn = done;
		return done;
	}

	/** Something happened to the file. */
	touched(): void {
		this.#cancel();
		this.#cancel = this.#options.after(settleMs, () => void this.reload());
	}

	stop(): void {
		this.#cancel();
	}

	async #reload(): Promise<Reloaded> {
		const { read, apply, log } = this.#options;
		try {
			const again = read();
			if (!again.ok) {
				this.#problems = again.problems.map(({ file, line, what }) => `${basename(file)}:${line}: ${what}`);
				log('warn', 'devices-file-wrong', { problems: this.#problems.length, line: again.problems[0]?.line ?? 0 });
				return { changed: [], problems: [...this.#problems] };
			}
			const { devices, profiles, serviceCode } = again;
			const before = this.#declared;
			this.#problems = [];
			const next = { devices, profiles, serviceCode };
			const same = JSON.stringify([devices, profiles]) === JSON.stringify([before.devices, before.profiles]);
			const changed = same ? [] : await apply(next);
			// Only now: what could not be applied is tried again when the file is read the next time.
			this.#declared = next;
			log('info', 'devices-read-again', { changed: changed.length, devices: devices.length });
			return { changed, problems: [] };
		} catch (error) {
			log('warn', 'devices-not-applied', { why: error instanceof Error ? error.name : 'unknown' });
			return { changed: [], problems: [...this.#problems] };
		}
	}
}

/** Calls `touched` when the content of `devices.yaml` in this folder is another one. Where a folder cannot be watched, `failed` is called once. */
export function watchDevicesFile(hallFile: string, touched: () => void, failed: () => void): () => void {
	const folder = dirname(hallFile);
	const contentNow = () => {
		try {
			return readFileSync(join(folder, 'devices.yaml'), 'utf8');
		} catch {
			return null;
		}
	};
	let content = contentNow();
	const look = () => {
		const next = contentNow();
		if (next === content) return;
		content = next;
		touched();
	};
	try {
		// The folder and not the file: editors put a new file in the place of the old one.
		const watcher = watch(folder, { persistent: false }, (_event, name) => {
			if (name === null || name === 'devices.yaml') look();
		});
		watcher.on('error', () => {
			watcher.close();
			failed();
		});
		return () => watcher.close();
	} catch {
		failed();
		return () => {};
	}
}
