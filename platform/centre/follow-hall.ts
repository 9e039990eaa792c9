/** Lets a hall's platform copy its log to a centre: what it says in the log, in `/healthz` and to Prometheus. */
import { Gauge } from 'prom-client';
import { z } from 'zod';
import { businessDay } from '../../domain/contracts/identity.ts';
import type { Authority } from '../authority/authority.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observe/log.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { HallStore } from '../storage/contract.ts';
import { type CentreAddress, centreClient } from './centre-client.ts';
import { Copier, type CopierState } from './copier.ts';
import { sha256 } from './sha256.ts';

export const centreHealthPart = z.object({
	state: z.enum(['starting', 'ok', 'cut', 'token-refused', 'store-failed']),
	/** Events that the centre is not known to hold. */
	behindEvents: z.number().int(),
	/** When hall and centre last agreed, ISO 8601; `null` = not since the start. */
	lastOkAt: z.string().nullable(),
	problems: z.array(z.object({ day: businessDay, code: z.enum(['centre-knows-more', 'history-differs', 'centre-refuses']) })),
	/** The copy of the reservations; when all days were last found equal, ms since 1970. */
	reservations: z.object({ differingDays: z.number().int(), lastEqualAt: z.number().nullable() }).optional(),
});
export type CentreHealthPart = z.infer<typeof centreHealthPart>;

export interface HallCopier {
	health(): CentreHealthPart;
	/** Codes of what a person must look at. A cut line is none: the hall works, and the copy goes on by itself. */
	warnings(): string[];
	close(): Promise<void>;
}

export interface FollowedHall {
	hall: string;
	authority: Authority;
	store: HallStore;
	clock: Clock;
	log: Log;
	metrics: Metrics;
}

const sayState: Record<CopierState, 'info' | 'warn' | 'error'> = {
	starting: 'info',
	ok: 'info',
	cut: 'warn',
	'token-refused': 'error',
	'store-failed': 'error',
};

export function followHall(address: CentreAddress, { hall, authority, store, clock, log, metrics }: FollowedHall): HallCopier {
	const copier = new Copier({
		hall,
		store,
		centre: centreClient(address, hall),
		sha256,
		watch: {
			state: (state) => log[sayState[state]](`centre-${state}`, { hall, count: copier.report().behindEvents }),
			problem(day, problem) {
				metrics.alarms.inc({ kind: codeOf(problem) });
				log.error(codeOf(problem), { hall, day });
			},
			settled: (day) => log.info('centre-agrees-again', { hall, day }),
			sent: () => {},
		},
		now: () => clock.now(),
		random: () => Math.random(),
		after(ms, action) {
			const timer = setTimeout(action, ms);
			timer.unref();
			return () => clearTimeout(timer);
		},
	});
	const gauge = (name: string, help: string, read: () => number) =>
		new Gauge({
			name,
			help,
			registers: [metrics.registry],
			collect() {
				this.set(read());
			},
		});
	gauge('tidehall_centre_behind_events', 'Events that the centre is not known to hold', () => copier.report().behindEvents);
	gauge('tidehall_centre_last_ok', 'When hall and centre last agreed, seconds since 1970; 0 = not since the start', () =>
		Math.round((copier.report().lastOkAt ?? 0) / 1_000),
	);
	const stopHearing = authority.onEvents((events) => {
		const last = events.at(-1);
		if (last) copier.appended(last.day, last.position);
	});
	copier.start();
	return {
		health() {
			const { lastOkAt, ...report } = copier.report();
			return { ...report, lastOkAt: lastOkAt === null ? null : new Date(lastOkAt).toISOString() };
		},
		warnings() {
			const { state, problems } = copier.report();
			return [...new Set([...(state === 'token-refused' ? ['centre-token-refused'] : []), ...problems.map(({ code }) => codeOf(code))])];
		},
		async close() {
			stopHearing();
			await copier.stop();
		},
	};
}

function codeOf(problem: CentreHealthPart['problems'][number]['code']): string {
	return problem === 'history-differs' ? 'centre-history-differs' : problem;
}
