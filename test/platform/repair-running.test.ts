/** Damage that a running platform meets: found by and by, told to everybody who can do something, and never decided on. */
import { rmSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import type { Outcome } from '../../domain/contracts/wire.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { openSqlite, readSqlite } from '../../platform/storage/sqlite.ts';
import { epochOf, HandClock, tuesdayMorning } from './fixture.ts';
import { type OpenPlatform, openPlatform } from './open-platform.ts';
import { hallWith, runPlatform, runToEnd } from './platform-process.ts';
import { byHand, copyOf, eventsOf, hall, olderDay, removeFolders, smallHall, smallPlan, smallStore, today } from './repair-stand.ts';

const minute = 60_000;
const open: OpenPlatform[] = [];
afterEach(async () => {
	for (const each of open.splice(0)) await each.end();
	removeFolders();
});

/** A store with an older day of 40 events, and a platform on it. */
async function running(store = new MemoryStore()) {
	await store.keepDay(hall, olderDay, smallHall.plan);
	if ((await store.heads(hall, olderDay))[0]?.head === 0)
		await store.commit({ hall, day: olderDay, events: eventsOf(olderDay, 40), outcomes: [] });
	const platform = await openPlatform({ hall: smallHall, store });
	open.push(platform);
	const spoil = () =>
		store.spoil(hall, olderDay, (rows) => {
			rows[11] = { ...rows[11]!, event: rows[11]!.event.replace('"T1"', '"T2"') };
		});
	return { store, platform, spoil };
}
const answersOf = async (url: string) => ({
	health: (await (await fetch(`${url}/healthz`)).json()) as { status: string; problems: string[] },
	metric: /^tidehall_log_damage (\d+)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1],
});
/** The scrub is asynchronous: turns the clock until it has looked, or a hundred minutes are over. */
async function until(platform: OpenPlatform, holds: () => Promise<boolean>) {
	for (let turn = 0; turn < 100 && !(await holds()); turn += 1) {
		platform.clock.turn(minute);
		await new Promise((resolve) => setImmediate(resolve));
	}
	expect(await holds()).toBe(true);
}

describe('an older day is damaged while the platform runs', () => {
	test('found by the scrub: health, metric, the log and every manager say so, and today goes on', async () => {
		const { platform, spoil, store } = await running();
		expect(await answersOf(platform.url)).toMatchObject({ health: { problems: [] }, metric: '0' });
		spoil();
		await until(platform, async () => (await answersOf(platform.url)).metric === '1');
		const { health } = await answersOf(platform.url);
		expect(health).toMatchObject({ status: 'degraded', problems: ['log-damage'] });
		await until(platform, async () => (platform.authority.state.stations.PLATFORM?.troubles ?? []).length > 0);
		expect(platform.authority.state.stations.PLATFORM?.troubles).toMatchObject([{ code: 'log-damaged' }]);
		expect(platform.lines.filter((line) => line.includes('log-damage')).map((line) => JSON.parse(line))).toMatchObject([
			{ happening: 'log-damage', day: olderDay, code: 'changed', n: 12 },
		]);
		expect(await store.record('damaged-day', `${hall}/${olderDay}`)).toEqual([expect.stringContaining('event 12')]);
		const socket = await platform.seated('T1');
		const issue = { station: 'T1', epoch: epochOf('a'), n: 1, occurredAt: tuesdayMorning, name: 'help-called', body: {} };
		expect(await socket.emitWithAck('commands', { commands: [issue] })).toMatchObject({ ok: true });
	});

	test('the next start looks at it first, and says no more when it was mended', async () => {
		const { platform, spoil, store } = await running();
		spoil();
		await until(platform, async () => (await answersOf(platform.url)).metric === '1');
		const { authority } = platform;
		await authority.stop();
		const damagedStill = await openPlatform({ hall: smallHall, store });
		open.push(damagedStill);
		expect(await answersOf(damagedStill.url)).toMatchObject({ metric: '1' });
		await store.mend(hall, olderDay, { plan: null, events: eventsOf(olderDay, 40) });
		const mended = await openPlatform({ hall: smallHall, store });
		open.push(mended);
		expect(await answersOf(mended.url)).toMatchObject({ metric: '0', health: { problems: [] } });
		expect(await store.records('damaged-day')).toEqual([]);
		expect(mended.authority.state.stations.PLATFORM?.troubles).toEqual([]);
	});

	test('S6 a report of that day is taken, kept, and decided when the day was mended: once', async () => {
		const { platform, spoil, store } = await running();
		spoil();
		const report = {
			...{ station: 'W01', epoch: epochOf('e'), n: 1, occurredAt: Date.parse(`${olderDay}T03:00:00Z`), day: olderDay },
			...{ name: 'help-called', body: {} },
		};
		const answer = await platform.authority.submit([report]);
		expect(answer.ok && (answer.outcomes[0] as Outcome)).toMatchObject({ n: 1, result: 'accepted', events: [] });
		expect(await platform.authority.submit([report])).toEqual(answer);
		expect(await store.records('held-report')).toHaveLength(1);
		expect(platform.authority.stopped).toBeNull();
		expect(platform.authority.log.some(({ n, station }) => station === 'W01' && n === 1)).toBe(false);
		await platform.authority.stop();
		await store.mend(hall, olderDay, { plan: null, events: eventsOf(olderDay, 40) });
		for (const _again of [1, 2]) {
			const next = await openPlatform({ hall: smallHall, store });
			open.push(next);
			const events = await store.read(hall, olderDay, 40, 100);
			expect(events.filter(({ station }) => station === 'W01').map(({ name }) => name)).toEqual(['help-called']);
			expect(await store.records('held-report')).toEqual([]);
			await next.authority.stop();
		}
	});
});

describe('npm run verify', () => {
	test('reports damage, located, beside violations, of all that is stored; the exit code says so', async () => {
		const sound = await smallStore();
		const well = await runToEnd('platform/verify.ts', '--data', sound, '--json');
		expect(JSON.parse(well.out)).toMatchObject({ day: today, events: 60, damage: [] });
		const folder = copyOf(sound);
		byHand(
			folder,
			`UPDATE event SET event = replace(event, '"T1"', '"T2"') WHERE day = '${olderDay}' AND position = 12; DELETE FROM outcome WHERE station = 'W02' AND n = 2`,
		);
		const other = await runToEnd('platform/verify.ts', '--data', folder, '--day', today, '--json');
		expect(other.code).toBe(3);
		expect(JSON.parse(other.out)).toMatchObject({
			...{ day: today, events: 60 },
			damage: [
				{ hall, day: olderDay, kind: 'changed', from: 12, to: 12 },
				{ table: 'outcome', what: expect.stringContaining('W02 2 (gone)') },
			],
		});
		const damagedDay = await runToEnd('platform/verify.ts', '--data', folder, '--day', olderDay);
		expect(damagedDay).toMatchObject({ code: 3, out: expect.stringContaining(`damaged: ${olderDay}: event 12 is not what was written`) });
	}, 240_000);
});

describe('the platform program', () => {
	test('does not decide on a damaged day: it ends with 3 and words; with a backup it mends it and runs', async () => {
		const { folder, hall: file, data } = hallWith(2);
		try {
			const first = await runPlatform(file, data);
			await first.end('SIGTERM');
			const backup = copyOf(data);
			byHand(data, `UPDATE event SET event = replace(event, 'day-opened', 'day-closed')`);
			const refused = await runToEnd('platform/main.ts', '--hall', file, '--data', data, '--port', '0');
			expect(refused.code).toBe(3);
			expect(refused.errors).toMatch(/event 1 is not what was written.*--repair-from/);
			const again = await runPlatform(file, data, 0, '--repair-from', backup);
			expect(again.errors()).toMatch(/Mended from .*; nothing of it was changed or deleted/s);
			await again.end('SIGTERM');
			const store = readSqlite(data);
			const [{ hall: code, day }] = (await store.keptDays()) as [{ hall: string; day: string }];
			expect((await store.prove(code, day)).damage).toEqual([]);
			await store.close();
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	}, 180_000);
});

test('a platform that starts on a store whose older day is damaged closes the others, and stands', async () => {
	const folder = await smallStore();
	byHand(folder, `DELETE FROM event WHERE day = '${olderDay}' AND position = 12`);
	const platform = await openPlatform({
		hall: { ...smallHall, plan: { ...smallHall.plan } },
		store: openSqlite(folder),
		clock: new HandClock(),
	});
	open.push(platform);
	expect(platform.authority.day).toBe(today);
	expect(platform.authority.stopped).toBeNull();
	expect(smallPlan.code).toBe(hall);
	await until(platform, async () => (await answersOf(platform.url)).metric === '1');
});
