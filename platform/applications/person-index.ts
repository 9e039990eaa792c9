/**
 * Whose application it is, for whoever lays their card on a terminal: a keyed hash of the document numbers of those who apply, and nothing that could
 * be turned back without the hall's key (P1). Goes with the application.
 */
import { z } from 'zod';
import type { ApplicationForm } from '../../domain/contracts/applications.ts';
import type { CatalogueBook } from '../../domain/contracts/catalogue-book.ts';
import { isProxyRecord } from '../../domain/form/proxy-record.ts';
import { readDocumentNumber } from '../../domain/reservations/document-number.ts';
import type { HallStore } from '../storage/contract.ts';
import type { HallKey } from './hall-seal.ts';

/** Those who apply, or act for who does. Whoever is only named in it (a spouse, the other party) has no say over it. */
const applying: ReadonlySet<string> = new Set(['applicant', 'agent', 'guardian', 'legalRep']);
/** A form without an applicant of its own is the parents'. */
const parents: ReadonlySet<string> = new Set(['mother', 'father']);

const kept = z.object({ people: z.array(z.string()) });

export class PersonIndex {
	readonly #parts: { hall: string; store: HallStore; key: HallKey; book: CatalogueBook | undefined };
	readonly #people = new Map<string, string[]>();

	private constructor(parts: { hall: string; store: HallStore; key: HallKey; book: CatalogueBook | undefined }) {
		this.#parts = parts;
	}

	/** Rejects with a `StoreFailure`. */
	static async load(parts: { hall: string; store: HallStore; key: HallKey; book: CatalogueBook | undefined }): Promise<PersonIndex> {
		const index = new PersonIndex(parts);
		for (const { key, value } of await parts.store.records(index.#kind)) {
			const read = kept.safeParse(value);
			if (read.success) index.#people.set(key, read.data.people);
		}
		return index;
	}

	/** Rejects with a `StoreFailure`. */
	async note(ref: string, form: ApplicationForm): Promise<void> {
		if (isProxyRecord(form)) return;
		const { fields } = form;
		const numbers = (roles: ReadonlySet<string>) =>
			(this.#parts.book?.fields ?? []).flatMap(({ key, idCard }) => {
				const answer = fields[key];
				if (idCard?.field !== 'idNumber' || !roles.has(idCard.role) || typeof answer !== 'string') return [];
				const number = readDocumentNumber(answer);
				return number === null ? [] : [number];
			});
		const own = numbers(applying);
		const people = [...new Set(own.length > 0 ? own : numbers(parents))].map((number) => this.#parts.key.reference(`person\n${number}`));
		if (people.length === 0 || JSON.stringify(people) === JSON.stringify(this.#people.get(ref))) return;
		await this.#parts.store.putRecord(this.#kind, ref, { people });
		this.#people.set(ref, people);
	}

	/** Applications of whoever has this document. `number`: as `readDocumentNumber` gives it. */
	of(number: string): string[] {
		const person = this.#parts.key.reference(`person\n${number}`);
		return [...this.#people].flatMap(([ref, people]) => (people.includes(person) ? [ref] : []));
	}

	/** Rejects with a `StoreFailure`. */
	async forget(ref: string): Promise<void> {
		if (!this.#people.delete(ref)) return;
		await this.#parts.store.deleteRecord(this.#kind, ref);
	}

	get #kind(): string {
		return `application-person/${this.#parts.hall}`;
	}
}
