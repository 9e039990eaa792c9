/**
 * The folder between the station, which may only fetch, and the part that installs as root: the whole package, the signed manifest, and last of
 * all the request, so that whoever finds one finds all. Names are fixed: nothing in it is turned into a path.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { updateVersion } from '../../domain/contracts/updates.ts';
import { noStep, type Step, syncFolder, writeWhole } from './durable.ts';

export const dropNames = {
	package: 'package.deb',
	manifest: 'manifest.json',
	request: 'request.json',
	healthy: 'healthy.json',
	refused: 'refused.json',
} as const;

export const installRequest = z.strictObject({ schema: z.literal('install/1'), version: updateVersion });
export const healthyWord = z.strictObject({ schema: z.literal('healthy/1'), version: updateVersion });
export const refusedWord = z.strictObject({ schema: z.literal('refused/1'), code: z.string().max(60) });

export class Drop {
	readonly folder: string;
	readonly #step: Step;

	constructor(folder: string, step: Step = noStep) {
		this.folder = folder;
		this.#step = step;
	}

	path(name: keyof typeof dropNames): string {
		return join(this.folder, dropNames[name]);
	}

	/** `fetched` is moved here. */
	put(fetched: string, manifest: string, version: string): void {
		mkdirSync(this.folder, { recursive: true });
		this.#remove('refused');
		this.#step('move package');
		renameSync(fetched, this.path('package'));
		syncFolder(this.folder);
		writeWhole(this.path('manifest'), manifest, this.#step);
		writeWhole(this.path('request'), `${JSON.stringify({ schema: 'install/1', version })}\n`, this.#step);
	}

	sayHealthy(version: string): void {
		mkdirSync(this.folder, { recursive: true });
		writeWhole(this.path('healthy'), `${JSON.stringify({ schema: 'healthy/1', version })}\n`, this.#step);
	}

	get waiting(): boolean {
		return existsSync(this.path('request'));
	}

	/** Why the last request was not carried out; read once. */
	takeRefusal(): string | null {
		const read = refusedWord.safeParse(readJson(this.path('refused')));
		this.#remove('refused');
		return read.success ? read.data.code : null;
	}

	#remove(name: keyof typeof dropNames): void {
		if (!existsSync(this.path(name))) return;
		this.#step(`remove ${name}`);
		rmSync(this.path(name), { force: true });
	}
}

/** `null` for what is not there or no JSON. */
export function readJson(file: string): unknown {
	try {
		return JSON.parse(readFileSync(file, 'utf8'));
	} catch {
		return null;
	}
}
