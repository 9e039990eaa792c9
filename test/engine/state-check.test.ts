import { describe, expect, test } from 'vitest';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { toldState } from '../../platform/socket/told-state.ts';
import { createMemoryStore } from '../../renderer/engine/store-memory.ts';
import { demoPlan, openHall } from './hall.ts';
import { type Machine, slip, startMachine, visitA } from './machine.ts';
import { createTestTime, settle, type TestTime } from './test-time.ts';

type Hall = Awaited<ReturnType<typeof openHall>>;

/** One beat, answered as the platform answers it; `hash` in its place when it folds otherwise. */
async function beat({ link }: Machine, hall: Hall, time: TestTime, hash?: string) {
	await time.advance(5_000);
	const { day, head } = hall.authority;
	const told = toldState(hall.authority, time.clock());
	link.listener().beaten({ day, head, platformTime: time.clock(), state: told && { ...told, hash: hash ?? told.hash } }, 0);
	await settle();
}

async function begin(store = createMemoryStore()) {
	const time = createTestTime();
	const hall = await openHall(time.clock);
	const machine = await startMachine({ time, hall: () => hall, store });
	await machine.link.connect();
	await machine.engine.takeTicket('T2', visitA, slip);
	await machine.engine.takeTicket('T2', visitA, slip);
	await settle();
	return { time, hall, machine, store };
}
const differs = (machine: Machine) => machine.notes.filter((note) => note.startsWith('state-'));

describe('S10 a station whose state differs from the platform’s heals itself', () => {
	test('equal states are left alone', async () => {
		const { time, hall, machine } = await begin();
		for (let turn = 0; turn < 3; turn += 1) await beat(machine, hall, time);
		expect(differs(machine)).toEqual([]);
	});

	test('a bit flipped in the held state: fetched anew, and the faces are told', async () => {
		const { time, hall, machine } = await begin();
		machine.engine.view().state!.tickets.A001!.queuedAt ^= 1 << 7;
		const changes: string[] = [];
		machine.engine.watch((change) => void changes.push(change.type));
		await beat(machine, hall, time);
		expect(differs(machine)).toEqual(['state-differs']);
		expect(changes).toContain('reset');
		expect(machine.engine.view().state).toEqual(hall.authority.state);
		await beat(machine, hall, time);
		expect(differs(machine)).toEqual(['state-differs']);
	});

	test('a bit flipped in a ticket that was just looked at: noticed within twenty seconds', async () => {
		const { time, hall, machine } = await begin();
		await beat(machine, hall, time);
		machine.engine.view().state!.tickets.A001!.queuedAt ^= 1 << 7;
		let beats = 0;
		while (differs(machine).length === 0 && beats < 5) {
			await beat(machine, hall, time);
			beats += 1;
		}
		expect(differs(machine)).toEqual(['state-differs']);
		expect(beats).toBeLessThanOrEqual(4);
		expect(machine.engine.view().state).toEqual(hall.authority.state);
	});

	test('a bit flipped in a busy hall, where the platform’s figure is always of an event ago: noticed all the same', async () => {
		const { time, hall, machine } = await begin();
		const old = toldState(hall.authority, time.clock())!;
		await machine.engine.takeTicket('T2', visitA, slip);
		await settle();
		const late = async () => {
			await time.advance(15_000);
			const { day, head } = hall.authority;
			machine.link.listener().beaten({ day, head, platformTime: time.clock(), state: old }, 0);
			await settle();
		};
		await late();
		expect(differs(machine)).toEqual([]);
		machine.engine.view().state!.tickets.A001!.queuedAt ^= 1 << 7;
		await late();
		expect(differs(machine)).toEqual(['state-differs']);
		expect(machine.engine.view().state).toEqual(hall.authority.state);
	});

	test('a bit flipped in the stored events: noticed after the next start, and the store is replaced too', async () => {
		const { time, hall, machine, store } = await begin();
		machine.engine.stop();
		const { events } = await store.load(demoPlan.code);
		const spoilt = events.map((event) =>
			event.name === 'ticket-issued' ? { ...event, body: { ...event.body, queuedAt: event.body.queuedAt ^ 4 } } : event,
		) as HallEvent[];
		await store.startDay(demoPlan.code, hall.authority.day);
		await store.keepEvents(demoPlan.code, hall.authority.day, spoilt);
		const second = await startMachine({ time, hall: () => hall, store, journal: machine.journal });
		await second.link.connect();
		await settle();
		expect(second.engine.view().state).not.toEqual(hall.authority.state);
		await beat(second, hall, time);
		expect(differs(second)).toEqual(['state-differs']);
		expect(second.engine.view().state).toEqual(hall.authority.state);
		await settle();
		expect((await store.load(demoPlan.code)).events).toEqual(hall.authority.eventsAfter(0));
	});

	test('a fold that differs: fetched once, told once, kept as the platform says it, tried again minutes later', async () => {
		const { time, hall, machine } = await begin();
		for (let turn = 0; turn < 6; turn += 1) await beat(machine, hall, time, '0badc0de');
		expect(differs(machine)).toEqual(['state-differs', 'state-differs-still']);
		expect(machine.engine.view().state).toEqual(hall.authority.state);
		await time.advance(300_000);
		await beat(machine, hall, time, '0badc0de');
		expect(differs(machine)).toEqual(['state-differs', 'state-differs-still', 'state-differs']);
	});

	test('a hash of a position still to come or of another day says nothing', async () => {
		const { time, hall, machine } = await begin();
		const { day, head } = hall.authority;
		await time.advance(5_000);
		const platformTime = time.clock();
		machine.link.listener().beaten({ day, head, platformTime, state: { position: head + 1, hash: '0badc0de' } }, 0);
		machine.link.listener().beaten({ day: '2020-01-01', head, platformTime, state: { position: head, hash: '0badc0de' } }, 0);
		machine.link.listener().beaten({ day, head, platformTime }, 0);
		await settle();
		expect(differs(machine)).toEqual([]);
	});

	test('the platform hashes a position once, and while the log grows not more often than every few seconds', async () => {
		const { time, hall, machine } = await begin();
		const first = toldState(hall.authority, 0);
		expect(toldState(hall.authority, 60_000)).toEqual(first);
		await machine.engine.takeTicket('T2', visitA, slip);
		await time.advance(100);
		expect(toldState(hall.authority, 1_000)).toEqual(first);
		expect(toldState(hall.authority, 4_000)?.position).toBe(hall.authority.head);
	});
});
