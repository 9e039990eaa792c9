/** The code of the first administrator, as a technician gets it at set-up. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { codeFits } from '../../platform/people/staff-account.ts';
import { StaffBook } from '../../platform/people/staff-book.ts';
import { openSqlite } from '../../platform/storage/sqlite.ts';
import { demoHallFile } from './fixture.ts';

test('it is printed once, lies nowhere in the folder, and works for a day', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'tidehall-first-'));
	try {
		const { stdout, stderr } = await promisify(execFile)(process.execPath, [
			'platform/first-administrator.ts',
			'--hall',
			demoHallFile,
			'--data',
			folder,
		]);
		const code = stdout.trim();
		expect(code).toMatch(/^[2-9B-DF-HJ-NP-TV-Z]{5}-[2-9B-DF-HJ-NP-TV-Z]{5}$/);
		expect(stderr).toContain('this once');
		for (const file of await readdir(folder)) expect((await readFile(join(folder, file))).includes(code.replace('-', ''))).toBe(false);
		const store = openSqlite(folder);
		const kept = await (await StaffBook.open(store, 'DEMO-HALL-01', [])).firstCode();
		expect(await codeFits(kept, code, Date.now())).toBe(true);
		expect(await codeFits(kept, code, Date.now() + 24 * 3_600_000 + 1)).toBe(false);
		await store.close();
	} finally {
		await rm(folder, { recursive: true });
	}
});
