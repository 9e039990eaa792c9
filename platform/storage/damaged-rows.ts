/** Looks at every row beside the logs, in pages: its check, and that the outcomes of a seat follow each other up to its last number (S2). */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DamagedRow, RecordDamage } from './contract.ts';
import { unevenInWords } from './record-sets.ts';
import { rowCheck } from './row-proof.ts';
import { StoreFailure } from './store-failure.ts';
import type { StoredRow } from './stored-rows.ts';

type Table = DamagedRow['table'];
/** Rows after a key, in order of the key; fewer than asked only at the end. */
export type RowPages = (table: Table, after: (string | number)[], most: number) => Promise<StoredRow[]> | StoredRow[];

const pageSize = 500;
const keyOf = {
	outcome: ['hall', 'station', 'epoch', 'n'],
	seat: ['hall', 'station', 'epoch'],
	record: ['kind', 'key'],
} as const;
const before: Record<Table, (string | number)[]> = { outcome: ['', '', '', 0], seat: ['', '', ''], record: ['', ''] };
const checked = { outcome: 'outcome', seat: 'n', record: 'value' } as const;

export async function damagedRowsIn(pages: RowPages): Promise<DamagedRow[]> {
	const damaged: DamagedRow[] = [];
	const found = (table: Table, what: string) => damaged.push({ table, what });
	/** First the seats: what is committed while this reads must not look like damage. */
	const numbers = new Map<string, number>();
	for await (const row of all('seat', pages)) {
		if (!holds('seat', row)) found('seat', `${row.hall} ${row.station}`);
		numbers.set(seatOf(row), Number(row.n));
	}
	const ends = new Map<string, number>();
	for await (const row of all('outcome', pages)) {
		const { hall, station, n } = row;
		const seat = seatOf(row);
		const last = ends.get(seat) ?? 0;
		const numbered = Number(n);
		if (!holds('outcome', row)) found('outcome', `${hall} ${station} ${n}`);
		else if (numbered !== last + 1 && !/"result":"settled"/.test(String(row.outcome)))
			found('outcome', `${hall} ${station} ${last + 1} (gone)`);
		ends.set(seat, numbered);
	}
	for (const [seat, n] of numbers) if ((ends.get(seat) ?? 0) < n) found('outcome', `${nameOf(seat)} ${(ends.get(seat) ?? 0) + 1} (gone)`);
	for await (const row of all('seat', pages)) ends.delete(seatOf(row));
	for (const seat of ends.keys()) found('seat', `${nameOf(seat)} (gone)`);
	for await (const row of all('record', pages)) if (!holds('record', row)) found('record', String(row.kind));
	return damaged;
}

/** What the notes of which records there are say of them. */
export function unevenRows({ uneven, notes }: Pick<RecordDamage, 'uneven' | 'notes'>): DamagedRow[] {
	return [
		...uneven.map((each): DamagedRow => ({ table: 'record', what: unevenInWords(each) })),
		...notes.map((kind): DamagedRow => ({ table: 'record', what: `the note of which records of the kind ${kind} there are` })),
	];
}

const seatOf = ({ hall, station, epoch }: StoredRow) => `${hall}\n${station}\n${epoch}`;
const nameOf = (seat: string) => seat.split('\n').slice(0, 2).join(' ');

export function holds(table: Table, row: StoredRow): boolean {
	const key = keyOf[table].map((name) => row[name] as string | number);
	const fields = table === 'seat' ? [...key, row.n as number] : [...key, String(row[checked[table]])];
	return row.proof === rowCheck(...fields);
}

async function* all(table: Table, pages: RowPages): AsyncGenerator<StoredRow> {
	for (let after = before[table]; ; ) {
		const page = await pages(table, after, pageSize);
		yield* page;
		if (page.length < pageSize) return;
		const last = keyOf[table].map((name) => page.at(-1)![name] as string | number);
		// Rows whose order is damaged must not be read for ever.
		if (!isAfter(last, after))
			throw new StoreFailure('corrupt', `The store is damaged: rows of ${table} stand in another order than they should.`);
		after = last;
		await nextTurn();
	}
}

function isAfter(one: (string | number)[], other: (string | number)[]): boolean {
	const place = one.findIndex((each, index) => each !== other[index]);
	return place >= 0 && one[place]! > other[place]!;
}
