/**
 * Where in the hall a number or a service is written down, so that what was lost with a machine can be told from what the product lost: a thing
 * is lost with a disk only when the disk that was destroyed held it and nothing that is left does. Whatever any platform, journal, cache or running
 * engine still holds must come back.
 */
import type { CommandEnvelope } from '../../domain/contracts/commands.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { recover } from '../../electron/journal/recover.ts';
import type { Store } from '../../renderer/engine/ports.ts';
import { createMemoryStore } from '../../renderer/engine/store-memory.ts';
import type { MachineNode } from './machine-node.ts';
import type { PlatformNode } from './platform-node.ts';
import type { Witness } from './witness.ts';

/** What can be missed at the end: `day/number`, and “station number” of a service. */
interface Things {
	tickets: Set<string>;
	services: Set<string>;
}

/** What is written at one place, as it is now: what is done to the place afterwards does not change it. */
export type Written = () => Promise<Things>;

export interface HallOfCopies {
	plan: HallPlan;
	witness: Witness;
	platforms: readonly PlatformNode[];
	machines: readonly MachineNode[];
}

/** A disk is about to be destroyed, in whole or in part; call the answer when it is. */
export type Destroy = (place: MachineNode | PlatformNode) => () => void;

export function destroyer(hall: HallOfCopies): Destroy {
	const { witness } = hall;
	return (place) => {
		const before = writtenAt(hall, place);
		return () => {
			const left = [place, ...hall.platforms, ...hall.machines.filter((each) => each !== place)].map((each) => writtenAt(hall, each));
			void before().then(async (gone) => {
				for (const written of left) {
					if (gone.tickets.size + gone.services.size === 0) return;
					const { tickets, services } = await written();
					for (const each of tickets) gone.tickets.delete(each);
					for (const each of services) gone.services.delete(each);
				}
				for (const each of gone.tickets) witness.lost.tickets.add(each);
				for (const each of gone.services) witness.lost.services.add(each);
			});
		};
	};
}

function writtenAt({ plan }: HallOfCopies, place: MachineNode | PlatformNode): Written {
	return 'journal' in place ? atMachine(plan, place) : atPlatform(plan, place);
}

function atPlatform(plan: HallPlan, { disk }: PlatformNode): Written {
	return async () => {
		// Every line of a log that forked.
		const logs = await Promise.all((await disk.days()).map(({ hall, day }) => disk.readUnproved(hall, day)));
		return thingsIn(plan, logs.flat());
	};
}

function atMachine(plan: HallPlan, { engine, cache, disk }: MachineNode): Written {
	const shown = engine?.reset().events ?? [];
	const writes = cache.image();
	const bytes = disk.shown('/journal/journal.jsonl');
	return async () => {
		const { seats, takeOver } = recover(bytes ?? new Uint8Array(), () => '0'.repeat(16)).memory;
		const came = [...takeOver.came.values()].flatMap((seat) => [...seat.values()].map(({ event }) => event));
		const offers = [...takeOver.offers.values()].flatMap(({ events }) => events);
		const cached = await read(writes, plan.code);
		const things = thingsIn(plan, [...shown, ...cached, ...came, ...offers]);
		for (const [station, { owed }] of seats) for (const command of owed.values()) owedThing(things, station, command);
		return things;
	};
}

async function read(writes: readonly ((store: Store) => Promise<void>)[], hall: string): Promise<HallEvent[]> {
	const store = createMemoryStore();
	for (const write of writes) await write(store);
	return (await store.load(hall)).events;
}

function owedThing({ tickets, services }: Things, station: string, { name, day, body }: CommandEnvelope): void {
	const { number, ticket } = body as { number?: string; ticket?: string };
	if (name === 'offline-ticket') tickets.add(`${day}/${number}`);
	else if (name !== 'ticket-paper' && ticket) services.add(`${station} ${ticket}`);
}

function thingsIn(plan: HallPlan, events: readonly HallEvent[]): Things {
	const things: Things = { tickets: new Set(), services: new Set() };
	for (const event of events) {
		if (event.name === 'ticket-issued') things.tickets.add(`${event.day}/${event.body.number}`);
		if ('ticket' in event.body && event.body.ticket) things.services.add(`${whoDid(plan, event)} ${event.body.ticket}`);
	}
	return things;
}

/** The station; of what the platform says again after a take-over, the one that sits at the window. */
export function whoDid(plan: HallPlan, { station, body }: HallEvent): string {
	if (station !== 'PLATFORM' || !('window' in body)) return station;
	return plan.stations.find(({ window }) => window === body.window)?.id ?? station;
}
