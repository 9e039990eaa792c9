/** What a platform is started with, and what comes of it. */
import type { StationConfig } from '../domain/contracts/bridge.ts';
import type { CatalogueBook } from '../domain/contracts/catalogue-book.ts';
import type { DailyFigures } from '../domain/contracts/daily-figures.ts';
import type { GuideModelPlan } from '../domain/contracts/guide-model.ts';
import type { HallPlan } from '../domain/contracts/hall-plan.ts';
import type { ReminderPlan } from '../domain/contracts/reminders.ts';
import type { StaffRole } from '../domain/contracts/staff-roles.ts';
import type { PlatformId, TakeOverOrder } from '../domain/contracts/term.ts';
import type { WatchingPlan } from '../domain/contracts/watching.ts';
import type { Authority } from './authority/authority.ts';
import type { Rules } from './authority/rules.ts';
import type { CentreAddress } from './centre/centre-client.ts';
import type { Clock } from './clock.ts';
import type { TellHallFiles } from './http/enrolment.ts';
import type { DiskWatchParts } from './observe/disk-watch.ts';
import type { Log } from './observe/log.ts';
import type { OfflineSignInRules } from './people/offline-verifiers.ts';
import type { StaffMember } from './people/staff.ts';
import type { FrontEnd } from './reservations/front-door.ts';
import type { HallStore } from './storage/contract.ts';
import type { TermDesk } from './term/term-desk.ts';
import type { Planner } from './tide/planner.ts';
import type { HallTls } from './tls/hall-tls.ts';
import type { TlsChoice } from './tls/names.ts';

export interface PlatformHall {
	plan: HallPlan;
	catalogue: StationConfig['catalogue'];
	/** The whole catalogue; absent = neither it nor notices are served. */
	book?: CatalogueBook;
	wording: StationConfig['wording'];
	staff: readonly StaffMember[];
	demo: boolean;
	/** The city's booking front end; absent = the booking API is closed. */
	frontEnd?: FrontEnd | null;
	/** Where reminders to citizens go; absent = nowhere: clerks remind by hand. */
	reminders?: ReminderPlan | null;
	/** Daily figures by mail and for programs; absent = neither. */
	dailyFigures?: DailyFigures | null;
	/** A model that adds to the search at terminals; absent = none. */
	guideModel?: GuideModelPlan | null;
	/** Caps, alarms and where they go; absent = as halls do that say nothing of it. */
	watching?: WatchingPlan | null;
	/** Signing in at machines that are cut off; absent = as halls do that say nothing of it. */
	offlineSignIn?: OfflineSignInRules;
	/** Roles of which the hall demands a second step; absent = of nobody. */
	secondStep?: readonly StaffRole[];
}

export interface PlatformParts {
	hall: PlatformHall;
	/** Owned by the platform from here on: it closes it. */
	store: HallStore;
	/** The hall's files for machines that are being set up; absent = they are copied by hand. */
	hallFiles?: TellHallFiles;
	clock: Clock;
	/** Milliseconds that only go on, by which floods are measured; absent = the machine's own. */
	floodNow?: () => number;
	log: Log;
	host: string;
	/** 0 = any free port. */
	port: number;
	/** Folder of the built browser faces; it may not exist. */
	faces: string;
	/** Whose room is watched; absent where the store is on no disk of this machine. */
	disk?: Pick<DiskWatchParts, 'folder' | 'measure'>;
	/** Where what citizens hand in is kept: files in this folder, or (`null`) records of the store; the file of the hall's key, where it lies elsewhere. */
	applications?: { folder: string | null; keyFile: string | null; keyHandedOver?: boolean };
	rules?: Rules;
	/** Its place in the hall's list of platforms; absent = what the store says, else P1. */
	as?: PlatformId | undefined;
	/** A person's order to take over. */
	takeOver?: TakeOverOrder | undefined;
	/** `takeOver` is the platform's own order after a backup was put back. */
	restored?: boolean | undefined;
	/** Shared by the hall's platforms, for what they say to each other about the log; absent = they say nothing. */
	peersToken?: string | undefined;
	/** Begins as a standby of whoever is in charge. */
	follow?: boolean | undefined;
	/** For the hall's gateway for reminders; absent = it asks for none. */
	reminderToken?: string | undefined;
	/** With which notices of alarms to the site are signed; absent = they are not. */
	webhookSecret?: string | undefined;
	/** For the mail server of the daily figures; absent = it asks for none. */
	mailPassword?: string | undefined;
	/** Searches for the tide's plans; absent = a thread of its own. */
	planner?: Planner;
	/** For the hall's model; absent = it asks for none. */
	guideModelKey?: string | undefined;
	/** Folder of the hall's authority and of this platform's certificate, and whether they are used; absent = it listens in the clear. */
	tls?: { folder: string | null; choice: TlsChoice };
	/** A listener of its own for the page behind the code on paper, in the clear; absent = there is none. */
	phones?: { host: string; port: number } | undefined;
	/** Folder with updates of stations; absent = none are kept here. */
	updates?: string | undefined;
	/** Where a copy of the log goes; absent = nowhere. */
	centre?: CentreAddress;
}

export interface Platform {
	url: string;
	port: number;
	authority: Authority;
	term: TermDesk;
	/** The hall's authority, where this platform listens by TLS. */
	tls: HallTls | null;
	/** Resolves when another configuration was taken: the platform is to be closed and started with it (`configured-hall.ts`). */
	toStartAnew: Promise<void>;
	/** Takes no more, answers what was taken, ends links, closes the store. */
	close(): Promise<void>;
}
