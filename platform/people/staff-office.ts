/** Accounts of a hall put together: what the socket asks of them. */
import type { CatalogueBook } from '../../domain/contracts/catalogue-book.ts';
import type { HallPlan, StationPlan } from '../../domain/contracts/hall-plan.ts';
import type {
	OwnAccountAnswer,
	OwnAccountRequest,
	SetSecret,
	SetSecretAnswer,
	StaffDeskAnswer,
	StaffDeskRequest,
} from '../../domain/contracts/staff-desk.ts';
import type { Clock } from '../clock.ts';
import type { LaterSignIns } from './later-sign-ins.ts';
import { askOwnAccount } from './own-account.ts';
import type { PinLock } from './pin-lock.ts';
import type { Sealer } from './second-step.ts';
import type { Sessions } from './sessions.ts';
import type { SecondRules } from './set-second.ts';
import { type SetSecretParts, setSecretAt } from './set-secret.ts';
import type { StaffBook } from './staff-book.ts';
import { askStaffDesk } from './staff-desk.ts';
import { rolesOf } from './who-may.ts';

export interface StaffOffice {
	/** `session`: of somebody who may ask for it. Rejects with a `StoreFailure`. */
	desk(session: string, request: StaffDeskRequest): Promise<StaffDeskAnswer>;
	own(session: string, request: OwnAccountRequest): Promise<OwnAccountAnswer>;
	setSecret(station: StationPlan, asked: SetSecret): Promise<SetSecretAnswer>;
	/** Told of stations at which a sign-in was just ended from elsewhere. */
	onShutOut(listener: (stations: readonly string[]) => void): () => void;
	/** Sign-ins at these stations ended, and not from there. */
	shutOut(stations: readonly string[]): void;
}

export interface StaffOfficeParts {
	plan: HallPlan;
	book: StaffBook;
	sessions: Sessions;
	lock: PinLock;
	clock: Clock;
	sealer: Sealer;
	verifiers: Pick<LaterSignIns['verifiers'], 'forget'>;
	catalogue: CatalogueBook | undefined;
	/** Roles of which the hall demands a second step, and what an authenticator app shows beside a code. */
	second: SecondRules;
	said?: SetSecretParts['said'];
}

export function openStaffOffice(parts: StaffOfficeParts): StaffOffice {
	const { plan, book, sessions, lock, clock, sealer, verifiers, said } = parts;
	const now = () => clock.now();
	const listeners = new Set<(stations: readonly string[]) => void>();
	const shutOut = (stations: readonly string[]) => {
		for (const listener of listeners) listener(stations);
	};
	const codes = new Set(parts.catalogue?.departments.map(({ code }) => code));
	const desk = {
		...{ plan, book, sessions, lock, now },
		...(parts.catalogue ? { departments: codes } : {}),
		async shutOut(staff: string, stations: readonly string[]) {
			await verifiers.forget(staff);
			shutOut(stations);
		},
	};
	return {
		async desk(session, request) {
			const by = sessions.find(session, now());
			if (!by) return { ok: false, code: 'not-permitted' };
			return askStaffDesk({ staff: by.staff, roles: rolesOf(plan, book.members, by) }, request, desk);
		},
		async own(session, request) {
			const by = sessions.find(session, now());
			if (!by) return { ok: false, code: 'not-permitted' };
			return askOwnAccount(by.staff, request, {
				...{ book, lock, sealer, now, hallName: parts.second.hallName },
				demanded: rolesOf(plan, book.members, by).some((role) => parts.second.demanded.includes(role)),
				secretChanged: (staff) => verifiers.forget(staff),
			});
		},
		setSecret: (station, asked) => setSecretAt(station, asked, { book, lock, now, ...(said ? { said } : {}) }),
		shutOut,
		onShutOut(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}
