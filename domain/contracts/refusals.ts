/** Every reason an ask can be refused for: a closed list. Each is worded in `config/wording/<language>/refusals.yaml`. */
import { z } from 'zod';

export const refusalCodes = [
	'not-permitted', // this role may not do this
	'not-signed-in', // a clerk or manager must be signed in at this station
	'unknown-command',
	'malformed', // params: field, problem
	'personal-number', // a document or phone number in what was typed; params: field
	'day-not-open',
	'day-closed',
	'day-already-open',
	'unknown-queue',
	'unknown-item',
	'item-not-in-queue',
	'queue-has-no-window', // nobody serves this queue today
	'last-ticket-given', // params: queue, time; no more tickets of this queue today
	'queue-in-manual-mode', // params: queue; people call it by hand
	'too-many-active-tickets', // params: limit
	'unknown-priority-group',
	'already-priority', // params: ticket; of this group, or of one that goes before it
	'reservation-unknown',
	'reservation-other-queue', // params: queue
	'reservation-too-early', // params: from
	'reservation-too-late', // params: until
	'reservation-wrong-day', // params: day
	'reservation-cancelled',
	'reservation-already-used', // params: ticket, when it is known
	'reservation-changed', // moved or taken back after this code was made
	'reservation-other-hall',
	'reservation-code-damaged', // cut off, smudged or made by hand
	'reservation-code-forged', // not signed by this hall's platform, or altered
	'reservation-not-looked-up', // this machine was not told enough to check it
	'code-not-known', // what was held up is neither reservation nor ticket
	'ticket-code-not-good', // a ticket of another day or hall, or one that cannot be trusted
	'unknown-ticket',
	'illegal-stage', // params: stage, wanted
	'ticket-at-other-window', // params: window
	'unknown-window',
	'window-not-open',
	'window-already-open', // params: clerk
	'window-busy', // params: ticket
	'window-paused',
	'window-not-paused',
	'window-has-no-ticket',
	'window-belongs-to-other-clerk',
	'window-lacks-capability', // params: queue
	'window-is-not-this-station',
	'clerk-at-other-window', // params: window
	'nobody-waiting',
	'recall-too-soon', // params: seconds
	'recall-limit', // params: times
	'same-queue',
	'empty-duty',
	'reason-needed',
	'tide-plan-unknown', // params: plan
	'tide-plan-changed', // params: plan, revision; a newer revision stands, or somebody else was quicker to see it
	'tide-plan-ended', // params: plan, how (approved, rejected, expired, undone)
	'tide-plan-not-in-force', // params: plan; nothing of it can be taken back
	'window-duty-locked', // params: window, until
	'window-duty-not-locked', // params: window
	'duty-change-pending', // params: window; it was told another change already
	'queue-left-unserved', // params: queue
	'too-many-duties', // params: window, most
	'same-duty', // params: window
	'time-over', // a time that is not to come any more
	'unknown-group', // params: group
	'unknown-conflict',
	'unknown-station',
] as const;

export const refusalCode = z.enum(refusalCodes);
export const refusal = z.object({
	code: refusalCode,
	/** Plain values for the wording, never personal data. */
	params: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
});
export type RefusalCode = z.infer<typeof refusalCode>;
export type Refusal = z.infer<typeof refusal>;
