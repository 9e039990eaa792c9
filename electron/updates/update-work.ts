/**
 * Updates as a station sees them: asks now and then which version it is to have, fetches it while nobody is there, looks at it, puts it down for
 * the part that installs, says that it is well once it is, and ends when another version is to run. Nothing here is ever in anybody's way: what
 * fails is told to the log and tried again later.
 */
import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type UpdatePackage, updateOffer, updatePaths } from '../../domain/contracts/updates.ts';
import { chooseUpdate } from '../../domain/updates/choose-update.ts';
import type { Drop } from './drop.ts';
import { fetchPackage } from './fetch-package.ts';
import { mayFetch, mayRestart, type Quiet } from './quiet.ts';
import { readState } from './slots-disk.ts';
import { verifyManifest } from './verify-manifest.ts';

export interface UpdateWorkParts {
	/** Of this program. */
	version: string;
	machine: Pick<UpdatePackage, 'system' | 'arch'>;
	stations: readonly string[];
	keys: readonly KeyObject[];
	/** `slots.json`, as the part that installs keeps it. */
	slotsFile: string;
	/** Where pieces are gathered; on the disk of the drop folder. */
	folder: string;
	drop: Drop;
	quiet(): Quiet;
	/** The answer of the platform; `null` = none. Follows nobody elsewhere. */
	ask(path: string, range?: { from: number; to: number }): Promise<Uint8Array | null>;
	/** The faces are there and answer. */
	well(): boolean;
	/** Ends the app in order; its supervisor starts what is to run. */
	end(): void;
	note(level: 'info' | 'warn', code: string, facts?: Record<string, string | number>): void;
	every(ms: number, action: () => void): () => void;
}

export const lookEveryMs = 60_000;
const restAfterRefusal = 60;
/** So many looks in a row that all is well, before it is said. */
const wellLooks = 1;

export class UpdateWork {
	readonly #parts: UpdateWorkParts;
	#busy = false;
	#well = 0;
	#said = false;
	/** Looks to let pass: what was refused is not brought over again at once, hundreds of megabytes each minute. */
	#rest = 0;
	#stop: () => void = () => {};

	constructor(parts: UpdateWorkParts) {
		this.#parts = parts;
	}

	start(): () => void {
		this.#stop = this.#parts.every(lookEveryMs, () => void this.look());
		return () => this.#stop();
	}

	/** One round. Never rejects. */
	async look(): Promise<void> {
		if (this.#busy) return;
		this.#busy = true;
		try {
			this.#sayWell();
			if (!this.#endForOther()) await this.#fetch();
		} catch {
			this.#parts.note('warn', 'update-round-failed');
		} finally {
			this.#busy = false;
		}
	}

	/** Only while it is on trial does anybody want to know. */
	#sayWell(): void {
		const { slotsFile, version, well, drop, note } = this.#parts;
		this.#well = well() ? this.#well + 1 : 0;
		const state = readState(slotsFile);
		if (this.#said || this.#well <= wellLooks || !state?.trial || state.runs.version !== version) return;
		drop.sayHealthy(version);
		this.#said = true;
		note('info', 'update-well', { version });
	}

	#endForOther(): boolean {
		const { slotsFile, version, quiet, note, end } = this.#parts;
		const state = readState(slotsFile);
		if (!state || state.runs.version === version) return false;
		if (!mayRestart(quiet())) return true;
		note('info', 'update-ends-for-other', { version: state.runs.version });
		end();
		return true;
	}

	async #fetch(): Promise<void> {
		const { stations, keys, slotsFile, version, machine, drop, quiet, note, folder } = this.#parts;
		const refusal = drop.takeRefusal();
		if (refusal) {
			note('warn', 'update-refused', { why: refusal });
			this.#rest = restAfterRefusal;
		}
		if (this.#rest > 0) {
			this.#rest -= 1;
			return;
		}
		const state = readState(slotsFile);
		if (keys.length === 0 || !state || state.trial || drop.waiting || !mayFetch(quiet())) return;
		const offered = updateOffer.safeParse(await this.#json(updatePaths.offer(stations)));
		if (!offered.success || offered.data.version === null || offered.data.version === version) return;
		const text = await this.#parts.ask(updatePaths.manifest);
		if (text === null) return;
		const manifest = Buffer.from(text).toString('utf8');
		const signed = verifyManifest(manifest, keys);
		if (!signed.ok) return note('warn', 'update-manifest-refused', { why: signed.code });
		const { floor, serial, failed } = state;
		const chosen = chooseUpdate(signed.manifest, offered.data.version, { ...machine, version, floor, serial, failed });
		if (!chosen.ok) return note('warn', 'update-not-taken', { why: chosen.code, version: offered.data.version });
		const fetched = await fetchPackage(chosen.update, {
			folder: join(folder, 'fetching'),
			mayGoOn: () => mayFetch(quiet()),
			piece: (path, from, to) => this.#parts.ask(path, { from, to }),
		});
		if (!fetched.done) {
			if (fetched.code !== 'later') note('warn', 'update-not-fetched', { why: fetched.code });
			if (fetched.code === 'wrong-hash') this.#rest = restAfterRefusal;
			return;
		}
		drop.put(fetched.path, manifest, chosen.update.version);
		note('info', 'update-put-down', { version: chosen.update.version, bytes: chosen.update.bytes });
	}

	async #json(path: string): Promise<unknown> {
		const bytes = await this.#parts.ask(path);
		try {
			return bytes === null ? null : JSON.parse(Buffer.from(bytes).toString('utf8'));
		} catch {
			return null;
		}
	}
}

/** What the package wrote beside the program; `null` where the app was not installed by one. */
export function installedVersionBeside(executable: string): string | null {
	try {
		return readFileSync(join(executable, '..', 'version-of-station'), 'utf8').trim();
	} catch {
		return null;
	}
}
