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

const line = z.string().max(300);
const some = z.array(line).max(60);
const moment = z.string().max(40);
/** On every slip that a window gives. `applicantName` is personal data: on paper, never in a log (P1). */
const fromWindow = {
	hallName: line,
	itemNames: some.min(1),
	applicantName: line.optional(),
	/** Who acts for the applicant (代办人): personal data as well. */
	agentName: line.optional(),
	/** Who gave it, as people at the window know them. */
	staffName: line.optional(),
	windowName: line.optional(),
	/** Where to ask: place, telephone. */
	askAt: line.optional(),
	/** Text of the QR code. */
	qr: z.string().max(300).optional(),
	offline: z.boolean().default(false),
	/** True = marked 补打. */
	reprint: z.boolean().default(false),
};

/** 一次性告知书: everything that is still missing, told at once, and how each can be met. */
export const materialsSlip = z.object({
	...fromWindow,
	/** Number of the ticket, where there is one. */
	number: line.optional(),
	materials: z
		.array(z.object({ name: line, ways: some.default([]), note: line.optional() }))
		.min(1)
		.max(60),
	/** Until when to bring it, in words or `YYYY-MM-DD`. */
	bringBy: line.optional(),
	/** Why this is told, and what follows if nothing is brought. */
	legalNote: z.string().max(600).optional(),
	/** ISO 8601 with the hall's offset, or already in words. */
	toldAt: moment,
});
export type MaterialsSlip = z.infer<typeof materialsSlip>;

/** 受理回执: what was accepted, by when it is promised, what may still be brought. */
export const receiptSlip = z.object({
	...fromWindow,
	receiptNumber: line.min(1),
	applicantName: line,
	acceptedAt: moment,
	/** `YYYY-MM-DD`, or in words. */
	promisedBy: line.optional(),
	/** How the result comes; by courier with the address as far as its district. */
	delivery: line.optional(),
	materials: some.default([]),
	/** 容缺: to be brought later, each until its day. */
	deferred: z
		.array(z.object({ name: line, until: line }))
		.max(60)
		.default([]),
	/** How to look up what became of it. */
	lookUp: line.optional(),
});
export type ReceiptSlip = z.infer<typeof receiptSlip>;

/** 办事清单: the one notice (一次告知) for the chosen items, whole, before anybody applies. Nothing of a person is on it. */
export const checklistSlip = z.object({
	hallName: line,
	title: line.min(1),
	items: some.min(1),
	/** What to bring, what not, limits, fees, where …: everything, in the order to read it. */
	sections: z
		.array(
			z.object({
				title: line,
				entries: z.array(z.object({ name: line.default(''), lines: some })).max(200),
			}),
		)
		.min(1)
		.max(20),
	terminalName: line.optional(),
	/** ISO 8601 with the hall's offset, or already in words. */
	printedAt: moment,
	/** Address of the same notice for a phone. */
	qr: z.string().max(300).optional(),
});
export type ChecklistSlip = z.infer<typeof checklistSlip>;

/** 容缺受理承诺书: what the person promises to bring, until when, and what follows if it does not come. Signed by hand. */
export const commitmentSlip = z.object({
	...fromWindow,
	/** Number of the case. */
	number: line.min(1),
	materials: z
		.array(z.object({ name: line, until: line }))
		.min(1)
		.max(60),
	/** What waits for them, and what does not. */
	effect: line.optional(),
	promisedAt: moment,
});
export type CommitmentSlip = z.infer<typeof commitmentSlip>;

/** 不予受理通知书: why, and what can be done about it. */
export const refusalSlip = z.object({
	...fromWindow,
	number: line.min(1),
	reason: z.string().min(1).max(600),
	/** Where else it is handled, or what to do next. */
	next: z.string().max(600).optional(),
	refusedAt: moment,
});
export type RefusalSlip = z.infer<typeof refusalSlip>;

/**
 * 寄送地址单: goes on the envelope of a result. The one paper with an address in full, since nobody could deliver it otherwise; never given to
 * anybody but the courier, and the look at the address that comes before it is noted down.
 */
export const courierSlip = z.object({
	hallName: line,
	/** Number of the case. */
	number: line.min(1),
	address: line.min(1),
	/** In full; missing = nobody wrote it down, so a line to write it by hand is left. */
	recipient: line.optional(),
	windowName: line.optional(),
	staffName: line.optional(),
	printedAt: moment,
});
export type CourierSlip = z.infer<typeof courierSlip>;

/** The test page of one printer. */
export const testSlip = z.object({
	station: line,
	device: line,
	/** `/dev/ttyUSB0`, `COM3`, `192.168.1.9:9100`, `simulated`. */
	port: line.optional(),
	printedAt: moment,
	qr: z.string().max(300).default('https://example.invalid/printer-test'),
});
export type TestSlip = z.infer<typeof testSlip>;

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
	/** In their place, where the code opens the ticket's page on a phone. */
	scanPhone: label,
	scanPhoneFor: label,
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
