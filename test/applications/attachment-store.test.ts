import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AttachmentFiles } from '../../platform/applications/attachment-files.ts';
import { AttachmentRecords } from '../../platform/applications/attachment-records.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { openPostgres } from '../../platform/storage/postgres.ts';
import { openSqlite } from '../../platform/storage/sqlite.ts';
import { type RealPostgres, startPostgres } from '../platform/real-postgres.ts';
import { attachmentContract } from './attachment-store.contract.ts';
import { tempFolder } from './stand.ts';

let postgres: RealPostgres;
beforeAll(async () => {
	postgres = await startPostgres();
}, 240_000);
afterAll(async () => postgres?.close(), 60_000);

attachmentContract('files', async () => {
	const { folder, remove } = tempFolder('attachments');
	return { store: new AttachmentFiles(folder), again: async () => new AttachmentFiles(folder), done: async () => remove() };
});

attachmentContract('records of the memory store', async () => {
	const store = new MemoryStore();
	return { store: new AttachmentRecords(store, 'DEMO'), again: async () => new AttachmentRecords(store, 'DEMO'), done: async () => {} };
});

attachmentContract('records of node:sqlite', async () => {
	const { folder, remove } = tempFolder('attachments');
	let open = openSqlite(folder);
	return {
		store: new AttachmentRecords(open, 'DEMO'),
		again: async () => {
			await open.close();
			open = openSqlite(folder);
			return new AttachmentRecords(open, 'DEMO');
		},
		done: async () => {
			await open.close();
			remove();
		},
	};
});

attachmentContract('records of PostgreSQL', async () => {
	const url = await postgres.freshDatabase();
	let open = await openPostgres({ url, hall: 'DEMO' });
	return {
		store: new AttachmentRecords(open, 'DEMO'),
		again: async () => {
			await open.close();
			open = await openPostgres({ url, hall: 'DEMO' });
			return new AttachmentRecords(open, 'DEMO');
		},
		done: () => open.close(),
	};
});

test('what a kill left half written is no chunk, and a folder that cannot be written is said', async () => {
	const { folder, remove } = tempFolder('attachments');
	try {
		const ref = 'a'.repeat(32);
		const place = { ref, attachment: '1'.repeat(16), index: 0 };
		const store = new AttachmentFiles(folder);
		mkdirSync(join(folder, 'aa', ref), { recursive: true });
		writeFileSync(join(folder, 'aa', ref, `${'1'.repeat(16)}.0.123.new`), 'half');
		expect(await store.list(ref)).toEqual([]);
		expect(await store.read(place)).toBeNull();
		const inTheWay = new AttachmentFiles(join(folder, 'file'));
		writeFileSync(join(folder, 'file'), '');
		chmodSync(join(folder, 'file'), 0o600);
		await expect(inTheWay.put(place, new Uint8Array(3))).rejects.toMatchObject({ name: 'StoreFailure', code: 'write-failed' });
	} finally {
		remove();
	}
});
