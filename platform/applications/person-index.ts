/**
 * Whose application it is, for whoever lays their card on a terminal: a keyed hash of the document numbers of those who apply, and nothing that could
 * be turned back without the hall's key (P1). Goes with the application. A case that a window began without a form is found by the sealed record of whose it is.
 */
import { z } from 'zod';
import type { ApplicationForm } from '../../domain/contracts/applications.ts';
import type { CatalogueBook } from '../../domain/contracts/catalogue-book.ts';
import { heldCase } from '../../domain/form/holder-record.ts';
import { isProxyRecord } from '../../domain/form/proxy-record.ts';
import { readDocumentNumber } from '../../domain/reservations/document-number.ts';
import type { HallStore } from '../storage/contract.ts';
import type { HallKey } from './hall-seal.ts';

/** Those who apply, or act for who does. Whoever is only named in it (a spouse, the other party) has no say over it. */
const applying: ReadonlySet<string> = new Set(['applicant', 'agent', 'guardian', 'legalRep']);
/** A form without an applicant of its own is the parents'. */
const parents: ReadonlySet<string> = new Set(['mother', 'father']);

/** `of`: the case, where this is the record of a holder and no application. */
const kept = z.object({ people: z.array(z.string()), of: z.string().optional() });
type Kept = z.infer<typeof kept>;

interface IndexParts {
	hall: string;
	store: HallStore;
	key: HallKey;
	book: CatalogueBook | undefined;
	/** Only there a clerk sees whose card it is; absent = nowhere. */
	isWindow?(station: string): boolean;
}

export class PersonIndex {
	readonly #parts: IndexParts;
	readonly #people = new Map<string, Kept>();

	private constructor(parts: IndexParts) {
		this.#parts = parts;
	}

	/** Rejects with a `StoreFailure`. */
	static async load(parts: IndexParts): Promise<PersonIndex> {
		const index = new PersonIndex(parts);
		for (const { key, value } of await parts.store.records(index.#kind)) {
			const read = kept.safeParse(value);
			if (read.success) index.#people.set(key, read.data);
		}
		return index;
	}

	/** `station`: where it was handed in. Rejects with a `StoreFailure`. */
	async note(ref: string, form: ApplicationForm, station: string): Promise<void> {
		if (isProxyRecord(form)) return;
		const held = heldCase(form);
		if (held !== null) {
			const number = this.#parts.isWindow?.(station) ? readDocumentNumber(String(form.fields.idNumber)) : null;
			return number === null ? undefined : this.#keep(ref, { people: [this.#reference(number)], of: held });
		}
		const { fields } = form;
		const numbers = (roles: ReadonlySet<string>) =>
			(this.#parts.book?.fields ?? []).flatMap(({ key, idCard }) => {
				const answer = fields[key];
				if (idCard?.field !== 'idNumber' || !roles.has(idCard.role) || typeof answer !== 'string') return [];
				const number = readDocumentNumber(answer);
				return number === null ? [] : [number];
			});
		const own = numbers(applying);
		const people = [...new Set(own.length > 0 ? own : numbers(parents))].map((number) => this.#reference(number));
		if (people.length > 0) await this.#keep(ref, { people });
	}

	/** Applications of whoever has this document, and cases that were begun for them without one. `number`: as `readDocumentNumber` gives it. */
	of(number: string): string[] {
		// Also as it was indexed in another suite, or before there were purposes.
		const person: ReadonlySet<string> = new Set(this.#parts.key.references('person', number));
		return [...this.#people].flatMap(([ref, { people, of = ref }]) => (people.some((each) => person.has(each)) ? [of] : []));
	}

	/** Rejects with a `StoreFailure`. */
	async forget(ref: string): Promise<void> {
		if (!this.#people.delete(ref)) return;
		await this.#parts.store.deleteRecord(this.#kind, ref);
	}

	async #keep(ref: string, whose: Kept): Promise<void> {
		if (JSON.stringify(whose) === JSON.stringify(this.#people.get(ref))) return;
		await this.#parts.store.putRecord(this.#kind, ref, whose);
		this.#people.set(ref, whose);
	}

	#reference(number: string): string {
		return this.#parts.key.references('person', number)[0];
	}

	get #kind(): string {
		return `application-person/${this.#parts.hall}`;
	}
}
