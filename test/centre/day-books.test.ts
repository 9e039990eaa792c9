/** The centre's books on the memory store and on a real PostgreSQL. */
import { afterAll, beforeAll } from 'vitest';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { openPostgres } from '../../platform/storage/postgres.ts';
import { type RealPostgres, startPostgres } from '../platform/real-postgres.ts';
import { dayBooksContract } from './day-books.contract.ts';

let postgres: RealPostgres;
beforeAll(async () => {
	postgres = await startPostgres();
}, 240_000);
afterAll(async () => postgres?.close(), 60_000);

/** Forgets nothing when it is "closed": stands for the same memory over a restart. */
class LastingMemory extends MemoryStore {
	override async close(): Promise<void> {}
}

dayBooksContract('memory', async () => {
	const store = new LastingMemory();
	return { store, again: async () => store };
});

dayBooksContract('PostgreSQL', async () => {
	const url = await postgres.freshDatabase();
	const open = () => openPostgres({ url, hall: 'centre' });
	return { store: await open(), again: open };
});
