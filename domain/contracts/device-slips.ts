/** What goes on paper: content of each slip, and the fixed words printed around it. */
import { z } from 'zod';

/** Content of one paper ticket; also the JSON of `npm run device -- print-ticket`. No personal data. */
export const ticketSlip = z.object({
	number: z.string(),
	hallName: z.string(),
	queueName: z.string(),
	itemNames: z.array(z.string()),
	/** `null` = cannot be known now (cut off). */
	peopleAhead: z.number().int().min(0).nullable(),
	/** A range, one number, or `null` = cannot be known now. */
	estimatedMinutes: z.union([z.number().min(0), z.tuple([z.number().min(0), z.number().min(0)])]).nullable(),
	/** ISO 8601, or already in words. */
	issuedAt: z.string(),
	area: z.string(),
	/** Text of the QR code. */
	qr: z.string(),
	offline: z.boolean(),
	/** True = marked 补打. */
	reprint: z.boolean(),
	/** Optional lines: what to bring, what happens if the call is missed, name of the terminal. */
	bring: z.string().optional(),
	missed: z.string().optional(),
	terminalName: z.string().optional(),
});
export type TicketSlip = z.infer<typeof ticketSlip>;

const label = z.string().min(1).max(120);
/** Fixed words of the paper ticket; from `config/wording/<language>/ticket.yaml`. `{{n}}` stands for a figure. */
export const ticketWords = z.object({
	yourNumber: label,
	peopleAhead: label,
	people: label,
	estimatedWait: label,
	/** One number or a range. */
	minutes: label,
	/** Printed where a figure cannot be known now. */
	unknown: label,
	whereToWait: label,
	bring: label,
	missed: label,
	/** Of all items, when they do not fit. */
	moreItems: label,
	itemSeparator: label,
	scan: label,
	scanFor: label,
	help: label,
	/** Marks beside the hall's name. */
	offline: label,
	offlineNote: label,
	reprint: label,
	/** Sunday first. */
	weekdays: z.array(label).length(7),
});
export type TicketWords = z.infer<typeof ticketWords>;
export const ticketLanguage = z.enum(['zh-CN', 'en']);
/** The words of the paper in every language the product speaks. */
export const ticketWordsByLanguage = z.record(ticketLanguage, ticketWords);
export type TicketWordsByLanguage = z.infer<typeof ticketWordsByLanguage>;
