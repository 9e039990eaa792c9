/** Engines on real links, two real platforms on real databases and sockets: one dies for good, the other is started from a station's order. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { loadHall } from '../../config/load-hall.ts';
import { checkLog } from '../../domain/check-log.ts';
import { takeOverOrder } from '../../domain/contracts/term.ts';
import { systemClock } from '../../platform/clock.ts';
import type { Platform, PlatformParts } from '../../platform/platform-parts.ts';
import { startPlatform } from '../../platform/start-platform.ts';
import { openSqlite } from '../../platform/storage/sqlite.ts';
import { createEngine, type Engine } from '../../renderer/engine/engine.ts';
import { createLink } from '../../renderer/engine/link.ts';
import { createTimers } from '../../renderer/engine/page-timers.ts';
import { createMemoryStore } from '../../renderer/engine/store-memory.ts';
import { freePort } from '../platform/free-port.ts';
import { createTestJournal } from './hall.ts';
import { slip, visitA } from './machine.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
	for (const end of ends.splice(0).reverse()) await end();
});

function until(engine: Engine, holds: () => boolean): Promise<void> {
	return new Promise((resolve) => {
		const look = () => {
			if (!holds()) return;
			unsubscribe();
			resolve();
		};
		const unsubscribe = engine.subscribe(look);
		look();
	});
}

test('I-8 S10 a platform dies with a tail that one station alone saw; another is started from a second station’s order: nothing acknowledged is lost', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'tidehall-take-over-'));
	ends.push(() => rm(folder, { recursive: true, force: true }));
	const loaded = loadHall(fileURLToPath(new URL('../../config/halls/demo/hall.yaml', import.meta.url)));
	if (!loaded.ok) throw new Error('demo hall does not load');
	const [one, two] = [await freePort(), await freePort()];
	const platforms = [
		{ id: 'P1', url: `http://127.0.0.1:${one}` },
		{ id: 'P2', url: `http://127.0.0.1:${two}`, station: 'M1' },
	];
	const plan = { ...loaded.hall.plan, platforms };
	const open = (port: number, more: Partial<PlatformParts>): Promise<Platform> =>
		startPlatform({
			...{ hall: { ...loaded.hall, plan }, store: openSqlite(join(folder, `${port}`)), clock: systemClock },
			...{ log: { info() {}, warn() {}, error() {} }, host: '127.0.0.1', port, faces: folder },
			...more,
		});
	async function station(id: string, role: 'terminal' | 'manager' | 'board'): Promise<Engine> {
		const timers = createTimers();
		const engine = createEngine({
			...{ seats: [{ station: id, role }], plan, devices: [], clock: Date.now, timers, note: () => {} },
			ledWords: { call: '', serving: '', idle: '', paused: '', closed: '', manual: '' },
			// Only the first is named at the start: the others come from the plan.
			link: createLink({ url: `http://127.0.0.1:${one}`, clock: Date.now, timers }),
			openStore: async () => createMemoryStore(),
			journal: createTestJournal([id]),
			printer: { print: async ({ job }) => ({ job, outcome: 'printed', proof: 'done', code: 'ok' }) },
			show: async () => {},
		});
		await engine.start();
		ends.push(() => engine.stop());
		return engine;
	}

	const first = await open(one, {});
	const manager = await station('M1', 'manager');
	const terminal = await station('T2', 'terminal');
	for (const engine of [manager, terminal]) await until(engine, () => engine.view().link === 'up' && engine.view().position > 0);
	const known = await terminal.takeTicket('T2', visitA, slip);
	await until(manager, () => manager.view().state?.tickets.A001 !== undefined);
	manager.stop();
	// The manager's machine heard nothing of this one.
	const alone = await terminal.takeTicket('T2', visitA, slip);
	const person = await terminal.personRef('11010119900307001X');
	expect([known, alone]).toMatchObject([{ taken: { number: 'A001' } }, { taken: { number: 'A002', offline: false } }]);
	await first.close();
	await until(terminal, () => terminal.view().link === 'down');

	const answer = await manager.takeOverOrder('M1', { by: '1001', reason: 'the box is dead' });
	if (!answer.ok) throw new Error(answer.code);
	const order = takeOverOrder.parse(JSON.parse(JSON.stringify(answer.order)));
	expect(order.events.some((event) => event.name === 'ticket-issued' && event.body.number === 'A002')).toBe(false);
	const second = await open(two, { as: 'P2', takeOver: order });
	ends.push(() => second.close());
	await until(
		terminal,
		() => terminal.view().link === 'up' && terminal.view().state?.term?.platform === 'P2' && terminal.view().owed === 0,
	);
	expect(terminal.view()).toMatchObject({ platform: { url: platforms[1]!.url, id: 'P2' } });
	expect(Object.keys(second.authority.state.tickets).sort()).toEqual(['A001', 'A002']);
	// Somebody who swipes the card again is the same person still, and counts against the bound of numbers in hand.
	expect(person).not.toBeNull();
	expect(await terminal.personRef('11010119900307001X')).toBe(person);
	const next = await terminal.takeTicket('T2', visitA, slip);
	expect(next).toMatchObject({ ok: true, taken: { number: 'A2001', offline: false } });

	// Whoever comes late finds the second one, too.
	const board = await station('B1', 'board');
	await until(board, () => board.view().link === 'up' && board.view().state?.tickets.A2001 !== undefined);
	await until(board, () => board.view().position === second.authority.head);
	await until(terminal, () => terminal.view().position === second.authority.head);
	for (const engine of [board, terminal]) expect(engine.view().state).toEqual(second.authority.state);
	expect(checkLog(plan, second.authority.day, second.authority.eventsAfter(0)).violations).toEqual([]);
});
