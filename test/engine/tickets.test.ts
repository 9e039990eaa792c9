import { describe, expect, test } from 'vitest';
import type { EventName, HallEvent } from '../../domain/contracts/events.ts';
import { createTestJournal, openHall, type TestJournal } from './hall.ts';
import { slip, startMachine, visitA } from './machine.ts';
import { createTestTime, settle } from './test-time.ts';

async function begin(station = 'T2', kept?: TestJournal) {
	const time = createTestTime();
	const hall = await openHall(time.clock);
	const machine = await startMachine({ time, hall: () => hall, station, journal: kept });
	const log = () => hall.authority.eventsAfter(0);
	const named = <N extends EventName>(name: N) => log().filter((event) => event.name === name) as HallEvent<N>[];
	return { time, hall, ...machine, log, named };
}

describe('taking a number while connected', () => {
	test('asks, prints once, reports the paper; the second person has one ahead', async () => {
		const { engine, link, papers, time, named, journal } = await begin();
		await link.connect();
		await settle();
		const first = await engine.takeTicket('T2', visitA, slip);
		const second = await engine.takeTicket('T2', visitA, slip);
		await time.advance(100);
		expect(first).toMatchObject({ ok: true, taken: { number: 'A001', offline: false, peopleAhead: 0, paper: { outcome: 'printed' } } });
		expect(second).toMatchObject({ ok: true, taken: { number: 'A002', peopleAhead: 1 } });
		expect(papers.map((job) => [job.job, job.slip.number, job.slip.peopleAhead, job.slip.reprint])).toEqual([
			['2026-11-26/A001/1', 'A001', 0, false],
			['2026-11-26/A002/1', 'A002', 1, false],
		]);
		expect(named('ticket-paper-known').map((event) => [event.body.ticket, event.body.copy])).toEqual([
			['A001', 1],
			['A002', 1],
		]);
		expect(engine.view().owed).toBe(0);
		expect(journal.seat('T2')).toMatchObject({ lastN: 4, openAsks: [], owed: [] });
	});

	test('the paper bears the wall time of the hall, whatever zone the machine lives in, and words in the language that was read', async () => {
		const { engine, link, papers, time } = await begin();
		await link.connect();
		await settle();
		await engine.takeTicket('T2', visitA, { ...slip, language: 'en' });
		await time.advance(100);
		const [job] = papers;
		expect(job?.slip.issuedAt).toMatch(/^2026-11-26T\d\d:\d\d:\d\d\+08:00$/);
		expect(job?.language).toBe('en');
		expect(Object.keys(job?.slip ?? {})).not.toContain('language');
	});

	test('S7 a refused ask prints nothing', async () => {
		const { engine, link, papers } = await begin();
		await link.connect();
		const answer = await engine.takeTicket('T2', { ...visitA, items: ['XX-999'] }, slip);
		expect(answer).toMatchObject({ ok: false, why: 'refused' });
		expect(papers).toEqual([]);
	});

	test('a queue the hall does not have is refused without asking', async () => {
		const { engine, journal } = await begin();
		expect(await engine.takeTicket('T2', { ...visitA, queue: 'ZZ' }, slip)).toMatchObject({
			ok: false,
			refusal: { code: 'unknown-queue' },
		});
		expect(journal.seat('T2').lastN).toBe(0);
	});

	test('S9 a failed print keeps the ticket; printing again is copy 2, marked 补打', async () => {
		const time = createTestTime();
		const hall = await openHall(time.clock);
		const jobs: string[] = [];
		const { engine, link } = await startMachine({
			time,
			hall: () => hall,
			async print(job) {
				jobs.push(`${job.job} ${job.slip.reprint}`);
				if (jobs.length === 1) throw new Error('desk-lost');
				return { job: job.job, outcome: 'printed', proof: 'done', code: 'ok' };
			},
		});
		await link.connect();
		const answer = await engine.takeTicket('T2', visitA, slip);
		expect(answer).toMatchObject({ ok: true, taken: { number: 'A001', paper: { outcome: 'unknown', proof: 'none' } } });
		expect(await engine.reprint('T2', 'A001', slip)).toMatchObject({ outcome: 'printed' });
		expect(await engine.reprint('T2', 'A001', slip)).toMatchObject({ outcome: 'printed' });
		await settle();
		expect(jobs).toEqual(['2026-11-26/A001/1 false', '2026-11-26/A001/2 true', '2026-11-26/A001/3 true']);
		expect(hall.authority.state.tickets.A001).toMatchObject({ life: { stage: 'waiting' }, paper: { copies: 3 } });
	});

	test('a full disk gives no number and no paper', async () => {
		const { engine, link, papers, journal, log } = await begin();
		await link.connect();
		await settle();
		const before = log().length;
		journal.fails = 'disk-full';
		expect(await engine.takeTicket('T2', visitA, slip)).toEqual({ ok: false, why: 'cannot', code: 'disk-full' });
		link.cut();
		journal.fails = 'journal-failed';
		expect(await engine.takeTicket('T2', visitA, slip)).toEqual({ ok: false, why: 'cannot', code: 'journal-failed' });
		expect(papers).toEqual([]);
		expect(log()).toHaveLength(before);
		journal.fails = null;
		await link.connect();
		expect(await engine.takeTicket('T2', visitA, slip)).toMatchObject({ ok: true, taken: { number: 'A001' } });
		// The numbers that could not be written were given out again: no gap.
		expect(journal.seat('T2').lastN).toBe(2);
	});
});

describe('taking a number while cut off', () => {
	test('own series, estimates unknown, shown at once, taken by the platform when the line is back', async () => {
		const { engine, link, papers, named, time, hall } = await begin();
		await link.connect();
		await settle();
		link.cut();
		const first = await engine.takeTicket('T2', visitA, slip);
		await engine.takeTicket('T2', visitA, slip);
		expect(first).toMatchObject({ ok: true, taken: { number: 'A2-001', offline: true, peopleAhead: null, minutes: null } });
		expect(papers.map((job) => job.slip.number)).toEqual(['A2-001', 'A2-002']);
		expect(engine.view().state?.tickets['A2-001']).toMatchObject({ origin: 'offline', life: { stage: 'waiting' } });
		expect(engine.view().owed).toBe(4);
		await link.connect();
		await time.advance(100);
		expect(named('ticket-issued').map((event) => event.body.number)).toEqual(['A2-001', 'A2-002']);
		expect(engine.view().owed).toBe(0);
		expect(engine.view().state).toEqual(hall.authority.state);
	});

	test('T1 the series goes on above journal, platform and day, also after the journal was lost', async () => {
		const { engine, link, time, hall } = await begin();
		await link.connect();
		await settle();
		link.cut();
		await engine.takeTicket('T2', visitA, slip);
		await engine.takeTicket('T2', visitA, slip);
		await link.connect();
		await time.advance(100);
		engine.stop();
		// A wiped machine: new journal, new epoch, empty store. The platform's welcome says what was used.
		const fresh = await startMachine({ time, hall: () => hall });
		await fresh.link.connect();
		await settle();
		fresh.link.cut();
		expect(await fresh.engine.takeTicket('T2', visitA, slip)).toMatchObject({ ok: true, taken: { number: 'A2-003' } });
	});

	test.each(['lose-answer', 'lose-request', 'hang'] as const)(
		'T2 S2 an ask cut in the middle (%s): the paper has an own number, and the ghost is voided',
		async (fault) => {
			const { engine, link, papers, named, time, hall, journal } = await begin();
			await link.connect();
			await settle();
			link.commandFault = fault;
			const taking = engine.takeTicket('T2', visitA, slip);
			await time.advance(4_000);
			link.cut();
			expect(await taking).toMatchObject({ ok: true, taken: { number: 'A2-001', offline: true } });
			link.commandFault = 'none';
			await link.connect();
			await time.advance(5_000);
			expect(papers.map((job) => job.slip.number)).toEqual(['A2-001']);
			const accepted = fault !== 'lose-request';
			expect(named('ticket-issued').map((event) => event.body.number)).toEqual(accepted ? ['A001', 'A2-001'] : ['A2-001']);
			expect(named('ticket-voided').map((event) => event.body)).toEqual(accepted ? [{ ticket: 'A001', replacedBy: 'A2-001' }] : []);
			expect(engine.view().state).toEqual(hall.authority.state);
			// The ask, the number, its paper, and the word that the machine was cut off.
			expect(journal.seat('T2')).toMatchObject({ lastN: 4, openAsks: [], owed: [] });
			expect(link.sent.flat().filter((command) => command.name === 'withdrawn')).not.toEqual([]);
		},
	);

	test('an ask is never kept for later: cut off it is answered at once and uses no number', async () => {
		const { engine, journal } = await begin('W02');
		expect(await engine.ask('W02', 'call-next', { window: 'W02' })).toEqual({ ok: false, why: 'unreachable' });
		expect(journal.seat('W02').lastN).toBe(0);
	});

	test('I-2 a terminal set up anew gives out no own number before the platform has spoken: what an earlier one printed is not known here', async () => {
		const { engine, papers, link } = await begin();
		expect(await engine.takeTicket('T2', visitA, slip)).toEqual({ ok: false, why: 'cannot', code: 'own-series-unknown' });
		expect(papers).toEqual([]);
		await link.connect();
		await settle();
		link.cut();
		expect(await engine.takeTicket('T2', visitA, slip)).toMatchObject({ ok: true, taken: { number: 'A2-001' } });
	});

	test('I-2 after a wipe it counts in another block, and the lost papers’ numbers never come again, over a restart too', async () => {
		const time = createTestTime();
		const hall = await openHall(time.clock);
		const first = await startMachine({ time, hall: () => hall });
		await first.link.connect();
		await settle();
		first.link.cut();
		await first.engine.takeTicket('T2', visitA, slip);
		first.engine.stop();
		// Its report is lost with it.
		const journal = createTestJournal(['T2'], 'b');
		const second = await startMachine({ time, hall: () => hall, journal });
		await second.link.connect();
		await settle();
		second.link.cut();
		expect(await second.engine.takeTicket('T2', visitA, slip)).toMatchObject({ ok: true, taken: { number: 'A2-201' } });
		second.engine.stop();
		expect(journal.seat('T2').block).toEqual({ from: 201, to: 400 });
		const third = await startMachine({ time, hall: () => hall, journal });
		expect(await third.engine.takeTicket('T2', visitA, slip)).toMatchObject({ ok: true, taken: { number: 'A2-202' } });
	});

	test('I-2 the block is used up: no number of the next one is given out', async () => {
		const journal = createTestJournal(['T2']);
		await journal.append([
			{ type: 'block', station: 'T2', from: 1, to: 200 },
			{ type: 'series', station: 'T2', day: '2026-11-26', series: 'A2', sequence: 199 },
		]);
		const { engine, link } = await begin('T2', journal);
		await link.connect();
		await settle();
		link.cut();
		expect(await engine.takeTicket('T2', visitA, slip)).toMatchObject({ ok: true, taken: { number: 'A2-200' } });
		expect(await engine.takeTicket('T2', visitA, slip)).toEqual({ ok: false, why: 'cannot', code: 'own-series-full' });
	});

	test('S2 a report that was owed under an earlier epoch and had been taken takes no second effect', async () => {
		const time = createTestTime();
		const hall = await openHall(time.clock);
		const first = await startMachine({ time, hall: () => hall });
		await first.link.connect();
		await first.engine.report('T2', 'help-called', {});
		await settle();
		first.engine.stop();
		const [taken] = hall.authority.eventsAfter(0).filter((event) => event.name === 'help-called');
		const journal = createTestJournal(['T2'], 'b');
		const { epoch } = journal.seat('T2');
		const owed = (n: number, was: { epoch: string; n: number }, occurredAt: number) => ({
			type: 'reported' as const,
			station: 'T2',
			command: { station: 'T2', epoch, n, occurredAt, name: 'help-called' as const, body: {}, was },
		});
		const was = { epoch: taken!.epoch, n: taken!.n };
		// The second only looks as if it were the one taken: its number was given out twice.
		await journal.append([owed(1, was, taken!.occurredAt), owed(2, was, taken!.occurredAt + 5)]);
		const second = await startMachine({ time, hall: () => hall, journal });
		await second.link.connect();
		await time.advance(5_000);
		expect(journal.seat('T2').owed).toEqual([]);
		expect(await hall.authority.lastNumber('T2', epoch)).toBe(2);
		const called = hall.authority.eventsAfter(0).filter((event) => event.name === 'help-called');
		expect(called.map(({ occurredAt }) => occurredAt)).toEqual([taken!.occurredAt, taken!.occurredAt + 5]);
	});

	test('S2 a report that was taken under the second of three epochs takes no second effect under the third', async () => {
		const time = createTestTime();
		const hall = await openHall(time.clock);
		const body = (n: number, epoch: string) => ({ station: 'T2', epoch, n, occurredAt: 7, name: 'help-called' as const, body: {} });
		const [one, two] = [createTestJournal(['T2'], 'b').seat('T2').epoch, createTestJournal(['T2'], 'c').seat('T2').epoch];
		const was = { epoch: one, n: 4 };
		const send = async (epochOf: string, command: object) => {
			const journal = createTestJournal(['T2'], epochOf);
			await journal.append([{ type: 'reported', station: 'T2', command: { ...body(1, journal.seat('T2').epoch), ...command } }]);
			const machine = await startMachine({ time, hall: () => hall, journal });
			await machine.link.connect();
			await time.advance(5_000);
			machine.engine.stop();
			expect(journal.seat('T2').owed).toEqual([]);
		};
		await send('c', { was });
		await send('d', { was, wasAlso: [{ epoch: two, n: 1 }] });
		expect(hall.authority.eventsAfter(0).filter((event) => event.name === 'help-called')).toHaveLength(1);
	});

	test('S2 I-7 an image put back twice: what was taken after the first time is not taken again after the second', async () => {
		const time = createTestTime();
		const hall = await openHall(time.clock);
		const body = { number: 'A2-007', sequence: 7, visit: visitA };
		const was = { epoch: createTestJournal(['T2'], 'b').seat('T2').epoch, n: 4 };
		for (const born of ['c', 'd']) {
			const journal = createTestJournal(['T2'], born);
			const { epoch } = journal.seat('T2');
			const command = { station: 'T2', epoch, n: 1, occurredAt: time.clock(), name: 'offline-ticket' as const, body, was };
			await journal.append([{ type: 'reported', station: 'T2', command: { ...command, occurredAt: 7 } }]);
			const machine = await startMachine({ time, hall: () => hall, journal });
			await machine.link.connect();
			await time.advance(5_000);
			machine.engine.stop();
			expect(journal.seat('T2').owed).toEqual([]);
		}
		expect(hall.authority.eventsAfter(0).filter((event) => event.name === 'ticket-issued')).toHaveLength(1);
		expect(hall.authority.state.conflicts).toEqual([]);
	});

	test('L-1 a terminal that starts while the platform is dead still issues, and its numbers count later', async () => {
		const journal = createTestJournal(['T2']);
		await journal.append([{ type: 'block', station: 'T2', from: 1, to: 200 }]);
		const { engine, papers, link, named, time } = await begin('T2', journal);
		expect(engine.view().state).toBeNull();
		expect(await engine.takeTicket('T2', visitA, slip)).toMatchObject({ ok: true, taken: { number: 'A2-001', offline: true } });
		expect(engine.view().state?.tickets['A2-001']).toBeDefined();
		await link.connect();
		await time.advance(100);
		expect(papers).toHaveLength(1);
		expect(named('ticket-issued').map((event) => event.body.number)).toEqual(['A2-001']);
	});
});
