/** What a backup says of itself; it lies in the sealed file beside what it is about. */
import { z } from 'zod';
import { businessDay, instant } from '../../domain/contracts/identity.ts';
import { platformId, takeOverOrder } from '../../domain/contracts/term.ts';

export const manifestFile = 'backup.json';
/** Name of the hall's key file in a data folder. */
export const applicationKeyFile = 'application-key.json';

export const manifest = z.object({
	version: z.literal(1),
	hall: z.string(),
	platform: platformId,
	/** Instant at which it was begun: what was committed before lies in it. */
	madeAt: instant,
	program: z.string(),
	/** End of the newest day's log in it; `null` = no day yet. */
	newest: z.object({ day: businessDay, head: z.number().int().min(0) }).nullable(),
	/** SHA-256 of each file beside the attachments; what is in those proves itself when it is opened. */
	files: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
	attachments: z.number().int().min(0),
	/** The keys of its records are not in it but in the newest file of keys (`keys-apart.ts`); absent = they are in it. */
	keysApart: z.boolean().optional(),
});
export type Manifest = z.infer<typeof manifest>;

/** A folder that was put back has this note until its platform has begun a term of its own again. */
export const restoredFile = 'restored.json';
export const restoredNote = z.object({
	version: z.literal(1),
	at: instant,
	madeAt: instant,
	/** Written at the first start, before it is carried out: after a kill in the middle the same one goes on. */
	order: takeOverOrder.optional(),
});
export type RestoredNote = z.infer<typeof restoredNote>;
