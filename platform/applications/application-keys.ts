/** The keys of each application: one for its pictures, one for its form, so that a field of the form can be let go of for good while the rest stays. */
import { open } from '../../sealing/box.ts';
import type { KeptRecord } from '../storage/contract.ts';
import { type KeptApplication, place } from './application-record.ts';
import { broughtUp } from './old-seals.ts';
import type { Vault } from './vault.ts';

export class ApplicationKeys {
	readonly #vault: Vault;

	constructor(vault: Vault) {
		this.#vault = vault;
	}

	/** Rejects with a `StoreFailure`, as do all of them. */
	of(ref: string): Promise<Buffer | null> {
		return this.#vault.keyOf(place.owner(ref));
	}

	/** Forms that were sealed before 2026-11-22 have the key of their application. */
	async ofForm(ref: string): Promise<Buffer | null> {
		return (await this.#vault.keyOf(place.formOwner(ref))) ?? this.of(ref);
	}

	records(ref: string, key: Buffer, formKey: Buffer): KeptRecord[] {
		return [this.#vault.record(place.owner(ref), key), this.formRecord(ref, formKey)];
	}
	formRecord(ref: string, formKey: Buffer): KeptRecord {
		return this.#vault.record(place.formOwner(ref), formKey);
	}

	/** Base64. */
	sealForm(formKey: Buffer, ref: string, form: unknown): string {
		return this.#vault.box(formKey, place.form(ref, 1), Buffer.from(JSON.stringify(form)));
	}

	/** What was filled in, as JSON text; `null` = it does not open. */
	openForm(formKey: Buffer, { plain, sealed, formVersion }: KeptApplication): string | null {
		const opened = sealed === null ? null : open(formKey, place.form(plain.ref, formVersion), Buffer.from(sealed, 'base64'));
		return opened?.toString('utf8') ?? null;
	}

	/** Everything of it stays closed from here on, wherever it lies. */
	async shred(ref: string): Promise<void> {
		await this.#vault.shred(place.owner(ref));
		await this.#vault.shred(place.formOwner(ref));
	}

	/** A record of before 2026-11-22 in the shape of now, with the record of its key; `null` = it is so already, or does not open. */
	broughtUp(value: KeptApplication): { value: KeptApplication; keyRecord: KeptRecord } | null {
		const { wrapped, sealed, plain } = value;
		if (wrapped === null || sealed === null) return null;
		const old = { place: place.form(plain.ref), wrappedFor: place.key(plain.ref).before!, wrapped, box: sealed };
		const now = broughtUp(this.#vault, old);
		return now && { value: { ...value, wrapped: null, sealed: now.box }, keyRecord: now.keyRecord };
	}
}
