import { expect, test } from 'vitest';
import type { CommandBody } from '../../domain/contracts/commands.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import { startOfDay } from '../../domain/start-of-day.ts';
import { createUnheardPapers } from '../../renderer/engine/unheard-papers.ts';
import { createTestJournal, demoPlan, openHall } from './hall.ts';
import { slip, startMachine, visitA } from './machine.ts';
import { createTestTime, type TestTime } from './test-time.ts';

/** A number that T2 asked for and of whose paper nobody heard. */
async function halfTaken() {
	const time = createTestTime();
	const hall = await openHall(time.clock);
	const machine = await startMachine({ time, hall: () => hall, journal: createTestJournal(['T2']), print: () => new Promise(() => {}) });
	await machine.link.connect();
	void machine.engine.takeTicket('T2', visitA, slip);
	await time.advance(1_000);
	machine.engine.stop();
	expect(hall.authority.state.tickets.A001?.paper.last).toBeNull();
	return { time, day: hall.authority.state, events: hall.authority.eventsAfter(0) };
}

/** A machine set up anew that learns of the number when it holds the day already. */
function learnt(time: TestTime, day: HallDay, events: readonly HallEvent[]) {
	const told: CommandBody<'ticket-paper'>[] = [];
	const unheard = createUnheardPapers(
		async (_station, body) => void told.push(body),
		() => {},
		time.timers,
	);
	unheard.knowsOf({ station: 'T2', epoch: 'f'.repeat(16), lastN: 0, alone: true });
	unheard.logGoesTo(0);
	unheard.look(startOfDay(demoPlan, day.day));
	unheard.look(day, events);
	return { told, unheard };
}

// Found by the hall in a box (seed 10014): the terminal was set up anew, and its platform lost, before either said what became of the paper.
test('I-20 a number of an earlier life, learnt from another machine after a take-over, is told as paper unknown too, once', async () => {
	const { time, day, events } = await halfTaken();
	const { told, unheard } = learnt(time, day, events);
	await time.advance(9_000);
	expect(told).toEqual([]);
	await time.advance(2_000);
	expect(told).toMatchObject([{ ticket: 'A001', copy: 1, outcome: 'unknown', code: 'engine-restarted' }]);
	unheard.look(day, events);
	await time.advance(20_000);
	expect(told).toHaveLength(1);
});

test('I-20 when what became of the paper comes right after the number, nothing is told', async () => {
	const { time, day, events } = await halfTaken();
	const { told, unheard } = learnt(time, day, events);
	const ticket = day.tickets.A001!;
	unheard.look({ ...day, tickets: { ...day.tickets, A001: { ...ticket, paper: { ...ticket.paper, copies: 1 } } } }, []);
	await time.advance(20_000);
	expect(told).toEqual([]);
});
