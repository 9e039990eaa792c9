/**
 * Every request that reaches the platform, and how the audit tells of it. The tables are whole by their type: a request that is not in them does not
 * compile. `log`: the log of the hall-day tells it. `handler`: whoever answers it writes the line, because only there it is known what was seen.
 * `nothing`: there is nobody in it and nobody did anything, for the reason given. Otherwise the line that is written before it is answered.
 */
import type { AuditSaid } from '../../domain/contracts/audit.ts';
import type { RouteRequest, SocketRequest } from '../../domain/permission-table.ts';
import { withoutPersonalNumbers } from '../../domain/personal-numbers.ts';

type Line = Pick<AuditSaid, 'what' | 'ref' | 'part' | 'reason'>;
export type Audited = 'log' | 'handler' | { nothing: string } | ((request: Record<string, unknown>) => Line | null);

const nothing = (why: string): Exclude<Audited, 'log' | 'handler'> => ({ nothing: why });
/** Numbers, codes and days alone: this is written before anybody has checked the request, and nothing of a person stands in the audit (P1). */
const text = (value: unknown) =>
	typeof value === 'string' && /^[\w.:/-]{1,80}$/.test(value) && withoutPersonalNumbers(value) === value ? value : null;
const machine = nothing('a machine says it, with nobody behind it');
const counts = nothing('figures and codes; nobody is in them');
const peers = nothing('platforms among themselves; sealed, or told by the log');

export const auditedMessages: Readonly<Record<SocketRequest, Audited>> = {
	hello: machine,
	commands: 'log',
	resume: machine,
	offer: machine,
	beat: machine,
	'sign-in': 'handler',
	'sign-out': 'handler',
	'set-secret': 'handler',
	'own-account': 'handler',
	'staff-desk/look': counts,
	'staff-desk/add': ({ request }) => staffLine('staff-added', request),
	'staff-desk/change': ({ request }) => staffLine((request as { roles?: unknown }).roles ? 'roles-changed' : 'staff-changed', request),
	'staff-desk/place': ({ request }) => staffLine('staff-changed', request),
	'staff-desk/suspend': ({ request }) => staffLine('staff-removed', request),
	'staff-desk/restore': ({ request }) => staffLine('staff-added', request),
	'staff-desk/reset': ({ request }) => staffLine('credential-set', request),
	'staff-desk/drop-second': ({ request }) => staffLine('second-factor-set', request),
	'staff-desk/unlock': ({ request }) => staffLine('unlocked', request),
	'staff-desk/shifts': ({ request }) => staffLine('staff-changed', request),
	'staff-desk/week': ({ request }) => staffLine('staff-changed', request),
	'staff-desk/import': ({ request }) =>
		(request as { take?: unknown }).take === 'nothing' ? null : { what: 'staff-imported', ref: text((request as { take?: unknown }).take) },
	'offline-sign-ins': machine,
	'device-service': ({ station, request }) => {
		const asked = request as { do?: unknown; device?: unknown } | undefined;
		// A screen that is open looks every two seconds, at codes and states.
		if (asked?.do === 'inspect' || asked?.do === 'ports') return null;
		return { what: 'devices-served', ref: text(station), part: text(asked?.do) };
	},
	reconciliation: ({ day }) => ({ what: 'report-read', ref: text(day) }),
	'case-desk': 'handler',
	progress: 'handler',
	booking: 'handler',
	suggest: nothing('words of a search that may leave the hall hold nobody'),
	'review-desk': ({ request }) => {
		const asked = request as { do?: unknown; complaint?: unknown } | undefined;
		if (asked?.do === 'notes') return { what: 'notes-read', ref: text(asked.complaint) };
		return asked?.do === 'note' ? { what: 'note-written', ref: text(asked.complaint) } : null;
	},
	'tide-desk': counts,
	'history-desk': ({ request }) => {
		const asked = request as { do?: unknown; day?: unknown; from?: unknown; format?: unknown } | undefined;
		if (asked?.do === 'take-slots') return { what: 'slot-places-taken', ref: text(asked.day) };
		if (asked?.do === 'drop-slots') return { what: 'slot-places-dropped', ref: text(asked.day) };
		return asked?.do === 'file' ? { what: 'figures-exported', ref: text(asked.from), part: text(asked.format) } : null;
	},
	'hand-over': ({ to }) => ({ what: 'hand-over-ordered', ref: text(to) }),
	quarantine: machine,
	'administer/look': counts,
	'administer/accept': ({ request }) => ({ what: 'quarantine-accepted', ref: text((request as { batch?: unknown }).batch) }),
	'administer/discard': ({ request }) => ({ what: 'quarantine-discarded', ref: text((request as { batch?: unknown }).batch) }),
	'administer/revoke-station': ({ request }) => ({ what: 'station-revoked', ref: text((request as { station?: unknown }).station) }),
	'administer/restore-station': ({ request }) => ({ what: 'station-restored', ref: text((request as { station?: unknown }).station) }),
	'administer/revoke-key': ({ request }) => keyLine('key-revoked', request),
	'administer/restore-key': ({ request }) => keyLine('key-restored', request),
	'administer/make-code': ({ request }) => ({ what: 'enrolment-code-made', ref: seatsIn(request) }),
	'administer/withdraw-code': counts,
	'administer/end-enrolment': ({ request }) => keyLine('enrolment-ended', request),
	'reservations-today': machine,
	'audit-desk': 'handler',
	'watch-desk': counts,
};

const staffLine = (what: Line['what'], request: unknown): Line => {
	const asked = request as { do?: unknown; staff?: unknown; roles?: unknown };
	const roles = Array.isArray(asked.roles) ? asked.roles.join(',') : null;
	return { what, ref: text(asked.staff), part: text(roles ?? asked.do) };
};
function seatsIn(request: unknown): string | null {
	const { stations } = request as { stations?: unknown };
	return Array.isArray(stations)
		? stations
				.filter((one) => typeof one === 'string')
				.join(',')
				.slice(0, 60)
		: null;
}
function keyLine(what: 'key-revoked' | 'key-restored' | 'enrolment-ended', request: unknown): Line {
	const { station, keyId } = request as { station?: unknown; keyId?: unknown };
	return { what, ref: text(station), part: text(keyId) };
}

/** Reading by a sign-in over HTTP. What is asked for without one is for machines and programs, which show a token or a signature. */
export const auditedRoutes: Partial<Readonly<Record<RouteRequest, Exclude<Audited, 'log' | 'handler'>>>> = {
	'GET /api/reconciliation': ({ day, format }) => ({ what: 'report-read', ref: text(day), part: text(format) }),
	'GET /api/figures': ({ from, format }) => ({ what: 'figures-exported', ref: text(from), part: text(format) }),
	'POST /api/configuration/take': () => ({ what: 'configuration-fetched' }),
	'POST /api/hand-over': ({ to }) => ({ what: 'hand-over-ordered', ref: text(to) }),
	'GET /api/configuration': counts,
	'GET /api/health': nothing('anybody may read it; codes and counts'),
	'GET /api/peer/audit': peers,
};
