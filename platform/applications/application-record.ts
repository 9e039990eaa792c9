/** An application as it lies in the platform's store. */
import { z } from 'zod';
import { applicationManifest } from '../../domain/contracts/applications.ts';
import { businessDay, instant } from '../../domain/contracts/identity.ts';
import type { Place } from '../../sealing/box.ts';

/** What was filled in is in `sealed` alone. */
export const keptApplication = z.object({
	/** `verified`: right in every byte, and the log is being told. */
	stage: z.enum(['receiving', 'verified', 'submitted', 'forgotten']),
	plain: z.object(applicationManifest.shape).omit({ form: true }),
	/** Hash of the whole manifest under the application's key: another one under the same reference is told from this. */
	manifestHash: z.string(),
	/** Of before 2026-11-22: the application's key, wrapped by the hall's; now it is a record by itself (`vault.ts`) and this is absent. */
	wrapped: z.string().nullable(),
	sealed: z.string().nullable(),
	/** Which writing of the form `sealed` is; absent = the first. */
	formVersion: z.number().int().min(1).optional(),
	receivedAt: instant,
	/** Day on whose log the submission stands. */
	day: businessDay.nullable(),
	submittedAt: instant.nullable(),
	/** Fields whose own time was at most so many days are out of the form; absent = none. */
	erasedUpTo: z.number().int().min(1).optional(),
});
export type KeptApplication = z.infer<typeof keptApplication>;

const table = 'application';

/** What sealed bytes are and where they belong: a box opens with the same place only. `before`: as it was bound until 2026-11-22. */
export const place = {
	owner: (ref: string) => ({ table, id: ref }),
	/** The form has a key of its own, so that a field can be let go of for good while the rest stays. */
	formOwner: (ref: string) => ({ table: 'application-form', id: ref }),
	/** Of `wrapped`. */
	key: (ref: string): Place => ({ table, id: ref, field: 'key', version: 1, before: `tidehall/platform/${ref}/key/1` }),
	form: (ref: string, version = 1): Place => ({ table, id: ref, field: 'form', version, before: `tidehall/platform/${ref}/form/1` }),
	chunk: (ref: string, id: string, index: number): Place => ({
		...{ table, id: ref, field: `chunk/${id}/${index}`, version: 1 },
		before: `tidehall/platform/${ref}/${id}/${index}/1`,
	}),
} as const;
