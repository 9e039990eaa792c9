/**
 * The one door to IndexedDB. `strict` durability: with the default, a power cut loses rows that were acknowledged (measured).
 * What is read back is validated like any other input; rows after a damaged one are not used.
 */
import { Dexie, type EntityTable, type Table } from 'dexie';
import { z } from 'zod';
import { type HallEvent, hallEvent } from '../../domain/contracts/events.ts';
import { hallPlan } from '../../domain/contracts/hall-plan.ts';
import { businessDay } from '../../domain/contracts/identity.ts';
import { listedReservation, reservationKeys } from '../../domain/contracts/reservations.ts';
import { stationKeys } from '../../domain/contracts/ticket-keys.ts';
import type { Kept, Store } from './ports.ts';
import { keptTerms } from './reigns.ts';

interface EventRow {
	hall: string;
	day: string;
	position: number;
	event: unknown;
}
interface FactRow {
	key: string;
	value: unknown;
}

const heldList = z.object({ day: businessDay, asOf: z.number(), list: z.array(listedReservation) });

class EngineDatabase extends Dexie {
	declare events: Table<EventRow, [string, string, number]>;
	declare facts: EntityTable<FactRow, 'key'>;
	constructor(name: string) {
		super(name, { chromeTransactionDurability: 'strict' });
		this.version(1).stores({ events: '[hall+day+position], [hall+day]', facts: 'key' });
	}
}

function wholePrefix(rows: EventRow[]): HallEvent[] {
	const events: HallEvent[] = [];
	for (const row of rows) {
		const event = hallEvent.safeParse(row.event);
		if (!event.success || event.data.position !== events.length + 1) break;
		events.push(event.data);
	}
	return events;
}

function numbersIn(value: unknown): Record<string, number> {
	if (typeof value !== 'object' || value === null) return {};
	return Object.fromEntries(Object.entries(value).filter((pair): pair is [string, number] => Number.isInteger(pair[1])));
}

/** Opens the database of this origin; rejects when it cannot be opened. */
export async function openDexieStore(name = 'tidehall-engine'): Promise<Store> {
	const database = new EngineDatabase(name);
	await database.open();
	const fact = async (key: string): Promise<unknown> => (await database.facts.get(key))?.value;
	return {
		async load(hall): Promise<Kept> {
			const plan = hallPlan.safeParse(await fact(`plan/${hall}`));
			const day = await fact(`day/${hall}`);
			const offset = await fact(`offset/${hall}`);
			const keys = stationKeys.safeParse(await fact(`keys/${hall}`));
			const booked = heldList.safeParse(await fact(`reservations/${hall}`));
			const bookedKeys = reservationKeys.safeParse(await fact(`reservation-keys/${hall}`));
			const terms = keptTerms.safeParse(await fact(`terms/${hall}`));
			const known = typeof day === 'string' ? day : null;
			const rows = known ? await database.events.where('[hall+day]').equals([hall, known]).sortBy('position') : [];
			const events = wholePrefix(rows);
			return {
				plan: plan.success ? plan.data : null,
				day: known,
				events,
				...(rows.length > events.length ? { unread: rows.length - events.length } : {}),
				clockOffset: typeof offset === 'number' ? offset : 0,
				series: numbersIn(await fact(`series/${hall}`)),
				keys: keys.success ? keys.data : [],
				reservations: booked.success && booked.data.day === known ? booked.data : null,
				reservationKeys: bookedKeys.success ? bookedKeys.data : [],
				terms: terms.success ? terms.data : null,
			};
		},
		async startDay(hall, day) {
			await database.transaction('rw', database.events, database.facts, async () => {
				await database.events.where('hall').equals(hall).delete();
				const booked = heldList.safeParse(await fact(`reservations/${hall}`));
				if (!booked.success || booked.data.day !== day) await database.facts.delete(`reservations/${hall}`);
				await database.facts.bulkPut([
					{ key: `day/${hall}`, value: day },
					{ key: `series/${hall}`, value: {} },
				]);
			});
		},
		async keepEvents(hall, day, events) {
			await database.events.bulkPut(events.map((event) => ({ hall, day, position: event.position, event })));
		},
		async keepPlan(hall, plan) {
			await database.facts.put({ key: `plan/${hall}`, value: plan });
		},
		async keepWelcome(hall, bits) {
			await database.facts.bulkPut([
				{ key: `offset/${hall}`, value: bits.clockOffset },
				{ key: `series/${hall}`, value: bits.series },
			]);
		},
		async keepKeys(hall, keys) {
			await database.facts.put({ key: `keys/${hall}`, value: keys });
		},
		async keepReservations(hall, held) {
			await database.facts.put({ key: `reservations/${hall}`, value: held });
		},
		async keepReservationKeys(hall, keys) {
			await database.facts.put({ key: `reservation-keys/${hall}`, value: keys });
		},
		async keepTerms(hall, terms) {
			await database.facts.put({ key: `terms/${hall}`, value: terms });
		},
		async cutAfter(hall, day, position, terms) {
			await database.transaction('rw', database.events, database.facts, async () => {
				const after = database.events.where('[hall+day+position]').between([hall, day, position], [hall, day, Dexie.maxKey], false, true);
				await after.delete();
				await database.facts.put({ key: `terms/${hall}`, value: terms });
			});
		},
		close: () => database.close(),
	};
}

/** Small facts a page keeps for itself beside the engine, such as the last call it spoke. */
export interface PageFacts {
	read(key: string): Promise<unknown>;
	keep(key: string, value: unknown): Promise<void>;
}

/** Rejects when IndexedDB cannot be opened. */
export async function openPageFacts(name = 'tidehall-page'): Promise<PageFacts> {
	const database = new EngineDatabase(name);
	await database.open();
	return {
		read: async (key) => (await database.facts.get(key))?.value,
		keep: async (key, value) => {
			await database.facts.put({ key, value });
		},
	};
}
