/** What the socket messages work on: the hall's authority, its people, and what must be told to the outside. */
import type { WatchDeskAnswer } from '../../domain/contracts/alarms.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { MachineTrouble } from '../../domain/contracts/machine-trouble.ts';
import type { NoteRequest } from '../audit/ask-audited.ts';
import type { AuditBook } from '../audit/audit-book.ts';
import type { AuditDesk } from '../audit/audit-desk.ts';
import type { Authority } from '../authority/authority.ts';
import type { CaseDesk } from '../cases/case-desk.ts';
import type { Clock } from '../clock.ts';
import type { EnrolmentOffice } from '../enrolment/enrolment-office.ts';
import type { HistoryDesk } from '../figures/history-desk.ts';
import type { FloodGuard } from '../flood/flood-guard.ts';
import type { GuideModel } from '../guide-model/ask-model.ts';
import type { Log } from '../observe/log.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { LaterSignIns } from '../people/later-sign-ins.ts';
import type { ManagerOf } from '../people/manager-session.ts';
import type { RevokedStations } from '../people/revoked-stations.ts';
import type { Sessions } from '../people/sessions.ts';
import type { SignInParts } from '../people/sign-in.ts';
import type { StaffOffice } from '../people/staff-office.ts';
import type { StationKeys } from '../people/station-keys.ts';
import type { WhoMay } from '../people/who-may.ts';
import type { Administer } from '../quarantine/administer.ts';
import type { Quarantine } from '../quarantine/quarantine.ts';
import type { DayReports } from '../reconciliation/day-reports.ts';
import type { TodaysReservations } from '../reservations/open-reservations.ts';
import type { ReviewDesk } from '../reviews/review-desk.ts';
import type { TermDesk } from '../term/term-desk.ts';
import type { TideDesk } from '../tide/tide-desk.ts';
import type { HandOverTo, ProgressBooks, TerminalBookings } from './door-parts.ts';

export interface HallDoor {
	plan: HallPlan;
	clock: Clock;
	log: Log;
	metrics: Metrics;
	authority: Authority;
	sessions: Sessions;
	signIn: SignInParts;
	/** Public keys of the machines that sign tickets. */
	keys: StationKeys;
	/** Sign-ins that other platforms or machines saw, and those to come while a machine is cut off; absent = there are none of either. */
	later?: LaterSignIns;
	/** Who decides since a take-over; absent = this platform always has. */
	term?: TermDesk;
	/** Tells the log what is wrong with a station's PC; absent = nobody is told. */
	sayOfMachine?(station: string, troubles: MachineTrouble[]): Promise<unknown>;
	/** Key of today's person references. */
	personKey(): string;
	/** A terminal holds this key of the day; a platform that has just taken over goes on with it. Rejects with a `StoreFailure`. */
	adoptPersonKey?(told: { day: string; key: string }): Promise<void>;
	/** Today's reservations; absent where the hall takes none. */
	reservations?: TodaysReservations;
	/** How far a matter is, for who holds its number; absent = nobody is told. */
	progress?: ProgressBooks;
	/** The hall's model for the search; absent = there is none. */
	guideModel?: Pick<GuideModel, 'ask'>;
	/** Reservations at terminals; absent where the hall takes none. */
	bookings?: TerminalBookings;
	/** Reports of stations that nobody vouches for; absent = they are turned away. */
	quarantine?: Quarantine;
	revoked?: RevokedStations;
	/** Whether machines may sit down with their key; absent = all may. */
	enrolment?: EnrolmentOffice;
	administer?: Administer;
	/** Who is signed in as a manager, and the reports that managers read; absent where nobody asks for any. */
	managerOf?: ManagerOf;
	/** Accounts of staff; absent where they are but a file. */
	staffOffice?: StaffOffice;
	/** Who may ask for what; absent = as the table of permissions and the plan say (`openSocket` makes it). */
	whoMay?: WhoMay;
	dayReports?: DayReports;
	/** Writes the line of a request before it is answered; absent = nothing is audited here (a simulation). */
	audited?: NoteRequest;
	/** Lines of deeds that only their handler knows: signing in and out. */
	audit?: Pick<AuditBook, 'write'>;
	/** For whoever audits the hall. */
	auditDesk?: AuditDesk;
	/** Alarms, for whoever watches the hall. */
	watchDesk?(raw: unknown): Promise<WatchDeskAnswer>;
	/** Reviews and cases over all days; absent where nobody asks for them. */
	reviewDesk?: Pick<ReviewDesk, 'ask'>;
	/** Figures of days that are over; absent where nobody asks for them. */
	historyDesk?: Pick<HistoryDesk, 'ask'>;
	/** The tide's planner; absent where the hall has chosen none. */
	tideDesk?: TideDesk;
	/** Cases over all days, and the applications behind them; absent where nobody asks for them. */
	caseDesk?: CaseDesk;
	/** What one address may take of the platform; absent = there is no network. */
	flood?: FloodGuard;
	/** Hands the hall to another platform; absent = the platforms share no secret. */
	handOver?: HandOverTo;
}

/** Messages of one link per second and at once: far above an honest machine, far below a flood. */
export const messagesPerSecond = 500;
export const messagesAtOnce = 1_000;
/** A welcome carries the plan and the log of the day: a machine says hello once, and again when its line broke. */
export const hellosPerSecond = 1;
export const hellosAtOnce = 10;
/** Each may carry 500 events; a whole day of a large hall is fetched in fewer. */
export const resumesPerSecond = 10;
export const resumesAtOnce = 100;
export const signInsPerSecond = 1;
export const signInsAtOnce = 20;
/** After this many malformed messages the link is ended: the machine runs another program than it should. */
export const malformedLimit = 20;
/** Commands of 64 seats in one message stay well below this. */
export const messageBytes = 512 * 1024;
export const linkLimit = 512;
/** What one member of staff may have asked of devices at once, and how many may wait for one station. */
export const servicesAtOnce = 4;
export const servicesWaiting = 8;
