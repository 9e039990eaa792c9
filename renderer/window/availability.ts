/**
 * What the clerk can do now, and why the rest cannot be done. The platform's own deciders are run on the state this machine holds:
 * a key is grey exactly when the platform would refuse it, with the same reason. Nothing is decided here.
 */
import type { AskName, CommandBody } from '../../domain/contracts/commands.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { RefusalCode } from '../../domain/contracts/refusals.ts';
import type { HallDay, Ticket } from '../../domain/contracts/state.ts';
import { decide } from '../../domain/decide.ts';
import { numberInHand } from '../../domain/views/number-in-hand.ts';
import type { WindowAction } from './keys.ts';

/** Why not: a code of `refusals.yaml`, or of `window.yaml` under `why`. */
export type WhyNot =
	| { from: 'refusals'; code: RefusalCode; params: Record<string, string | number> }
	| {
			from: 'window';
			code: 'cut-off' | 'nothing-called' | 'already-serving' | 'not-started' | 'nothing-served' | 'shut-out';
			params: Record<string, string | number>;
	  };
export type Availability = { can: true } | { can: false; why: WhyNot };

export interface Desk {
	state: HallDay;
	plan: HallPlan;
	/** The seat and its window. */
	station: string;
	window: string;
	/** Number of the clerk signed in. */
	staff: string;
	link: 'up' | 'down';
	/** Platform time, ms. */
	now: number;
}

export type DeskAction = WindowAction | 'resume' | 'open' | 'close';

const can: Availability = { can: true };
const not = (code: Extract<WhyNot, { from: 'window' }>['code'], ticket?: string): Availability => ({
	can: false,
	why: { from: 'window', code, params: ticket ? { ticket } : {} },
});

/** The number in hand at this window, and its ticket, which is `null` while this machine does not know its issue (served from paper). */
export function inHand(state: HallDay, window: string): { number: string; ticket: Ticket | null } | null {
	const number = numberInHand(state, window);
	return number === null ? null : { number, ticket: state.tickets[number] ?? null };
}

/** Runs the decider of an ask on the state at hand. */
export function tryAsk<N extends AskName>(desk: Desk, name: N, body: CommandBody<N>): Availability {
	if (desk.link === 'down') return not('cut-off');
	const command = { name, body, station: desk.station, epoch: '0'.repeat(16), n: 1, occurredAt: desk.now, staff: desk.staff };
	const decision = decide(desk.state, command as Parameters<typeof decide>[1], { plan: desk.plan, now: desk.now, clockOffset: 0 });
	if (decision.ok) return can;
	return { can: false, why: { from: 'refusals', code: decision.refusal.code, params: decision.refusal.params } };
}

/** Stands for the words the clerk has yet to choose in a panel. */
const someReason = '…';

function probe(desk: Desk, action: DeskAction): Availability {
	const { window } = desk;
	const hand = inHand(desk.state, window);
	const ticket = hand?.ticket ?? null;
	switch (action) {
		case 'call-next':
			return tryAsk(desk, 'call-next', { window });
		case 'recall':
			return tryAsk(desk, 'recall', { window });
		case 'no-show':
			return tryAsk(desk, 'no-show', { window });
		case 'hold':
			return tryAsk(desk, 'hold-ticket', { window, reason: someReason });
		case 'pause':
			return tryAsk(desk, 'pause-window', { window, reason: someReason });
		case 'resume':
			return tryAsk(desk, 'resume-window', { window });
		case 'open':
			return tryAsk(desk, 'open-window', { window });
		case 'close':
			return tryAsk(desk, 'close-window', { window });
		case 'transfer': {
			if (desk.link === 'down') return not('cut-off');
			if (!ticket) return { can: false, why: { from: 'refusals', code: 'window-has-no-ticket', params: {} } };
			const answers = desk.plan.queues
				.filter((queue) => queue.id !== ticket.queue)
				.map((queue) => tryAsk(desk, 'transfer-ticket', { ticket: ticket.number, toQueue: queue.id, reason: someReason }));
			return answers.find((one) => one.can) ?? answers[0] ?? { can: false, why: { from: 'refusals', code: 'same-queue', params: {} } };
		}
		case 'start':
			if (ticket?.life.stage === 'called') return can;
			return ticket?.life.stage === 'serving' ? not('already-serving', ticket.number) : not('nothing-called');
		case 'finish':
			if (ticket?.life.stage === 'serving' || (hand && !ticket)) return can;
			return ticket?.life.stage === 'called' ? not('not-started', ticket.number) : not('nothing-served');
	}
}

/** Every key of the console and the three that stand elsewhere. */
export function deskAvailability(desk: Desk): Record<DeskAction, Availability> {
	const all: DeskAction[] = ['call-next', 'start', 'finish', 'recall', 'no-show', 'hold', 'transfer', 'pause', 'resume', 'open', 'close'];
	return Object.fromEntries(all.map((action) => [action, probe(desk, action)])) as Record<DeskAction, Availability>;
}
