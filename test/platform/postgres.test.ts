/** The one storage contract on a real PostgreSQL, and what only a shared database can show: two processes, and the server dying. */
import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mendInPlace } from '../../platform/repair/open-sound.ts';
import { openPostgres } from '../../platform/storage/postgres.ts';
import { demoHall, epochOf, helpCalled } from './fixture.ts';
import { type RealPostgres, startPostgres } from './real-postgres.ts';
import { storageContract } from './storage.contract.ts';

let postgres: RealPostgres;
beforeAll(async () => {
	postgres = await startPostgres();
}, 240_000);
afterAll(async () => postgres?.close(), 60_000);

storageContract('PostgreSQL', async () => {
	const url = await postgres.freshDatabase();
	return {
		...{ store: await openPostgres({ url, hall: 'DEMO' }), done: () => {} },
		async lose(kind, key) {
			const { Client } = await import('pg');
			const byHand = new Client({ connectionString: url });
			await byHand.connect();
			await byHand.query('DELETE FROM record WHERE kind = $1 AND key = $2', [kind, key]);
			await byHand.end();
		},
	};
});

describe('PostgreSQL', () => {
	const { plan } = demoHall();
	const day = '2026-11-17';
	const batch = (position: number) => ({ hall: 'DEMO', day, events: [helpCalled(position)], outcomes: [] });

	test('keeps everything over a restart of the process', async () => {
		const url = await postgres.freshDatabase();
		const first = await openPostgres({ url, hall: 'DEMO' });
		await first.keepDay('DEMO', day, plan);
		await first.commit(batch(1));
		await first.close();
		const second = await openPostgres({ url, hall: 'DEMO' });
		expect(await second.read('DEMO', day, 0, 10)).toEqual([helpCalled(1)]);
		await second.close();
	});

	test('lets one process decide for a hall, another for another hall, and any number read', async () => {
		const url = await postgres.freshDatabase();
		const first = await openPostgres({ url, hall: 'DEMO' });
		await first.keepDay('DEMO', day, plan);
		await expect(openPostgres({ url, hall: 'DEMO' })).rejects.toMatchObject({ code: 'in-use' });
		const other = await openPostgres({ url, hall: 'OTHER' });
		const reader = await openPostgres({ url });
		expect(await reader.days()).toHaveLength(1);
		await expect(reader.putRecord('k', 'a', 1)).rejects.toMatchObject({ code: 'write-failed' });
		await other.close();
		await reader.close();
		await first.close();
		await (await openPostgres({ url, hall: 'DEMO' })).close();
	});

	test('the process that decided is killed: another takes the hall and goes on where the log ends', async () => {
		const url = await postgres.freshDatabase();
		const program = `
			import { openPostgres } from './platform/storage/postgres.ts';
			const store = await openPostgres({ url: process.argv[1], hall: 'DEMO' });
			await store.keepDay('DEMO', '${day}', JSON.parse(process.argv[2]));
			await store.commit({ hall: 'DEMO', day: '${day}', events: [JSON.parse(process.argv[3])], outcomes: [] });
			console.log('kept');
			setInterval(() => {}, 1000);
		`;
		const child = spawn(
			process.execPath,
			['--input-type=module', '--eval', program, url, JSON.stringify(plan), JSON.stringify(helpCalled(1))],
			{ stdio: ['ignore', 'pipe', 'inherit'] },
		);
		await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
		await expect(openPostgres({ url, hall: 'DEMO' })).rejects.toMatchObject({ code: 'in-use' });
		const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
		child.kill('SIGKILL');
		await gone;
		// The server notices the broken connection by itself; until then the hall is held.
		const second = await untilFree(url);
		expect(await second.read('DEMO', day, 0, 10)).toEqual([helpCalled(1)]);
		await second.commit(batch(2));
		expect((await second.days()).map(({ head }) => head)).toEqual([2]);
		await second.close();
	}, 240_000);

	test('I-22 the server dies: what was acknowledged is there when it is back, and the old connection writes nothing more', async () => {
		const url = await postgres.freshDatabase();
		const store = await openPostgres({ url, hall: 'DEMO' });
		await store.keepDay('DEMO', day, plan);
		const seat = { hall: 'DEMO', station: 'T1', epoch: epochOf('a') };
		for (let n = 1; n <= 20; n += 1) {
			const outcome = { n, result: 'accepted' as const, day, from: n, to: n };
			await store.commit({ ...batch(n), outcomes: [{ station: 'T1', epoch: seat.epoch, outcome }] });
		}
		await postgres.kill();
		await expect(store.commit(batch(21))).rejects.toMatchObject({ code: 'write-failed' });
		await postgres.start();
		await expect(store.commit(batch(21))).rejects.toMatchObject({ code: 'write-failed' });
		await store.close();
		const again = await openPostgres({ url, hall: 'DEMO' });
		expect(await again.read('DEMO', day, 0, 100)).toHaveLength(20);
		expect(await again.lastNumber(seat)).toBe(20);
		await again.close();
	}, 240_000);

	test('S1 refuses to change or delete an event, even by hand', async () => {
		const url = await postgres.freshDatabase();
		const store = await openPostgres({ url, hall: 'DEMO' });
		await store.keepDay('DEMO', day, plan);
		await store.commit(batch(1));
		const { Client } = await import('pg');
		const byHand = new Client({ connectionString: url });
		await byHand.connect();
		for (const sql of ["UPDATE event SET event = '{}'", 'DELETE FROM event', 'TRUNCATE event'])
			await expect(byHand.query(sql)).rejects.toThrow(/never changes/);
		await byHand.query('UPDATE tidehall_schema SET version = 99');
		await byHand.end();
		await store.close();
		await expect(openPostgres({ url, hall: 'DEMO' })).rejects.toMatchObject({ code: 'newer-schema' });
	});

	test('says so when there is no server, and does not tell the password', async () => {
		const lost = openPostgres({ url: 'postgres://tidehall:canary-password@127.0.0.1:1/none', hall: 'DEMO' });
		await expect(lost).rejects.toMatchObject({ code: 'cannot-open' });
		await expect(lost).rejects.not.toThrow(/canary-password/);
	});
});

async function untilFree(url: string) {
	const end = Date.now() + 15_000;
	for (;;) {
		try {
			return await openPostgres({ url, hall: 'DEMO' });
		} catch (cause) {
			if (Date.now() > end) throw cause;
			await new Promise((resolve) => setTimeout(resolve, 100));
		}
	}
}

describe('S1 rows of a PostgreSQL that were changed by hand', () => {
	const { plan } = demoHall();
	const [day, older] = ['2026-11-17', '2026-11-16'];
	const hall = 'DEMO';
	const events = Array.from({ length: 30 }, (_, index) => ({ ...helpCalled(index + 1), n: index + 1 }));
	const seat = { hall, station: 'T1', epoch: epochOf('a') };
	const of = `hall = '${hall}' AND day = '${day}'`;
	const outcome = (n: number) => ({ station: 'T1', epoch: seat.epoch, outcome: { n, result: 'accepted' as const, day, from: n, to: n } });

	/** Two days, changed with the triggers off as an administrator could, and opened again. */
	async function changed(sql: string) {
		const url = await postgres.freshDatabase();
		const first = await openPostgres({ url, hall });
		await first.keepDay(hall, older, plan);
		await first.keepDay(hall, day, plan);
		await first.commit({ hall, day, events, outcomes: [1, 2, 3].map(outcome) });
		await first.putRecord('session', 'x', { staff: '1001' });
		await first.close();
		const { Client } = await import('pg');
		const byHand = new Client({ connectionString: url });
		byHand.on('error', () => {});
		await byHand.connect();
		await byHand.query(`ALTER TABLE event DISABLE TRIGGER ALL; ${sql}; ALTER TABLE event ENABLE TRIGGER ALL`);
		const store = await openPostgres({ url, hall });
		return {
			store,
			rows: async (text: string) => (await byHand.query(text)).rows,
			async end() {
				await store.close();
				await byHand.end();
			},
		};
	}

	test.each([
		['changed', `UPDATE event SET event = replace(event, '"T1"', '"T9"') WHERE ${of} AND position = 7`, { kind: 'changed', from: 7 }],
		['no event any more', `UPDATE event SET event = 'x' WHERE ${of} AND position = 7`, { kind: 'unreadable', from: 7 }],
		['taken out', `DELETE FROM event WHERE ${of} AND position = 7`, { kind: 'missing', from: 7, to: 7 }],
		['taken off at the end', `DELETE FROM event WHERE ${of} AND position > 20`, { kind: 'missing', from: 21, to: 30 }],
		[
			'put in the place of another',
			`UPDATE event SET event = (SELECT event FROM event WHERE ${of} AND position = 8) WHERE ${of} AND position = 7`,
			{ kind: 'changed', from: 7 },
		],
		[
			'put in at the end',
			`INSERT INTO event SELECT hall, day, 31, event, chain FROM event WHERE ${of} AND position = 30`,
			{ kind: 'changed', from: 31 },
		],
		['left, and their end moved', `UPDATE day_end SET head = 12 WHERE ${of}`, { kind: 'head' }],
		['left, and their plan changed', `UPDATE hall_day SET plan = replace(plan, 'name', 'nmae') WHERE ${of}`, { kind: 'plan' }],
	])('events are %s: found and located', async (_what, sql, damage) => {
		const { store, end } = await changed(sql);
		expect((await store.prove(hall, day)).damage[0]).toMatchObject({ day, ...damage });
		expect((await store.prove(hall, older)).damage).toEqual([]);
		await end();
	});

	test('outcomes, numbers and records: found, and refused when they are read', async () => {
		const { store, end } = await changed(
			`UPDATE outcome SET outcome = replace(outcome, '"from":2', '"from":3') WHERE n = 2; UPDATE seat SET n = 9; UPDATE record SET value = '{}'`,
		);
		expect(new Set((await store.damagedRows()).map(({ table }) => table))).toEqual(new Set(['outcome', 'record', 'seat']));
		await expect(store.outcome(seat, 2)).rejects.toMatchObject({ code: 'corrupt' });
		await expect(store.lastNumber(seat)).rejects.toMatchObject({ code: 'corrupt' });
		await expect(store.records('session')).rejects.toMatchObject({ code: 'corrupt' });
		await end();
	});

	test('a platform that starts on it mends it from a copy, and what was there is kept in the database; without one it refuses', async () => {
		const { store, rows, end } = await changed(`UPDATE event SET event = replace(event, '"T1"', '"T9"') WHERE ${of} AND position = 7`);
		const note = () => {};
		const parts = { plan, now: () => Date.parse(`${day}T02:00:00Z`), log: { info: note, warn: note, error: note } };
		await expect(mendInPlace(store, { ...parts, copies: () => [] })).rejects.toThrow(/event 7 is not what was written/);
		const short = { name: 'a short copy', day: async () => [{ plan: null, events: events.slice(0, 29) }] };
		await expect(mendInPlace(store, { ...parts, copies: () => [short] })).rejects.toThrow(/it ends at event 29/);
		expect(await rows('SELECT 1 FROM damaged_row')).toHaveLength(0);
		await mendInPlace(store, { ...parts, copies: () => [short, { name: 'a copy', day: async () => [{ plan: null, events }] }] });
		expect(await store.read(hall, day, 0, 100)).toEqual(events);
		expect((await rows('SELECT event FROM damaged_row WHERE position = 7'))[0].event).toContain('"T9"');
		expect(await rows('SELECT 1 FROM damaged_row')).toHaveLength(30);
		await expect(rows(`DELETE FROM event WHERE ${of}`)).rejects.toThrow(/never changes/);
		await store.commit({ hall, day, events: [helpCalled(31)], outcomes: [outcome(4)] });
		await end();
	});

	const note = () => {};
	const starting = { plan, now: () => Date.parse(`${day}T02:00:00Z`), log: { info: note, warn: note, error: note } };

	test('outcomes and last numbers are made anew from the log, a sign-in is left out, and what they were is kept in the database', async () => {
		const { store, rows, end } = await changed(
			`UPDATE outcome SET outcome = replace(outcome, '"from":2', '"from" : 2'); DELETE FROM outcome WHERE n = 3; UPDATE seat SET n = 9; UPDATE record SET value = '{}'`,
		);
		await mendInPlace(store, { ...starting, copies: () => [] }, true);
		expect(await store.damagedRows()).toEqual([]);
		// The log goes on beyond the outcomes that were kept: every command in it has one.
		expect(await Promise.all([1, 2, 3, 30].map((n) => store.outcome(seat, n)))).toEqual([1, 2, 3, 30].map((n) => outcome(n).outcome));
		expect(await store.lastNumber(seat)).toBe(30);
		expect(await store.records('session')).toEqual([]);
		const kept = await rows('SELECT was_in, was FROM damaged_other ORDER BY was_in');
		expect(kept.map(({ was_in }) => was_in)).toEqual(expect.arrayContaining(['outcome', 'record', 'seat']));
		await end();
	});

	test('a reservation comes from a copy that proves itself, gone or changed; without one it refuses and changes nothing', async () => {
		const url = await postgres.freshDatabase();
		const store = await openPostgres({ url, hall });
		const booked = ['R1', 'R2', 'R3'].map((key) => ({ kind: 'some-book', key, value: { of: key } }));
		await store.putRecords(booked);
		const { Client } = await import('pg');
		const byHand = new Client({ connectionString: url });
		await byHand.connect();
		await byHand.query(`DELETE FROM record WHERE key = 'R1'; UPDATE record SET value = '{"of":"me"}' WHERE key = 'R2'`);
		await expect(mendInPlace(store, { ...starting, copies: () => [] })).rejects.toThrow(/some-book/);
		const held = [{ key: 'R0', value: 0 }, ...booked.map(({ key, value }) => ({ key, value }))];
		await mendInPlace(store, { ...starting, copies: () => [{ name: 'a copy', day: async () => [], records: async () => held }] });
		expect(await store.records('some-book')).toEqual(booked.map(({ key, value }) => ({ key, value })));
		expect(await store.recordDamage(true)).toEqual({ uneven: [], notes: [], rows: [] });
		await byHand.end();
		await store.close();
	});

	test('one flipped bit is put right by the check that found it: of an event, an outcome, a record, a note', async () => {
		const { store, end } = await changed(
			`UPDATE event SET event = replace(event, '"position":7', '"position":6') WHERE ${of} AND position = 7; UPDATE outcome SET n = 2050 WHERE n = 2; UPDATE record SET value = replace(value, '1001', '1000'); UPDATE record_set SET count = 5 WHERE kind = 'session'`,
		);
		await mendInPlace(store, { ...starting, copies: () => [] }, true);
		expect(await store.read(hall, day, 0, 100)).toEqual(events);
		expect(await store.outcome(seat, 2)).toEqual(outcome(2).outcome);
		expect(await store.records('session')).toEqual([{ key: 'x', value: { staff: '1001' } }]);
		expect(await store.damagedRows()).toEqual([]);
		await end();
	});

	test('two halls on one database each note what they wrote, and what one loses is missed by both', async () => {
		const url = await postgres.freshDatabase();
		const [one, other] = [await openPostgres({ url, hall }), await openPostgres({ url, hall: 'OTHER' })];
		await Promise.all([0, 1, 2, 3, 4].flatMap((key) => [one.putRecord('slot', `A${key}`, key), other.putRecord('slot', `B${key}`, key)]));
		await one.deleteRecord('slot', 'B0');
		expect(await one.records('slot')).toHaveLength(9);
		expect((await other.recordDamage(true)).uneven).toEqual([]);
		await one.close();
		await other.close();
	});
});
