/** Puts single flipped bits right in place, by the check that found them. In the caller's transaction, with the triggers of events off. */
import type { Client } from 'pg';
import { chainStart } from '../../domain/day-hash.ts';
import { valueIn } from './day-proof.ts';
import { eventPutRight, fieldsPutRight, notePutRight, numbersNear } from './one-bit.ts';
import { noteCheck } from './record-sets.ts';
import { chainAfter, rowCheck } from './row-proof.ts';
import type { StoredRow } from './stored-rows.ts';

/** A row's place in its table, which holds within one transaction until the row is changed. */
type Placed = StoredRow & { place: string };

const pageSize = 500;

/** Answers how many rows were put right. */
export async function putBitsRight(client: Client): Promise<number> {
	const text = (table: string, fields: readonly string[], number: string | null = null) => rowsPutRight(client, table, fields, number);
	return (
		(await text('hall_day', ['hall', 'day', 'plan'])) +
		(await text('outcome', ['hall', 'station', 'epoch', 'n', 'outcome'], 'n')) +
		(await text('record', ['kind', 'key', 'value'])) +
		(await notes(client)) +
		(await events(client))
	);
}

/** `fields`: what the check is made of; `number`: which of them is no text. */
async function rowsPutRight(client: Client, table: string, fields: readonly string[], number: string | null): Promise<number> {
	let mended = 0;
	const wrong: Placed[] = [];
	const names = fields.join(', ');
	await client.query(`DECLARE rows_of_${table} NO SCROLL CURSOR FOR SELECT ctid::text AS place, ${names}, proof FROM ${table}`);
	for (;;) {
		const { rows } = await client.query<Placed>(`FETCH ${pageSize} FROM rows_of_${table}`);
		for (const row of rows) if (row.proof !== rowCheck(...fields.map((name) => row[name] as string | number))) wrong.push(row);
		if (rows.length < pageSize) break;
	}
	await client.query(`CLOSE rows_of_${table}`);
	for (const row of wrong) {
		const right = fieldsOf(row, fields, number);
		if (!right) continue;
		await client.query(
			`UPDATE ${table} SET ${fields.map((name, index) => `${name} = $${index + 3}`).join(', ')}, proof = $2 WHERE ctid = $1::tid`,
			[row.place, rowCheck(...right), ...right],
		);
		mended += 1;
	}
	return mended;
}

function fieldsOf(row: StoredRow, fields: readonly string[], number: string | null): (string | number)[] | null {
	const given = fields.map((name) => row[name] as string | number);
	const at = number === null ? -1 : fields.indexOf(number);
	for (const near of at < 0 ? [] : numbersNear(Number(given[at]))) {
		const tried = given.map((each, index) => (index === at ? near : each));
		if (rowCheck(...tried) === row.proof) return tried;
	}
	const right = fieldsPutRight(
		given.map((each) => Buffer.from(String(each))),
		Buffer.from(String(row.proof)),
	);
	return right?.map((each, index) => (index === at ? Number(each) : each)) ?? null;
}

async function notes(client: Client): Promise<number> {
	let mended = 0;
	const { rows } = await client.query<Placed>('SELECT ctid::text AS place, kind, count, sum, proof FROM record_set');
	for (const { place, kind, count, sum, proof } of rows) {
		const right = notePutRight({ kind: String(kind), count: Number(count), sum: String(sum) }, String(proof));
		if (!right) continue;
		await client.query('UPDATE record_set SET kind = $2, count = $3, sum = $4, proof = $5 WHERE ctid = $1::tid', [
			place,
			...[right.kind, right.count, right.sum, noteCheck(right)],
		]);
		mended += 1;
	}
	return mended;
}

async function events(client: Client): Promise<number> {
	let mended = 0;
	const { rows: days } = await client.query<StoredRow>('SELECT DISTINCT hall, day FROM event');
	for (const { hall, day } of days) {
		const { rows } = await client.query<Placed>(
			'SELECT ctid::text AS place, position, event, chain FROM event WHERE hall = $1 AND day = $2 ORDER BY position',
			[hall, day],
		);
		let [before, last] = [chainStart, 0];
		for (const { place, position, event, chain } of rows) {
			const value = valueIn(String(event));
			const fits = value !== undefined && chainAfter(before, value) === chain;
			const right = fits || position !== last + 1 ? null : eventPutRight(before, Buffer.from(String(event)), String(chain));
			if (right !== null) {
				await client.query('UPDATE event SET event = $2 WHERE ctid = $1::tid', [place, right]);
				mended += 1;
			}
			[before, last] = [String(chain), Number(position)];
		}
	}
	return mended;
}
