/**
 * A file that a manager's face leaves on its PC: a report to be sent on or printed. Pages may not download, so the machine writes it. The name
 * says what it is and of which day, never of whom (P1).
 */
import { z } from 'zod';
import { paperDocument } from './paper-document.ts';

export const keptFile = z.object({
	name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}\.(csv|json|pdf|xlsx)$/),
	/** Content, base64; at most 9 million bytes. */
	base64: z.string().max(12_000_000),
});
export type KeptFile = z.infer<typeof keptFile>;

/** A PDF that the machine makes itself, of a description. */
export const describedFile = z.object({ name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}\.pdf$/), document: paperDocument });
export type DescribedFile = z.infer<typeof describedFile>;

export type KeptFileAnswer =
	| { ok: true; path: string }
	/** `disk-low`: the disk has no room to spare. `not-written`: the folder cannot be written. */
	| { ok: false; code: 'disk-low' | 'not-written' };
