/**
 * What the platform may say, checked before it leaves. Events are checked once, when they are made or read from the store; here it is what
 * stands around them, so that a log of thousands of events is not checked again for each machine it goes to.
 */
import { z } from 'zod';
import { watchDeskAnswer } from '../../domain/contracts/alarms.ts';
import { auditDeskAnswer } from '../../domain/contracts/audit.ts';
import { caseDeskAnswer } from '../../domain/contracts/case-desk.ts';
import { serviceAnswer } from '../../domain/contracts/device-service.ts';
import { suggestAnswer } from '../../domain/contracts/guide-model.ts';
import { handOverAnswer } from '../../domain/contracts/hand-over.ts';
import { historyDeskAnswer } from '../../domain/contracts/history-desk.ts';
import { verifiersAnswer } from '../../domain/contracts/offline-sign-in.ts';
import { progressAnswer } from '../../domain/contracts/progress.ts';
import { administerAnswer, quarantineAnswer } from '../../domain/contracts/quarantine.ts';
import { reconciliationAnswer } from '../../domain/contracts/reconciliation.ts';
import { reservationsTodayAnswer } from '../../domain/contracts/reservations.ts';
import { reviewDeskAnswer } from '../../domain/contracts/review-desk.ts';
import { ownAccountAnswer, setSecretAnswer, staffDeskAnswer } from '../../domain/contracts/staff-desk.ts';
import { offerAnswer } from '../../domain/contracts/term.ts';
import { terminalBookingAnswer } from '../../domain/contracts/terminal-booking.ts';
import { tideDeskAnswer } from '../../domain/contracts/tide-desk.ts';
import { batchLimit, beatAnswer, commandsAnswer, eventsDown, outcome, signInAnswer, turnedAway } from '../../domain/contracts/wire.ts';

const events = z.array(z.unknown());
const [accepted, ...others] = outcome.options;
const [taken, ...notTaken] = commandsAnswer.options;
const outcomes = z.array(z.discriminatedUnion('result', [accepted.extend({ events }), ...others]));

export const outgoingEvents = eventsDown.extend({ events: events.max(batchLimit) });

/** The answer of each message of a seated machine. */
const answers: Record<string, z.ZodType> = {
	commands: z.union([taken.extend({ outcomes }), ...notTaken]),
	resume: outgoingEvents.or(turnedAway),
	beat: beatAnswer.or(turnedAway),
	'sign-in': signInAnswer,
	'device-service': serviceAnswer,
	offer: offerAnswer.or(turnedAway),
	'sign-out': z.object({ ok: z.literal(true) }).or(turnedAway),
	'offline-sign-ins': verifiersAnswer.or(turnedAway),
	reconciliation: reconciliationAnswer,
	progress: progressAnswer,
	booking: terminalBookingAnswer,
	suggest: suggestAnswer,
	'review-desk': reviewDeskAnswer,
	'staff-desk': staffDeskAnswer,
	'own-account': ownAccountAnswer,
	'set-secret': setSecretAnswer,
	'tide-desk': tideDeskAnswer,
	'history-desk': historyDeskAnswer,
	'case-desk': caseDeskAnswer,
	'hand-over': handOverAnswer,
	quarantine: quarantineAnswer,
	administer: administerAnswer,
	'reservations-today': reservationsTodayAnswer,
	'audit-desk': auditDeskAnswer,
	'watch-desk': watchDeskAnswer,
};

/** The same answer; throws when it is not one the stations know. */
export function checkedAnswer(name: string, answer: unknown): unknown {
	const schema = answers[name];
	if (!schema) throw new Error(`no answer to ${name} is known`);
	schema.parse(answer);
	return answer;
}
