/** The limit: single inserts, each its own fsynced transaction, on the same disk with the settings of the platform's store. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { durablePragmas } from '../../../platform/storage/sqlite-file.ts';

/** About the size of one issued ticket's event. */
const row = JSON.stringify({ name: 'ticket-issued', body: 'x'.repeat(420) });

/** Commits per second over `count` commits, one after another. */
export function rawCommitsPerSecond(folder: string, count: number): number {
	const database = new DatabaseSync(join(folder, 'raw.sqlite'));
	try {
		for (const pragma of durablePragmas) database.exec(pragma);
		database.exec('CREATE TABLE event (position INTEGER PRIMARY KEY, event TEXT NOT NULL)');
		const insert = database.prepare('INSERT INTO event (event) VALUES (?)');
		const began = performance.now();
		for (let each = 0; each < count; each++) insert.run(row);
		return count / ((performance.now() - began) / 1_000);
	} finally {
		database.close();
	}
}
