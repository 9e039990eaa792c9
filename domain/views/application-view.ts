/** How far an application is, for the people at both sides of it. Pure; nothing of a person is in it (P1). */
import { type ApplicationSummary, applicationNumber } from '../contracts/applications.ts';
import type { HallDay } from '../contracts/state.ts';

/** At the window: the applications of the ticket in hand, the oldest first. */
export interface ShownApplication {
	ref: string;
	number: string;
	/** `handed-in`: kept at the station, its attachments are still on their way. */
	stage: 'handed-in' | 'submitted';
	items: string[];
	attachments: number;
	at: number;
	station: string;
}

export function applicationsOf(state: HallDay, ticket: string): ShownApplication[] {
	const shown: ShownApplication[] = [];
	for (const [ref, known] of Object.entries(state.applications)) {
		// Whoever handed it in first and took the number then has it bound from the ticket's side.
		if (known.ticket !== ticket && state.tickets[ticket]?.visit.application !== ref) continue;
		shown.push({
			ref,
			number: applicationNumber(ref),
			stage: known.submittedAt === null ? 'handed-in' : 'submitted',
			items: known.items,
			attachments: known.attachments,
			at: known.submittedAt ?? known.handedInAt ?? 0,
			station: known.station,
		});
	}
	return shown.sort((one, other) => one.at - other.at || (one.ref < other.ref ? -1 : 1));
}

/** At the terminal, to whoever holds the slip: the words are `applications.states.<code>` with `params`. */
export type CitizenState =
	| { code: 'draft-kept'; params: { until: number } }
	| { code: 'waiting'; params: { number: string; cutOff: boolean } }
	| { code: 'sending'; params: { number: string; percent: number } }
	| { code: 'held-up'; params: { number: string; problem: string } }
	| { code: 'received'; params: { number: string; at: number } }
	| { code: 'damaged'; params: { number: string } };

/** `linkUp`: whether the platform answers now. */
export function citizenState(one: ApplicationSummary, linkUp: boolean): CitizenState {
	const number = applicationNumber(one.ref);
	if (one.stage === 'damaged') return { code: 'damaged', params: { number } };
	if (one.stage === 'draft') return { code: 'draft-kept', params: { until: one.keptUntil ?? one.savedAt } };
	if (one.stage === 'submitted') return { code: 'received', params: { number, at: one.submittedAt ?? one.savedAt } };
	if (!linkUp || one.problem === 'away') return { code: 'waiting', params: { number, cutOff: true } };
	if (one.problem !== null) return { code: 'held-up', params: { number, problem: one.problem } };
	if (one.sent === 0) return { code: 'waiting', params: { number, cutOff: false } };
	return { code: 'sending', params: { number, percent: Math.min(99, Math.floor((one.sent / Math.max(1, one.bytes)) * 100)) } };
}

/** Of a machine as a whole: what a technician and the faces must know before anything is taken away. */
export interface ApplicationCounts {
	drafts: number;
	waiting: number;
	damaged: number;
	/** Bytes of attachments that the platform does not have yet. */
	bytesToSend: number;
	/** When the oldest that waits was handed in; `null` = none waits. */
	oldestAt: number | null;
	/** Of the ones that wait: why the platform does not take them, where it is not the line. */
	heldUp: number;
}

export function countApplications(all: readonly ApplicationSummary[]): ApplicationCounts {
	const waiting = all.filter(({ stage }) => stage === 'waiting');
	return {
		drafts: all.filter(({ stage }) => stage === 'draft').length,
		waiting: waiting.length,
		damaged: all.filter(({ stage }) => stage === 'damaged').length,
		bytesToSend: waiting.reduce((sum, { bytes, sent }) => sum + bytes - sent, 0),
		oldestAt: waiting.reduce<number | null>((oldest, { handedInAt }) => Math.min(oldest ?? Infinity, handedInAt ?? Infinity), null),
		heldUp: waiting.filter(({ problem }) => problem !== null && problem !== 'away' && problem !== 'busy').length,
	};
}
