/** The common part of the programs that run on PostgreSQL: opening in words, standby, taking over, ending. */
import type { Log } from '../observe/log.ts';
import { endOnSignal, inWords, stop } from '../start-in-words.ts';
import type { HallStore } from '../storage/contract.ts';
import { openPostgres } from '../storage/postgres.ts';
import { StoreFailure } from '../storage/store-failure.ts';
import { addressProblem, databaseInWords } from './database-address.ts';
import { type Works, workInTurns } from './work-in-turns.ts';

export interface OnDatabase<W extends Works> {
	/** `platform` or `centre`, as the person calls it. */
	what: string;
	database: string;
	/** What the lock of the database stands for. */
	lock: string;
	host: string;
	port: number;
	log: Log;
	start(store: HallStore, port: number): Promise<W>;
	/** The line that tells that it works. */
	ready(works: W): string;
}

export async function runOnDatabase<W extends Works>(parts: OnDatabase<W>): Promise<void> {
	const { what, database, lock, host, port, log } = parts;
	const wrong = addressProblem(database);
	if (wrong) stop(`The ${what} cannot start. ${wrong}`);
	const turns = workInTurns<W>({
		lock,
		host,
		port,
		log,
		async open() {
			try {
				return await openPostgres({ url: database, hall: lock });
			} catch (cause) {
				if (cause instanceof StoreFailure && cause.code === 'in-use') throw cause;
				throw new StoreFailure('cannot-open', databaseInWords(database, cause));
			}
		},
		start: parts.start,
		working: (works) => process.stdout.write(`${parts.ready(works)}\n`),
		standby: (bound) =>
			process.stdout.write(`Tidehall ${what} standby: http://${host.includes(':') ? `[${host}]` : host}:${bound} ${lock}\n`),
	});
	const words = (cause: unknown) => inWords(cause, { host, port });
	endOnSignal(what, () => turns.close(), words);
	await turns.done.catch((cause) => stop(`The ${what} cannot start. ${words(cause)}`));
}
