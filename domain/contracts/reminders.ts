/**
 * What the hall tells its own gateway for messages (短信平台, a webhook): that one person is to be reminded, and of what kind. Who that is stands
 * nowhere in it: the reference is opaque, and whoever runs the gateway knows whose it is, or asks by the reminder's id where the hall allows that
 * (`phones`; P1). Off unless the hall names an address.
 */
import { z } from 'zod';
import { caseRef, reminderKinds } from './cases.ts';
import { businessDay, hallCode, instant } from './identity.ts';

/** The body of `POST <address>`; nothing else of a case ever leaves through here. */
export const reminderNotice = z.strictObject({
	schema: z.literal('reminder/1'),
	/** Also in the header `Idempotency-Key`: the same reminder, said again because an answer was lost, has the same one. */
	id: z.string().regex(/^[0-9a-f]{32}$/),
	hall: hallCode,
	kind: z.enum(reminderKinds),
	/** Of the case, the same for its whole life. */
	reference: caseRef,
	/** As it stands on the paper the person holds. */
	number: z.string().max(24),
	/** The day that runs out, or ran out. */
	day: businessDay,
});
export type ReminderNotice = z.infer<typeof reminderNotice>;

/** What a hall chose. */
export const reminderPlan = z.strictObject({
	url: z
		.string()
		.max(300)
		.regex(/^https?:\/\/[^@?#\s]+$/, 'an address such as "https://sms.hall.example/reminders": no password, nothing after a ? or #'),
	/** Of what people are reminded. */
	kinds: z
		.array(z.enum(reminderKinds))
		.min(1)
		.default([...reminderKinds]),
	/** The gateway may ask whom a reminder goes to (`GET /api/reminders/<id>/phone`, with its token), while it is being said. */
	phones: z.boolean().default(false),
});
export type ReminderPlan = z.infer<typeof reminderPlan>;

/** How the outbox of the hall stands, for whoever answers for it. */
export const reminderReport = z.object({
	/** Written down and not taken yet. */
	waiting: z.number().int().min(0),
	/** The gateway will not take them, whatever is done. */
	refused: z.number().int().min(0),
	/** It was not reached for so long that the reminder had no sense any more, or three days. */
	givenUp: z.number().int().min(0),
	/** Taken since the day began. */
	sentToday: z.number().int().min(0),
	/** Since when nothing goes out although something should; `null` = all is well. */
	stuckSince: instant.nullable(),
});
export type ReminderReport = z.infer<typeof reminderReport>;
