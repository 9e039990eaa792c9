/** Everything of a hall's people that stands before its authority: accounts, sign-ins, locks, keys of machines, and who may ask for what. */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { StaffRole } from '../../domain/contracts/staff-roles.ts';
import type { MachineKey } from '../../domain/contracts/ticket-keys.ts';
import type { AuditBook } from '../audit/audit-book.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observe/log.ts';
import type { HallStore } from '../storage/contract.ts';
import { StoreFailure } from '../storage/store-failure.ts';
import { LaterSignIns } from './later-sign-ins.ts';
import { managersIn } from './manager-session.ts';
import type { OfflineSignInRules } from './offline-verifiers.ts';
import { PinLock } from './pin-lock.ts';
import { Sessions } from './sessions.ts';
import { StaffBook, type StaffFile } from './staff-book.ts';
import { StationKeys } from './station-keys.ts';
import { standingIn, whoMayIn } from './who-may.ts';

export interface PeopleParts {
	plan: HallPlan;
	store: HallStore;
	clock: Clock;
	log: Log;
	audit: Pick<AuditBook, 'write'>;
	/** People of `staff.yaml`. */
	file: StaffFile['staff'];
	rules: OfflineSignInRules | undefined;
	/** Roles of which the hall demands a second step. */
	secondStep: readonly StaffRole[] | undefined;
	/** Keys of other platforms that came with an order to take over. */
	learn: readonly MachineKey[] | undefined;
	/** What was to be kept was not. */
	distrust(cause: StoreFailure): void;
}

/** Rejects with a `StoreFailure`. */
export async function openPeople({ plan, store, clock, log, audit, file, rules, secondStep, learn, distrust }: PeopleParts) {
	const staffBook = await StaffBook.open(store, plan.code, file);
	const staff = staffBook.members;
	const sessions = await Sessions.load(store, clock.now());
	const lock = await PinLock.load(store);
	const keys = await StationKeys.load(store, plan.code);
	const later = await LaterSignIns.load({
		...{ plan, staff, store, sessions, lock, stationKeys: keys, secondStep },
		...(rules ? { rules } : {}),
		adopted: ({ staff: of, station, fault }) => audit.write({ staff: of, station, what: 'sign-in-elsewhere', reason: fault ?? null }),
		failed(cause) {
			if (cause instanceof StoreFailure && cause.code !== 'closed') distrust(cause);
			log.error('offline-sign-in-not-kept', { code: cause instanceof StoreFailure ? cause.code : 'unexpected' });
		},
	});
	if (learn) await later.hallKeys.learn(learn);
	const now = () => clock.now();
	return {
		...{ staffBook, staff, sessions, lock, keys, later },
		standing: standingIn(plan, staff, sessions),
		managerOf: managersIn(plan, staff, sessions, now),
		whoMay: whoMayIn(plan, staff, sessions, now),
	};
}
