/** What the pages of the real app keep in IndexedDB, as seen from inside them: each row once it is acknowledged, and all of them at one time. */
import type { Page } from 'playwright-core';
import type { JournalSeat } from '../../domain/contracts/bridge.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';

const word = 'kept-rows ';

/**
 * `tell` hears the positions of each transaction that IndexedDB has called complete, from now on until the page ends. `durability`: what is asked
 * of IndexedDB in place of what the product asks (`strict`).
 */
export async function watchRows(page: Page, tell: (positions: number[]) => void, durability: 'as it is' | 'relaxed'): Promise<void> {
	page.on('console', (message) => {
		const text = message.text();
		if (text.startsWith(word)) tell(JSON.parse(text.slice(word.length)));
	});
	await page.evaluate(
		({ start, relaxed }) => {
			const { put } = IDBObjectStore.prototype;
			const positions = new WeakMap<IDBTransaction, number[]>();
			IDBObjectStore.prototype.put = function (this: IDBObjectStore, value: { position: number }, key?: IDBValidKey) {
				const { transaction } = this;
				if (this.name === 'events') {
					const own = positions.get(transaction) ?? [];
					if (own.length === 0) transaction.addEventListener('complete', () => console.log(start + JSON.stringify(own)));
					own.push(value.position);
					positions.set(transaction, own);
				}
				return key === undefined ? put.call(this, value) : put.call(this, value, key);
			};
			if (!relaxed) return;
			const begin = IDBDatabase.prototype.transaction;
			IDBDatabase.prototype.transaction = function (this: IDBDatabase, stores: string | string[], mode?: IDBTransactionMode) {
				return begin.call(this, stores, mode, { durability: 'relaxed' });
			};
		},
		{ start: word, relaxed: durability === 'relaxed' },
	);
}

export interface KeptDay {
	day: string | null;
	/** In order of position. */
	events: HallEvent[];
}

/** Everything that the engine's database holds of the day it names; `null` = there is no database. */
export function rowsIn(page: Page): Promise<KeptDay | null> {
	return page.evaluate(async () => {
		const name = 'tidehall-engine';
		if (!(await indexedDB.databases()).some((each) => each.name === name)) return null;
		const answer = <T>(request: IDBRequest<T>) =>
			new Promise<T>((resolve, reject) => {
				request.onsuccess = () => resolve(request.result);
				request.onerror = () => reject(request.error);
			});
		const database = await answer(indexedDB.open(name));
		try {
			const read = database.transaction(['events', 'facts'], 'readonly');
			const facts: { key: string; value: unknown }[] = await answer(read.objectStore('facts').getAll());
			const rows: { day: string; position: number; event: HallEvent }[] = await answer(read.objectStore('events').getAll());
			const day = facts.find(({ key }) => key.startsWith('day/'))?.value;
			const held = rows.filter((row) => row.day === day).sort((one, other) => one.position - other.position);
			return { day: typeof day === 'string' ? day : null, events: held.map(({ event }) => event) };
		} finally {
			database.close();
		}
	});
}

/** What the journal of the machine owes and remembers, asked by the engine's page as the engine does. */
export function journalIn(page: Page): Promise<JournalSeat[]> {
	return page.evaluate(() => window.tidehall!.loadJournal());
}
