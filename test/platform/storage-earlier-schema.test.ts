/** Stores that were made before there were proofs: brought up to date as they are, by SQL as the earlier program wrote it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { chainStart, continueChain } from '../../domain/day-hash.ts';
import { sha256 } from '../../platform/centre/sha256.ts';
import type { HallStore } from '../../platform/storage/contract.ts';
import { openPostgres } from '../../platform/storage/postgres.ts';
import { openSqlite, readSqlite } from '../../platform/storage/sqlite.ts';
import { demoHall, epochOf, helpCalled } from './fixture.ts';
import { type RealPostgres, startPostgres } from './real-postgres.ts';

const hall = 'DEMO';
const [older, day] = ['2026-11-16', '2026-11-17'];
const seat = { hall, station: 'T1', epoch: epochOf('a') };
const { plan } = demoHall();
const event = (of: string, position: number) => ({ ...helpCalled(position), day: of });
const eventsOf = (of: string, count: number) => Array.from({ length: count }, (_, index) => event(of, index + 1));

/** The tables of version 1, word for word as they were released. `%` = the text type. */
const tablesOfVersion1 = `
	CREATE TABLE hall_day (hall % NOT NULL, day % NOT NULL, plan % NOT NULL, head INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (hall, day));
	CREATE TABLE event (hall % NOT NULL, day % NOT NULL, position INTEGER NOT NULL CHECK (position >= 1), event % NOT NULL,
		PRIMARY KEY (hall, day, position), FOREIGN KEY (hall, day) REFERENCES hall_day (hall, day));
	CREATE TABLE seat (hall % NOT NULL, station % NOT NULL, epoch % NOT NULL, n INTEGER NOT NULL CHECK (n >= 1), PRIMARY KEY (hall, station, epoch));
	CREATE TABLE outcome (hall % NOT NULL, station % NOT NULL, epoch % NOT NULL, n INTEGER NOT NULL CHECK (n >= 1), outcome % NOT NULL,
		PRIMARY KEY (hall, station, epoch, n));
`;

const quoted = (value: unknown) => `'${JSON.stringify(value).replaceAll("'", "''")}'`;
const eventRow = (of: string, position: number, text = quoted(event(of, position))) =>
	`INSERT INTO event (hall, day, position, event) VALUES ('${hall}', '${of}', ${position}, ${text})`;
/** What the earlier program left: two days, two outcomes, a record; of the older day one event that cannot be read, where asked. */
const rowsOfVersion1 = (damaged: boolean) => [
	`INSERT INTO hall_day (hall, day, plan, head) VALUES ('${hall}', '${older}', ${quoted(plan)}, 3), ('${hall}', '${day}', ${quoted(plan)}, 4)`,
	...[1, 2, 3].map((position) => eventRow(older!, position, damaged && position === 2 ? `'{"half":'` : undefined)),
	...[1, 2, 3, 4].map((position) => eventRow(day!, position)),
	`INSERT INTO seat (hall, station, epoch, n) VALUES ('${hall}', 'T1', '${seat.epoch}', 2)`,
	...[1, 2].map(
		(n) =>
			`INSERT INTO outcome (hall, station, epoch, n, outcome) VALUES ('${hall}', 'T1', '${seat.epoch}', ${n}, ${quoted({ n, result: 'accepted', day, from: n, to: n })})`,
	),
	`INSERT INTO record (kind, key, value) VALUES ('session', 'x', '{"staff":"1001"}')`,
];

async function expectUpToDate(store: HallStore) {
	expect(await store.read(hall, day!, 0, 100)).toEqual(eventsOf(day!, 4));
	const hash = continueChain(chainStart, eventsOf(day!, 4), sha256);
	expect(await store.prove(hall, day!)).toEqual({ hall, day, head: 4, sound: { head: 4, hash }, anchors: [], damage: [] });
	expect((await store.prove(hall, older!)).damage).toEqual([]);
	expect(await store.damagedRows()).toEqual([]);
	expect((await store.days()).map(({ head }) => head)).toEqual([3, 4]);
	expect(await store.lastNumber(seat)).toBe(2);
	expect(await store.outcome(seat, 2)).toEqual({ n: 2, result: 'accepted', day, from: 2, to: 2 });
	expect(await store.record('session', 'x')).toEqual({ staff: '1001' });
	const next = { station: 'T1', epoch: seat.epoch, outcome: { n: 3, result: 'accepted' as const, day: day!, from: 5, to: 5 } };
	await store.commit({ hall, day: day!, events: [event(day!, 5)], outcomes: [next] });
	expect((await store.prove(hall, day!)).damage).toEqual([]);
}

describe('a store file of the earlier schema', () => {
	const folders: string[] = [];
	afterEach(() => {
		for (const each of folders.splice(0)) rmSync(each, { recursive: true, force: true });
	});
	function made(damaged = false): string {
		const folder = mkdtempSync(join(tmpdir(), 'tidehall-earlier-'));
		folders.push(folder);
		const database = new DatabaseSync(join(folder, 'hall.sqlite'));
		database.exec('PRAGMA journal_mode=WAL; PRAGMA foreign_keys=ON');
		const strict = tablesOfVersion1.replaceAll('%', 'TEXT').replaceAll(/\)\);/g, ')) STRICT, WITHOUT ROWID;');
		database.exec(`${strict}
			CREATE TABLE record (kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (kind, key)) STRICT, WITHOUT ROWID;
			CREATE TRIGGER event_is_final_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'an appended event never changes'); END;
			CREATE TRIGGER event_is_final_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'an appended event never goes away'); END;
			PRAGMA user_version=1`);
		for (const row of rowsOfVersion1(damaged)) database.exec(row);
		database.close();
		return folder;
	}

	test('is brought up to date once, with everything in it, and goes on', async () => {
		const folder = made();
		expect(() => readSqlite(folder)).toThrow(/Start the platform on it once/);
		const store = openSqlite(folder);
		await expectUpToDate(store);
		await store.close();
		const again = openSqlite(folder);
		expect((await again.prove(hall, day!)).sound.head).toBe(5);
		await again.close();
	});

	test('S1 keeps its events as final as they were', async () => {
		const folder = made();
		await openSqlite(folder).close();
		const byHand = new DatabaseSync(join(folder, 'hall.sqlite'));
		expect(() => byHand.exec("UPDATE event SET chain = ''")).toThrow(/never changes/);
		expect(() => byHand.exec('DELETE FROM event')).toThrow(/never goes away/);
		byHand.close();
	});

	test('of which an old event cannot be read is brought up to date all the same, and tells which', async () => {
		const store = openSqlite(made(true));
		expect((await store.prove(hall, older!)).damage[0]).toEqual({ day: older, kind: 'unreadable', from: 2, to: 2 });
		expect((await store.prove(hall, day!)).damage).toEqual([]);
		await expect(store.read(hall, older!, 0, 10)).rejects.toMatchObject({
			code: 'corrupt',
			message: expect.stringContaining(`event 2 of ${older}`),
		});
		await store.close();
	});
});

describe('a PostgreSQL database of the earlier schema', () => {
	let postgres: RealPostgres;
	beforeAll(async () => {
		postgres = await startPostgres();
	}, 240_000);
	afterAll(async () => postgres?.close(), 60_000);

	test('is brought up to date once, with everything in it, and goes on', async () => {
		const url = await postgres.freshDatabase();
		const client = new Client({ connectionString: url });
		await client.connect();
		await client.query(`${tablesOfVersion1.replaceAll('%', 'text')}
			CREATE TABLE record (kind text NOT NULL, key text NOT NULL COLLATE "C", value text NOT NULL, PRIMARY KEY (kind, key));
			CREATE FUNCTION event_is_final() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'an appended event never changes'; END $$;
			CREATE TRIGGER event_is_final BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION event_is_final();
			CREATE TRIGGER event_stays BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION event_is_final();
			CREATE TABLE tidehall_schema (version integer NOT NULL);
			INSERT INTO tidehall_schema (version) VALUES (1)`);
		for (const row of rowsOfVersion1(false)) await client.query(row);
		const store = await openPostgres({ url, hall });
		await expectUpToDate(store);
		await store.close();
		await expect(client.query("UPDATE event SET chain = ''")).rejects.toThrow(/never changes/);
		await client.end();
	});
});
