/** Alarms of one hall put together: facts every few seconds, what stands kept over a restart, notices to the site, and the answer to who watches. */
import { Gauge } from 'prom-client';
import { z } from 'zod';
import { alarmFacts, type HallFacts } from '../../domain/alarms/alarm-facts.ts';
import { type Followed, judgeAlarms, standingAlarms } from '../../domain/alarms/judge-alarms.ts';
import {
	type Alarm,
	type AlarmNotice,
	alarmCodes,
	alarmFact,
	urgencyOf,
	type WatchDeskAnswer,
	watchDeskUp,
} from '../../domain/contracts/alarms.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import type { WatchingPlan } from '../../domain/contracts/watching.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observe/log.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { WhoMay } from '../people/who-may.ts';
import type { HallStore } from '../storage/contract.ts';
import { sayOverHttp } from './say-notice.ts';
import { type SayNotice, WebhookOutbox } from './webhook-outbox.ts';

const kind = 'alarm-standing';
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

export interface AlarmParts {
	plan: HallPlan;
	store: HallStore;
	clock: Pick<Clock, 'now'>;
	log: Log;
	metrics: Metrics;
	settings: WatchingPlan;
	secret: string | null;
	state(): HallDay;
	/** Stations that are connected. */
	seated(): ReadonlySet<string>;
	problems(): readonly string[];
	/** Of the hall's certificates, by station or name, with the ends; absent = there are none. */
	certificates?(): HallFacts['certificates'];
	whoMay: WhoMay;
	/** Only the platform that decides tells the site. */
	inCharge(): boolean;
	/** For tests. */
	say?: SayNotice;
}

export interface Alarms {
	standing(): Alarm[];
	/** Message `watch-desk`. */
	ask(raw: unknown): WatchDeskAnswer;
	warnings(): string[];
	/** Called every few seconds. Rejects with a `StoreFailure`. */
	look(): Promise<void>;
	close(): void;
}

const keptFollowed = z.record(
	z.string(),
	alarmFact.extend({ since: z.number(), raisedAt: z.number().nullable(), goneSince: z.number().nullable() }),
);

/** Rejects with a `StoreFailure`. */
export async function openAlarms(parts: AlarmParts): Promise<Alarms> {
	const { plan, store, clock, log, metrics, settings } = parts;
	const now = () => clock.now();
	const urls = (settings.webhooks ?? []).map(({ url }) => url);
	const line = parts.say ? { say: parts.say, close() {} } : sayOverHttp(parts.secret, now);
	const outbox = await WebhookOutbox.load({ store, hall: plan.code, urls, say: line.say, now });
	const read = keptFollowed.safeParse(await store.record(kind, plan.code));
	// What stood when it stopped stands on until it is looked at; what had not stood long enough begins anew.
	let followed: Record<string, Followed> = Object.fromEntries(
		Object.entries(read.data ?? {}).filter(([, { raisedAt }]) => raisedAt !== null),
	);
	const patient = settings.stationAwayMinutes === undefined ? {} : { 'station-away': settings.stationAwayMinutes * minuteMs };
	let busy = false;
	new Gauge({
		name: 'tidehall_alarm',
		help: 'Alarms that stand now, by code',
		labelNames: ['code'],
		registers: [metrics.registry],
		collect() {
			const counts = new Map<string, number>();
			for (const { code } of standingAlarms(followed)) counts.set(code, (counts.get(code) ?? 0) + 1);
			for (const code of alarmCodes) this.set({ code }, counts.get(code) ?? 0);
		},
	});
	new Gauge({
		name: 'tidehall_alarm_notices_waiting',
		help: 'Notices of alarms that the site has not taken yet',
		registers: [metrics.registry],
		collect() {
			this.set(outbox.waiting);
		},
	});

	const noticeOf = ({ id, code, station, about }: Alarm, state: 'raised' | 'cleared', at: number): AlarmNotice => ({
		...{ schema: 'alarm/1', id: `${id}-${state}`, hall: plan.code, state, code, urgency: urgencyOf[code], station, about, at },
	});

	async function judge(): Promise<void> {
		const at = now();
		const facts = alarmFacts({
			...{ plan, state: parts.state(), seated: parts.seated(), problems: parts.problems(), now: at },
			...{ certificates: parts.certificates?.() ?? [], certificateMs: (settings.certificateDays ?? 14) * dayMs },
		});
		const judged = judgeAlarms(followed, facts, at, patient);
		if (judged.raised.length + judged.cleared.length > 0) {
			const notices = [
				...judged.raised.map((each) => noticeOf(each, 'raised', at)),
				...judged.cleared.map((each) => noticeOf(each, 'cleared', at)),
			];
			const records = parts.inCharge() ? outbox.recordsOf(notices, urls) : [];
			await store.putRecords([{ kind, key: plan.code, value: judged.followed }, ...records]);
			await outbox.keep(records);
			for (const { state, code, station } of notices) {
				if (state === 'raised') metrics.alarms.inc({ kind: code });
				log[state === 'raised' ? 'warn' : 'info'](`alarm-${state}`, { alarm: code, ...(station === null ? {} : { station }) });
			}
		}
		followed = judged.followed;
	}

	return {
		standing: () => standingAlarms(followed),
		ask(raw) {
			const asked = watchDeskUp.safeParse(raw);
			if (!asked.success) return { ok: false, code: 'malformed' };
			if (parts.whoMay(asked.data.session, 'watch-desk') === null) return { ok: false, code: 'not-permitted' };
			return { ok: true, alarms: standingAlarms(followed), undelivered: urls.length === 0 ? null : outbox.waiting };
		},
		warnings: () => (outbox.stuck ? ['alarms-not-delivered'] : []),
		async look() {
			if (busy) return;
			busy = true;
			try {
				await judge();
			} finally {
				busy = false;
			}
			// A site that is slow holds up no alarm.
			void outbox.look().catch(() => log.error('alarm-notices-not-kept'));
		},
		close: () => line.close(),
	};
}
