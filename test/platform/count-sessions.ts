/** Prints how many sign-ins a platform's store holds; it may be running. */
import { readSqlite } from '../../platform/storage/sqlite.ts';

const store = readSqlite(process.argv[2]!);
process.stdout.write(`${(await store.records('session')).length}\n`);
await store.close();
