/** What a manager does about machines that are not trusted: their reports in quarantine, their seats, their ticket keys. */
import type { z } from 'zod';
import type { madeCode } from '../../domain/contracts/enrolment.ts';
import { type AdministerAnswer, type AdministerRequest, administerUp } from '../../domain/contracts/quarantine.ts';
import type { Authority } from '../authority/authority.ts';
import type { Clock } from '../clock.ts';
import type { EnrolmentOffice } from '../enrolment/enrolment-office.ts';
import type { Log } from '../observe/log.ts';
import type { RevokedStations } from '../people/revoked-stations.ts';
import type { StationKeys } from '../people/station-keys.ts';
import type { WhoMay } from '../people/who-may.ts';
import type { Quarantine } from './quarantine.ts';

export interface AdministerParts {
	authority: Authority;
	clock: Clock;
	log: Log;
	whoMay: WhoMay;
	quarantine: Quarantine;
	revoked: RevokedStations;
	keys: StationKeys;
	/** Absent = machines are not enrolled here. */
	enrolment?: EnrolmentOffice;
}

type Done =
	| { ok: true; made?: z.infer<typeof madeCode> }
	| { ok: false; code: 'unknown-key' | 'unknown-station' | 'too-many-codes' }
	| Awaited<ReturnType<Quarantine['accept']>>;

export type Administer = (raw: unknown) => Promise<AdministerAnswer>;

/** The returned function rejects with a `StoreFailure` alone. */
export function createAdminister(parts: AdministerParts): Administer {
	const { authority, clock, log, whoMay, quarantine, revoked, keys, enrolment } = parts;

	async function done(request: AdministerRequest, by: string): Promise<Done> {
		const now = clock.now();
		switch (request.do) {
			case 'look':
				return { ok: true };
			case 'accept':
				return quarantine.accept(request.batch, by, now, authority);
			case 'discard':
				return quarantine.discard(request.batch, by, now, request.reason);
			case 'revoke-station':
				await revoked.revoke(request.station, { by, at: now, reason: request.reason });
				return { ok: true };
			case 'restore-station':
				await revoked.restore(request.station);
				return { ok: true };
			case 'revoke-key':
			case 'restore-key': {
				const found = await keys.setRevoked(request.station, request.keyId, request.do === 'revoke-key');
				return found ? { ok: true } : { ok: false, code: 'unknown-key' };
			}
			case 'make-code': {
				const { stations } = request;
				if (!enrolment || stations.some((station) => !enrolment.knows(station))) return { ok: false, code: 'unknown-station' };
				const made = await enrolment.make(stations, by);
				return made ? { ok: true, made } : { ok: false, code: 'too-many-codes' };
			}
			case 'withdraw-code':
				enrolment?.codes.withdraw(request.id, now);
				return { ok: true };
			case 'end-enrolment': {
				const { station, keyId, reason } = request;
				if (!(await enrolment?.enrolments.end(station, keyId, by, reason, now))) return { ok: false, code: 'unknown-key' };
				keys.changed();
				return { ok: true };
			}
		}
	}

	return async (raw) => {
		const read = administerUp.safeParse(raw);
		if (!read.success) return { ok: false, code: 'malformed', detail: String(read.error.issues[0]?.path.join('.') ?? '') };
		const { session, request } = read.data;
		const by = whoMay(session, `administer/${request.do}`);
		if (by === null) return { ok: false, code: 'not-permitted' };
		const result = await done(request, by);
		if (request.do !== 'look')
			log.warn('administer', {
				staff: by,
				command: request.do,
				code: result.ok ? 'ok' : result.code,
				...('station' in request ? { station: request.station } : {}),
			});
		if (!result.ok) return result;
		return {
			ok: true,
			batches: quarantine.all(),
			revoked: revoked.all(),
			keys: keys.all().map(({ station, keyId, revoked: isRevoked }) => ({ station, keyId, revoked: isRevoked })),
			...(enrolment
				? {
						enrolments: enrolment.enrolments.all().slice(0, 500),
						codes: enrolment.codes.waiting(clock.now()),
						authority: enrolment.authority,
					}
				: {}),
			...('made' in result ? { made: result.made } : {}),
		};
	};
}
