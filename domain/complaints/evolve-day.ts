/**
 * What one hall-day's log says of reviews and cases, and nothing else of it: kept beside the log so that a year of days can be looked at, and made
 * again from the log at any time. Pure and total; each day by itself, so that the order in which late reports reach different days does not count.
 */

import type { ComplaintKind, ComplaintStep } from '../contracts/complaints.ts';
import type { HallEvent } from '../contracts/events.ts';
import type { StaffId, StationId, TicketNumber, WindowId } from '../contracts/identity.ts';
import { worstGoodLevel } from '../contracts/reviews.ts';
import { asItWasDone } from '../evolve/as-it-was-done.ts';

export interface ReviewFact {
	ticket: TicketNumber;
	level: number;
	reasons: string[];
	window: WindowId;
	queue: string | null;
	channel: string;
	at: number;
}

/** One thing said of a case. `at`: when the platform took it. */
export interface CaseEntry {
	ref: string;
	at: number;
	position: number;
	staff: StaffId | null;
	said:
		| {
				what: 'opened';
				kind: ComplaintKind;
				reasons: string[];
				by: 'citizen' | 'window' | 'manager';
				station: StationId;
				about: AboutService;
		  }
		| { what: ComplaintStep; code: string; to: StaffId | null };
}

/** The service a case is about, as far as it is known. */
export interface AboutService {
	ticket: TicketNumber | null;
	window: WindowId | null;
	clerk: StaffId | null;
	level: number | null;
}

export interface VoiceDay {
	hall: string;
	day: string;
	/** Of the last event folded in; 0 = none. */
	position: number;
	/** Of that event: a log that was forked has another one there. */
	mark: string;
	/** Window that ended each service first. */
	ended: Record<TicketNumber, WindowId>;
	reviews: ReviewFact[];
	/** Reviews that did not count, by reason. */
	passedOver: Record<string, number>;
	entries: CaseEntry[];
}

export function startOfVoices(hall: string, day: string): VoiceDay {
	return { hall, day, position: 0, mark: '', ended: {}, reviews: [], passedOver: {}, entries: [] };
}

export function markOf({ station, epoch, n, recordedAt }: HallEvent): string {
	return `${station}/${epoch}/${n}/${recordedAt}`;
}

/** The reference of the case that a bad review opens: one for each service of the hall. */
export function caseOfReview(day: string, ticket: TicketNumber): string {
	return `PJ-${day.replaceAll('-', '')}-${ticket}`;
}

/** Folds events that follow `voices.position` into it. */
export function evolveVoices(voices: VoiceDay, events: readonly HallEvent[]): VoiceDay {
	const next = {
		...voices,
		ended: { ...voices.ended },
		reviews: [...voices.reviews],
		passedOver: { ...voices.passedOver },
		entries: [...voices.entries],
	};
	for (const each of events) {
		take(next, each.recovered ? asItWasDone(each, each.recovered) : each);
		next.position = each.position;
		next.mark = markOf(each);
	}
	return next;
}

function take(voices: VoiceDay, event: HallEvent): void {
	const { recordedAt: at, position, staff, station } = event;
	switch (event.name) {
		case 'service-finished':
			voices.ended[event.body.ticket] ??= event.body.window;
			return;
		case 'manual-service-entered':
			if (event.body.result === 'served' && event.body.servedAt !== undefined) voices.ended[event.body.ticket] ??= event.body.servedAt;
			return;
		case 'review-given': {
			const { ticket, level, reasons, window, clerk, channel, queue = null } = event.body;
			if (voices.reviews.some((known) => known.ticket === ticket)) return;
			voices.reviews.push({ ticket, level, reasons, window, queue, channel, at });
			if (level >= worstGoodLevel) return;
			const about = { ticket, window, clerk, level };
			voices.entries.push({
				...{ ref: caseOfReview(voices.day, ticket), at, position, staff: null },
				said: { what: 'opened', kind: 'bad-review', reasons, by: 'citizen', station, about },
			});
			return;
		}
		case 'review-passed-over':
			voices.passedOver[event.body.why] = (voices.passedOver[event.body.why] ?? 0) + 1;
			return;
		case 'complaint-opened': {
			const { complaint: ref, reason, ticket = null, by } = event.body;
			const about = { ticket, window: null, clerk: null, level: null };
			voices.entries.push({
				...{ ref, at, position, staff },
				said: { what: 'opened', kind: 'cannot-be-done', reasons: [reason], by, station, about },
			});
			return;
		}
		case 'complaint-stepped': {
			const { complaint: ref, step, code, to = null } = event.body;
			voices.entries.push({ ...{ ref, at, position, staff }, said: { what: step, code, to } });
			return;
		}
		default:
	}
}
