import { z } from 'zod';
import { words } from '../../domain/contracts/identity.ts';

const key = z.string().min(1);
/** `purposes.yaml` of a catalogue: why each field of a form is asked. */
export const purposesFile = z.strictObject({
	schema: z.literal('purposes/1'),
	purposes: z.array(
		z.strictObject({
			id: z.string().regex(/^[a-z][a-z-]*$/, 'a name such as who-applies'),
			why: words,
			basis: z.string().min(1),
			seenBy: z.array(z.enum(['window', 'departments', 'courier', 'bank'])).min(1),
			/** The platform lets go of what was submitted after 180 days, whatever a purpose says. */
			keptDays: z.int().min(1).max(180),
			fields: z.array(key).min(1),
		}),
	),
	/** Fields that say nothing about a natural person. */
	notPersonal: z.array(z.array(key)),
});
export type PurposesFile = z.infer<typeof purposesFile>;
