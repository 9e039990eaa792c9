import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { describe, expect, test } from 'vitest';
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { Store } from '../../renderer/engine/ports.ts';
import { openDexieStore, openPageFacts } from '../../renderer/engine/store-dexie.ts';
import { createMemoryStore } from '../../renderer/engine/store-memory.ts';
import { demoPlan } from './hall.ts';

const hall = demoPlan.code;
const day = '2026-11-26';
const event = (position: number, of = day): HallEvent => ({
	hall,
	day: of,
	position,
	recordedAt: 1,
	occurredAt: 1,
	station: 'T2',
	epoch: '0123456789abcdef',
	n: position,
	staff: null,
	configVersion: 'x',
	name: 'help-called',
	body: { station: 'T2' },
});

let databases = 0;
const dexie = () => {
	databases += 1;
	return openDexieStore(`store-${databases}`);
};

describe.each<[string, () => Promise<Store>]>([
	['memory', async () => createMemoryStore()],
	['dexie', dexie],
])('the store of confirmed days: %s', (_, make) => {
	test('holds nothing at first', async () => {
		expect(await (await make()).load(hall)).toEqual({
			plan: null,
			day: null,
			events: [],
			clockOffset: 0,
			series: {},
			keys: [],
			reservations: null,
			reservationKeys: [],
			terms: null,
		});
	});

	test('keeps the keys that sign tickets over the change of day', async () => {
		const store = await make();
		const key = { station: 'T2', keyId: 'k'.repeat(16), publicKey: 'A'.repeat(43), revoked: false };
		await store.startDay(hall, day);
		await store.keepKeys(hall, [key]);
		await store.startDay(hall, '2026-11-27');
		expect((await store.load(hall)).keys).toEqual([key]);
	});

	test('keeps the reservations of its day alone, and the keys that sign them for good', async () => {
		const store = await make();
		const [ref, key] = ['r'.repeat(22), { keyId: 'k'.repeat(16), publicKey: 'A'.repeat(43) }];
		const list = [{ ref, queue: 'A', items: [], slot: 1, endsAt: 2, state: 'booked' as const, cardRef: null, changedAt: 3 }];
		await store.startDay(hall, day);
		await store.keepReservations(hall, { day, asOf: 4, list });
		await store.keepReservationKeys(hall, [key]);
		await store.startDay(hall, day);
		expect((await store.load(hall)).reservations).toEqual({ day, asOf: 4, list });
		await store.startDay(hall, '2026-11-27');
		expect(await store.load(hall)).toMatchObject({ reservations: null, reservationKeys: [key] });
	});

	test('gives back the day in order of position, the plan and the welcome', async () => {
		const store = await make();
		await store.keepPlan(hall, demoPlan);
		await store.startDay(hall, day);
		await store.keepEvents(hall, day, [event(1), event(2)]);
		await store.keepEvents(hall, day, [event(3)]);
		await store.keepWelcome(hall, { day, clockOffset: -1_500, series: { A2: 7 } });
		expect(await store.load(hall)).toEqual({
			plan: demoPlan,
			day,
			events: [event(1), event(2), event(3)],
			clockOffset: -1_500,
			series: { A2: 7 },
			keys: [],
			reservations: null,
			reservationKeys: [],
			terms: null,
		});
	});

	test('S10 forgets what another platform’s log goes on without, at once with keeping whose log it is', async () => {
		const store = await make();
		const taken = { highest: { number: 2, platform: 'P2' }, day, reigns: [{ number: 1, platform: 'P1', from: 0 }] };
		const over = { ...taken, reigns: [...taken.reigns, { number: 2, platform: 'P2', from: 2 }] };
		await store.startDay(hall, day);
		await store.keepTerms(hall, taken);
		await store.keepEvents(hall, day, [event(1), event(2), event(3), event(4)]);
		await store.cutAfter(hall, day, 2, over);
		expect(await store.load(hall)).toMatchObject({ events: [event(1), event(2)], terms: over });
		await store.keepEvents(hall, day, [{ ...event(3), n: 77 }]);
		expect((await store.load(hall)).events.map(({ n }) => n)).toEqual([1, 2, 77]);
		await store.startDay(hall, '2026-11-27');
		expect((await store.load(hall)).terms).toEqual(over);
	});

	test('a new day forgets the one before', async () => {
		const store = await make();
		await store.startDay(hall, day);
		await store.keepEvents(hall, day, [event(1)]);
		await store.startDay(hall, '2026-11-27');
		await store.keepEvents(hall, '2026-11-27', [event(1, '2026-11-27')]);
		const kept = await store.load(hall);
		expect(kept).toMatchObject({ day: '2026-11-27', series: {} });
		expect(kept.events.map((each) => each.day)).toEqual(['2026-11-27']);
	});
});

describe('the store on IndexedDB', () => {
	test('asks for strict durability', async () => {
		const modes: unknown[] = [];
		const { transaction } = IDBDatabase.prototype;
		IDBDatabase.prototype.transaction = function (this: IDBDatabase, names, mode, options) {
			if (mode === 'readwrite') modes.push(options?.durability);
			return transaction.call(this, names, mode, options);
		};
		try {
			await (await dexie()).keepPlan(hall, demoPlan);
		} finally {
			IDBDatabase.prototype.transaction = transaction;
		}
		expect(modes).toEqual(['strict']);
	});

	test('uses events up to the first damaged or missing row only', async () => {
		const name = 'damaged';
		const store = await openDexieStore(name);
		await store.startDay(hall, day);
		await store.keepEvents(hall, day, [event(1), event(2), event(3), event(4)]);
		const raw = await new Dexie(name).open();
		await raw.table('events').put({ hall, day, position: 3, event: { position: 3, name: 'help-called' } });
		expect((await store.load(hall)).events.map((each) => each.position)).toEqual([1, 2]);
		await raw.table('events').delete([hall, day, 1]);
		expect((await store.load(hall)).events).toEqual([]);
		raw.close();
	});

	test('keeps a page’s own facts', async () => {
		const facts = await openPageFacts('facts');
		expect(await facts.read('spoken/B1')).toBeUndefined();
		await facts.keep('spoken/B1', { day, lastBegun: 5 });
		expect(await (await openPageFacts('facts')).read('spoken/B1')).toEqual({ day, lastBegun: 5 });
	});
});
