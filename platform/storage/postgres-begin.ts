/** What is done with a fresh connection: the tables are brought up to date, and the hall is taken. */
import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import { postgresMigrations, postgresSchemaVersion } from './postgres-schema.ts';
import { StoreFailure } from './store-failure.ts';

/** Rejects with `newer-schema`. */
export async function migrate(client: Client): Promise<void> {
	// Two processes may start at once: the second waits here and finds everything done.
	await client.query('SELECT pg_advisory_lock(7305)');
	try {
		await client.query('CREATE TABLE IF NOT EXISTS tidehall_schema (version integer NOT NULL)');
		const { rows } = await client.query<{ version: number }>('SELECT version FROM tidehall_schema');
		const version = rows[0]?.version ?? 0;
		if (version > postgresSchemaVersion)
			throw new StoreFailure(
				'newer-schema',
				`The store has schema ${version}; this Tidehall knows ${postgresSchemaVersion}. Use the newer program.`,
			);
		for (let step = version; step < postgresSchemaVersion; step++) {
			await client.query('BEGIN');
			const { sql, fill, end } = postgresMigrations[step]!;
			await client.query(sql);
			await fill?.(client);
			if (end) await client.query(end);
			await client.query('DELETE FROM tidehall_schema');
			await client.query('INSERT INTO tidehall_schema (version) VALUES ($1)', [step + 1]);
			await client.query('COMMIT');
		}
	} finally {
		await client.query('ROLLBACK').catch(() => {});
		await client.query('SELECT pg_advisory_unlock(7305)').catch(() => {});
	}
}

/** One process decides for a hall. Rejects with `in-use`. */
export async function takeHall(client: Client, hall: string): Promise<void> {
	const key = createHash('sha256').update(`tidehall ${hall}`).digest().readInt32BE(0);
	const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock(7306, $1) AS taken', [key]);
	if (!rows[0]?.taken)
		throw new StoreFailure(
			'in-use',
			`Another platform works for hall ${hall} on this database. It goes on there; start this one when that one has ended.`,
		);
}
