/** The configurations that the centre holds for its halls: what it offers each, and what each hall said of it. Files are kept by their hash. */
import { z } from 'zod';
import {
	type ConfigurationManifest,
	type ConfigurationOffer,
	type ConfigurationState,
	configurationManifest,
	configurationOffer,
	configurationState,
} from '../../domain/contracts/centre-down.ts';
import type { HallStore } from '../storage/contract.ts';

const offerKind = 'configuration-offer';
const stateKind = 'configuration-state';
const fileKind = (hall: string) => `configuration-file/${hall}`;
const offered = configurationOffer.shape.offered;

export class Configurations {
	readonly #store: HallStore;
	readonly #now: () => number;

	constructor(store: HallStore, now: () => number) {
		this.#store = store;
		this.#now = now;
	}

	async of(hall: string): Promise<ConfigurationOffer> {
		return {
			offered: offered.parse((await this.#store.record(offerKind, hall)) ?? null),
			hall: configurationState.nullable().parse((await this.#store.record(stateKind, hall)) ?? null),
		};
	}

	/** Durable when it resolves; the same text again changes nothing. */
	async putFile(hall: string, sha256: string, text: string): Promise<void> {
		if ((await this.#store.record(fileKind(hall), sha256)) === null) await this.#store.putRecord(fileKind(hall), sha256, text);
	}

	async file(hall: string, sha256: string): Promise<string | null> {
		return z
			.string()
			.nullable()
			.parse((await this.#store.record(fileKind(hall), sha256)) ?? null);
	}

	/** Offers it as soon as every file is there; until then names those that are missing. */
	async offer(
		hall: string,
		manifest: ConfigurationManifest,
	): Promise<{ offered: true; hash: string } | { offered: false; missing: string[] }> {
		const wanted = new Set(manifest.files.map(({ sha256 }) => sha256));
		const missing: string[] = [];
		for (const sha256 of wanted) if ((await this.file(hall, sha256)) === null) missing.push(sha256);
		if (missing.length > 0) return { offered: false, missing };
		const before = (await this.of(hall)).offered;
		if (before?.hash !== manifest.hash) {
			const value = { ...configurationManifest.parse(manifest), at: this.#now() };
			await this.#store.putRecord(offerKind, hall, value);
		}
		return { offered: true, hash: manifest.hash };
	}

	async tell(hall: string, state: ConfigurationState): Promise<ConfigurationOffer> {
		await this.#store.putRecord(stateKind, hall, state);
		return this.of(hall);
	}
}
