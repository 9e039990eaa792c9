/** A copy of the embedded store as it was at one commit, while its platform goes on writing: SQLite's own online copy. */
import { existsSync } from 'node:fs';
import { backup, DatabaseSync } from 'node:sqlite';
import { failure } from './sqlite-file.ts';
import { StoreFailure } from './store-failure.ts';

/** `from`: the database file of a data folder; `to`: the file to make. Rejects with a `StoreFailure`. */
export async function copySqlite(from: string, to: string): Promise<void> {
	if (!existsSync(from))
		throw new StoreFailure('missing', `There is no hall store: ${from} is not there. Give the data folder of the platform.`);
	try {
		const source = new DatabaseSync(from, { readOnly: true });
		try {
			// All in one step: with several, a hall that commits all the time would make it begin again without end.
			await backup(source, to, { rate: 2 ** 31 - 1 });
		} finally {
			source.close();
		}
	} catch (cause) {
		throw failure('read-failed', `The store ${from} cannot be copied`, cause);
	}
}
