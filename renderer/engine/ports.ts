/** What the engine needs from outside. Each port has one real implementation and may have a scripted one in tests. */

import type { WatchDeskAnswer, WatchDeskUp } from '../../domain/contracts/alarms.ts';
import type { AuditDeskAnswer, AuditDeskUp } from '../../domain/contracts/audit.ts';
import type { JournalEntry, JournalSeat } from '../../domain/contracts/bridge.ts';
import type { CaseDeskAnswer, CaseDeskUp } from '../../domain/contracts/case-desk.ts';
import type { CommandEnvelope } from '../../domain/contracts/commands.ts';
import type { PrintResult, TicketJob } from '../../domain/contracts/device-desk.ts';
import type { RemoteService, ServiceAnswer } from '../../domain/contracts/device-service.ts';
import type { KeyProof } from '../../domain/contracts/enrolment.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { SuggestAnswer, SuggestRequest } from '../../domain/contracts/guide-model.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { HandOverAnswer, HandOverUp } from '../../domain/contracts/hand-over.ts';
import type { HistoryDeskAnswer, HistoryDeskUp } from '../../domain/contracts/history-desk.ts';
import type { StationRole } from '../../domain/contracts/identity.ts';
import type { VerifiersAnswer, VerifiersUp } from '../../domain/contracts/offline-sign-in.ts';
import type { ProgressAnswer, ProgressRequest } from '../../domain/contracts/progress.ts';
import type { AdministerAnswer, AdministerUp } from '../../domain/contracts/quarantine.ts';
import type { ReconciliationAnswer, ReconciliationAsked } from '../../domain/contracts/reconciliation.ts';
import type { ReservationsTodayAnswer } from '../../domain/contracts/reservations.ts';
import type { ReviewDeskAnswer, ReviewDeskUp } from '../../domain/contracts/review-desk.ts';
import type {
	OwnAccountAnswer,
	OwnAccountUp,
	SetSecret,
	SetSecretAnswer,
	StaffDeskAnswer,
	StaffDeskUp,
} from '../../domain/contracts/staff-desk.ts';
import type { OfferUp } from '../../domain/contracts/term.ts';
import type { TerminalBooking, TerminalBookingAnswer } from '../../domain/contracts/terminal-booking.ts';
import type { MachineKey, StationKey } from '../../domain/contracts/ticket-keys.ts';
import type { TideDeskAnswer, TideDeskUp } from '../../domain/contracts/tide-desk.ts';
import type {
	Beat,
	BeatAnswer,
	CommandsAnswer,
	Dismissed,
	EventsDown,
	Hello,
	RefusedHello,
	RelayedService,
	SignIn,
	SignInAnswer,
	TicketKeysDown,
	Welcome,
} from '../../domain/contracts/wire.ts';
import type { HeldList } from '../../domain/reservations/find.ts';
import type { KeptTerms } from './reigns.ts';

/** One seat of this machine. */
export interface EngineSeat {
	station: string;
	role: StationRole;
	secret?: string;
}

export interface HandIn {
	/** Everything of this seat that was not answered for, in order of n; empty = nothing, or not this machine's epoch. */
	owes(seat: { station: string; epoch: string }): CommandEnvelope[];
	handedIn(station: string, upTo: number): void;
}

/** What the link tells the engine. Every message was validated before. */
export interface LinkListener {
	/** What to say on a fresh connection. */
	hello(): Hello;
	/** That the machine's key is its own; `null` = it has none, or cannot sign now. Never rejects. */
	proveKey?(challenge: string): Promise<KeyProof | null>;
	/** `roundTripMs`: between hello and welcome, for the measured clock offset. */
	welcomed(welcome: Welcome, roundTripMs: number): void;
	/** False: this platform was followed by another one, and must not be listened to. */
	accepts(welcome: Welcome): boolean;
	/** Another platform is tried from now on. */
	trying(): void;
	refused(refusal: RefusedHello): void;
	/** What may be handed in although the seat is not trusted, and that it was. */
	handIn?: HandIn;
	events(events: EventsDown): void;
	/** All keys that sign tickets of the hall; one is new or revoked. */
	keys(message: TicketKeysDown): void;
	/** The day's reservations are not any more what was told. */
	reservationsChanged?(): void;
	beat(): Beat;
	beaten(answer: BeatAnswer, roundTripMs: number): void;
	dismissed(message: Dismissed): void;
	/** A manager asks of this machine's devices through the platform. Never rejects. */
	serviceAsked(asked: RelayedService): Promise<ServiceAnswer>;
	/** A message from the platform that does not fit the contract was dropped: what is held must be compared again. */
	malformed(message: string): void;
	/** The link was up and is not any more. */
	down(): void;
}

/** The line to the platform. `null` = no answer in time, no link, or an answer that does not fit the contract. */
export interface Link {
	start(listener: LinkListener): void;
	/** Address of the platform that is spoken to, or tried now. */
	url(): string;
	/** More addresses to try, after those it was made with, in this order; `first` before all others when nobody is spoken to. */
	reach(urls: readonly string[], first?: string): void;
	stop(): void;
	commands(commands: CommandEnvelope[], timeoutMs: number): Promise<CommandsAnswer | null>;
	resume(from: { day: string; position: number }): Promise<EventsDown | null>;
	/** Resolves with true when the platform took them. */
	offer(events: OfferUp): Promise<boolean>;
	/** The day's reservations; to machines that seat a terminal. */
	reservationsToday(): Promise<ReservationsTodayAnswer | null>;
	signIn(body: SignIn): Promise<SignInAnswer | null>;
	setSecret(body: SetSecret): Promise<SetSecretAnswer | null>;
	staffDesk(body: StaffDeskUp): Promise<StaffDeskAnswer | null>;
	ownAccount(body: OwnAccountUp): Promise<OwnAccountAnswer | null>;
	/** What this machine needs to sign people in while it is cut off; absent where no machine asks. */
	offlineSignIns?(body: VerifiersUp): Promise<VerifiersAnswer | null>;
	signOut(session: string, idle?: boolean): Promise<void>;
	/** Somebody is at the page of this sign-in; said with the next beat. */
	touched(session: string): void;
	/** What this manager asks of another station's devices. */
	askDevices(body: RemoteService): Promise<ServiceAnswer | null>;
	/** The report of a day that is over. */
	/** A manager's order to hand the hall to another platform. */
	handOver(body: HandOverUp): Promise<HandOverAnswer | null>;
	reconciliation(body: ReconciliationAsked): Promise<ReconciliationAnswer | null>;
	caseDesk(body: CaseDeskUp): Promise<CaseDeskAnswer | null>;
	progress(body: ProgressRequest): Promise<ProgressAnswer | null>;
	suggest(body: SuggestRequest): Promise<SuggestAnswer | null>;
	booking(body: TerminalBooking): Promise<TerminalBookingAnswer | null>;
	auditDesk(body: AuditDeskUp): Promise<AuditDeskAnswer | null>;
	watchDesk(body: WatchDeskUp): Promise<WatchDeskAnswer | null>;
	reviewDesk(body: ReviewDeskUp): Promise<ReviewDeskAnswer | null>;
	tideDesk(body: TideDeskUp): Promise<TideDeskAnswer | null>;
	historyDesk(body: HistoryDeskUp): Promise<HistoryDeskAnswer | null>;
	administer(body: AdministerUp): Promise<AdministerAnswer | null>;
}

/** What the store held when the engine started. */
export interface Kept {
	plan: HallPlan | null;
	day: string | null;
	/** Confirmed events of that day in order of position, without gaps, from 1. */
	events: HallEvent[];
	/** Events that are there and cannot be used, because they or one before them are damaged. */
	unread?: number;
	/** Platform clock minus station clock as last measured, ms. */
	clockOffset: number;
	/** Highest sequence of each own series the platform knew on that day. */
	series: Record<string, number>;
	/** Keys that sign tickets of the hall, as last told. */
	keys: StationKey[];
	/** The day's reservations as last told; `null` = none, or of another day. */
	reservations: HeldList | null;
	/** Keys that sign reservations of the hall, as last told. */
	reservationKeys: MachineKey[];
	/** `null` = kept by a version that knew no terms, or nothing kept. */
	terms: KeptTerms | null;
}

/** A cache of what the platform said; the journal holds what must not be lost. Every function may reject. */
export interface Store {
	load(hall: string): Promise<Kept>;
	/** Forgets other days of the hall. */
	startDay(hall: string, day: string): Promise<void>;
	keepEvents(hall: string, day: string, events: HallEvent[]): Promise<void>;
	keepPlan(hall: string, plan: HallPlan): Promise<void>;
	keepWelcome(hall: string, bits: { day: string; clockOffset: number; series: Record<string, number> }): Promise<void>;
	keepKeys(hall: string, keys: StationKey[]): Promise<void>;
	/** Forgotten with its day, by `startDay`. */
	keepReservations(hall: string, held: HeldList): Promise<void>;
	keepReservationKeys(hall: string, keys: MachineKey[]): Promise<void>;
	/** Stays over the change of day. */
	keepTerms(hall: string, terms: KeptTerms): Promise<void>;
	/** A later platform's log goes on otherwise: forgets events after the position, at once with keeping whose log it is now. */
	cutAfter(hall: string, day: string, position: number, terms: KeptTerms): Promise<void>;
	close(): void;
}

/** Fsynced in Electron, in memory in a browser page. `append` rejects with `disk-full` or `journal-failed`. */
export interface Journal {
	load(): Promise<JournalSeat[]>;
	append(entries: JournalEntry[]): Promise<void>;
}

export interface Printer {
	print(job: TicketJob): Promise<PrintResult>;
}

/** This machine's key; its private half stays in the main process. */
export interface Signer extends MachineKey {
	/** Signature of a ticket's text, base64url. Rejects when the machine cannot. */
	sign(text: string): Promise<string>;
}

/** Timers of the engine, so that tests own the time. */
export interface Timers {
	set(action: () => void, afterMs: number): number;
	clear(timer: number): void;
}
