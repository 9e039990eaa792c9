/** An engine whose platform answers every desk with what would act, in each place of the answer’s schema where any text may stand. */
import { watchDeskAnswer } from '../../../domain/contracts/alarms.ts';
import { auditDeskAnswer } from '../../../domain/contracts/audit.ts';
import { caseDeskAnswer } from '../../../domain/contracts/case-desk.ts';
import { serviceAnswer } from '../../../domain/contracts/device-service.ts';
import { historyDeskAnswer } from '../../../domain/contracts/history-desk.ts';
import { progressAnswer } from '../../../domain/contracts/progress.ts';
import { administerAnswer } from '../../../domain/contracts/quarantine.ts';
import { reconciliationAnswer } from '../../../domain/contracts/reconciliation.ts';
import { reviewDeskAnswer } from '../../../domain/contracts/review-desk.ts';
import { setUpAnswer } from '../../../domain/contracts/set-up.ts';
import { ownAccountAnswer, staffDeskAnswer } from '../../../domain/contracts/staff-desk.ts';
import { terminalBookingAnswer } from '../../../domain/contracts/terminal-booking.ts';
import { tideDeskAnswer } from '../../../domain/contracts/tide-desk.ts';
import { signInAnswer } from '../../../domain/contracts/wire.ts';
import type { EngineClient } from '../../../renderer/engine/contract.ts';
import { type Filling, fill } from './fill.ts';
import { freePlaces, type JsonNode, jsonOf } from './text-places.ts';

/** Which call of a page’s engine is answered with which of them. */
const desks = {
	caseDesk: ['caseDeskAnswer', caseDeskAnswer],
	tideDesk: ['tideDeskAnswer', tideDeskAnswer],
	historyDesk: ['historyDeskAnswer', historyDeskAnswer],
	auditDesk: ['auditDeskAnswer', auditDeskAnswer],
	watchDesk: ['watchDeskAnswer', watchDeskAnswer],
	reviewDesk: ['reviewDeskAnswer', reviewDeskAnswer],
	staffDesk: ['staffDeskAnswer', staffDeskAnswer],
	ownAccount: ['ownAccountAnswer', ownAccountAnswer],
	progress: ['progressAnswer', progressAnswer],
	booking: ['terminalBookingAnswer', terminalBookingAnswer],
	pastDay: ['reconciliationAnswer', reconciliationAnswer],
	administer: ['administerAnswer', administerAnswer],
	askDevices: ['serviceAnswer', serviceAnswer],
	signIn: ['signInAnswer', signInAnswer],
	/** Of no engine: what a machine tells the page of its first start. */
	setUp: ['setUpAnswer', setUpAnswer],
} as const;
type Desk = keyof typeof desks;
/** A sign-in is answered by hand, a first start has no engine. */
type Asked = Exclude<Desk, 'signIn' | 'setUp'>;

const schemas = Object.fromEntries(Object.entries(desks).map(([desk, [name, schema]]) => [desk, { name, node: jsonOf(schema) }])) as Record<
	Desk,
	{ name: string; node: JsonNode }
>;
export const schemaOf = (desk: Desk): JsonNode => schemas[desk].node;
export const answeredSchemas: readonly string[] = Object.values(desks).map(([name]) => name);
/** Every place of every answer of a desk in which any text may stand. */
export const placesOfAnswers: readonly string[] = Object.values(schemas).flatMap(({ name, node }) => freePlaces(node, name));

/** What the platform says to this request: the choices of the answer that are of the same deed, or the whole union where it has none. */
export function answerOf(desk: Desk, deed: string | undefined, how: Filling): unknown {
	const { name, node } = schemas[desk];
	const all = node.anyOf ?? node.oneOf ?? [node];
	const well = all.filter(({ properties }) => properties?.ok?.const !== false);
	const same = well.filter(({ properties }) => properties?.do?.const === deed);
	const choices = same.length > 0 ? same : well;
	return fill(choices[how.turn % choices.length]!, name, how, how.turn);
}

/** The desks of an engine; a refusal now and then would show less. */
export function hostileDesks(how: () => Filling): Pick<EngineClient, Asked> {
	const answered =
		(desk: Desk) =>
		async (...asked: unknown[]) =>
			answerOf(desk, (asked.at(-1) as { do?: string } | undefined)?.do, how());
	return Object.fromEntries(
		(Object.keys(desks) as Desk[]).filter((desk) => desk !== 'signIn' && desk !== 'setUp').map((desk) => [desk, answered(desk)]),
	) as unknown as Pick<EngineClient, Asked>;
}
