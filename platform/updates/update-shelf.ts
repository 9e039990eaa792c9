/**
 * The folder of updates at a platform: packages and the maker's signed manifest as they were carried in, and the hall's own choice of who takes
 * what (`rollout.json`). The platform need not be trusted with it: stations look at the signature themselves, and only what the manifest names is
 * given out.
 */
import { createReadStream, type ReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Rollout, rollout, signedManifest, updateManifest } from '../../domain/contracts/updates.ts';
import { isChosen } from '../../domain/updates/rollout.ts';

export class UpdateShelf {
	readonly #folder: string;

	constructor(folder: string) {
		this.#folder = folder;
	}

	/** The signed manifest as it lies there; `null` = there is none. */
	async manifest(): Promise<string | null> {
		const text = await this.#read('manifest.json');
		return signedManifest.safeParse(asJson(text)).success ? text : null;
	}

	/** The version that these seats' machine is to have; `null` = as it is. One seat that is chosen takes the machine along. */
	async versionFor(stations: readonly string[]): Promise<string | null> {
		const choice = await this.rollout();
		return choice && stations.some((station) => isChosen(choice, station)) ? choice.version : null;
	}

	async rollout(): Promise<Rollout | null> {
		const read = rollout.safeParse(asJson(await this.#read('rollout.json')));
		return read.success ? read.data : null;
	}

	/** A package that the manifest names, and is there in its whole length. */
	async package(name: string): Promise<{ bytes: number; read(from: number, to: number): ReadStream } | null> {
		const signed = signedManifest.safeParse(asJson(await this.manifest()));
		const listed = signed.success ? updateManifest.safeParse(asJson(signed.data.manifest)) : null;
		const found = listed?.success ? listed.data.packages.find(({ file }) => file === name) : undefined;
		if (!found) return null;
		const path = join(this.#folder, found.file);
		const about = await stat(path).catch(() => null);
		if (!about?.isFile() || about.size !== found.bytes) return null;
		return { bytes: found.bytes, read: (from, to) => createReadStream(path, { start: from, end: to }) };
	}

	#read(name: string): Promise<string | null> {
		return readFile(join(this.#folder, name), 'utf8').catch(() => null);
	}
}

function asJson(text: string | null): unknown {
	try {
		return text === null ? null : JSON.parse(text);
	} catch {
		return null;
	}
}
