/**
 * Text of the QR code on a reserve number: `THR1:<hall>:<number>:<run>:<check>`. The check shows that it was read rightly and belongs to this hall.
 * It is no signature: sheets are printed ahead, also where no key is, and are handed out and taken back by staff; a number that comes twice on one
 * day is a conflict that a person sees.
 */
import { hallCode, type TicketNumber, ticketNumber } from '../contracts/identity.ts';
import { isReserveNumber } from './reserve-numbers.ts';

const mark = 'THR1';

export interface ReserveCode {
	number: TicketNumber;
	/** Print run of the sheet. */
	run: string;
}
export type ReadReserve = { ok: true; code: ReserveCode } | { ok: false; why: 'not-a-reserve' | 'damaged' | 'wrong-hall' };

/** A print run has the minute it was made in its name. */
export function printRun(made: number): string {
	return Math.floor(made / 60_000).toString(36);
}

export function reserveCode(hall: string, { number, run }: ReserveCode): string {
	const text = `${mark}:${hall}:${number}:${run}`;
	return `${text}:${check(text)}`;
}

export function readReserveCode(scanned: string, hall: string): ReadReserve {
	if (!scanned.startsWith(`${mark}:`)) return { ok: false, why: 'not-a-reserve' };
	const [, at = '', number = '', run = '', sum = '', more] = scanned.split(':');
	const text = `${mark}:${at}:${number}:${run}`;
	const sound =
		more === undefined && hallCode.safeParse(at).success && ticketNumber.safeParse(number).success && /^[0-9a-z]{1,8}$/.test(run);
	if (!sound || check(text) !== sum || !isReserveNumber(number)) return { ok: false, why: 'damaged' };
	return at === hall ? { ok: true, code: { number, run } } : { ok: false, why: 'wrong-hall' };
}

/** Six signs; one wrong sign in the text always changes it, other damage once in a thousand million it does not. */
function check(text: string): string {
	let one = 0x811c9dc5;
	for (let at = 0; at < text.length; at += 1) one = Math.imul(one ^ text.charCodeAt(at), 0x01000193);
	return (one >>> 0).toString(36).padStart(7, '0').slice(-6);
}
