/** Two platforms of one hall inside a test: memory stores, hands on one clock, sockets and HTTP as they are. */
import type { HallEvent } from '../../domain/contracts/events.ts';
import type { PlatformTerm, TakeOverOrder } from '../../domain/contracts/term.ts';
import type { Outcome } from '../../domain/contracts/wire.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { demoHall, epochOf } from './fixture.ts';
import { type OpenPlatform, openPlatform } from './open-platform.ts';
import { stoodBy } from './stood-by.ts';

export const firstTerm: PlatformTerm = { number: 1, platform: 'P1' };
export const secondTerm: PlatformTerm = { number: 2, platform: 'P2' };

/** Nobody listens there: what platforms say to each other by themselves has a test of its own. */
export function listedHall(urls: readonly string[] = ['http://127.0.0.1:9', 'http://127.0.0.1:9']) {
	const hall = demoHall();
	const platforms = urls.map((url, index) => ({ id: `P${index + 1}` as 'P1', url }));
	return { ...hall, plan: { ...hall.plan, platforms } };
}

export const openFirst = (more: Parameters<typeof openPlatform>[0] = {}) => openPlatform({ hall: listedHall(), as: 'P1', ...more });

/** It has stood by before, unless its store says otherwise. */
export async function openSecond(order: TakeOverOrder | undefined, more: Parameters<typeof openPlatform>[0] = {}) {
	const { hall = listedHall(), as = 'P2', store = new MemoryStore() } = more;
	if (order && store instanceof MemoryStore) await stoodBy(store, hall.plan, as);
	return openPlatform({ ...more, hall, as, takeOver: order, store });
}

export function orderFrom(events: readonly HallEvent[], more: Partial<TakeOverOrder> = {}): TakeOverOrder {
	return {
		version: 1,
		hall: demoHall().plan.code,
		platform: 'P2',
		by: '0901',
		reason: 'platform does not answer',
		at: 1_763_344_800_000,
		after: firstTerm,
		day: '2026-11-17',
		events: [...events],
		series: {},
		...more,
	};
}

/** A station's line of commands at a platform. */
export async function stationAt(platform: OpenPlatform, station: string, hello: Record<string, unknown> = {}, epoch = epochOf('a')) {
	const socket = platform.connect();
	const { settled, ...rest } = hello;
	const seat = { station, epoch, ...(settled === undefined ? {} : { settled }) };
	const welcome = await socket.emitWithAck('hello', { protocol: 2, seats: [seat], holds: null, ...rest });
	return {
		socket,
		welcome,
		async say(n: number, name: string, body: unknown, more: Record<string, unknown> = {}) {
			return socket.emitWithAck('commands', { commands: [{ station, epoch, n, occurredAt: platform.clock.now(), name, body, ...more }] });
		},
		async outcome(n: number, name: string, body: unknown, more: Record<string, unknown> = {}): Promise<Outcome> {
			const answer = await this.say(n, name, body, more);
			if (!answer.ok) throw new Error(JSON.stringify(answer));
			return answer.outcomes[0];
		},
		/** Takes a number of queue A and returns it. */
		async take(n: number, queue = 'A'): Promise<string> {
			const outcome = await this.outcome(n, 'issue-ticket', { visit: { queue, items: [], channel: 'no-card' } });
			if (outcome.result !== 'accepted' || outcome.events[0]?.name !== 'ticket-issued') throw new Error(JSON.stringify(outcome));
			return outcome.events[0].body.number;
		},
		offer: (term: PlatformTerm, events: readonly HallEvent[], day = '2026-11-17') => socket.emitWithAck('offer', { term, day, events }),
	};
}

type Station = Awaited<ReturnType<typeof stationAt>>;

/** Turns the hands until gathering is over and deciding has begun; these stations beat meanwhile, as stations do. */
export async function gathered(platform: OpenPlatform, ...stations: Station[]): Promise<void> {
	for (let step = 0; step < 8 && platform.authority.held !== null; step++) {
		platform.clock.turn(2_000);
		for (const { socket } of stations) await socket.emitWithAck('beat', { day: null, position: 0 });
		for (let turn = 0; turn < 50 && platform.authority.held !== null; turn++) await new Promise((resolve) => setImmediate(resolve));
	}
	if (platform.authority.held !== null) throw new Error('it still gathers');
}
