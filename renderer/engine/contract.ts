/**
 * What a face may ask of the engine. One engine runs per machine (in Electron: in its own hidden window; in a browser: in the page);
 * faces hold an `EngineClient` that looks the same in both.
 */

import type { WatchDeskRequest } from '../../domain/contracts/alarms.ts';
import type { AuditDeskRequest } from '../../domain/contracts/audit.ts';
import type { Language } from '../../domain/contracts/bridge.ts';
import type { CaseDeskRequest } from '../../domain/contracts/case-desk.ts';
import type { AskName, CommandBody, CommandName, ReportName, Visit } from '../../domain/contracts/commands.ts';
import type { PrintResult } from '../../domain/contracts/device-desk.ts';
import type { ServiceAnswer, ServiceRequest } from '../../domain/contracts/device-service.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { SuggestAnswer, SuggestRequest } from '../../domain/contracts/guide-model.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { HandOverAnswer, HandOverWish } from '../../domain/contracts/hand-over.ts';
import type { HistoryDeskRequest } from '../../domain/contracts/history-desk.ts';
import type { OfflineState } from '../../domain/contracts/offline-sign-in.ts';
import type { ProgressAnswer, ProgressRequest } from '../../domain/contracts/progress.ts';
import type { AdministerRequest } from '../../domain/contracts/quarantine.ts';
import type { Refusal } from '../../domain/contracts/refusals.ts';
import type { ReviewDeskRequest } from '../../domain/contracts/review-desk.ts';
import type { OwnAccountRequest, SetSecret, StaffDeskRequest } from '../../domain/contracts/staff-desk.ts';
import type { StaffRole } from '../../domain/contracts/staff-roles.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import type { PlatformTerm } from '../../domain/contracts/term.ts';
import type { TerminalBooking, TerminalBookingAnswer } from '../../domain/contracts/terminal-booking.ts';
import type { TideDeskRequest } from '../../domain/contracts/tide-desk.ts';
import type { SignInAnswer } from '../../domain/contracts/wire.ts';
import type { Found } from '../../domain/reservations/find.ts';
import type { ReadCode } from '../../domain/ticket-code.ts';
import type { ApplicationCounts } from '../../domain/views/application-view.ts';
import type {
	AdministeredAnswer,
	AuditDeskAnswered,
	CaseDeskAnswered,
	HistoryDeskAnswered,
	OwnAccountAnswered,
	PastDayAnswer,
	ReviewDeskAnswered,
	SetSecretAnswered,
	StaffDeskAnswered,
	TideDeskAnswered,
	WatchDeskAnswered,
} from './desk-answers.ts';
import type { ShownReservation } from './reservations.ts';
import type { OrderAnswer, TakeOverWish } from './take-over-order.ts';

export type { CommandBody, CommandName };

export interface EngineView {
	plan: HallPlan | null;
	/** Confirmed day with this machine's own owed reports folded over it; `null` until a day is known. */
	state: HallDay | null;
	/** Position of the confirmed log. */
	position: number;
	link: 'up' | 'down';
	/** When `link` last changed (station clock, ms). */
	linkSince: number;
	/** When the platform was last heard (station clock, ms); `null` = never since start. */
	heardAt: number | null;
	/** Platform clock minus station clock, ms. */
	clockOffset: number;
	/** Reports the platform still has to take. */
	owed: number;
	/** Who could sign in here while cut off, by seat; absent where there is no machine behind the page. */
	offlineSignIn?: Record<string, OfflineState>;
	/** Applications that are still at this machine; absent where it keeps none. */
	applications?: ApplicationCounts;
	/** Why the platform does not let this machine in, when it does not (`station-in-use`, `protocol-too-old`, …). */
	shutOut: string | null;
	/** The platform that is spoken to, or tried now: its address, and its name in the hall's list (`null` = not in it). */
	platform: { url: string; id: string | null };
	/** The highest term of office this machine has heard of: who decides for the hall. */
	term: PlatformTerm;
}

export type AskAnswer =
	| { ok: true; events: HallEvent[] }
	| { ok: false; why: 'refused'; refusal: Refusal }
	/** No answer in time or no link: nothing happened that anyone may rely on; offer what can be done instead. */
	| { ok: false; why: 'unreachable' }
	| { ok: false; why: 'failed'; alarm: string };

export interface TakenTicket {
	number: string;
	queue: string;
	/** Issued from the terminal's own series while cut off. */
	offline: boolean;
	/** Text of its QR code; empty when it could not be signed. */
	qr: string;
	issuedAt: number;
	peopleAhead: number | null;
	minutes: [number, number] | null;
	paper: PrintResult;
}
export type TakeAnswer =
	| { ok: true; taken: TakenTicket }
	| { ok: false; why: 'refused'; refusal: Refusal }
	/** The machine cannot keep what it promises (`disk-low`, `disk-full`, `journal-failed`, `no-plan`): no ticket, a person must help. */
	| { ok: false; why: 'cannot'; code: string };

/** `offline-…`: why this machine could not sign in while cut off; `until`: when it ended, platform time. */
export type SignInResult =
	| SignInAnswer
	| { ok: false; code: 'unreachable' }
	| { ok: false; code: 'offline-not-prepared' | 'offline-expired' | 'offline-not-kept'; until?: number };

export interface SignedInPerson {
	staff: string;
	name: string;
	/** Absent = from a program that did not say. */
	roles?: StaffRole[];
	/** Platform time at which the sign-in ends; what is reported after it is kept, and flagged. Absent = not known. */
	until?: number;
	/** Only this machine has looked at the PIN: it works for reports, and counts once a platform has looked at the sign-in. */
	offline?: boolean;
}

export interface EngineClient {
	view(): EngineView;
	/** For `useSyncExternalStore`; the view object changes identity when anything changed. */
	subscribe(listener: () => void): () => void;
	/** Platform time as well as this station knows it, ms. */
	now(): number;
	/** `day`: of what it is about, when that day is over; the platform then decides in the log of that day (`settle-conflict` alone). */
	ask<N extends AskName>(station: string, name: N, body: CommandBody<N>, day?: string): Promise<AskAnswer>;
	/** Resolves when the report is safe on this machine (journal), not when the platform took it. */
	report<N extends ReportName>(station: string, name: N, body: CommandBody<N>): Promise<void>;
	/** Takes a number, by ask when connected, from the own series when not, and prints it. */
	takeTicket(station: string, visit: Visit, slip: SlipWords): Promise<TakeAnswer>;
	/** Prints the same number again, marked 补打. */
	reprint(station: string, ticket: string, slip: SlipWords): Promise<PrintResult>;
	/**
	 * Reads what a scanner gave and checks its signature with the keys this machine knows, also while cut off. Rejects with `engine-lost`.
	 * The text may be anything a person holds up: it is kept nowhere.
	 */
	readTicket(station: string, text: string): Promise<ReadCode>;
	/**
	 * Whether somebody with a reservation may check in now, from a text that was scanned or typed, or a card's reference; the ticket is then taken
	 * with `takeTicket`. Works cut off too. Never rejects. The text is kept nowhere.
	 */
	findReservation(station: string, shown: ShownReservation): Promise<Found>;
	/** At the platform; when that gives no answer, at this machine, where it was prepared for it. */
	signIn(station: string, staff: string, pin: string, second?: string): Promise<SignInResult>;
	/** PIN or password of who has a one-time code; nobody is signed in by it. Never rejects. */
	setSecret(station: string, asked: Omit<SetSecret, 'station'>): Promise<SetSecretAnswered>;
	/** Accounts, shifts and places of staff, for whoever is signed in at the manager’s seat `station`. Never rejects. */
	staffDesk(station: string, request: StaffDeskRequest): Promise<StaffDeskAnswered>;
	/** The account of whoever is signed in at `station`. Never rejects. */
	ownAccount(station: string, request: OwnAccountRequest): Promise<OwnAccountAnswered>;
	/** `idle`: by the machine, because nobody had touched it. */
	signOut(station: string, idle?: boolean): Promise<void>;
	/** Somebody is at the page: the platform signs nobody out who is. Never rejects. */
	touched(station: string): Promise<void>;
	/** Who is signed in at the seat. */
	signedIn(station: string): SignedInPerson | null;
	/**
	 * The order with which the platform program of this machine takes over; the bridge's `takeOver` gives it to the program. Never rejects.
	 * Faces of managers and windows only.
	 */
	takeOverOrder(station: string, wish: TakeOverWish): Promise<OrderAnswer>;
	/** Asks the devices of the machine that holds the seat `target`, for whoever is signed in at `station`. Never rejects. */
	askDevices(station: string, target: string, request: ServiceRequest): Promise<ServiceAnswer>;
	/** The confirmed log of the day this machine holds, as it stands at `view().position`: the array grows, what is in it never changes (S1). */
	log(): readonly HallEvent[];
	/** The platform's reconciliation report of a day, for the manager who is signed in at `station`. Never rejects. */
	pastDay(station: string, day: string): Promise<PastDayAnswer>;
	/** Machines that nobody vouches for: looking, and what the manager who is signed in at `station` decides. Never rejects. */
	administer(station: string, request: AdministerRequest): Promise<AdministeredAnswer>;
	/** Cases (办件) over all days and the applications behind them, for whoever is signed in at `station`. Never rejects. */
	caseDesk(station: string, request: CaseDeskRequest): Promise<CaseDeskAnswered>;
	/** How far a matter is, for whoever holds its number or ticket. Never rejects; `unreachable` while cut off. */
	progress(station: string, request: ProgressRequest): Promise<ProgressAnswer>;
	/**
	 * Reservations at this terminal: the platform alone decides. A document's number in it goes to the platform and nowhere else. Never rejects;
	 * `hall-away` while cut off.
	 */
	booking(station: string, request: TerminalBooking): Promise<TerminalBookingAnswer>;
	/** What the hall's model would add to a search. Never rejects; `unreachable` while cut off. */
	suggest(station: string, request: SuggestRequest): Promise<SuggestAnswer>;
	/** What staff did and saw, for whoever audits the hall and is signed in at `station`. Never rejects. */
	auditDesk(station: string, request: AuditDeskRequest): Promise<AuditDeskAnswered>;
	/** Alarms of the hall, for a manager or administrator who is signed in at `station`. Never rejects. */
	watchDesk(station: string, request: WatchDeskRequest): Promise<WatchDeskAnswered>;
	/** Reviews and complaints over all days, for the manager who is signed in at `station`. Never rejects. */
	reviewDesk(station: string, request: ReviewDeskRequest): Promise<ReviewDeskAnswered>;
	/** The tide: forecast and planner, what edited moves would bring, a look now; for the manager who is signed in at `station`. Never rejects. */
	tideDesk(station: string, request: TideDeskRequest): Promise<TideDeskAnswered>;
	/** Figures of days that are over, files of them, a day to play again, a plan; for the manager who is signed in at `station`. Never rejects. */
	historyDesk(station: string, request: HistoryDeskRequest): Promise<HistoryDeskAnswered>;
	/** The platform that decides hands the hall over, on the word of the manager who is signed in at `station`. Never rejects. */
	handOver(station: string, wish: HandOverWish): Promise<HandOverAnswer>;
	/** Day-scoped keyed hash of a document number; `null` when this machine holds no key (cut off since start). */
	personRef(idNumber: string): Promise<string | null>;
}

/** Words of the paper that only the face knows, in the citizen's language. */
export interface SlipWords {
	hallName: string;
	queueName: string;
	itemNames: string[];
	area: string;
	bring?: string;
	missed?: string;
	terminalName?: string;
	/** Of the fixed words on the paper; absent = Chinese. */
	language?: Language;
}
