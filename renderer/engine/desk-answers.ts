/** What the platform answers a manager's seat, or that it cannot be reached. */
import type { WatchDeskAnswer } from '../../domain/contracts/alarms.ts';
import type { AuditDeskAnswer } from '../../domain/contracts/audit.ts';
import type { CaseDeskAnswer } from '../../domain/contracts/case-desk.ts';
import type { HistoryDeskAnswer } from '../../domain/contracts/history-desk.ts';
import type { AdministerAnswer } from '../../domain/contracts/quarantine.ts';
import type { ReconciliationAnswer } from '../../domain/contracts/reconciliation.ts';
import type { ReviewDeskAnswer } from '../../domain/contracts/review-desk.ts';
import type { OwnAccountAnswer, SetSecretAnswer, StaffDeskAnswer } from '../../domain/contracts/staff-desk.ts';
import type { TideDeskAnswer } from '../../domain/contracts/tide-desk.ts';

export type Unreachable = { ok: false; code: 'unreachable' };
export type ReviewDeskAnswered = ReviewDeskAnswer | Unreachable;
export type AuditDeskAnswered = AuditDeskAnswer | Unreachable;
export type WatchDeskAnswered = WatchDeskAnswer | Unreachable;
export type TideDeskAnswered = TideDeskAnswer | Unreachable;
export type HistoryDeskAnswered = HistoryDeskAnswer | Unreachable;
export type SetSecretAnswered = SetSecretAnswer | Unreachable;
export type StaffDeskAnswered = StaffDeskAnswer | Unreachable;
export type OwnAccountAnswered = OwnAccountAnswer | Unreachable;
export type PastDayAnswer = ReconciliationAnswer | Unreachable;
export type AdministeredAnswer = AdministerAnswer | Unreachable;

export type CaseDeskAnswered = CaseDeskAnswer | Unreachable;
