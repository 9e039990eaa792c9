/** S5: the engine is killed at every point where it waits for the world; what restarts from the journal owes and shows the same. */
import { describe, expect, test } from 'vitest';
import { checkLog } from '../../domain/check-log.ts';
import type { TicketJob } from '../../domain/contracts/device-desk.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { createTestJournal, demoPlan, type HallLink, openHall } from './hall.ts';
import { slip, startMachine, visitA } from './machine.ts';
import { createTestTime, settle } from './test-time.ts';

/** Counts the waits of one life; at the chosen one everything stops for ever. */
function createDeath(at: number) {
	let count = 0;
	let dead = false;
	const forever = new Promise<never>(() => {});
	return {
		reached: () => count,
		dead: () => dead,
		async wait(): Promise<void> {
			if (dead) return forever;
			count += 1;
			if (count === at) {
				dead = true;
				return forever;
			}
		},
	};
}

async function liveAndDie(at: number, fault: HallLink['commandFault']) {
	const time = createTestTime();
	const hall = await openHall(time.clock);
	const journal = createTestJournal(['T2']);
	const papers: TicketJob[] = [];
	const death = createDeath(at);
	const first = await startMachine({
		time,
		hall: () => hall,
		journal,
		wrapJournal: (kept) => ({
			load: () => kept.load(),
			async append(entries) {
				await death.wait();
				// A disk is slow: whatever does not wait for it happens first.
				await settle(10);
				await death.wait();
				await kept.append(entries);
				await death.wait();
			},
		}),
		wrapLink: (link) => ({
			...link,
			async commands(commands, ms) {
				await death.wait();
				const answer = await link.commands(commands, ms);
				await death.wait();
				return answer;
			},
		}),
		async print(job) {
			await death.wait();
			papers.push(job);
			await death.wait();
			return { job: job.job, outcome: 'printed', proof: 'done', code: 'ok' };
		},
	});
	await first.link.connect();
	void first.engine.takeTicket('T2', visitA, slip);
	await time.advance(1_000);
	first.link.commandFault = fault;
	void first.engine.takeTicket('T2', visitA, slip);
	await time.advance(5_000);
	first.link.cut();
	first.link.commandFault = 'none';
	void first.engine.takeTicket('T2', visitA, slip);
	await time.advance(1_000);
	first.engine.stop();

	const second = await startMachine({ time, hall: () => hall, journal, papers });
	const shownBefore = second.engine.view().owed;
	await second.link.connect();
	await time.advance(5_000);
	const after = await second.engine.takeTicket('T2', visitA, slip);
	await time.advance(1_000);
	return { hall, journal, papers, after, engine: second.engine, died: death.dead(), shownBefore };
}

describe.each(['none', 'lose-answer', 'lose-request'] as const)('S5 killed at each wait, line %s', (fault) => {
	test('nothing printed is lost, nothing is doubled, nothing stays owed', async () => {
		let points = 0;
		for (let at = 1; ; at += 1) {
			const life = await liveAndDie(at, fault);
			const { authority } = life.hall;
			const where = `killed at wait ${at}`;
			for (const job of life.papers) {
				const ticket = authority.state.tickets[job.slip.number];
				expect(ticket?.life.stage, `${where}: ${job.slip.number} is on paper`).toBe('waiting');
			}
			const jobs = life.papers.map((job) => job.job);
			expect(new Set(jobs).size, where).toBe(jobs.length);
			expect(life.after, where).toMatchObject({ ok: true, taken: { offline: false } });
			expect(life.engine.view(), where).toMatchObject({ owed: 0, link: 'up' });
			expect(life.engine.view().state, where).toEqual(authority.state);
			const seat = life.journal.seat('T2');
			expect(seat, where).toMatchObject({ openAsks: [], owed: [] });
			expect(await authority.lastNumber('T2', seat.epoch), where).toBe(seat.lastN);
			expect(checkLog(demoPlan, authority.day, authority.eventsAfter(0)).violations, where).toEqual([]);
			if (!life.died) break;
			points += 1;
		}
		expect(points).toBeGreaterThan(15);
	}, 240_000);
});

describe('I-20 record without paper', () => {
	test.each([
		['before the answer was heard', 'hang'],
		['while it printed', 'none'],
	] as const)('the engine died %s: the ticket nobody may hold is told as paper unknown, once', async (_when, fault) => {
		const time = createTestTime();
		const hall = await openHall(time.clock);
		const journal = createTestJournal(['T2']);
		const first = await startMachine({ time, hall: () => hall, journal, print: () => new Promise(() => {}) });
		await first.link.connect();
		first.link.commandFault = fault;
		void first.engine.takeTicket('T2', visitA, slip);
		await time.advance(1_000);
		first.engine.stop();
		expect(hall.authority.state.tickets.A001?.paper.last).toBeNull();

		const second = await startMachine({ time, hall: () => hall, journal });
		await second.link.connect();
		await time.advance(1_000);
		const told = () => hall.authority.eventsAfter(0).flatMap((event) => (event.name === 'ticket-paper-known' ? [event.body] : []));
		expect(told()).toMatchObject([{ ticket: 'A001', outcome: 'unknown', proof: 'none', code: 'engine-restarted' }]);
		expect(hall.authority.state.tickets.A001?.life.stage).toBe('waiting');
		second.link.cut();
		await second.link.connect();
		second.engine.stop();
		const third = await startMachine({ time, hall: () => hall, journal });
		await third.link.connect();
		await third.engine.takeTicket('T2', visitA, slip);
		await time.advance(1_000);
		expect(told().map(({ ticket, outcome }) => `${ticket} ${outcome}`)).toEqual(['A001 unknown', 'A002 printed']);
	});
});

describe('S5 reports survive', () => {
	test('a report that was promised is owed after a restart, and arrives once although it is sent twice', async () => {
		const time = createTestTime();
		const hall = await openHall(time.clock);
		const journal = createTestJournal(['T2']);
		const first = await startMachine({ time, hall: () => hall, journal });
		await first.link.connect();
		await settle();
		first.link.commandFault = 'lose-answer';
		await first.engine.report('T2', 'help-called', {});
		await time.advance(2_500);
		first.engine.stop();
		expect(journal.seat('T2').owed).toHaveLength(1);
		const second = await startMachine({ time, hall: () => hall, journal });
		await second.link.connect();
		await time.advance(100);
		expect(hall.authority.eventsAfter(0).filter((event) => event.name === 'help-called')).toHaveLength(1);
		expect(journal.seat('T2').owed).toEqual([]);
	});

	test('I-7 a machine put back from an older disk image loses no paper, although its numbers were used before', async () => {
		const time = createTestTime();
		const hall = await openHall(time.clock);
		const first = await startMachine({ time, hall: () => hall, journal: createTestJournal(['T2']) });
		await first.link.connect();
		await first.engine.takeTicket('T2', visitA, slip);
		await first.engine.report('T2', 'help-called', {});
		await time.advance(60_000);
		first.engine.stop();
		// The same epoch, and nothing of what came after the image was taken: right after the first welcome.
		const journal = createTestJournal(['T2']);
		await journal.append([{ type: 'block', station: 'T2', from: 1, to: 200 }]);
		const { engine, link, papers, notes } = await startMachine({ time, hall: () => hall, journal });
		expect(journal.seat('T2').epoch).toBe(first.journal.seat('T2').epoch);
		await engine.takeTicket('T2', visitA, slip);
		expect(papers.map((job) => job.slip.number)).toEqual(['A2-001']);
		await link.connect();
		await time.advance(200);
		expect(notes).toContain('number-used-before');
		expect(hall.authority.state.tickets['A2-001']).toMatchObject({ life: { stage: 'waiting' }, paper: { copies: 1 } });
		expect(engine.view()).toMatchObject({ owed: 0 });
		expect(engine.view().state).toEqual(hall.authority.state);
		const seat = journal.seat('T2');
		expect(seat).toMatchObject({ openAsks: [], owed: [] });
		expect(await hall.authority.lastNumber('T2', seat.epoch)).toBe(seat.lastN);
	});

	test('L-3 reports that are too much for the line at once go in smaller pieces', async () => {
		const time = createTestTime();
		const hall = await openHall(time.clock);
		const { engine, link } = await startMachine({
			time,
			hall: () => hall,
			wrapLink: (real) => ({ ...real, commands: async (commands, ms) => (commands.length > 3 ? null : real.commands(commands, ms)) }),
		});
		for (let sent = 0; sent < 20; sent += 1) await engine.report('T2', 'help-called', {});
		await link.connect();
		await time.advance(60_000);
		expect(engine.view().owed).toBe(0);
		expect(engine.view().state).toEqual(hall.authority.state);
	});

	test('I-2 a platform restored from an older backup forgets no paper and gives no number twice', async () => {
		const time = createTestTime();
		const backup = new MemoryStore();
		await openHall(time.clock, backup);
		let hall = await openHall(time.clock);
		const { engine, link, papers, journal } = await startMachine({ time, hall: () => hall });
		const other = await startMachine({ time, hall: () => hall, station: 'T1' });
		await link.connect();
		await other.link.connect();
		await engine.takeTicket('T2', visitA, slip);
		await time.advance(60_000);
		await other.engine.takeTicket('T1', visitA, slip);
		await time.advance(60_000);
		await engine.takeTicket('T2', visitA, slip);
		await time.advance(60_000);
		link.cut();
		other.link.cut();
		expect(papers.map((job) => job.slip.number)).toEqual(['A001', 'A003']);
		const before = hall.authority.state.tickets;
		hall = await openHall(time.clock, backup);
		await link.connect();
		await other.link.connect();
		await time.advance(10_000);
		const { tickets, conflicts } = hall.authority.state;
		expect(Object.keys(tickets).sort()).toEqual(['A001', 'A002', 'A003']);
		for (const number of ['A001', 'A003']) {
			expect(tickets[number]).toMatchObject({ queuedAt: before[number]?.queuedAt, life: { stage: 'waiting' }, paper: { copies: 1 } });
		}
		// A person sees that these numbers came back this way.
		expect(conflicts.map(({ ticket, detail }) => `${ticket} ${detail}`).sort()).toEqual(
			['A001', 'A002', 'A003'].map((number) => `${number} series-of-another`),
		);
		expect(await engine.takeTicket('T2', visitA, slip)).toMatchObject({ taken: { number: 'A004' } });
		await time.advance(200);
		expect(engine.view().state).toEqual(hall.authority.state);
		const seat = journal.seat('T2');
		expect(seat).toMatchObject({ openAsks: [], owed: [] });
		expect(checkLog(demoPlan, hall.authority.day, hall.authority.eventsAfter(0)).violations).toEqual([]);
	});

	test('S2 a platform restored from an older backup gets what is still known again, without a gap', async () => {
		const time = createTestTime();
		let hall = await openHall(time.clock);
		const machine = await startMachine({ time, hall: () => hall });
		const { engine, link, journal, notes } = machine;
		await link.connect();
		await engine.report('T2', 'help-called', {});
		await engine.takeTicket('T2', visitA, slip);
		await engine.report('T2', 'help-answered', { station: 'T2' });
		await time.advance(100);
		expect(engine.view().owed).toBe(0);
		link.cut();
		hall = await openHall(time.clock);
		await link.connect();
		await time.advance(3_000);
		const { epoch, lastN } = journal.seat('T2');
		expect(await hall.authority.lastNumber('T2', epoch)).toBe(lastN);
		const names = hall.authority.eventsAfter(0).map((event) => event.name);
		expect(names).toContain('help-called');
		expect(names).toContain('help-answered');
		expect(notes).toContain('platform-knows-less');
		expect(engine.view().state).toEqual(hall.authority.state);
	});
});
