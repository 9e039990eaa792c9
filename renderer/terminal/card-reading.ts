/** From what the card reader says to what the journey learns. The card is looked at here and dropped. */

import type { CardEvent, IdCard } from '../../domain/contracts/device.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import { maskName } from '../../domain/masking/mask.ts';
import { priorityByAge } from '../../domain/priority.ts';
import type { Found } from '../../domain/reservations/find.ts';
import { choiceOf } from './code-reading.ts';
import type { JourneyEvent } from './journey.ts';
import type { CardTrouble, Holder } from './screen.ts';

/** Stages in which a number still leads to a window. */
const open = new Set(['waiting', 'called', 'held']);

/** What stays of a card. `ref`: day-scoped reference, `null` without a key. */
export function holderOf(card: IdCard, ref: string | null, plan: HallPlan, state: HallDay | null): Holder {
	const doubtful = card.warnings.some((warning) => warning !== 'expired');
	const ageKnown = !card.warnings.some((warning) => warning === 'birth-date' || warning === 'unreadable-field:birthDate');
	const tickets =
		ref === null || state === null
			? []
			: Object.values(state.tickets)
					.filter((ticket) => ticket.visit.personRef === ref && open.has(ticket.life.stage))
					.map((ticket) => ticket.number);
	return {
		name: maskName(card.name),
		ref,
		priority: ageKnown && state !== null ? priorityByAge(plan, card.birthDate, state.day) : null,
		expired: card.warnings.includes('expired'),
		doubtful,
		tickets,
	};
}

const troubles: Record<Extract<CardEvent, { type: 'card-failed' }>['code'], CardTrouble> = {
	'card-removed': 'removed',
	'not-genuine': 'not-genuine',
	'not-an-id-card': 'not-an-id-card',
	'read-error': 'not-read',
	'protocol-error': 'reader-fault',
	'device-fault': 'reader-fault',
};

/** Turns one reader event into a journey event; `personRef` and `bookedBy` are the engine's. */
export async function readCardEvent(
	event: CardEvent,
	visitor: number,
	clock: () => number,
	hall: () => { plan: HallPlan; state: HallDay | null },
	personRef: (idNumber: string) => Promise<string | null>,
	bookedBy: (cardRef: string) => Promise<Found | null>,
): Promise<JourneyEvent> {
	switch (event.type) {
		case 'card-found':
			return { type: 'card-found', now: clock() };
		case 'card-removed':
			return { type: 'card-removed', now: clock() };
		case 'card-failed':
			return { type: 'card-failed', now: clock(), why: troubles[event.code] };
		case 'card-read': {
			const ref = await personRef(event.card.idNumber).catch(() => null);
			const found = ref === null ? null : await bookedBy(ref).catch(() => null);
			const { plan, state } = hall();
			const holder = holderOf(event.card, ref, plan, state);
			const booked = found?.ok ? { booked: choiceOf(found.reservation) } : {};
			return { type: 'card-read', now: clock(), visitor, holder: { ...holder, ...booked } };
		}
	}
}
