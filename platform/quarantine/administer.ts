/** What a manager does about machines that are not trusted: their reports in quarantine, their seats, their ticket keys. */
import { type AdministerAnswer, type AdministerRequest, administerUp } from '../../domain/contracts/quarantine.ts';
import type { Authority } from '../authority/authority.ts';
import type { Clock } from '../clock.ts';
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
}

export type Administer = (raw: unknown) => Promise<AdministerAnswer>;

/** The returned function rejects with a `StoreFailure` alone. */
export function createAdminister(parts: AdministerParts): Administer {
	const { authority, clock, log, whoMay, quarantine, revoked, keys } = parts;

	async function done(
		request: AdministerRequest,
		by: string,
	): Promise<{ ok: true } | { ok: false; code: 'unknown-key' } | Awaited<ReturnType<Quarantine['accept']>>> {
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
		};
	};
}
