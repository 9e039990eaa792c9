/** A backup while the platform runs, and the hall after it was put back: nobody loses a place, no number is given twice. */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { putBack } from '../../platform/backup/put-back.ts';
import { orderAfterRestore, restoreDone } from '../../platform/backup/restored.ts';
import { newBackupKey, type Seal, sealFolder } from '../../platform/backup/sealed-archive.ts';
import { takeBackup } from '../../platform/backup/take-backup.ts';
import { openSqlite } from '../../platform/storage/sqlite.ts';
import { epochOf, HandClock, tuesdayMorning } from './fixture.ts';
import type { OpenPlatform } from './open-platform.ts';
import { runToEnd } from './platform-process.ts';
import { gathered, listedHall, openFirst, stationAt } from './term-hall.ts';

const root = mkdtempSync(join(tmpdir(), 'tidehall-backup-'));
let made = 0;
const fresh = (name: string) => join(root, `${name}-${++made}`);
const open: OpenPlatform[] = [];
const key = await newBackupKey();
const seal: Seal = { recipients: [key.recipient] };
const opener = { identities: [key.secret] };
afterEach(async () => {
	for (const each of open.splice(0)) await each.end();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function start(folder: string, clock = new HandClock()): Promise<OpenPlatform> {
	const store = openSqlite(folder);
	const order = await orderAfterRestore(folder, store, listedHall().plan, { as: 'P1', now: clock.now() });
	const platform = await openFirst({
		store,
		clock,
		takeOver: order ?? undefined,
		restored: order !== null,
		applications: { folder, keyFile: null },
	});
	restoreDone(folder);
	open.push(platform);
	return platform;
}

async function end(platform: OpenPlatform): Promise<void> {
	open.splice(open.indexOf(platform), 1);
	await platform.end();
}

function newFolder(): string {
	const folder = fresh('data');
	mkdirSync(folder);
	return folder;
}

const take = (folder: string, to = fresh('backup'), more: Partial<Parameters<typeof takeBackup>[0]> = {}) =>
	takeBackup({ folder, seal, to, now: tuesdayMorning, program: '0.1.0', ...more }).then((told) => ({ to, told }));

describe('a backup', () => {
	test('I-1 I-2 T1: put back, the hall goes on: what stations hold comes back, and no number is given twice', async () => {
		const folder = newFolder();
		const platform = await start(folder);
		const terminal = await stationAt(platform, 'T1');
		expect(await terminal.take(1)).toBe('A001');
		// While the platform runs.
		const { to, told } = await take(folder);
		expect(told).toMatchObject({ hall: platform.authority.state.hall, platform: 'P1', newest: { day: '2026-11-17' } });
		expect(await terminal.take(2)).toBe('A002');
		const log = platform.authority.eventsAfter(0);
		await end(platform);

		const again = fresh('again');
		await putBack({ from: to, opener, folder: again, now: tuesdayMorning + 60_000 });
		const back = await start(again);
		expect(Object.keys(back.authority.state.tickets)).toEqual(['A001']);
		const same = await stationAt(back, 'T1');
		// The station hands in what it alone holds, as it does for any platform that took over.
		await same.offer({ number: 1, platform: 'P1' }, log.slice(told.newest!.head));
		await gathered(back, same);
		expect(Object.keys(back.authority.state.tickets).sort()).toEqual(['A001', 'A002']);
		const later = await same.take(3);
		expect(['A001', 'A002']).not.toContain(later);
		expect(later).toMatch(/^A\d{4,5}$/);
		expect(existsSync(join(again, 'restored.json'))).toBe(false);
	});

	test('T1: put back twice from one backup, the second term is another one than the first', async () => {
		const folder = newFolder();
		const platform = await start(folder);
		await (await stationAt(platform, 'T1')).take(1);
		const { to } = await take(folder);
		await end(platform);
		const terms: string[] = [];
		for (const minutes of [1, 30]) {
			const again = fresh('again');
			await putBack({ from: to, opener, folder: again, now: tuesdayMorning });
			const clock = new HandClock();
			clock.turn(minutes * 60_000);
			const back = await start(again, clock);
			await gathered(back, await stationAt(back, 'T1', {}, epochOf(String(minutes % 10))));
			terms.push(`${back.term.office.own.number}`);
			await end(back);
		}
		expect(new Set(terms).size).toBe(2);
	});

	test('a kill in the middle of the first start carries out one order, not two', async () => {
		const folder = newFolder();
		const platform = await start(folder);
		await (await stationAt(platform, 'T1')).take(1);
		const { to } = await take(folder);
		await end(platform);
		const again = fresh('again');
		await putBack({ from: to, opener, folder: again, now: tuesdayMorning });
		const store = openSqlite(again);
		const at = { as: 'P1' as const, now: tuesdayMorning };
		const first = await orderAfterRestore(again, store, listedHall().plan, at);
		expect(await orderAfterRestore(again, store, listedHall().plan, { ...at, now: tuesdayMorning + 86_400_000 })).toEqual(first);
		await store.close();
	});

	test('holds no key of the applications, they lie beside it; opened with any other key, changed or cut off it is refused in words and nothing is put back', async () => {
		const folder = newFolder();
		await end(await start(folder));
		expect(existsSync(join(folder, 'application-key.json'))).toBe(true);
		const { to, told } = await take(folder);
		expect(Object.keys(told.files).sort()).toEqual(['hall.sqlite']);
		expect(readFileSync(to).includes('SQLite format')).toBe(false);
		const again = fresh('again');
		const other = await newBackupKey();
		const put = (from: string, identities = [key.secret]) => putBack({ from, opener: { identities }, folder: again, now: 1 });
		await expect(put(to, [other.secret])).rejects.toThrow('cannot be opened with this key');
		const bytes = readFileSync(to);
		const damaged = fresh('damaged');
		for (const place of [bytes.length >> 1, bytes.length - 1]) {
			const copy = Buffer.from(bytes);
			copy[place]! ^= 1;
			writeFileSync(damaged, copy);
			await expect(put(damaged)).rejects.toThrow('damaged');
		}
		writeFileSync(damaged, bytes.subarray(0, bytes.length - 40));
		await expect(put(damaged)).rejects.toThrow('damaged');
		writeFileSync(damaged, 'this is no backup at all');
		await expect(put(damaged)).rejects.toThrow('no sealed backup');
		expect(existsSync(again)).toBe(false);
		await put(to);
		expect(readdirSync(again).sort()).toEqual(['application-key.json', 'hall.sqlite', 'restored.json']);
		await expect(put(to)).rejects.toThrow('is not empty');
		expect(readdirSync(root).filter((name) => name.startsWith('.'))).toEqual([]);
	});

	test('with another name or kind of file in it than a backup has leaves that where it is', async () => {
		const folder = newFolder();
		await end(await start(folder));
		const { to } = await take(folder);
		const opened = fresh('again');
		await putBack({ from: to, opener, folder: opened, now: 1 });
		rmSync(join(opened, 'restored.json'));
		writeFileSync(join(opened, 'authorized_keys'), 'not ours');
		const strange = fresh('strange');
		await sealFolder(opened, ['authorized_keys', 'hall.sqlite'], seal, strange);
		const place = fresh('again');
		await expect(putBack({ from: strange, opener, folder: place, now: 1 })).rejects.toThrow('is no backup');
		expect(existsSync(place)).toBe(false);
	});

	test('of a damaged store is not made, and none is written over', async () => {
		const folder = newFolder();
		const platform = await start(folder);
		await (await stationAt(platform, 'T1')).take(1);
		await end(platform);
		const { to } = await take(folder);
		await expect(take(folder, to)).rejects.toThrow('never writes over');
		const broken = newFolder();
		copyFileSync(join(folder, 'hall.sqlite'), join(broken, 'hall.sqlite'));
		const bytes = readFileSync(join(broken, 'hall.sqlite'));
		const at = bytes.indexOf('"ticket-issued"');
		bytes[at + 3]! ^= 1;
		writeFileSync(join(broken, 'hall.sqlite'), bytes);
		const place = fresh('backup');
		await expect(take(broken, place)).rejects.toThrow('damaged');
		expect(existsSync(place)).toBe(false);
		await expect(take(fresh('nowhere'))).rejects.toThrow('There is no hall store');
	});
});

test('npm run backup says in words what is missing', { timeout: 60_000 }, async () => {
	const secret = fresh('secret');
	const run = (...args: string[]) => runToEnd('platform/backup/main.ts', ...args);
	const made = await run('make-key', '--to', secret);
	expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^age1[0-9a-z]+\n$/) });
	expect(readFileSync(secret, 'utf8')).toContain('AGE-SECRET-KEY-');
	const folder = newFolder();
	const [again, noSeal, aSecret] = await Promise.all([
		run('make-key', '--to', secret),
		run('take', '--data', folder, '--to', fresh('backup')),
		run('take', '--data', folder, '--to', fresh('backup'), '--for', 'AGE-SECRET-KEY-1X'),
	]);
	expect(again).toMatchObject({ code: 1, errors: expect.stringContaining('is there already') });
	expect(noSeal).toMatchObject({ code: 1, errors: expect.stringContaining('Say who can open the backup') });
	expect(aSecret).toMatchObject({ code: 1, errors: expect.stringContaining('a recipient begins with age1') });
});
