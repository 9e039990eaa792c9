/** Whoever audits the hall reads what staff did and saw. */
import type { AuditDeskAnswer } from '../../domain/contracts/audit.ts';
import type { HallDoor } from './hall-door.ts';

export const onAuditDesk = async (raw: unknown, door: HallDoor): Promise<AuditDeskAnswer> =>
	(await door.auditDesk?.(raw)) ?? { ok: false, code: 'not-permitted' };
