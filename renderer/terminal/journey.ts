/**
 * The way of one citizen through the terminal, as a pure state machine: what is on the screen, what is known of the citizen, and when
 * all of it is forgotten. No clock, no engine, no words: `now` comes with the event (monotonic ms), answers come as events.
 */

import type { PrintResult } from '../../domain/contracts/device-desk.ts';
import { tokens } from '../design/tokens.ts';
import type { TakeAnswer } from '../engine/contract.ts';
import { isFormScreen } from './form/form-screen.ts';
import { timeLeft } from './idle.ts';
import { type Journey, plainLooks } from './journey-state.ts';
import type { CardTrouble, Holder, Looks, Paper, Screen } from './screen.ts';

export type JourneyEvent =
	/** Said by a screen: of the citizen for whom it was drawn. An answer that comes late changes nothing for the next one. */
	| { type: 'from-screen'; visitor: number; event: JourneyEvent }
	| { type: 'touched'; now: number }
	| { type: 'ticked'; now: number }
	| { type: 'card-found'; now: number }
	| { type: 'card-read'; now: number; visitor: number; holder: Holder }
	| { type: 'card-failed'; now: number; why: CardTrouble }
	| { type: 'card-removed'; now: number }
	| { type: 'code-read'; now: number; visitor: number; to: Screen }
	| { type: 'went'; to: Screen }
	| { type: 'turned'; to: Screen }
	| { type: 'queue-changed'; queue: string }
	| { type: 'take-pressed'; now: number }
	| { type: 'answered'; now: number; visitor: number; answer: TakeAnswer }
	/** 长辈版, item by item: the next one of `count`, after the last back to the whole. */
	| { type: 'next-item'; count: number }
	/** 打印清单. */
	| { type: 'list-pressed' }
	| { type: 'list-printed'; now: number; visitor: number; result: PrintResult }
	| { type: 'reprint-pressed' }
	| { type: 'reprinted'; now: number; visitor: number; number: string; result: PrintResult }
	| { type: 'back' }
	| { type: 'home'; now: number }
	| { type: 'looks'; looks: Partial<Looks> }
	| { type: 'help'; help: Journey['help'] };

export function startOfJourney(now: number): Journey {
	return {
		screen: { at: 'welcome' },
		behind: [],
		holder: null,
		cardLies: false,
		looks: plainLooks,
		help: 'none',
		lastTouch: now,
		visitor: 1,
	};
}

/** Back to the welcome screen; nothing of the citizen stays, the way things looked neither. */
export function forget(journey: Journey, now: number): Journey {
	return { ...startOfJourney(now), cardLies: journey.cardLies, visitor: journey.visitor + 1 };
}

/** Back at the welcome screen by himself: the way things look stays his, everything else of him is forgotten, also where the next one is quicker than time. */
function startAgain(journey: Journey, looks = journey.looks): Journey {
	return { ...forget(journey, journey.lastTouch), looks, help: journey.help };
}

function go(journey: Journey, screen: Screen, behind = [...journey.behind, journey.screen]): Journey {
	return { ...journey, screen, behind };
}

/** Where a citizen with a card (or without) begins to choose. */
export function firstChoice(looks: Looks): Screen {
	return looks.elder ? { at: 'elder-services', page: 0 } : { at: 'services', audience: 'personal' };
}

function cardRead(journey: Journey, holder: Holder, now: number): Journey {
	const seen = { ...journey, holder, cardLies: true, lastTouch: now };
	const needsWord = holder.expired || holder.doubtful || holder.tickets.length > 0;
	const first: Screen = needsWord ? { at: 'card-note' } : afterCard(journey.looks, holder);
	const behind = first.at === 'confirm' ? [firstChoice(journey.looks)] : [];
	// Somebody fills in a form: the card is one of its people's, and whose it is will be asked there.
	if (isFormScreen(journey.screen) && journey.screen.at !== 'resume') return { ...journey, cardLies: true, lastTouch: now };
	switch (journey.screen.at) {
		case 'booking':
			// The booking screens ask for a card of their own accord; only where somebody checks in it means what it means everywhere.
			if (journey.screen.page.is !== 'check-in') return { ...journey, cardLies: true, lastTouch: now };
			return go(seen, first, behind);
		case 'progress':
			// The card says whose matters are asked for; another person's begins anew, at the same question.
			if (journey.holder === null || samePerson(journey.holder, holder)) return seen;
			return go({ ...forget(journey, now), holder, cardLies: true }, { at: 'progress', page: { is: 'ask' } }, []);
		case 'taking':
			return { ...journey, cardLies: true };
		case 'welcome':
		case 'reading':
		case 'card-trouble':
			return go(seen, first, behind);
		case 'ticket':
		case 'held':
		case 'place':
		case 'refused':
		case 'cannot':
			if (samePerson(journey.holder, holder)) return { ...journey, cardLies: true, lastTouch: now };
			return go({ ...forget(journey, now), holder, cardLies: true }, first, behind);
		default:
			// Someone who began without a card lays it down on the way; another person's card begins anew.
			if (journey.holder === null) return needsWord ? go(seen, { at: 'card-note' }) : withPriority(seen, holder);
			if (samePerson(journey.holder, holder)) return { ...journey, cardLies: true, lastTouch: now };
			return go({ ...forget(journey, now), holder, cardLies: true }, first, behind);
	}
}

/** Who has a reservation that is due is offered it first; one step back is everything else. */
export function afterCard(looks: Looks, holder: Holder): Screen {
	return holder.booked ? { at: 'confirm', choice: holder.booked, priority: holder.priority !== null } : firstChoice(looks);
}

/** A code was held up. A scanner reads as long as the code lies there: what leads nowhere new changes nothing. */
function codeRead(journey: Journey, to: Screen, now: number): Journey {
	const { screen } = journey;
	const seen = { ...journey, lastTouch: now };
	if (isFormScreen(screen)) return seen;
	switch (screen.at) {
		case 'taking':
			return journey;
		case 'ticket': {
			const own = to.at === 'place' ? to.number : to.at === 'refused' ? to.refusal.params.ticket : null;
			return own === screen.taken.number ? seen : go(forget(journey, now), to, []);
		}
		case 'held':
			return to.at === 'place' && to.number === screen.number ? seen : go(forget(journey, now), to, []);
		case 'review':
			return to.at === 'place' && to.number === screen.number ? seen : go(forget(journey, now), to, []);
		case 'place':
		case 'refused':
		case 'cannot':
			return go(seen, to, journey.behind);
		case 'confirm':
			if (to.at === 'confirm' && to.choice.booked?.ref === screen.choice.booked?.ref) return seen;
			return go(seen, to);
		default:
			return go(seen, to);
	}
}

function samePerson(one: Holder | null, other: Holder): boolean {
	return one !== null && one.ref !== null && one.ref === other.ref;
}

/** A card laid on the confirm screen turns the priority by age on at once. */
function withPriority(journey: Journey, holder: Holder): Journey {
	if (journey.screen.at !== 'confirm' || holder.priority === null) return journey;
	return { ...journey, screen: { ...journey.screen, priority: true } };
}

function answered(journey: Journey, answer: TakeAnswer, now: number): Journey {
	const { screen } = journey;
	// Said too late, but whoever waits for it still stands there: the number counts.
	const going = screen.at === 'taking' ? screen : screen.at === 'cannot' ? screen.awaited : undefined;
	if (going === undefined) return journey;
	const { choice, priority } = going;
	const at = { ...journey, lastTouch: now };
	if (answer.ok) {
		const paper: Paper = { state: 'known', result: answer.taken.paper, again: false };
		return go(at, { at: 'ticket', taken: answer.taken, choice, priority, paper }, []);
	}
	if (answer.why === 'refused') return go(at, { at: 'refused', refusal: answer.refusal }, []);
	return go(at, { at: 'cannot', code: answer.code }, []);
}

/** Also on the screens behind: one that came back as `printing` would wait for a paper that is long there. */
function everywhere(journey: Journey, change: (screen: Screen) => Screen): Journey {
	return { ...journey, screen: change(journey.screen), behind: journey.behind.map(change) };
}

/** What became of the paper with this number. */
function withPaper(journey: Journey, number: string, paper: Paper): Journey {
	return everywhere(journey, (screen) => {
		const on = screen.at === 'ticket' ? screen.taken.number : screen.at === 'held' ? screen.number : null;
		return (screen.at === 'ticket' || screen.at === 'held') && on === number ? { ...screen, paper } : screen;
	});
}

function nextItem(journey: Journey, count: number): Journey {
	const { screen, behind } = journey;
	if (screen.at !== 'theme' || screen.one === null) return journey;
	if (screen.one + 1 < count) return { ...journey, screen: { ...screen, one: screen.one + 1 } };
	// The screen of the whole is the one this began from: one step back must not lead to it again.
	return { ...journey, screen: { ...screen, one: null }, behind: behind.at(-1)?.at === 'theme' ? behind.slice(0, -1) : behind };
}

function listPressed(journey: Journey): Journey {
	const { screen } = journey;
	return screen.at === 'theme' || screen.at === 'notice' ? { ...journey, screen: { ...screen, paper: { state: 'printing' } } } : journey;
}

function withListPaper(journey: Journey, paper: Paper): Journey {
	return everywhere(journey, (screen) =>
		(screen.at === 'theme' || screen.at === 'notice') && screen.paper.state === 'printing' ? { ...screen, paper } : screen,
	);
}

/** Time alone: nobody is kept waiting for an answer that does not come, and whoever has gone is forgotten. */
function ticked(journey: Journey, now: number): Journey {
	const { screen } = journey;
	if (screen.at === 'taking' && now - screen.since >= tokens.time.busyMostMs) {
		const { choice, priority } = screen;
		return { ...go(journey, { at: 'cannot', code: 'no-answer', awaited: { choice, priority } }, []), lastTouch: now };
	}
	return timeLeft(journey, now)?.ends === 0 ? forget(journey, now) : journey;
}

/** One step back, what was chosen of the theme since stays chosen: questions and items agree. */
function withSameChoice(to: Screen, from: Screen): Screen {
	const choosing = (screen: Screen) => (screen.at === 'guide' || screen.at === 'theme' ? screen : null);
	const [target, source] = [choosing(to), choosing(from)];
	return target && source && target.theme === source.theme ? { ...target, choice: source.choice } : to;
}

/** The next journey. Events that do not fit the screen change nothing. */
export function step(journey: Journey, event: JourneyEvent): Journey {
	switch (event.type) {
		case 'from-screen':
			return event.visitor === journey.visitor ? step(journey, event.event) : journey;
		case 'touched':
			return { ...journey, lastTouch: event.now };
		case 'ticked':
			return ticked(journey, event.now);
		case 'card-found':
			if (journey.screen.at === 'welcome' || journey.screen.at === 'card-trouble')
				return { ...go(journey, { at: 'reading' }, []), cardLies: true, lastTouch: event.now };
			return { ...journey, cardLies: true };
		case 'card-read':
			return event.visitor === journey.visitor ? cardRead(journey, event.holder, event.now) : journey;
		case 'card-failed': {
			// A card pulled away, or a reader that fell silent, leaves no card that anyone could forget.
			const cardLies = event.why !== 'removed' && event.why !== 'reader-fault' && journey.cardLies;
			// Elsewhere the citizen is already on the way and does not need the card.
			if (journey.screen.at !== 'reading' && journey.screen.at !== 'welcome' && journey.screen.at !== 'card-trouble')
				return { ...journey, cardLies };
			return { ...go(journey, { at: 'card-trouble', why: event.why }, []), cardLies, lastTouch: event.now };
		}
		case 'card-removed':
			if (journey.screen.at === 'reading')
				return { ...go(journey, { at: 'card-trouble', why: 'removed' }, []), cardLies: false, lastTouch: event.now };
			return { ...journey, cardLies: false };
		case 'code-read':
			return event.visitor === journey.visitor ? codeRead(journey, event.to, event.now) : journey;
		case 'went':
			// A number is on its way: an answer to something asked before must not push it from the screen.
			return journey.screen.at === 'taking' ? journey : go(journey, event.to);
		case 'turned':
			if (journey.screen.at === 'taking') return journey;
			// What was sent cannot be gone back to.
			return { ...journey, screen: event.to, behind: isSent(event.to) ? [] : journey.behind };
		case 'queue-changed': {
			if (journey.screen.at !== 'confirm') return journey;
			const { choice } = journey.screen;
			return { ...journey, screen: { ...journey.screen, choice: { ...choice, queue: event.queue, suggestion: null } } };
		}
		case 'take-pressed':
			if (journey.screen.at !== 'confirm') return journey;
			return go(journey, { at: 'taking', choice: journey.screen.choice, priority: journey.screen.priority, since: event.now });
		case 'answered':
			return event.visitor === journey.visitor ? answered(journey, event.answer, event.now) : journey;
		case 'next-item':
			return nextItem(journey, event.count);
		case 'list-pressed':
			return listPressed(journey);
		case 'list-printed':
			if (event.visitor !== journey.visitor) return journey;
			return withListPaper({ ...journey, lastTouch: event.now }, { state: 'known', result: event.result, again: false });
		case 'reprint-pressed':
			return journey.screen.at === 'ticket' ? withPaper(journey, journey.screen.taken.number, { state: 'printing' }) : journey;
		case 'reprinted':
			if (event.visitor !== journey.visitor) return journey;
			return withPaper({ ...journey, lastTouch: event.now }, event.number, { state: 'known', result: event.result, again: true });
		case 'back': {
			const last = journey.behind.at(-1);
			if (last === undefined || journey.screen.at === 'taking') return journey;
			if (last.at === 'welcome') return startAgain(journey);
			return { ...journey, screen: withSameChoice(last, journey.screen), behind: journey.behind.slice(0, -1) };
		}
		case 'home':
			return journey.screen.at === 'taking' ? journey : forget(journey, event.now);
		case 'looks':
			return withLooks(journey, { ...journey.looks, ...event.looks });
		case 'help':
			return { ...journey, help: event.help };
	}
}

function isSent(screen: Screen): boolean {
	// What was handed in is not filled in again; the number is still to be taken.
	if (screen.at === 'handed-in' || (screen.at === 'confirm' && screen.choice.application !== undefined)) return true;
	if (screen.at === 'progress') return screen.page.is === 'chosen';
	if (screen.at === 'booking') return screen.page.is === 'place' && screen.page.told !== null;
	return (screen.at === 'review' && screen.sent) || (screen.at === 'complaint' && screen.ref !== null);
}

/** 长辈版 and the plain version choose services on different screens; what is already chosen stays. */
function withLooks(journey: Journey, looks: Looks): Journey {
	// These have no other face: the start of the plain version has keys for all of it.
	if (!looks.elder && journey.screen.at === 'elder-more') return startAgain(journey, looks);
	const choosing = ['services', 'all-items', 'elder-services'].includes(journey.screen.at);
	if (looks.elder === journey.looks.elder || !choosing) return { ...journey, looks };
	return {
		...journey,
		looks,
		screen: firstChoice(looks),
		behind: journey.behind.filter((screen) => screen.at === 'welcome' || screen.at === 'card-note'),
	};
}
