/** What one application consists of, as its head file says: the one place that names all the others. */
import { z } from 'zod';
import { applicationForm, applicationRef, attachment } from '../../domain/contracts/applications.ts';
import { businessDay, catalogueCode, instant, stationId, ticketNumber } from '../../domain/contracts/identity.ts';

export const head = z.object({
	ref: applicationRef,
	/** Grows with each save. */
	version: z.number().int().min(1),
	stage: z.enum(['draft', 'handed-in']),
	station: stationId,
	items: z.array(catalogueCode),
	theme: catalogueCode.nullable(),
	form: applicationForm,
	attachments: z.array(attachment),
	chunkBytes: z.number().int().min(256),
	createdAt: instant,
	savedAt: instant,
	/** Keyed hashes of the slip's code and of the document it was begun with. */
	codeHash: z.string(),
	documentHash: z.string().nullable(),
	/** The key of these hashes, of an application that came from another machine by escrow; absent = this machine's own. */
	claimsKey: z.base64().optional(),
	ticket: ticketNumber.nullable(),
	handedInAt: instant.nullable(),
	day: businessDay.nullable(),
	reported: z.boolean(),
});
export type Head = z.infer<typeof head>;

/** What stays in memory: nothing that was filled in. */
export type KnownHead = Omit<Head, 'form'>;

/** What is left of an application that the platform has: enough to say so, nothing of a person. */
export const doneNote = z.object({
	ref: applicationRef,
	station: stationId,
	items: z.array(catalogueCode),
	attachments: z.number().int(),
	bytes: z.number().int(),
	ticket: ticketNumber.nullable(),
	codeHash: z.string(),
	claimsKey: z.base64().optional(),
	handedInAt: instant,
	submittedAt: instant,
});
export type DoneNote = z.infer<typeof doneNote>;

/** Names of the files of one application; they say nothing of a person (P1). */
export const fileNames = {
	head: (ref: string) => `${ref}.head`,
	key: (ref: string) => `${ref}.key`,
	done: (ref: string) => `${ref}.done`,
	chunk: (ref: string, id: string, index: number) => `${ref}.${id}.${index}`,
} as const;
/** What each box is bound to. */
export const places = {
	head: (ref: string) => `tidehall/application/${ref}/head/1`,
	key: (ref: string) => `tidehall/application/${ref}/key/1`,
	done: (ref: string) => `tidehall/application/${ref}/done/1`,
	chunk: (ref: string, id: string, index: number) => `tidehall/application/${ref}/${id}/${index}/1`,
} as const;
