/**
 * Taking a number: by ask while connected, from the terminal's own series when not; then the paper.
 * Nothing is printed before the platform confirmed it or the own report is fsynced (S7, I-1); paper never decides whether the number counts.
 */
import { localStamp } from '../../domain/business-day.ts';
import type { JournalEntry } from '../../domain/contracts/bridge.ts';
import type { CommandBody, Visit } from '../../domain/contracts/commands.ts';
import type { DeviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import type { PrintResult } from '../../domain/contracts/device-desk.ts';
import type { TicketSlip } from '../../domain/contracts/device-slips.ts';
import type { DiskState } from '../../domain/contracts/disk.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { estimateWait } from '../../domain/estimate.ts';
import { isManual } from '../../domain/manual/manual-mode.ts';
import { ticketsBefore } from '../../domain/tickets-before.ts';
import type { SlipWords, TakeAnswer, TakenTicket } from './contract.ts';
import type { DayBook } from './day-book.ts';
import type { NoOwnNumber } from './own-series.ts';
import type { Printer } from './ports.ts';
import type { SeatLine } from './seat-line.ts';
import type { TicketToSign } from './ticket-codes.ts';

export interface TicketDesk {
	devices: readonly DeviceDeclaration[];
	printer: Printer;
	disk: () => DiskState;
	/** Today, with what is owed folded over it; an empty day when nothing is known of today yet. */
	book: () => DayBook;
	/** Copies of this ticket already known to be on paper or tried. */
	copies: (ticket: string) => number;
	/** The next free number of an own series; not used up before its journal entry is written. */
	nextOwn: (day: string, series: string) => number | NoOwnNumber;
	usedOwn: (day: string, series: string, sequence: number) => void;
	/** Text of a ticket's QR code, signed by this machine; empty when it cannot be. Never rejects. */
	code: (ticket: TicketToSign) => Promise<string>;
	/** Platform time, ms. */
	now: () => number;
	note: (code: string) => void;
}

/** A citizen has a number within two seconds, whatever the network does (L-1): after this the own series gives it. */
const numberWithinMs = 1_500;

/** Job ids carry day, number and copy: the main process does each at most once (S9). */
export function paperJob(day: string, number: string, copy: number): string {
	return `${day}/${number}/${copy}`;
}

function codeOf(error: unknown): string {
	const code = error instanceof Error ? error.message : '';
	return /^[a-z0-9-]{1,40}$/.test(code) ? code : 'journal-failed';
}

/** Prints and reports what became of it; never rejects. */
export async function putOnPaper(
	desk: TicketDesk,
	line: SeatLine,
	station: string,
	day: string,
	slip: TicketSlip,
	copy: number,
	language?: SlipWords['language'],
): Promise<PrintResult> {
	const job = paperJob(day, slip.number, copy);
	const device = desk.devices.find((candidate) => candidate.kind === 'printer' && candidate.station === station);
	let result: PrintResult;
	if (!device) result = { job, outcome: 'failed', proof: 'none', code: 'no-printer' };
	else {
		try {
			result = await desk.printer.print({ job, device: device.id, slip, language });
		} catch (error) {
			const code = error instanceof Error ? error.message : '';
			// Refused before anything was sent: certainly no paper. Any other break leaves open whether paper came out (I-20).
			if (code === 'disk-full' || code === 'journal-failed') result = { job, outcome: 'failed', proof: 'none', code };
			else result = { job, outcome: 'unknown', proof: 'none', code: 'desk-lost' };
		}
	}
	const { outcome, proof, code } = result;
	try {
		await line.report('ticket-paper', { ticket: slip.number, job, copy, outcome, proof, code: code.slice(0, 40) });
	} catch {
		desk.note('paper-report-failed');
	}
	return result;
}

/** What the citizen is told to expect; nothing while cut off. */
export function slipOf(
	{ language: _, ...words }: SlipWords,
	timezone: string,
	taken: Pick<TakenTicket, 'number' | 'peopleAhead' | 'minutes' | 'issuedAt' | 'qr' | 'offline'>,
	reprint: boolean,
): TicketSlip {
	const { number, peopleAhead, minutes, issuedAt, qr, offline } = taken;
	return { ...words, number, peopleAhead, estimatedMinutes: minutes, issuedAt: localStamp(issuedAt, timezone), qr, offline, reprint };
}

/** People ahead and minutes of a ticket: of its queue, those who will be called before it. */
export function expected(book: DayBook, queue: string, number: string, now: number): Pick<TakenTicket, 'peopleAhead' | 'minutes'> {
	const { state, plan } = book;
	const before = state.tickets[number] ? ticketsBefore(state, plan, number, now) : (state.waiting[queue] ?? []);
	const { people, minutes } = estimateWait({ ...state, waiting: { ...state.waiting, [queue]: before } }, plan, queue, now);
	return { peopleAhead: people, minutes };
}

async function issueOffline(
	desk: TicketDesk,
	line: SeatLine,
	station: string,
	visit: Visit,
	ghost: number | null,
): Promise<{ number: string; day: string; issuedAt: number } | { cannot: string }> {
	const { plan, day } = desk.book();
	const terminal = plan.stations.find((seat) => seat.id === station)?.number;
	if (terminal === undefined) return { cannot: 'no-own-series' };
	const issuedAt = desk.now();
	const series = `${visit.queue}${terminal}`;
	const sequence = desk.nextOwn(day, series);
	if (typeof sequence === 'string') return { cannot: sequence };
	const number = `${visit.queue}${terminal}-${String(sequence).padStart(3, '0')}`;
	const entry: JournalEntry = { type: 'series', station, day, series, sequence };
	const body: CommandBody<'offline-ticket'> = { number, sequence, visit, ...(ghost ? { replaces: { epoch: line.epoch, n: ghost } } : {}) };
	// Used up at once, so that a second citizen never gets it even if writing fails half-way.
	desk.usedOwn(day, series, sequence);
	await line.report('offline-ticket', body, [entry]);
	return { number, day, issuedAt };
}

/** The whole way of `EngineClient.takeTicket`. */
export async function takeTicket(desk: TicketDesk, line: SeatLine, station: string, visit: Visit, words: SlipWords): Promise<TakeAnswer> {
	const { plan, state } = desk.book();
	if (!plan.queues.some((queue) => queue.id === visit.queue)) {
		return { ok: false, why: 'refused', refusal: { code: 'unknown-queue', params: {} } };
	}
	// Also cut off: as far as this machine knows, people hand out paper for this queue.
	if (isManual(state, visit.queue))
		return { ok: false, why: 'refused', refusal: { code: 'queue-in-manual-mode', params: { queue: visit.queue } } };
	// While there is still room for what was promised already, nothing new is promised (I-22).
	if (desk.disk() === 'stop') return { ok: false, why: 'cannot', code: 'disk-low' };
	const codeOn = (day: string, number: string, issuedAt: number) =>
		desk.code({ hall: plan.code, day, number, queue: visit.queue, items: visit.items, issuedAt, station });
	try {
		const { n, answer } = await line.ask('issue-ticket', { visit }, numberWithinMs);
		if (!answer.ok && answer.why === 'refused') return { ok: false, why: 'refused', refusal: answer.refusal };
		const issued = answer.ok
			? answer.events.find((event): event is HallEvent<'ticket-issued'> => event.name === 'ticket-issued')
			: undefined;
		if (issued) {
			const { number, queuedAt } = issued.body;
			// The paper makes it a promise: by then this machine can prove the number, whatever becomes of the platform and of the cache (I-1).
			await line.kept();
			const wait = expected(desk.book(), visit.queue, number, desk.now());
			const taken = {
				number,
				queue: visit.queue,
				offline: false,
				qr: await codeOn(issued.day, number, queuedAt),
				issuedAt: queuedAt,
				...wait,
			};
			const paper = await putOnPaper(desk, line, station, issued.day, slipOf(words, plan.timezone, taken, false), 1, words.language);
			return { ok: true, taken: { ...taken, paper } };
		}
		const own = await issueOffline(desk, line, station, visit, n);
		if ('cannot' in own) return { ok: false, why: 'cannot', code: own.cannot };
		const taken = {
			number: own.number,
			queue: visit.queue,
			offline: true,
			qr: await codeOn(own.day, own.number, own.issuedAt),
			issuedAt: own.issuedAt,
			peopleAhead: null,
			minutes: null,
		};
		const paper = await putOnPaper(desk, line, station, own.day, slipOf(words, plan.timezone, taken, false), 1, words.language);
		return { ok: true, taken: { ...taken, paper } };
	} catch (error) {
		return { ok: false, why: 'cannot', code: codeOf(error) };
	}
}

/** The same number again, marked 补打, as the next copy. */
export async function reprintTicket(
	desk: TicketDesk,
	line: SeatLine,
	station: string,
	number: string,
	words: SlipWords,
): Promise<PrintResult> {
	const book = desk.book();
	const ticket = book.state.tickets[number];
	if (!ticket) return { job: '-', outcome: 'failed', proof: 'none', code: 'unknown-ticket' };
	const offline = ticket.origin === 'offline';
	const wait = offline ? { peopleAhead: null, minutes: null } : expected(book, ticket.queue, number, desk.now());
	const { queue, queuedAt: issuedAt, visit } = ticket;
	const qr = await desk.code({ hall: book.plan.code, day: book.day, number, queue, items: visit.items, issuedAt, station });
	const taken = { number, offline, qr, issuedAt, ...wait };
	const slip = slipOf(words, book.plan.timezone, taken, true);
	return putOnPaper(desk, line, station, book.day, slip, Math.max(1, desk.copies(number)) + 1, words.language);
}
