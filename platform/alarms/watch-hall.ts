/** Everything of a platform that watches the hall and those who work in it: what the audit takes down of requests, who may read it, and the alarms. */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { WatchingPlan } from '../../domain/contracts/watching.ts';
import { notesRequests, whoAsks } from '../audit/ask-audited.ts';
import { createAuditDesk } from '../audit/audit-desk.ts';
import type { HallAudit } from '../audit/open-audit.ts';
import type { Authority } from '../authority/authority.ts';
import type { Clock } from '../clock.ts';
import type { AuditedPages } from '../http/audit-routes.ts';
import type { Log } from '../observe/log.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Sessions } from '../people/sessions.ts';
import type { WhoMay } from '../people/who-may.ts';
import type { HallDoor } from '../socket/hall-door.ts';
import type { HallStore } from '../storage/contract.ts';
import { type Alarms, openAlarms } from './open-alarms.ts';

export interface Watched {
	alarms: Alarms;
	/** For the socket. */
	door: Required<Pick<HallDoor, 'audit' | 'audited' | 'auditDesk' | 'watchDesk'>>;
	/** For HTTP. */
	audited: AuditedPages;
	/** Called every few seconds. Rejects with a `StoreFailure`. */
	look(): Promise<void>;
	close(): Promise<void>;
}

/** Rejects with a `StoreFailure`. */
export async function watchHall(parts: {
	plan: HallPlan;
	store: HallStore;
	clock: Clock;
	log: Log;
	metrics: Metrics;
	audit: HallAudit;
	sessions: Sessions;
	whoMay: WhoMay;
	authority: Authority;
	settings: WatchingPlan | null;
	/** For notices to the site. */
	secret: string | undefined;
	/** Codes of what the platform says of itself. */
	problems(): readonly string[];
	seated(): ReadonlySet<string>;
	inCharge(): boolean;
}): Promise<Watched> {
	const { plan, store, clock, log, metrics, audit, sessions, whoMay, authority } = parts;
	const { book } = audit;
	const who = whoAsks(whoMay, sessions, () => clock.now());
	const auditDesk = createAuditDesk({
		...{ book, store, hall: plan.code, timezone: plan.timezone, clock, whoMay, checkpoints: () => audit.marks() },
		stationOf: (session) => sessions.find(session, clock.now())?.station ?? null,
		today: () => ({ day: authority.day, events: authority.eventsAfter(0) }),
	});
	const alarms = await openAlarms({
		...{ plan, store, clock, log, metrics, whoMay, settings: parts.settings ?? {}, secret: parts.secret ?? null },
		...{ state: () => authority.state, seated: parts.seated, inCharge: parts.inCharge },
		problems: () => [...(authority.stopped === 'store-failed' ? ['store-failed'] : []), ...parts.problems()],
	});
	return {
		alarms,
		door: { audit: book, audited: notesRequests(book, who), auditDesk, watchDesk: async (raw) => alarms.ask(raw) },
		audited: { book, who },
		async look() {
			if (authority.stopped) return;
			await audit.look();
			await alarms.look();
		},
		async close() {
			alarms.close();
			await audit.close();
		},
	};
}
