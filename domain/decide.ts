/** What a command does to a hall-day: the events it causes, or the reason it is refused. Pure; the platform's word is final. */
import { decideCase } from './cases/decide-case.ts';
import { type Command, type CommandName, commandTable } from './contracts/commands.ts';
import type { DecideContext, Decision } from './contracts/decision.ts';
import type { HallPlan } from './contracts/hall-plan.ts';
import { platformStation } from './contracts/identity.ts';
import type { HallDay } from './contracts/state.ts';
import { beginTerm } from './deciders/begin-term.ts';
import { callNext } from './deciders/call-next.ts';
import { callTicket } from './deciders/call-ticket.ts';
import { cancelTicket } from './deciders/cancel-ticket.ts';
import { changeDuty } from './deciders/change-duty.ts';
import { closeDay } from './deciders/close-day.ts';
import { closeWindow } from './deciders/close-window.ts';
import { openComplaint, stepComplaint } from './deciders/complaints.ts';
import { countMissedReservations } from './deciders/count-missed-reservations.ts';
import { cutOffEnded } from './deciders/cut-off-ended.ts';
import { type ConflictFacts, conflictEvents, type Decider, refuse } from './deciders/decider.ts';
import { deviceHealth } from './deciders/device-health.ts';
import { enterManualService } from './deciders/enter-manual-service.ts';
import { finishService } from './deciders/finish-service.ts';
import { giveReview } from './deciders/give-review.ts';
import { grantPriority } from './deciders/grant-priority.ts';
import { handInApplication } from './deciders/hand-in-application.ts';
import { helpAnswered } from './deciders/help-answered.ts';
import { helpCalled } from './deciders/help-called.ts';
import { holdTicket } from './deciders/hold-ticket.ts';
import { issueTicket } from './deciders/issue-ticket.ts';
import { machineHealth } from './deciders/machine-health.ts';
import { beginManual, endManual } from './deciders/manual-mode.ts';
import { noShow } from './deciders/no-show.ts';
import { offlineTicket } from './deciders/offline-ticket.ts';
import { openDay } from './deciders/open-day.ts';
import { openWindow } from './deciders/open-window.ts';
import { pauseWindow } from './deciders/pause-window.ts';
import { recall } from './deciders/recall.ts';
import { recoverEvent } from './deciders/recover-event.ts';
import { resumeWindow } from './deciders/resume-window.ts';
import { returnTicket } from './deciders/return-ticket.ts';
import { settleConflict } from './deciders/settle-conflict.ts';
import { startService } from './deciders/start-service.ts';
import { submitApplication } from './deciders/submit-application.ts';
import { ticketPaper } from './deciders/ticket-paper.ts';
import {
	declineDutyChange,
	expectGroup,
	lockWindowDuty,
	releaseWindowDuty,
	takeDutyChange,
	withdrawGroup,
} from './deciders/tide-duties.ts';
import { approveTidePlan, expireTidePlan, proposeTidePlan, rejectTidePlan, undoTidePlan } from './deciders/tide-plans.ts';
import { transferTicket } from './deciders/transfer-ticket.ts';
import { stationPlanOf } from './eligibility.ts';
import { mayDo } from './permissions.ts';
import { changesAfter } from './tide-day/duty-changes.ts';

const deciders: { [N in CommandName]: Decider<N> } = {
	'issue-ticket': issueTicket,
	'cancel-ticket': cancelTicket,
	'open-day': openDay,
	'close-day': closeDay,
	'open-window': openWindow,
	'pause-window': pauseWindow,
	'resume-window': resumeWindow,
	'close-window': closeWindow,
	'change-duty': changeDuty,
	'call-next': callNext,
	'call-ticket': callTicket,
	recall,
	'no-show': noShow,
	'hold-ticket': holdTicket,
	'return-ticket': returnTicket,
	'transfer-ticket': transferTicket,
	'grant-priority': grantPriority,
	'settle-conflict': settleConflict,
	'start-service': startService,
	'finish-service': finishService,
	'offline-ticket': offlineTicket,
	'ticket-paper': ticketPaper,
	'device-health': deviceHealth,
	'count-missed-reservations': countMissedReservations,
	'begin-term': beginTerm,
	'recover-event': recoverEvent,
	'cut-off-ended': cutOffEnded,
	'hand-in-application': handInApplication,
	'submit-application': submitApplication,
	'report-case': decideCase,
	'begin-manual': beginManual,
	'end-manual': endManual,
	'enter-manual-service': enterManualService,
	'machine-health': machineHealth,
	'give-review': giveReview,
	'open-complaint': openComplaint,
	'step-complaint': stepComplaint,
	'propose-tide-plan': proposeTidePlan,
	'expire-tide-plan': expireTidePlan,
	'approve-tide-plan': approveTidePlan,
	'reject-tide-plan': rejectTidePlan,
	'undo-tide-plan': undoTidePlan,
	'lock-window-duty': lockWindowDuty,
	'release-window-duty': releaseWindowDuty,
	'decline-duty-change': declineDutyChange,
	'take-duty-change': takeDutyChange,
	'expect-group': expectGroup,
	'withdraw-group': withdrawGroup,
	'help-called': helpCalled,
	'help-answered': helpAnswered,
};

/**
 * Decides one command. `command.staff` is who the caller found behind the session, `null` for nobody.
 * Asks may be refused; a report never is (S6): what was wrong with it stands beside it as `conflict-found`.
 */
export function decide(state: HallDay, command: Command, context: DecideContext): Decision {
	const decision = decideAlone(state, command, context);
	if (!decision.ok) return decision;
	const changes = changesAfter(state, decision.events, context.now);
	return changes.length > 0 ? { ok: true, events: [...decision.events, ...changes] } : decision;
}

function decideAlone(state: HallDay, command: Command, context: DecideContext): Decision {
	const decider = deciders[command.name] as Decider<CommandName>;
	if (commandTable[command.name].kind === 'ask') return mayAsk(state, command, context.plan) ?? decider(state, command, context);
	const decision = decider(state, command, context);
	if (!decision.ok) return decision;
	const found = decision.events.filter((event) => event.name === 'conflict-found').length;
	const later = conflictEvents(state, reportFaults(state, command, context.plan)).map((event) =>
		event.name === 'conflict-found' ? { ...event, body: { ...event.body, conflict: event.body.conflict + found } } : event,
	);
	return { ok: true, events: [...decision.events, ...later] };
}

/** What stops an ask before it is looked at: the station, its role, the person, the window it speaks for. */
function mayAsk(state: HallDay, command: Command, plan: HallPlan): Decision | null {
	const station = stationPlanOf(plan, command.station);
	if (!station) return refuse('unknown-station', { station: command.station });
	if (!mayDo(station.role, command.name)) return refuse('not-permitted', { role: station.role });
	if (command.claim?.why === 'not-permitted') return refuse('not-permitted', { role: station.role });
	if (commandTable[command.name].staff && command.staff === null) return refuse('not-signed-in');
	const window = windowNamed(command);
	if (window === undefined) return null;
	if (!state.windows[window]) return refuse('unknown-window', { window });
	if (station.role === 'window' && station.window !== window) return refuse('window-is-not-this-station', { window });
	return null;
}

/** What is irregular about who reported: recorded, never a reason to turn the report away. */
function reportFaults(state: HallDay, command: Command, plan: HallPlan): ConflictFacts[] {
	const faults: ConflictFacts[] = [];
	const station = stationPlanOf(plan, command.station);
	const window = windowNamed(command);
	const ticket = 'ticket' in command.body ? { ticket: command.body.ticket } : {};
	const place = { ...ticket, ...(window === undefined ? {} : { window }) };
	if (!station) faults.push({ kind: 'report-out-of-role', ...place, detail: 'unknown-station' });
	else if (!mayDo(station.role, command.name)) faults.push({ kind: 'report-out-of-role', ...place, detail: `role-${station.role}` });
	else if (window !== undefined && station.window !== window && command.station !== platformStation)
		faults.push({ kind: 'report-out-of-role', ...place, detail: 'other-window' });
	if (commandTable[command.name].staff && command.staff === null) faults.push(...signInFault(state, command, place));
	return faults;
}

/** A sign-in that names someone and does not count is one conflict for each ticket, however many reports are made under it. */
function signInFault(state: HallDay, command: Command, place: Pick<ConflictFacts, 'ticket' | 'window'>): ConflictFacts[] {
	if (!command.claim) return [{ kind: 'report-without-session', ...place, detail: command.name }];
	const { staff: claims, why } = command.claim;
	const known = state.conflicts.some(
		({ kind, ticket, window, claims: who }) =>
			kind === 'report-under-expired-sign-in' && ticket === place.ticket && window === place.window && who === claims,
	);
	return known && place.ticket !== undefined ? [] : [{ kind: 'report-under-expired-sign-in', ...place, claims, detail: why }];
}

function windowNamed(command: Command): string | undefined {
	return 'window' in command.body ? command.body.window : undefined;
}
