import { describe, expect, test } from 'vitest';
import { deviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import { createMemoryStore } from '../../renderer/engine/store-memory.ts';
import { openHall } from './hall.ts';
import { slip, startMachine, visitA } from './machine.ts';
import { createTestTime, settle } from './test-time.ts';

async function twoMachines() {
	const time = createTestTime();
	const hall = await openHall(time.clock);
	const terminal = await startMachine({ time, hall: () => hall, station: 'T2' });
	const board = await startMachine({ time, hall: () => hall, station: 'B1' });
	await terminal.link.connect();
	await board.link.connect();
	await settle();
	return { time, hall, terminal, board };
}

describe('the confirmed day', () => {
	test('S10 every machine folds the same state; the view changes identity only when something changed', async () => {
		const { terminal, board, hall } = await twoMachines();
		const before = board.engine.view();
		expect(board.engine.view()).toBe(before);
		await terminal.engine.takeTicket('T2', visitA, slip);
		await settle();
		expect(board.engine.view()).not.toBe(before);
		expect(board.engine.view().state).toEqual(hall.authority.state);
		expect(terminal.engine.view().state).toEqual(hall.authority.state);
	});

	test('S10 a gap is not folded over: it is asked for', async () => {
		const { terminal, board, hall } = await twoMachines();
		board.link.cut();
		for (let count = 0; count < 3; count += 1) await terminal.engine.takeTicket('T2', visitA, slip);
		await settle();
		// The line is back, but the platform's log after the welcome got lost on the way except for its last event.
		const all = hall.authority.eventsAfter(0);
		const held = board.engine.view().position;
		let asked = 0;
		const listener = board.link.listener();
		const { events } = listener;
		listener.events = (message) => {
			if (asked > 0) events(message);
		};
		await board.link.connect();
		const { resume } = board.link;
		board.link.resume = async (from) => {
			asked += 1;
			return resume(from);
		};
		events({ day: hall.authority.day, head: all.length, events: all.slice(-1) });
		await settle();
		expect(asked).toBe(1);
		expect(held).toBeLessThan(all.length);
		expect(board.engine.view().state).toEqual(hall.authority.state);
	});

	test('a malformed message leads to asking again, and to a note without its content', async () => {
		const { board, hall, terminal } = await twoMachines();
		let asked = 0;
		const { resume } = board.link;
		board.link.resume = async (from) => {
			asked += 1;
			return resume(from);
		};
		board.link.listener().malformed('events');
		await settle();
		await terminal.engine.takeTicket('T2', visitA, slip);
		await settle();
		expect(asked).toBe(1);
		expect(board.notes).toEqual(['malformed-events']);
		expect(board.engine.view().state).toEqual(hall.authority.state);
	});

	test('a new day begins empty, keeps what is owed; cut off, the own series goes on above yesterday', async () => {
		const { time, terminal, board } = await twoMachines();
		terminal.link.cut();
		await terminal.engine.takeTicket('T2', visitA, slip);
		const tomorrow = '2026-11-27';
		board.link.listener().beaten({ day: tomorrow, head: 0, platformTime: time.clock() }, 0);
		await settle();
		expect(board.engine.view().state).toMatchObject({ day: tomorrow, position: 0, tickets: {} });
		await time.advance(16 * 3_600_000);
		expect(await terminal.engine.takeTicket('T2', visitA, slip)).toMatchObject({ ok: true, taken: { number: 'A2-002', offline: true } });
		expect(terminal.engine.view().state?.day).toBe(tomorrow);
		expect(Object.keys(terminal.engine.view().state?.tickets ?? {})).toEqual(['A2-002']);
		expect(terminal.engine.view().owed).toBe(4);
	});

	test('T1 a station clock that jumped a day ahead while cut off doubles no number and loses no paper', async () => {
		const { time, hall, terminal } = await twoMachines();
		terminal.link.cut();
		await terminal.engine.takeTicket('T2', visitA, slip);
		// The hall's own clock stands still: only what the authority is told moves.
		await time.advance(24 * 3_600_000);
		await terminal.engine.takeTicket('T2', visitA, slip);
		await terminal.link.connect();
		await time.advance(100);
		expect(hall.authority.day).toBe('2026-11-26');
		expect(Object.keys(hall.authority.state.tickets).sort()).toEqual(['A2-001', 'A2-002']);
		expect(hall.authority.state.conflicts).toEqual([]);
		expect(terminal.engine.view().state).toEqual(hall.authority.state);
	});

	test('S5 after a restart the day is there before the platform is', async () => {
		const { time, hall, terminal } = await twoMachines();
		await terminal.engine.takeTicket('T2', visitA, slip);
		await settle();
		const before = terminal.engine.view().state;
		terminal.engine.stop();
		const again = await startMachine({ time, hall: () => hall, journal: terminal.journal, store: terminal.store });
		expect(again.engine.view()).toMatchObject({ link: 'down', heardAt: null });
		expect(again.engine.view().state).toEqual(before);
	});

	test('a day that is lost on a machine that has worked is said, and comes from the platform', async () => {
		const { time, hall, terminal } = await twoMachines();
		await terminal.engine.takeTicket('T2', visitA, slip);
		await settle();
		terminal.engine.stop();
		const again = await startMachine({ time, hall: () => hall, journal: terminal.journal, store: createMemoryStore() });
		expect(again.notes).toContain('store-lost');
		// Should nobody answer, it goes on with what its journal knows.
		await time.advance(12_000);
		expect(again.engine.view().state?.day).toBe(hall.authority.day);
		await again.link.connect();
		await settle();
		expect(again.engine.view().state).toEqual(hall.authority.state);
	});

	test('a store that does not open is tried three times, then memory, and the day comes from the platform', async () => {
		const time = createTestTime();
		const hall = await openHall(time.clock);
		let tries = 0;
		const { engine, link, notes } = await startMachine({
			time,
			hall: () => hall,
			openStore: () => {
				tries += 1;
				return Promise.reject(new Error('Internal error opening backing store'));
			},
		});
		expect(tries).toBe(3);
		expect(notes).toEqual(['store-open-failed', 'store-open-failed', 'store-open-failed', 'store-in-memory']);
		await link.connect();
		expect(await engine.takeTicket('T2', visitA, slip)).toMatchObject({ ok: true });
		expect(engine.view().state).not.toBeNull();
	});

	test('a store that stops writing is left alone, and nobody notices', async () => {
		const time = createTestTime();
		const hall = await openHall(time.clock);
		const store = { ...createMemoryStore(), keepEvents: () => Promise.reject(new Error('QuotaExceededError')) };
		const { engine, link, notes } = await startMachine({ time, hall: () => hall, store });
		await link.connect();
		await engine.takeTicket('T2', visitA, slip);
		await settle();
		expect(notes).toEqual(['store-write-failed']);
		expect(engine.view().state).toEqual(hall.authority.state);
	});

	test('who is signed in is told to the platform again; a session it no longer knows ends', async () => {
		const time = createTestTime();
		const hall = await openHall(time.clock);
		const { engine, link } = await startMachine({ time, hall: () => hall, station: 'W02' });
		expect(await engine.signIn('W02', '1001', '123456')).toEqual({ ok: false, code: 'unreachable' });
		await link.connect();
		await engine.signIn('W02', '1001', '123456');
		expect(engine.signedIn('W02')).toMatchObject({ staff: '1001' });
		link.cut();
		expect(link.listener().hello().sessions).toEqual(['session-1001']);
		await link.connect();
		expect(await engine.ask('W02', 'open-window', { window: 'W02' })).toMatchObject({ ok: true });
		const { welcomed } = link.listener();
		link.listener().welcomed = (welcome, trip) => welcomed({ ...welcome, sessions: [] }, trip);
		link.cut();
		await link.connect();
		expect(engine.signedIn('W02')).toBeNull();
	});
});

describe('what follows from the day', () => {
	test('S8 LEDs show the state, also of reports that are still owed', async () => {
		const time = createTestTime();
		const hall = await openHall(time.clock);
		const terminal = await startMachine({ time, hall: () => hall });
		const { engine, link, leds } = await startMachine({ time, hall: () => hall, station: 'W02' });
		await terminal.link.connect();
		await link.connect();
		await terminal.engine.takeTicket('T2', visitA, slip);
		await engine.signIn('W02', '1001', '123456');
		await engine.ask('W02', 'open-window', { window: 'W02' });
		await engine.ask('W02', 'call-next', { window: 'W02' });
		await time.advance(60_000);
		await engine.ask('W02', 'recall', { window: 'W02' });
		await settle();
		link.cut();
		await engine.report('W02', 'start-service', { window: 'W02', ticket: 'A001' });
		await engine.report('W02', 'finish-service', { window: 'W02', ticket: 'A001' });
		expect(leds.map((wanted) => `${wanted[0]?.text} ${wanted[0]?.style}`)).toEqual([
			'未开 steady',
			'02 号 steady',
			'请 A001 到 02 call',
			'请 A001 到 02 call',
			'A001 steady',
			'02 号 steady',
		]);
		await link.connect();
		await time.advance(100);
		expect(engine.view()).toMatchObject({ owed: 0 });
		expect(hall.authority.state.tickets.A001?.life.stage).toBe('done');
		expect(hall.authority.state.conflicts).toEqual([]);
	});

	test('devices declared otherwise while the hall works: the new display shows the state, and paper goes to the new printer', async () => {
		const time = createTestTime();
		const hall = await openHall(time.clock);
		const { engine, link, leds } = await startMachine({ time, hall: () => hall, station: 'W02' });
		await link.connect();
		await settle();
		const before = leds.length;
		engine.devicesChanged([
			deviceDeclaration.parse({ kind: 'led', id: 'led-new', station: 'W02', protocol: 'onbon', transport: { kind: 'simulated' } }),
		]);
		expect(leds.slice(before)).toEqual([[{ device: 'led-new', text: '未开', style: 'steady' }]]);
		const terminal = await startMachine({ time, hall: () => hall });
		await terminal.link.connect();
		await settle();
		terminal.engine.devicesChanged([
			deviceDeclaration.parse({ kind: 'printer', id: 'printer-new', station: 'T2', transport: { kind: 'simulated' } }),
		]);
		await terminal.engine.takeTicket('T2', visitA, slip);
		expect(terminal.papers.map(({ device }) => device)).toEqual(['printer-new']);
		terminal.engine.devicesChanged([]);
		const taken = await terminal.engine.takeTicket('T2', visitA, slip);
		expect(taken).toMatchObject({ ok: true, taken: { paper: { outcome: 'failed', code: 'no-printer' } } });
	});

	test('a device taken out of the list is forgotten by the day, one that was never told is not mentioned', async () => {
		const { time, terminal, hall } = await twoMachines();
		terminal.engine.deviceHealth({ device: 'printer-1', kind: 'printer', state: 'stopped', code: 'paper-end', since: time.clock() });
		await time.advance(2_000);
		expect(hall.authority.state.stations.T2?.devices).toMatchObject({ 'printer-1': { code: 'paper-end' } });
		terminal.engine.devicesChanged([]);
		await settle();
		expect(hall.authority.state.stations.T2?.devices).toEqual({});
		expect(terminal.engine.view().state).toEqual(hall.authority.state);
		const told = hall.authority.eventsAfter(0).filter((event) => event.name === 'device-health-changed');
		expect(told.map((event) => event.body.code)).toEqual(['paper-end', 'not-declared']);
	});

	test('device health is reported once per change, after it has settled', async () => {
		const { time, terminal, hall } = await twoMachines();
		const health = (state: 'ready' | 'stopped', code: string, device = 'printer-1') =>
			terminal.engine.deviceHealth({ device, kind: 'printer', state, code, since: time.clock() });
		health('ready', 'ok');
		await time.advance(2_000);
		health('stopped', 'port-lost');
		await time.advance(500);
		health('ready', 'ok');
		await time.advance(2_000);
		health('stopped', 'paper-end');
		health('stopped', 'paper-end', 'printer-of-another-machine');
		await time.advance(2_000);
		const reports = hall.authority.eventsAfter(0).filter((event) => event.name === 'device-health-changed');
		expect(reports.map((event) => (event.body as { code: string }).code)).toEqual(['ok', 'paper-end']);
	});

	test('P1 a person is the same all day on every terminal, another one tomorrow, and never written as a number', async () => {
		const { terminal, board, time } = await twoMachines();
		const number = '110101199003074512';
		const ref = await terminal.engine.personRef(number);
		expect(ref).toMatch(/^[A-Za-z0-9_-]{22}$/);
		expect(await board.engine.personRef(number)).toBe(ref);
		expect(await terminal.engine.personRef('11010119900307451X')).not.toBe(ref);
		await terminal.engine.takeTicket('T2', { ...visitA, personRef: ref ?? undefined }, slip);
		await settle();
		const kept = JSON.stringify([
			terminal.journal.seat('T2'),
			await terminal.store.load('DEMO-HALL-01'),
			terminal.link.sent,
			terminal.papers,
		]);
		expect(kept).not.toContain(number);
		terminal.link.listener().beaten({ day: '2026-11-27', head: 0, platformTime: time.clock() }, 0);
		expect(await terminal.engine.personRef(number)).toBeNull();
	});
});
