/** Moments of whoever watches the hall: alarms beside what is to be done, the audit, and an audit that somebody changed. */
import type { Alarm } from '../../../domain/contracts/alarms.ts';
import type { AuditDeskAnswer, AuditRow } from '../../../domain/contracts/audit.ts';
import type { StaffRole } from '../../../domain/contracts/staff-roles.ts';
import { at } from '../../window/look/story.ts';
import type { ManagerScene } from './scenes.ts';

export interface Watching {
	staff: string;
	roles: StaffRole[];
	alarms: Alarm[];
	undelivered: number;
	page: AuditDeskAnswer;
	verified: AuditDeskAnswer;
}

const chain = 'P1-4f0c2a9b';
const ref = '3f9a1c07d2e84b56a7c1f0e9d8b7a6c5';
const alarm = (code: Alarm['code'], station: string | null, about: string, time: string): Alarm => ({
	...{ id: `${code}-${time}`, code, station, about, raisedAt: at(time) },
});

function rows(): AuditRow[] {
	const line = (
		n: number,
		time: string,
		staff: string | null,
		station: string | null,
		what: string,
		more: Partial<AuditRow> = {},
	): AuditRow => ({
		...{ of: 'audit', chain, n, at: at(time), staff, station, what, ref: null, part: null, reason: null },
		...more,
	});
	const event = (n: number, time: string, staff: string, station: string, what: string, about: string): AuditRow => ({
		...{ of: 'log', chain: '2026-11-23', n, at: at(time), staff, station, what, ref: about, part: null, reason: null },
	});
	return [
		line(412, '10:24', '0901', 'M1', 'audit-read', { part: 'look' }),
		event(188, '10:23', '0307', 'W01', 'service-started', 'A017'),
		line(411, '10:22', '0307', 'W01', 'attachment', { ref, part: '0a1b2c3d4e5f6071', reason: 'in-hand' }),
		line(410, '10:22', '0307', 'W01', 'field', { ref, part: 'idNumber', reason: 'in-hand' }),
		line(409, '10:21', '0307', 'W01', 'form', { ref, reason: 'in-hand' }),
		line(408, '10:21', '0307', 'W01', 'found', { ref, reason: 'asked-by-applicant' }),
		line(407, '10:21', '0307', 'W01', 'person-looked-up', { reason: 'asked-by-applicant' }),
		event(187, '10:20', '0307', 'W01', 'ticket-called', 'A017'),
		line(406, '10:18', null, 'T2', 'own-matters', { part: 'mine' }),
		line(405, '10:15', '0001', 'M1', 'quarantine-accepted', { ref: 'T9/bbbbbbbbbbbbbbbb/000000001' }),
		line(404, '10:11', '0312', 'W02', 'look-refused', { reason: 'cap' }),
		event(171, '10:08', '0001', 'M1', 'tide-plan-approved', '1008-3fa2'),
		line(403, '10:05', '0902', 'M1', 'roles-changed', { ref: '0331' }),
		line(402, '09:58', '0331', 'W05', 'sign-in-failed', { reason: 'wrong-pin' }),
		line(401, '09:57', null, 'W05', 'sign-in-failed', { reason: 'wrong-pin' }),
		line(400, '08:59', '0307', 'W01', 'sign-in'),
		line(399, '08:31', null, 'PLATFORM', 'configuration-changed', { ref: '9c1185a5c5e9fc54', part: '2cf24dba5fb0a30e' }),
		line(398, '08:31', null, 'PLATFORM', 'platform-started', { ref: '0.1.0', part: '9c1185a5c5e9fc54' }),
		line(397, '03:00', null, 'PLATFORM', 'backup-taken'),
	];
}

export function watchingScenes(
	make: (more: Pick<ManagerScene, 'watching'>, press?: string[]) => ManagerScene,
): Record<string, () => ManagerScene> {
	const alarms = [
		alarm('audit-not-writable', null, '', '10:22'),
		alarm('station-away', 'T3', '', '10:19'),
		alarm('paper-low', 'T1', 'printer-1', '10:02'),
		alarm('certificate-ending', 'W05', 'W05', '09:00'),
		alarm('looks-cap-reached', null, '', '10:11'),
	];
	const sound: AuditDeskAnswer = { ok: true, do: 'verify', lines: 18_212, chains: [], faults: [], checkpoints: 214 };
	const page: AuditDeskAnswer = { ok: true, do: 'look', rows: rows(), more: { at: at('03:00'), skip: 1 } };
	const auditor: Watching = { staff: '0901', roles: ['audit'], alarms, undelivered: 2, page, verified: sound };
	const broken: AuditDeskAnswer = {
		...{ ok: true, do: 'verify', lines: 18_212, chains: [], checkpoints: 214 },
		faults: [{ chain, n: 9_117, at: at('10:12') - 40 * 86_400_000, what: 'changed' }],
	};
	return {
		audit: () => make({ watching: auditor }, ['核对', 'Check']),
		'audit-broken': () => make({ watching: { ...auditor, verified: broken } }, ['核对', 'Check']),
		'audit-empty': () => make({ watching: { ...auditor, page: { ok: true, do: 'look', rows: [], more: null } } }),
		alarms: () => make({ watching: auditor }, ['报警', 'Alarms']),
		'alarms-live': () => make({ watching: { ...auditor, staff: '0001', roles: ['manager'] } }),
	};
}
