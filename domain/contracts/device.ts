/**
 * What the device desk and the rest of the station say to each other. Bytes stay below this line.
 * States, proofs and outcomes: design.md rule D1 (never claim more than can be proved).
 */
import { z } from 'zod';
import { deviceState, printOutcome, printProof } from './commands.ts';
import { instant } from './identity.ts';

export const deviceKinds = ['id-reader', 'printer', 'led', 'voice', 'scanner', 'rating-pad'] as const;
export const deviceKind = z.enum(deviceKinds);

/** Every code of a health or of a print result; each is worded in `config/wording/<language>/devices.yaml`, or no hall starts. */
export const deviceCodes = [
	...['ok', 'connecting', 'opening', 'cannot-open', 'port-lost', 'no-answer', 'protocol-error', 'busy', 'one-way', 'not-supported'],
	...['device-fault', 'self-test-failed', 'not-authorised'],
	...['paper-end', 'near-end', 'cover-open', 'cutter', 'printer-fault', 'too-hot', 'offline'],
	...['no-printer', 'no-ticket-words', 'already-done', 'not-confirmed'],
	...['display-fault', 'unknown-command', 'memory', 'crc', 'no-font'],
	...['no-audio', 'audio-blocked', 'voice-failed', 'voice-too-slow'],
	...['desk-stopped', 'desk-answer-malformed', 'driver-fault', 'bench-refused'],
] as const;

export const deviceHealth = z.object({
	device: z.string(),
	kind: deviceKind,
	state: deviceState,
	/** Short stable word such as `ok`, `paper-end`, `port-lost`; worded in `config/wording/<language>/devices.yaml`. */
	code: z.string(),
	since: instant,
});
export type DeviceHealth = z.infer<typeof deviceHealth>;

/** A card as read. Key names are those of the golden vectors. Personal data: memory only, never logged. */
export const idCard = z.object({
	kind: z.enum(['resident', 'hmtPermit', 'foreigner2017', 'foreigner2023', 'unknown']),
	name: z.string(),
	sexCode: z.string(),
	sex: z.string(),
	nationCode: z.string().optional(),
	nation: z.string().optional(),
	birthDate: z.string(),
	address: z.string().optional(),
	newAddress: z.string().optional(),
	idNumber: z.string(),
	authority: z.string().optional(),
	validFrom: z.string(),
	/** `YYYYMMDD`, or `长期`. */
	validTo: z.string(),
	/** What is wrong with it although it was read in whole: `number-check`, `birth-date`, `not-yet-valid`, `expired`, `unreadable-field:<name>`. */
	warnings: z.array(z.string()),
});
export type IdCard = z.infer<typeof idCard>;

export const cardEvent = z.discriminatedUnion('type', [
	z.object({ type: z.literal('card-found'), device: z.string() }),
	z.object({ type: z.literal('card-read'), device: z.string(), card: idCard, readAt: instant }),
	z.object({ type: z.literal('card-removed'), device: z.string() }),
	z.object({
		type: z.literal('card-failed'),
		device: z.string(),
		code: z.enum(['read-error', 'not-genuine', 'not-an-id-card', 'card-removed', 'protocol-error', 'device-fault']),
	}),
]);
export type CardEvent = z.infer<typeof cardEvent>;

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

/** `language`: of the fixed words on the paper; absent = Chinese. */
export const printJob = z.object({
	job: z.string().max(64),
	device: z.string(),
	slip: ticketSlip,
	language: ticketLanguage.optional(),
});
export type PrintJob = z.infer<typeof printJob>;
export const printResult = z.object({
	job: z.string(),
	outcome: printOutcome,
	proof: printProof,
	/** `ok`, `paper-end`, `cover-open`, `cutter`, `port-lost`, `busy`, `already-done`, `no-printer` … */
	code: z.string(),
});
export type PrintResult = z.infer<typeof printResult>;

/** What one display should show now. State, not a job: sent again as often as the desk likes. */
export const ledWanted = z.object({ device: z.string(), text: z.string().max(120), style: z.enum(['steady', 'call']) });
export type LedWanted = z.infer<typeof ledWanted>;

/** One entry of `devices.yaml`, checked by `config/`, given to the desk. */
export const wireSettings = z.object({
	path: z.string(),
	baud: z.number().int().default(115_200),
	dataBits: z.union([z.literal(7), z.literal(8)]).default(8),
	parity: z.enum(['none', 'even', 'odd']).default('none'),
	stopBits: z.union([z.literal(1), z.literal(2)]).default(1),
	flow: z.enum(['none', 'rts-cts', 'xon-xoff']).default('none'),
	echo: z.boolean().default(false),
});
export const deviceTransport = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('serial') }).extend(wireSettings.shape),
	/** The shipped simulator of this device, over a real byte pipe inside the desk. For demo and training. */
	z.object({ kind: z.literal('simulated') }),
]);
export const deviceDeclaration = z.discriminatedUnion('kind', [
	z.object({
		kind: z.literal('id-reader'),
		id: z.string(),
		station: z.string(),
		protocol: z.literal('sdt').default('sdt'),
		transport: deviceTransport,
		pollMs: z.number().int().min(200).default(300),
		sameCardMs: z.number().int().default(3000),
		readNewAddress: z.boolean().default(false),
	}),
	z.object({
		kind: z.literal('printer'),
		id: z.string(),
		station: z.string(),
		protocol: z.literal('escpos').default('escpos'),
		transport: deviceTransport,
		paperMm: z.union([z.literal(58), z.literal(80)]).default(80),
		charset: z.enum(['gb18030', 'gbk', 'gb2312']).default('gb18030'),
		qr: z.enum(['command', 'raster']).default('command'),
		confirm: z.boolean().default(true),
		cut: z.enum(['feed-partial', 'feed-full', 'old-full', 'old-partial']).default('feed-partial'),
	}),
	z.object({
		kind: z.literal('led'),
		id: z.string(),
		station: z.string(),
		protocol: z.enum(['onbon', 'alpha']),
		transport: deviceTransport,
		address: z.number().int().min(0).max(65_535).default(1),
		widthDots: z.number().int().default(128),
		heightDots: z.number().int().default(32),
	}),
]);
export type DeviceDeclaration = z.infer<typeof deviceDeclaration>;
export type WireSettings = z.infer<typeof wireSettings>;

/** Main process → desk (utility process). `call` numbers answers. */
export const deskRequest = z.discriminatedUnion('type', [
	/** Without `ticketWords` a printer prints nothing: the desk has no words of its own. */
	z.object({ type: z.literal('start'), devices: z.array(deviceDeclaration), ticketWords: ticketWordsByLanguage.optional() }),
	z.object({ type: z.literal('print'), call: z.number(), job: printJob }),
	z.object({ type: z.literal('show'), wanted: z.array(ledWanted) }),
	z.object({ type: z.literal('health'), call: z.number() }),
	/** Device bench of the demo hall; refused for devices that are not simulated. */
	z.object({ type: z.literal('bench'), call: z.number(), action: z.unknown() }),
	z.object({ type: z.literal('stop'), call: z.number() }),
]);
export type DeskRequest = z.infer<typeof deskRequest>;

/** What the device bench may do to a simulated device. */
export const benchAction = z.discriminatedUnion('do', [
	z.object({ do: z.literal('lay-card'), device: z.string(), person: z.string() }),
	z.object({ do: z.literal('take-card'), device: z.string() }),
	/** Faults: reader `silent` `bad-checksum` `garbage`; printer `paper-end` `near-end` `cover-open` `cutter`; any `unplugged`. */
	z.object({ do: z.literal('fault'), device: z.string(), fault: z.string(), on: z.boolean() }),
	z.object({ do: z.literal('snapshot') }),
]);
export type BenchAction = z.infer<typeof benchAction>;

/** What a simulated device made of the bytes it got. */
export const benchSnapshot = z.object({
	people: z.array(z.object({ id: z.string(), label: z.string(), note: z.string() })),
	readers: z.array(z.object({ device: z.string(), card: z.string().nullable(), faults: z.array(z.string()) })),
	printers: z.array(
		z.object({
			device: z.string(),
			faults: z.array(z.string()),
			/** Newest last, at most 10. Decoded from the bytes: lines with their sizes, QR payload, cut or not. */
			papers: z.array(
				z.object({
					lines: z.array(
						z.object({
							text: z.string(),
							width: z.number(),
							height: z.number(),
							align: z.enum(['left', 'center', 'right']),
							bold: z.boolean(),
						}),
					),
					qr: z.string().nullable(),
					cut: z.boolean(),
				}),
			),
		}),
	),
	leds: z.array(z.object({ device: z.string(), text: z.string(), on: z.boolean(), faults: z.array(z.string()) })),
});
export type BenchSnapshot = z.infer<typeof benchSnapshot>;

/** Desk → main process. */
export const deskMessage = z.discriminatedUnion('type', [
	z.object({ type: z.literal('card'), event: cardEvent }),
	z.object({ type: z.literal('health'), health: deviceHealth }),
	z.object({ type: z.literal('bench'), snapshot: benchSnapshot }),
	z.object({ type: z.literal('answer'), call: z.number(), ok: z.boolean(), value: z.unknown() }),
	z.object({ type: z.literal('log'), level: z.enum(['info', 'warn', 'error']), text: z.string() }),
]);
export type DeskMessage = z.infer<typeof deskMessage>;
