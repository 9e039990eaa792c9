/** What the HTTP side works on. */

import type { Alarm } from '../../domain/contracts/alarms.ts';
import type { StationConfig } from '../../domain/contracts/bridge.ts';
import type { CatalogueBook } from '../../domain/contracts/catalogue-book.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { TermReport } from '../../domain/contracts/term.ts';
import type { MachineKey } from '../../domain/contracts/ticket-keys.ts';
import type { Authority } from '../authority/authority.ts';
import type { CaseDesk } from '../cases/case-desk.ts';
import type { CentreHealthPart } from '../centre/follow-hall.ts';
import type { Clock } from '../clock.ts';
import type { EnrolmentOffice } from '../enrolment/enrolment-office.ts';
import type { FloodGuard } from '../flood/flood-guard.ts';
import type { Log } from '../observe/log.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { WhoMay } from '../people/who-may.ts';
import type { PhonePages } from '../phone/serve-phone.ts';
import type { HallStore } from '../storage/contract.ts';
import type { HallTls } from '../tls/hall-tls.ts';
import type { UpdateShelf } from '../updates/update-shelf.ts';
import type { AuditedPages } from './audit-routes.ts';
import type { ConfigurationPages } from './configuration.ts';
import type { TellHallFiles } from './enrolment.ts';
import type { BookingPages, DailyFiguresPages, KnownWaits, ReconciliationPages, ReminderPages, UploadDoor } from './page-parts.ts';
import type { PeerPages } from './peers.ts';

export interface HallPages {
	plan: HallPlan;
	/** What a browser face needs before the first word over the socket. */
	stationConfig: StationConfig;
	/** The whole catalogue; absent = none is served. */
	book?: CatalogueBook;
	authority: Authority;
	store: HallStore;
	clock: Clock;
	log: Log;
	metrics: Metrics;
	version: string;
	startedAt: number;
	/** Folder of the built board and manager faces; it may not exist yet. */
	faces: string;
	/** Reservations; absent where the hall takes none. */
	booking?: BookingPages;
	/** How long people wait at the times that can be booked; absent = nobody knows. */
	knownWaits?: KnownWaits;
	/** Who may ask for what, and whether a sign-in is good at all; absent = nobody who is signed in asks here. */
	whoMay?: WhoMay;
	signedIn?(session: string): boolean;
	/** Where requests with a sign-in leave their line; absent = nothing is audited here. */
	audited?: AuditedPages;
	/** With which this platform and those it knows sign sign-ins; absent = it signs none. */
	hallKeys?(): MachineKey[];
	/** What managers read of days that healed; absent = nothing. */
	reconciliation?: ReconciliationPages;
	/** Figures over many days, for managers and programs; absent = nothing. */
	figures?: DailyFiguresPages;
	/** What the gateway for reminders asks; absent = nothing. */
	reminders?: ReminderPages;
	/** Where stations send applications; absent = nowhere. */
	uploads?: UploadDoor;
	/** Cases, for staff who are signed in; absent = nothing. */
	cases?: CaseDesk;
	/** The pages behind the codes on paper; absent = there are none. */
	phone?: Pick<PhonePages, 'keys' | 'days' | 'review' | 'giveBack'>;
	/** What the hall's other platforms ask; absent = nothing. */
	peers?: PeerPages;
	/** Which part this platform has in the hall. */
	term?(): TermReport;
	/** What stands as an alarm; absent = nobody watches. */
	alarms?(): Alarm[];
	/** What one address may take of the platform; absent = nothing is limited. */
	flood?: FloodGuard;
	/** Codes of what a person must look at, beyond a failed store. */
	warnings(): string[];
	/** Where machines enrol; absent = nowhere. */
	enrolment?: EnrolmentOffice;
	/** For machines that are being set up; absent = they are copied by hand. */
	hallFiles?: TellHallFiles;
	/** Everything is said by TLS then; absent = in the clear. */
	tls?: HallTls;
	/** Updates of stations; absent = none are kept here. */
	updates?: UpdateShelf;
	/** What the centre sends of configurations; absent where the hall has no centre. */
	configuration?: ConfigurationPages;
	/** How far the copy at the centre is; absent where the hall has none. */
	centre?(): CentreHealthPart;
}
