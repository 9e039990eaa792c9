/** The same as `first-proofs.ts`, in PostgreSQL: what stands there is taken as what was written. */
import type { Client } from 'pg';
import { chainStart } from '../../domain/day-hash.ts';
import { valueIn } from './day-proof.ts';
import { chainAfter, rowCheck } from './row-proof.ts';

type Row = Record<string, string | number>;
/** A row's place in its table, which holds within one transaction. */
type Proved = { place: string; proof: string };

const pageSize = 5_000;

export async function postgresProofsOfAll(client: Client): Promise<void> {
	const { rows: days } = await client.query<Row>('SELECT hall, day, head FROM hall_day');
	for (const { hall, day, head } of days) await chainDay(client, hall!, day!, head!);
	await checkAll(client, 'hall_day', ['hall', 'day', 'plan']);
	await checkAll(client, 'seat', ['hall', 'station', 'epoch', 'n']);
	await checkAll(client, 'outcome', ['hall', 'station', 'epoch', 'n', 'outcome']);
	await checkAll(client, 'record', ['kind', 'key', 'value']);
}

async function checkAll(client: Client, table: string, fields: readonly string[]): Promise<void> {
	for (;;) {
		const { rows } = await client.query<Row>(
			`SELECT ctid::text AS place, ${fields.join(', ')} FROM ${table} WHERE proof = '' LIMIT ${pageSize}`,
		);
		if (rows.length === 0) return;
		await put(
			client,
			table,
			'proof',
			rows.map((row) => ({ place: String(row.place), proof: rowCheck(...fields.map((name) => row[name]!)) })),
		);
	}
}

/** An event that cannot be read gets no value, and those behind it a chain of their own: it is found as damaged from then on. */
async function chainDay(client: Client, hall: string | number, day: string | number, head: string | number): Promise<void> {
	let chain = chainStart;
	for (let after = 0; ; ) {
		const { rows } = await client.query<Row>(
			'SELECT ctid::text AS place, position, event FROM event WHERE hall = $1 AND day = $2 AND position > $3 ORDER BY position LIMIT $4',
			[hall, day, after, pageSize],
		);
		const proved = rows.map(({ place, event }) => {
			const value = valueIn(String(event));
			chain = value === undefined ? chainStart : chainAfter(chain, value);
			return { place: String(place), proof: chain };
		});
		await put(client, 'event', 'chain', proved);
		if (rows.length < pageSize) break;
		after = Number(rows.at(-1)!.position);
	}
	await client.query('INSERT INTO day_end (hall, day, head, chain) VALUES ($1, $2, $3, $4)', [hall, day, head, chain]);
}

async function put(client: Client, table: string, column: string, proved: Proved[]): Promise<void> {
	await client.query(
		`UPDATE ${table} SET ${column} = given.proof FROM unnest($1::tid[], $2::text[]) AS given (place, proof) WHERE ${table}.ctid = given.place`,
		[proved.map(({ place }) => place), proved.map(({ proof }) => proof)],
	);
}
