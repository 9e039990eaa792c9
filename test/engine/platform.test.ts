/** Engine, real link, real platform on its real database and socket: the platform stops in mid-morning and comes back. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { loadHall } from '../../config/load-hall.ts';
import { checkLog } from '../../domain/check-log.ts';
import { systemClock } from '../../platform/clock.ts';
import type { Log } from '../../platform/observe/log.ts';
import type { Platform } from '../../platform/platform-parts.ts';
import { startPlatform } from '../../platform/start-platform.ts';
import { openSqlite } from '../../platform/storage/sqlite.ts';
import { createEngine, type Engine } from '../../renderer/engine/engine.ts';
import { createLink } from '../../renderer/engine/link.ts';
import { createTimers } from '../../renderer/engine/page-timers.ts';
import { createMemoryStore } from '../../renderer/engine/store-memory.ts';
import { createTestJournal, demoPlan } from './hall.ts';
import { slip, visitA } from './machine.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
	for (const end of ends.splice(0).reverse()) await end();
});

const quiet: Log = { info() {}, warn() {}, error() {} };

async function openPlatform(data: string, port = 0): Promise<Platform> {
	const loaded = loadHall(fileURLToPath(new URL('../../config/halls/demo/hall.yaml', import.meta.url)));
	if (!loaded.ok) throw new Error('demo hall does not load');
	return startPlatform({
		hall: loaded.hall,
		store: openSqlite(data),
		clock: systemClock,
		log: quiet,
		host: '127.0.0.1',
		port,
		faces: data,
	});
}

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

async function openStation(station: string, role: 'terminal' | 'board', url: string): Promise<Engine> {
	const timers = createTimers();
	const engine = createEngine({
		seats: [{ station, role }],
		plan: demoPlan,
		devices: [],
		ledWords: { call: '', serving: '', idle: '', paused: '', closed: '', manual: '' },
		link: createLink({ url, clock: Date.now, timers }),
		openStore: async () => createMemoryStore(),
		journal: createTestJournal([station]),
		printer: { print: async ({ job }) => ({ job, outcome: 'printed', proof: 'done', code: 'ok' }) },
		show: async () => {},
		clock: Date.now,
		timers,
		note: () => {},
	});
	await engine.start();
	ends.push(() => engine.stop());
	return engine;
}

test('S10 the platform stops and comes back: own numbers go up, every machine and the log agree, nothing is lost or doubled', async () => {
	const data = await mkdtemp(join(tmpdir(), 'tidehall-engine-'));
	ends.push(() => rm(data, { recursive: true, force: true }));
	const first = await openPlatform(data);
	const terminal = await openStation('T2', 'terminal', first.url);
	const board = await openStation('B1', 'board', first.url);
	await until(terminal, () => terminal.view().link === 'up');
	await until(board, () => board.view().link === 'up');
	const shared = await terminal.takeTicket('T2', visitA, slip);
	await until(board, () => board.view().state?.tickets.A001 !== undefined);
	await first.close();
	await until(terminal, () => terminal.view().link === 'down');
	const own = await terminal.takeTicket('T2', visitA, slip);
	expect([shared, own]).toMatchObject([{ taken: { number: 'A001' } }, { taken: { number: 'A2-001', offline: true } }]);
	expect(board.view().state?.tickets['A2-001']).toBeUndefined();

	const second = await openPlatform(data, first.port);
	ends.push(() => second.close());
	await until(terminal, () => terminal.view().link === 'up' && terminal.view().owed === 0);
	await until(board, () => board.view().position === second.authority.head);
	await until(terminal, () => terminal.view().position === second.authority.head);
	expect(board.view().state).toEqual(second.authority.state);
	expect(terminal.view().state).toEqual(second.authority.state);
	expect(Object.keys(second.authority.state.tickets).sort()).toEqual(['A001', 'A2-001']);
	expect(checkLog(demoPlan, second.authority.day, second.authority.eventsAfter(0)).violations).toEqual([]);
});
