/** What the day's state says of the tide: folded from the events of `tide-plan.ts`, the same at every station. */
import type { z } from 'zod';
import type { QueueId, StaffId, WindowId } from './identity.ts';
import type {
	approvedMove,
	automaticRule,
	DutyChangeDue,
	declineReason,
	expectedGroup,
	expiryReason,
	rejectReason,
	TideProposal,
} from './tide-plan.ts';

/** The proposal as it stands in its newest revision, without what replays it (that is in the log). */
export type ShownProposal = Omit<TideProposal, 'basis'> & {
	/** When this revision was made, and the log position it was made from. */
	at: number;
	position: number;
};

export type PlanEnd =
	| {
			how: 'approved';
			at: number;
			/** `null`: the platform itself, by `rule`. */
			staff: StaffId | null;
			moves: z.infer<typeof approvedMove>[];
			edited: boolean;
			until: number | null;
			rule?: z.infer<typeof automaticRule>;
	  }
	| { how: 'rejected'; at: number; staff: StaffId | null; reason: z.infer<typeof rejectReason> }
	| { how: 'expired'; at: number; why: z.infer<typeof expiryReason> };

export interface TidePlanState {
	proposal: ShownProposal;
	/** `null` = nobody has answered yet. */
	end: PlanEnd | null;
	/** Of an approved plan that was taken back. */
	undone: { at: number; staff: StaffId | null } | null;
	/** What became of each window of an approved plan; `left`: changed otherwise meanwhile. */
	windows: Record<
		WindowId,
		{ stage: 'due' | 'in-force' | 'declined' | 'withdrawn' | 'going-back' | 'back' | 'left' | 'ended'; at: number }
	>;
	declined: { window: WindowId; reason: z.infer<typeof declineReason>; at: number; staff: StaffId | null; counts: boolean }[];
}

export interface TideState {
	/** Plans of kind `change`, the newest last, at most 40; all of them are in the log. */
	plans: TidePlanState[];
	/** The newest look that changed the advice, of whatever kind; `null` = none yet. */
	advice: ShownProposal | null;
	/** Changes that a window was told and has not made yet. */
	due: Record<WindowId, DutyChangeDue & { at: number }>;
	/** Windows whose duty ends: they go back to `duty` then. */
	ends: Record<WindowId, { plan: string; duty: QueueId[]; at: number }>;
	/** Duties a manager has set by hand: not touched until then. */
	locks: Record<WindowId, { until: number; since: number; staff: StaffId | null }>;
	/** Changes of duty today. */
	moves: Record<WindowId, { count: number; at: number }>;
	/** Groups a manager announced. */
	groups: (z.infer<typeof expectedGroup> & { saidAt: number; staff: StaffId | null; withdrawnAt: number | null })[];
}
