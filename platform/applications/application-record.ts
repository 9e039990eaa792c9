/** An application as it lies in the platform's store. */
import { z } from 'zod';
import { applicationManifest } from '../../domain/contracts/applications.ts';
import { businessDay, instant } from '../../domain/contracts/identity.ts';

/** What was filled in is in `sealed` alone. */
export const keptApplication = z.object({
	/** `verified`: right in every byte, and the log is being told. */
	stage: z.enum(['receiving', 'verified', 'submitted', 'forgotten']),
	plain: z.object(applicationManifest.shape).omit({ form: true }),
	/** Hash of the whole manifest under the application's key: another one under the same reference is told from this. */
	manifestHash: z.string(),
	/** The application's key, wrapped by the hall's; absent once it was let go of. */
	wrapped: z.string().nullable(),
	sealed: z.string().nullable(),
	receivedAt: instant,
	/** Day on whose log the submission stands. */
	day: businessDay.nullable(),
	submittedAt: instant.nullable(),
	/** Fields whose own time was at most so many days are out of the form; absent = none. */
	erasedUpTo: z.number().int().min(1).optional(),
});
export type KeptApplication = z.infer<typeof keptApplication>;

/** What sealed bytes are and where they belong: a box opens with the same place only. */
export const place = {
	key: (ref: string) => `tidehall/platform/${ref}/key/1`,
	form: (ref: string) => `tidehall/platform/${ref}/form/1`,
	chunk: (ref: string, id: string, index: number) => `tidehall/platform/${ref}/${id}/${index}/1`,
} as const;
