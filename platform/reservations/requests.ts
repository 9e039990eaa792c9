/** The bodies of the booking API. */
import { z } from 'zod';
import { catalogueCode, queueId } from '../../domain/contracts/identity.ts';
import { opaquePerson } from '../../domain/contracts/reservations.ts';

const slot = z.iso.datetime({ offset: true }).describe('Start of a slot as the list of slots gives it');
const items = z.array(catalogueCode).max(40);
const document = z.strictObject({
	number: z.string().max(40).describe('Turned into a keyed hash at once; neither kept nor logged'),
});

export const createRequest = z.strictObject({
	/** The front end's own reference to the person; never a document or phone number. */
	person: opaquePerson,
	queue: queueId,
	items: items.default([]),
	slot,
	/** With it the person can check in by card. */
	document: document.nullish(),
});
export type CreateRequest = z.infer<typeof createRequest>;

/** What is left out stays. `document: null`: check-in by code alone. */
export const changeRequest = z.strictObject({
	queue: queueId.optional(),
	items: items.optional(),
	slot: slot.optional(),
	document: document.nullish(),
});
export type ChangeRequest = z.infer<typeof changeRequest>;

export type BookingRequest =
	| { what: 'create'; body: CreateRequest }
	| { what: 'change'; code: string; body: ChangeRequest }
	| { what: 'cancel'; code: string };

/** Where a body is wrong; never what was sent. */
export function wrongField(error: z.ZodError): string {
	const [first] = error.issues;
	if (!first) return 'body';
	if (first.code === 'unrecognized_keys') {
		const [key = ''] = first.keys;
		return [...first.path, /^[A-Za-z]{1,32}$/.test(key) ? key : 'a key that is not known'].join('.');
	}
	return first.path.length > 0 ? first.path.join('.') : 'body';
}
