import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, test } from 'vitest';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { openSqlite, readSqlite } from '../../platform/storage/sqlite.ts';
import { databaseFile, durablePragmas } from '../../platform/storage/sqlite-file.ts';
import { demoHall, helpCalled } from './fixture.ts';
import { storageContract } from './storage.contract.ts';

const folders: string[] = [];
function folder(): string {
	const made = mkdtempSync(join(tmpdir(), 'tidehall-store-'));
	folders.push(made);
	return made;
}
afterEach(() => {
	for (const each of folders.splice(0)) rmSync(each, { recursive: true, force: true });
});

storageContract('memory', () => {
	const store = new MemoryStore();
	return { store, done: () => {}, lose: (kind, key) => store.loseRecord(kind, key) };
});
storageContract('node:sqlite', () => {
	const at = folder();
	return {
		...{ store: openSqlite(at), done: () => {} },
		lose(kind, key) {
			const byHand = new DatabaseSync(join(at, databaseFile));
			byHand.prepare('DELETE FROM record WHERE kind = ? AND key = ?').run(kind, key);
			byHand.close();
		},
	};
});

describe('the embedded database', () => {
	const { plan } = demoHall();
	const day = '2026-11-17';
	const batch = { hall: 'DEMO', day, events: [helpCalled(1)], outcomes: [] };

	test('keeps everything over a restart', async () => {
		const at = folder();
		const first = openSqlite(at);
		await first.keepDay('DEMO', day, plan);
		await first.commit(batch);
		await first.close();
		const second = openSqlite(at);
		expect(await second.read('DEMO', day, 0, 10)).toEqual([helpCalled(1)]);
		await second.close();
	});

	test('is fsynced at every commit: WAL and synchronous=FULL', async () => {
		const at = folder();
		const store = openSqlite(at);
		await store.keepDay('DEMO', day, plan);
		const other = new DatabaseSync(join(at, databaseFile), { readOnly: true });
		expect(other.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
		other.close();
		await store.close();
		expect(durablePragmas).toContain('PRAGMA synchronous=FULL');
	});

	test('S1 refuses to change or delete an event, even by hand', async () => {
		const at = folder();
		const store = openSqlite(at);
		await store.keepDay('DEMO', day, plan);
		await store.commit(batch);
		await store.close();
		const byHand = new DatabaseSync(join(at, databaseFile));
		expect(() => byHand.exec("UPDATE event SET event = '{}'")).toThrow(/never changes/);
		expect(() => byHand.exec('DELETE FROM event')).toThrow(/never goes away/);
		byHand.close();
	});

	test('lets one platform in and any number of readers', async () => {
		const at = folder();
		const store = openSqlite(at);
		await store.keepDay('DEMO', day, plan);
		await store.commit(batch);
		expect(() => openSqlite(at)).toThrow(expect.objectContaining({ code: 'in-use' }));
		const reader = readSqlite(at);
		expect(await reader.read('DEMO', day, 0, 10)).toHaveLength(1);
		await reader.close();
		await store.close();
		await openSqlite(at).close();
	});

	test('says what is wrong with a damaged file', async () => {
		const at = folder();
		writeFileSync(join(at, databaseFile), 'this is no database, whatever its name may say'.repeat(100));
		expect(() => openSqlite(at)).toThrow(expect.objectContaining({ code: 'corrupt' }));
		// The folder is free again: a mended file can be opened.
		rmSync(join(at, databaseFile));
		await openSqlite(at).close();
	});

	test('finds a damaged page inside the file', async () => {
		const at = folder();
		const store = openSqlite(at);
		await store.keepDay('DEMO', day, plan);
		await store.commit({ ...batch, events: Array.from({ length: 200 }, (_, index) => helpCalled(index + 1)) });
		await store.close();
		const bytes = readFileSync(join(at, databaseFile));
		bytes.fill(0x5a, 4096 * 2, bytes.length - 4096);
		writeFileSync(join(at, databaseFile), bytes);
		expect(() => openSqlite(at)).toThrow(expect.objectContaining({ code: 'corrupt' }));
	});

	test('does not touch a store of a newer program', async () => {
		const at = folder();
		await openSqlite(at).close();
		const byHand = new DatabaseSync(join(at, databaseFile));
		byHand.exec('PRAGMA user_version=99');
		byHand.close();
		expect(() => openSqlite(at)).toThrow(expect.objectContaining({ code: 'newer-schema' }));
		expect(() => readSqlite(at)).toThrow(expect.objectContaining({ code: 'newer-schema' }));
	});

	test('says so when the folder cannot be used, or holds no store', () => {
		const at = folder();
		writeFileSync(join(at, 'file'), '');
		expect(() => openSqlite(join(at, 'file'))).toThrow(expect.objectContaining({ code: 'cannot-open' }));
		mkdirSync(join(at, 'empty'));
		expect(() => readSqlite(join(at, 'empty'))).toThrow(expect.objectContaining({ code: 'missing' }));
	});
});
