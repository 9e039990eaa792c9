/**
 * The configurations that a hall's platform holds in its own store: the one it works with, the one before, and the one that waits. They change in
 * one record, so that whatever dies in between, there is a whole one or the other. Files are kept by their hash.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { type LoadedHall, loadHall } from '../../config/load-hall.ts';
import type { Problem } from '../../config/problems.ts';
import {
	type ConfigurationManifest,
	type ConfigurationState,
	configurationManifest,
	configurationState,
} from '../../domain/contracts/centre-down.ts';
import { instant } from '../../domain/contracts/identity.ts';
import type { HallStore } from '../storage/contract.ts';
import { manifestProblem } from './configuration-hash.ts';
import { sha256 } from './sha256.ts';

const stateKind = 'held-configuration';
const fileKind = (hall: string) => `held-configuration-file/${hall}`;

const held = configurationManifest.extend({ at: instant }).nullable();
const record = z.object({ active: held, previous: held, staged: held, refused: configurationState.shape.refused });
type Record_ = z.infer<typeof record>;
const nothing: Record_ = { active: null, previous: null, staged: null, refused: null };

export type Checked = { ok: true; hall: LoadedHall } | { ok: false; problems: Problem[] };

export class HeldConfiguration {
	readonly #store: HallStore;
	readonly #hall: string;
	#is: Record_;

	private constructor(store: HallStore, hall: string, is: Record_) {
		this.#store = store;
		this.#hall = hall;
		this.#is = is;
	}

	/** Rejects with a `StoreFailure`, or with zod's error when the record is not one. */
	static async open(store: HallStore, hall: string): Promise<HeldConfiguration> {
		return new HeldConfiguration(store, hall, record.parse((await store.record(stateKind, hall)) ?? nothing));
	}

	get staged(): { hash: string; at: number } | null {
		return this.#is.staged;
	}
	state(): ConfigurationState {
		const { active, staged, refused } = this.#is;
		return { active: active?.hash ?? null, staged: staged?.hash ?? null, refused };
	}
	/** Whether this one needs no fetching: it is held, or was looked at and refused. */
	knows(hash: string): boolean {
		return [this.#is.active?.hash, this.#is.staged?.hash, this.#is.refused?.hash].includes(hash);
	}

	async has(file: string): Promise<boolean> {
		return (await this.#store.record(fileKind(this.#hall), file)) !== null;
	}
	/** False = it is not the text of this hash; nothing was kept. */
	async keepFile(hash: string, text: string): Promise<boolean> {
		if (sha256(text) !== hash) return false;
		await this.#store.putRecord(fileKind(this.#hall), hash, text);
		return true;
	}

	/** Looks at a configuration whose files are all here, as a start of the platform would; keeps it as the next, or keeps why not. */
	async stage(manifest: ConfigurationManifest, now: number): Promise<Checked> {
		const checked = await this.check(manifest);
		const { hash, files } = manifest;
		if (checked.ok) await this.#become({ ...this.#is, staged: { hash, files, at: now }, refused: null });
		else await this.#become({ ...this.#is, refused: { hash, problems: checked.problems.slice(0, 50).map(shortened) } });
		return checked;
	}

	/** The centre offers what the hall works with: what waited waits no more. */
	async drop(): Promise<void> {
		if (this.#is.staged || this.#is.refused) await this.#become({ ...this.#is, staged: null, refused: null });
	}

	/** What waits is the one to work with from the next start on; the one before stays, to go back to. False = nothing waits. */
	async take(): Promise<boolean> {
		const { active, staged } = this.#is;
		if (!staged) return false;
		await this.#become({ ...this.#is, active: staged, previous: active, staged: null });
		return true;
	}

	/** What the platform works with: the active one, the one before where that cannot be loaded any more, `null` = the files at the hall. */
	async load(tell: (code: 'configuration-not-loaded', hash: string) => void): Promise<LoadedHall | null> {
		for (const each of [this.#is.active, this.#is.previous]) {
			if (!each) continue;
			const checked = await this.check(each);
			if (checked.ok) return checked.hall;
			tell('configuration-not-loaded', each.hash);
		}
		return null;
	}

	/** What `load` gives, as it was sent; `null` = the files at the hall. */
	async files(): Promise<{ path: string; text: string }[] | null> {
		for (const each of [this.#is.active, this.#is.previous]) {
			if (!each || !(await this.check(each)).ok) continue;
			const texts = each.files.map(async ({ path, sha256: hash }) => ({
				path,
				text: String(await this.#store.record(fileKind(this.#hall), hash)),
			}));
			return Promise.all(texts);
		}
		return null;
	}

	async check(manifest: ConfigurationManifest): Promise<Checked> {
		const wrong = (what: string): Checked => ({ ok: false, problems: [{ file: 'hall.yaml', line: 1, what }] });
		const problem = manifestProblem(manifest);
		if (problem) return wrong(problem);
		const folder = mkdtempSync(join(tmpdir(), 'tidehall-configuration-'));
		try {
			for (const { path, sha256: hash } of manifest.files) {
				const text = await this.#store.record(fileKind(this.#hall), hash);
				if (typeof text !== 'string' || sha256(text) !== hash) return wrong(`the file ${path} is not held here in whole`);
				mkdirSync(dirname(join(folder, path)), { recursive: true });
				writeFileSync(join(folder, path), text);
			}
			const loaded = loadHall(join(folder, 'hall.yaml'));
			if (!loaded.ok) return { ok: false, problems: loaded.problems.map((each) => ({ ...each, file: relative(folder, each.file) })) };
			if (loaded.hall.plan.code !== this.#hall)
				return wrong(`code: this is the configuration of ${loaded.hall.plan.code}, not of ${this.#hall}`);
			return loaded;
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	}

	/** Durable before it counts; then files that nothing names any more go. */
	async #become(next: Record_): Promise<void> {
		await this.#store.putRecord(stateKind, this.#hall, next satisfies Record_);
		this.#is = next;
		const named = new Set([next.active, next.previous, next.staged].flatMap((each) => each?.files.map(({ sha256: hash }) => hash) ?? []));
		for (const { key } of await this.#store.records(fileKind(this.#hall)))
			if (!named.has(key)) await this.#store.deleteRecord(fileKind(this.#hall), key);
	}
}

function shortened({ file, line, what }: Problem): Problem {
	return { file: file.slice(0, 300), line, what: what.slice(0, 1_000) };
}
