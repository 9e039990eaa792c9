/** What a hall chose about watching it: the cap on looks at people, when something is an alarm, and where alarms are said. */
import { z } from 'zod';

/** Of `webhooks`: an address of the site's own. Said at configuration, not when the first alarm is lost. */
const webhookUrl = z
	.string()
	.max(300)
	.regex(/^https?:\/\/[^@?#\s]+$/, 'an address such as "https://ops.hall.example/tidehall": no password, nothing after a ? or #');

export const watchingPlan = z.strictObject({
	/** Looks at citizens' data by one member of staff within an hour (default 240). */
	looksPerHour: z.number().int().min(10).max(10_000).optional(),
	/** Where alarms are said as they are raised and cleared (docs/watching.md); each is signed with the secret of `--webhook-secret-file`. */
	webhooks: z
		.array(z.strictObject({ url: webhookUrl }))
		.max(5)
		.optional(),
	/** A station that is not connected is an alarm after so many minutes while the hall is open (default 2). */
	stationAwayMinutes: z.number().int().min(1).max(120).optional(),
	/** A certificate that ends within so many days is an alarm (default 14). */
	certificateDays: z.number().int().min(1).max(90).optional(),
});
export type WatchingPlan = z.infer<typeof watchingPlan>;
