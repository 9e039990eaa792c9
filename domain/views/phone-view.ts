/** What the page of one ticket says, for whoever holds its paper: no name, no number of a document, nothing of anybody else (P1). */
import { businessDay } from '../business-day.ts';
import type { HallPlan, QueuePlan } from '../contracts/hall-plan.ts';
import type { TicketNumber } from '../contracts/identity.ts';
import type { HallDay } from '../contracts/state.ts';
import { queuePlanOf, windowNumber } from '../eligibility.ts';
import { estimateWait } from '../estimate.ts';
import { isManual } from '../manual/manual-mode.ts';
import { endedService, mayReview } from '../reviews/may-review.ts';
import { reviewPlanOf } from '../reviews/review-plan.ts';
import type { TicketCode } from '../ticket-code.ts';
import { ticketsBefore } from '../tickets-before.ts';

/** `unheard`: the machine that printed it was not heard yet. `by-hand`: people call its queue. `earlier`: a day that is over and left nothing to say. */
export type PhoneStage =
	| 'waiting'
	| 'called'
	| 'serving'
	| 'held'
	| 'done'
	| 'no-show'
	| 'cancelled'
	| 'not-served'
	| 'voided'
	| 'unheard'
	| 'by-hand'
	| 'earlier';

export interface PhoneView {
	number: TicketNumber;
	stage: PhoneStage;
	queue: QueuePlan | null;
	items: string[];
	theme: string | null;
	/** Only while waiting. */
	ahead: number | null;
	minutes: [number, number] | null;
	/** Three or fewer are before it. */
	soon: boolean;
	/** Where it is called, served or kept: the number people read. */
	window: string | null;
	/** It has missed its call, and this many go first. */
	behind: number;
	replacedBy: TicketNumber | null;
	review: 'none' | 'may' | 'given' | 'too-late';
	mayReturn: boolean;
}

/** People before it from which on its holder should come back. */
export const soonFrom = 3;

export function phoneView(state: HallDay, plan: HallPlan, code: TicketCode, now: number): PhoneView {
	const { number } = code;
	const ticket = state.tickets[number];
	const queue = queuePlanOf(plan, ticket?.queue ?? code.queue) ?? null;
	const over = state.day < businessDay(now, plan.timezone);
	const base: PhoneView = {
		...{ number, queue, items: ticket?.visit.items ?? code.items, theme: ticket?.visit.theme ?? null, stage: 'unheard' },
		...{ ahead: null, minutes: null, soon: false, window: null, behind: 0, replacedBy: null, mayReturn: false },
		review: reviewOf(state, plan, number, now),
	};
	const service = endedService(state, number);
	if (service) return { ...base, stage: 'done', window: windowNumber(plan, service.window) };
	if (!ticket) return over ? { ...base, stage: 'earlier' } : base;
	const { life } = ticket;
	switch (life.stage) {
		case 'waiting': {
			if (over) return { ...base, stage: 'earlier' };
			if (isManual(state, ticket.queue)) return { ...base, stage: 'by-hand', mayReturn: true };
			const before = ticketsBefore(state, plan, number, now);
			const { minutes } = estimateWait({ ...state, waiting: { ...state.waiting, [ticket.queue]: before } }, plan, ticket.queue, now);
			return {
				...{ ...base, stage: 'waiting', ahead: before.length, minutes, soon: before.length <= soonFrom },
				...{ behind: life.behind, mayReturn: true },
			};
		}
		case 'called':
		case 'serving':
		case 'held':
			return { ...base, stage: over ? 'earlier' : life.stage, window: windowNumber(plan, life.window) };
		case 'voided':
			return { ...base, stage: 'voided', replacedBy: life.replacedBy };
		default:
			return { ...base, stage: life.stage };
	}
}

function reviewOf(state: HallDay, plan: HallPlan, number: TicketNumber, now: number): PhoneView['review'] {
	const may = mayReview(state, reviewPlanOf(plan).days, number, now);
	if (may.ok) return 'may';
	if (may.why === 'duplicate') return 'given';
	return may.why === 'too-late' ? 'too-late' : 'none';
}
