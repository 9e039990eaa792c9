/** A hall-day in the middle of its work: waiting, called, served, held, and numbers printed while cut off. */
import type { HallDay } from '../../domain/contracts/state.ts';
import { TestDay } from './small-hall.ts';

export function dayOf(tickets: number): HallDay {
	return busyDay(tickets).state;
}

export function busyDay(tickets: number): TestDay {
	const day = new TestDay().open('W01', 'W02');
	for (let index = 1; index <= tickets; index += 1) {
		day.now += 20_000;
		const visit = { queue: index % 3 === 0 ? 'B' : 'A', items: [], channel: 'card' as const };
		if (index % 10 === 0) {
			const number = `${visit.queue}1-${String(index).padStart(3, '0')}`;
			day.say('T1', 'offline-ticket', { number, sequence: index, visit });
		} else day.say('T1', 'issue-ticket', { visit });
		if (index % 2 === 0) continue;
		const window = index % 4 === 1 ? 'W01' : 'W02';
		day.say(window, 'call-next', { window });
		const here = day.state.windows[window];
		const ticket = here && here.stage !== 'closed' ? here.ticket : null;
		if (!ticket) continue;
		day.say(window, 'start-service', { window, ticket });
		if (index % 7 === 0) day.say(window, 'hold-ticket', { window, reason: 'copy missing' });
		else day.say(window, 'finish-service', { window, ticket });
	}
	return day;
}
