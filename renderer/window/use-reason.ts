import type { PickReason } from '../../domain/contracts/events.ts';
import type { Ticket } from '../../domain/contracts/state.ts';
import { useEngineView } from '../engine/use-engine.tsx';
import { useDates, useSay, useWords } from '../words/words.tsx';
import { groupName } from './names.ts';

/** Words for why a ticket is called now: the rule that decided, with as many of its facts as are known. */
export function useReason(): (reason: PickReason) => string {
	const say = useWords('reasons');
	const comma = useWords('window')('items.comma');
	return ({ code, params: facts }) => {
		const params = typeof facts.lastNormal === 'string' ? { ...facts, lastNormal: facts.lastNormal.replaceAll('、', comma) } : facts;
		const context = [params.lastNormal !== undefined && 'after', params.alternative !== undefined && 'before'].filter(Boolean);
		// Under the rules of urgency a window with several queues also says why it calls from this one.
		const urgent =
			params.urgency === undefined ? '' : ` ${say('urgent', params.because ? { ...params, context: String(params.because) } : params)}`;
		if (code !== 'priority-turn' || context.length === 0) return say(code, params) + urgent;
		return say(code, { ...params, context: context.length === 2 ? 'between' : String(context[0]) }) + urgent;
	};
}

/** The same in one short line, for the first row of the list; the whole of it stands beside the number. */
export function useShortReason(): (reason: PickReason) => string {
	const say = useWords('reasons');
	return ({ code, params }) => say(code, params).replace(/[。.]$/, '');
}

/** Words for a place further back in the list: what kind of ticket it is, not what was decided about it. */
export function usePlace(): (ticket: Ticket) => string {
	const say = useWords('reasons');
	const inWords = useSay();
	const dates = useDates();
	const { plan } = useEngineView();
	return (ticket) => {
		const { life, visit } = ticket;
		if (life.stage === 'waiting' && life.returned === 'missed' && life.behind > 0) return say('place.missed', { behind: life.behind });
		if (life.stage === 'waiting' && (life.returned === 'held' || life.returned === 'transferred')) return say(`place.${life.returned}`);
		if (visit.reservationSlot !== undefined) return say('place.reservation', { slot: dates.time(visit.reservationSlot) });
		const group = plan && groupName(visit, plan, inWords);
		if (visit.priorityGroup) return group ? `${say('place.priority')} · ${group}` : say('place.priority');
		return say(ticket.origin === 'offline' ? 'place.offline' : 'place.ordinary');
	};
}
