import { expect, test } from 'vitest';
import { type JourneyEvent, startOfJourney, step } from '../../renderer/terminal/journey.ts';
import type { Journey } from '../../renderer/terminal/journey-state.ts';
import type { Screen } from '../../renderer/terminal/screen.ts';

const play = (...events: JourneyEvent[]): Journey => events.reduce(step, startOfJourney(0));
const to = (screen: Screen): JourneyEvent => ({ type: 'went', to: screen });
const heldUp = (number: string): JourneyEvent => ({ type: 'code-read', now: 1, visitor: 1, to: { at: 'place', number } });
const holder = { name: '赵*', ref: 'person-aaaaaaaaaaaa', priority: null, expired: true, doubtful: false, tickets: ['A001'] };
const laid: JourneyEvent = { type: 'card-read', now: 2, visitor: 1, holder };
const levels: Screen = { at: 'review', number: 'A001', level: null, sent: false };

test('the scanner goes on reading the ticket under it while its holder chooses a level; another ticket begins anew', () => {
	const choosing = play(heldUp('A001'), to(levels), heldUp('A001'));
	expect(choosing.screen).toEqual(levels);
	expect(step(choosing, heldUp('A002')).screen).toEqual({ at: 'place', number: 'A002' });
});

test('what was sent cannot be gone back to: neither a review nor a matter that could not be done', () => {
	const sent = play(heldUp('A001'), to(levels), { type: 'turned', to: { at: 'review', number: 'A001', level: 2, sent: true } });
	expect(step(sent, { type: 'back' }).screen).toEqual(sent.screen);
	const kept = play(to({ at: 'complaint', ref: null }), { type: 'turned', to: { at: 'complaint', ref: 'BC-0123456789AB' } });
	expect(kept.behind).toEqual([]);
});

test('a card laid down to book is for the booking alone; laid down to check in it means what it means everywhere', () => {
	const booking: Screen = { at: 'booking', page: { is: 'card', wish: null, instead: null } };
	const asked = play(to(booking), laid);
	expect([asked.screen, asked.holder]).toEqual([booking, null]);
	expect(play(to({ at: 'booking', page: { is: 'check-in' } }), laid).screen).toEqual({ at: 'card-note' });
});
