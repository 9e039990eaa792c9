import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withLock } from '../../scripts/electron/lock.ts';
import { electronArguments, resolveElectron } from '../../scripts/electron/resolve.ts';

let folder: string;
const kept = { override: process.env.ELECTRON_OVERRIDE_DIST_PATH, cache: process.env.XDG_CACHE_HOME };
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'tidehall-resolve-'));
});
afterEach(() => {
	rmSync(folder, { recursive: true, force: true });
	for (const [name, value] of [
		['ELECTRON_OVERRIDE_DIST_PATH', kept.override],
		['XDG_CACHE_HOME', kept.cache],
	] as const)
		if (value === undefined) delete process.env[name];
		else process.env[name] = value;
});
const log = () => undefined;
function unpacked(where: string, files: Record<string, string>): void {
	mkdirSync(where, { recursive: true });
	for (const [name, text] of Object.entries({ electron: '', ...files })) writeFileSync(join(where, name), text);
	chmodSync(join(where, 'electron'), 0o755);
}

describe('the Electron of start, tests and packaging', () => {
	test('is the one the environment names, with the version it says', async () => {
		unpacked(folder, { version: 'v45.4.1\n' });
		process.env.ELECTRON_OVERRIDE_DIST_PATH = folder;
		expect(await resolveElectron({ log })).toEqual({ path: join(folder, 'electron'), version: '45.4.1', source: 'override' });
	});

	test('says what to do when the environment names a folder without one', async () => {
		process.env.ELECTRON_OVERRIDE_DIST_PATH = join(folder, 'nothing');
		await expect(resolveElectron({ log })).rejects.toThrow(/ELECTRON_OVERRIDE_DIST_PATH names .*nothing.*unset it/);
	});

	test('knows a folder of ours by its marker, and starts it in its own way', async () => {
		unpacked(folder, { 'tidehall.json': '{"version":"33.2.1","source":"registry"}' });
		process.env.ELECTRON_OVERRIDE_DIST_PATH = folder;
		const electron = await resolveElectron({ log });
		expect(electron).toMatchObject({ version: '33.2.1', source: 'registry' });
		expect(electronArguments('.', electron)).toEqual([`--tidehall-app=${resolve('.')}`]);
		expect(electronArguments('.', { source: 'official' })).toEqual([resolve('.')]);
	});

	test('is taken from the cache of the user,', async () => {
		delete process.env.ELECTRON_OVERRIDE_DIST_PATH;
		process.env.XDG_CACHE_HOME = folder;
		const cached = join(folder, 'tidehall', 'electron', `registry-33.2.1-${process.platform}-${process.arch}`);
		unpacked(cached, { 'tidehall.json': '{"version":"33.2.1","source":"registry"}' });
		expect((await resolveElectron({ log })).path).toBe(join(cached, 'electron'));
	});
});

describe('the lock', () => {
	test('lets one in at a time and is gone afterwards, also when the work fails', async () => {
		const lock = join(folder, 'lock');
		let inside = 0;
		let most = 0;
		const work = async () => {
			inside += 1;
			most = Math.max(most, inside);
			await new Promise((done) => setImmediate(done));
			inside -= 1;
		};
		await Promise.all([withLock(lock, log, work), withLock(lock, log, work)]);
		expect(most).toBe(1);
		await expect(withLock(lock, log, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
		expect(existsSync(lock)).toBe(false);
	});

	test('is taken over from a process that is no more', async () => {
		const lock = join(folder, 'lock');
		mkdirSync(lock);
		writeFileSync(join(lock, 'pid'), '4194304');
		expect(await withLock(lock, log, async () => 'done')).toBe('done');
	});
});
