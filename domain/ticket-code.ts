/**
 * Text of the QR code on a ticket: `TH2:<hall>:<day>:<number>:<queue>:<items>:<issued>:<station>:<key>:<signature>`.
 * One canonical text, so that one ticket of one machine has one code; everything before the last colon is signed (Ed25519). It proves which
 * machine of the hall printed the paper; whether it may still be served is decided by the state of the day. No personal data (P1).
 */
import { z } from 'zod';
import { businessDay, catalogueCode, hallCode, instant, queueId, stationId, ticketNumber } from './contracts/identity.ts';
import { type StationKey, ticketKeyId, ticketSignature } from './contracts/ticket-keys.ts';

/** What the printers of the hall put into one code. */
export const longestTicketCode = 299;

const mark = 'TH2';
/** Colon and 86 characters. */
const signatureLength = 87;

export const ticketCode = z.object({
	hall: hallCode,
	day: businessDay,
	number: ticketNumber,
	queue: queueId,
	/** As many as fit, in the order chosen. */
	items: z.array(catalogueCode),
	/** The visit has items that did not fit. */
	more: z.boolean(),
	/** Time of issue as the ticket says it, ms. */
	issuedAt: instant,
	station: stationId,
	keyId: ticketKeyId,
});
export type TicketCode = z.infer<typeof ticketCode>;

export const codeFailures = [
	/** Something else was held up: no ticket of this program, or one from before tickets were signed. */
	'not-a-ticket',
	/** Begins as a ticket but is not written as one: torn, smudged or made by hand. */
	'damaged',
	'wrong-hall',
	'wrong-day',
	/** Signed by a machine this one has not heard of. */
	'unknown-key',
	/** Altered, or never signed by the machine it names. */
	'bad-signature',
	'revoked-key',
] as const;
export type CodeFailure = (typeof codeFailures)[number];
export type ReadCode = { ok: true; code: TicketCode } | { ok: false; why: CodeFailure };

/** Checks one signature: text as signed, signature and public key as in `domain/contracts/ticket-keys.ts`. Answers false rather than throw. */
export type VerifySignature = (text: string, signature: string, publicKey: string) => boolean;

export interface CodeChecks {
	hall: string;
	day: string;
	keys: readonly StationKey[];
	verify: VerifySignature;
}

function canonical(code: TicketCode): string {
	const items = [...code.items, ...(code.more ? ['+'] : [])].join(',');
	return [mark, code.hall, code.day, code.number, code.queue, items, code.issuedAt, code.station, code.keyId].join(':');
}

/** Where the ticket's page lies under a hall's address for phones (`phoneAddress`). */
const pagePath = '/t/';
/** What stands before a code that is an address: any scheme, machine and folder. */
const address = /^https?:\/\/[^\s?#]{1,120}?\/t\/(?=TH2(:|%3A))/i;

/** The code as paper and screen carry it: an address that a phone opens, where the hall has one. */
export function codeOnPaper(code: string, phoneAddress: string | undefined): string {
	return code === '' || phoneAddress === undefined ? code : `${phoneAddress}${pagePath}${code}`;
}

/** The signed code in what a scanner read: of an address, what follows it. A phone may have rewritten its signs (`%3A`). */
export function codeInAddress(scanned: string): string {
	const before = address.exec(scanned)?.[0];
	if (before === undefined) return scanned;
	const code = scanned.slice(before.length);
	try {
		return decodeURIComponent(code);
	} catch {
		return code;
	}
}

/** The text to be signed. Items that would make the code too long are left out from the end, and `more` says so. */
export function textToSign(ticket: Omit<TicketCode, 'more'>, phoneAddress?: string): string {
	const before = phoneAddress === undefined ? 0 : phoneAddress.length + pagePath.length;
	for (let fitting = ticket.items.length; ; fitting -= 1) {
		const text = canonical({ ...ticket, items: ticket.items.slice(0, fitting), more: fitting < ticket.items.length });
		if (before + text.length + signatureLength <= longestTicketCode || fitting === 0) return text;
	}
}

/** The whole code, or `null` when what was given is no signature. */
export function signedCode(text: string, signature: string): string | null {
	return ticketSignature.safeParse(signature).success ? `${text}:${signature}` : null;
}

function parse(fields: readonly string[]): TicketCode | null {
	const [, hall, day, number, queue, items = '', issuedAt = '', station, keyId] = fields;
	const listed = items === '' ? [] : items.split(',');
	const more = listed.at(-1) === '+';
	const read = ticketCode.safeParse({
		hall,
		day,
		number,
		queue,
		items: more ? listed.slice(0, -1) : listed,
		more,
		issuedAt: /^\d{1,15}$/.test(issuedAt) ? Number(issuedAt) : null,
		station,
		keyId,
	});
	return read.success ? read.data : null;
}

/** Reads what a scanner gave: the code itself, or an address that ends in it. Total: any text is answered; the first thing wrong is named, from what anyone can see to what only the key shows. */
export function readTicketCode(held: string, { hall, day, keys, verify }: CodeChecks): ReadCode {
	const failed = (why: CodeFailure): ReadCode => ({ ok: false, why });
	const scanned = held.length > 4_096 ? held : codeInAddress(held);
	if (!scanned.startsWith(`${mark}:`)) return failed('not-a-ticket');
	if (scanned.length > longestTicketCode) return failed('damaged');
	const fields = scanned.split(':');
	const signature = fields.pop() ?? '';
	const text = scanned.slice(0, -signature.length - 1);
	const code = fields.length === 9 && ticketSignature.safeParse(signature).success ? parse(fields) : null;
	// Another way of writing the same ticket (a leading zero, say) is not what the machine wrote.
	if (!code || canonical(code) !== text) return failed('damaged');
	if (code.hall !== hall) return failed('wrong-hall');
	if (code.day !== day) return failed('wrong-day');
	const key = keys.find((one) => one.station === code.station && one.keyId === code.keyId);
	if (!key) return failed('unknown-key');
	if (!verify(text, signature, key.publicKey)) return failed('bad-signature');
	return key.revoked ? failed('revoked-key') : { ok: true, code };
}
