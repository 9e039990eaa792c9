/** The audit as it lies in a store: durable before it is answered, chained, and every tampering located. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, test } from 'vitest';
import type { AuditRow, AuditSaid } from '../../domain/contracts/audit.ts';
import { AuditBook, auditKeptMs } from '../../platform/audit/audit-book.ts';
import { keyOfLine, kindOfLine } from '../../platform/audit/audit-rows.ts';
import { type AuditPlace, searchAudit } from '../../platform/audit/audit-search.ts';
import { chainBegin } from '../../platform/audit/chain.ts';
import { LookLimit } from '../../platform/audit/look-limit.ts';
import { verifyAudit } from '../../platform/audit/verify-audit.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { rowCheck } from '../../platform/storage/row-proof.ts';
import { openSqlite } from '../../platform/storage/sqlite.ts';
import { StoreFailure } from '../../platform/storage/store-failure.ts';
import { demoHall, HandClock, helpCalled, tuesdayMorning } from './fixture.ts';

const hall = 'DEMO';
const look = (part: number): AuditSaid => ({
	staff: '0307',
	station: 'W01',
	what: 'field',
	ref: 'ab'.repeat(16),
	part: `f${part}`,
	reason: 'in-hand',
});
const open = (store: MemoryStore, clock = new HandClock(), more = {}) => AuditBook.open({ store, hall, platform: 'P1', clock, ...more });

async function filled(count: number) {
	const store = new MemoryStore();
	const clock = new HandClock();
	const book = await open(store, clock);
	for (let each = 1; each < count; each += 1) {
		clock.at += 1_000;
		await book.write(look(each));
	}
	return { store, clock, book };
}
/** As somebody with the database in hand would: the row and everything that stands beside it. */
const rewrite = (store: MemoryStore, chain: string, n: number, value: unknown) =>
	store.putRecord(kindOfLine(hall, chain, n), keyOfLine(n), value);
const row = (store: MemoryStore, chain: string, n: number) =>
	store.record(kindOfLine(hall, chain, n), keyOfLine(n)) as Promise<{ line: { staff: string; n: number }; hash: string }>;

describe('lines of the audit', () => {
	test('are numbered and chained in the order they came, also when many come at once, and go on after a restart', async () => {
		const store = new MemoryStore();
		const book = await open(store);
		await Promise.all(Array.from({ length: 450 }, (_, each) => book.write(look(each))));
		const again = await open(store);
		await again.write(look(999));
		expect(again.chain).toBe(book.chain);
		expect((await again.lines()).map(({ n }) => n)).toEqual(Array.from({ length: 452 }, (_, each) => each + 1));
		expect(await verifyAudit(store, hall)).toMatchObject({ lines: 452, faults: [] });
	});

	test('P1 what looks like a number of a document never gets in, whoever hands it over', async () => {
		const store = new MemoryStore();
		const book = await open(store);
		await book.write({ ...look(1), ref: '11010519491231002X', part: '王小明', reason: '13800138000' });
		expect((await book.lines()).at(-1)).toMatchObject({ ref: 'left-out', part: 'left-out', reason: 'left-out' });
	});

	test('when the store takes nothing more, nobody is told that the line is there', async () => {
		const store = new MemoryStore();
		const failed: string[] = [];
		const book = await open(store, new HandClock(), { watch: { failed: (code: string) => failed.push(code), wrote: () => {} } });
		store.putRecords = () => Promise.reject(new StoreFailure('write-failed', 'full'));
		await expect(book.write(look(1))).rejects.toMatchObject({ code: 'write-failed' });
		expect(failed).toEqual(['write-failed']);
		expect(await book.lines()).toHaveLength(1);
	});

	test('a store that was put back from a backup begins a chain of its own, which names the one before', async () => {
		const { store, book } = await filled(5);
		const after = await open(store, new HandClock(), { anew: true });
		expect(after.chain).not.toBe(book.chain);
		expect(await after.lines()).toMatchObject([{ n: 1, what: 'chain-began', ref: book.chain }]);
		expect(await verifyAudit(store, hall)).toMatchObject({ lines: 6, faults: [] });
	});

	test('go when three years are over, from the beginning alone, and what is left still holds', async () => {
		const { store, clock, book } = await filled(1_250);
		clock.at += auditKeptMs - 100_000;
		await book.forget(clock.at);
		const left = (await book.lines()).length;
		expect(left).toBeGreaterThan(50);
		expect(left).toBeLessThan(150);
		expect(await verifyAudit(store, hall)).toMatchObject({ lines: left, faults: [] });
		const again = await open(store, clock);
		await again.write(look(1));
		expect(await verifyAudit(store, hall)).toMatchObject({ lines: left + 1, faults: [] });
	});
});

describe('whoever changes the audit by hand is found, with the number of the line', () => {
	const tampered = async (change: (store: MemoryStore, chain: string) => Promise<unknown>) => {
		const { store, clock, book } = await filled(1_030);
		const lines = await book.lines();
		await change(store, book.chain);
		const { faults } = await verifyAudit(store, hall);
		return { faults, at: (n: number) => lines[n - 1]!.at, clock };
	};

	test('a line that was altered', async () => {
		const { faults, at } = await tampered(async (store, chain) => {
			const kept = await row(store, chain, 700);
			await rewrite(store, chain, 700, { ...kept, line: { ...kept.line, staff: '0001' } });
		});
		expect(faults).toMatchObject([{ n: 700, what: 'changed', at: at(699) }]);
	});

	test('a line that was taken out', async () => {
		const { faults, at } = await tampered((store, chain) => store.deleteRecord(kindOfLine(hall, chain, 1_005), keyOfLine(1_005)));
		expect(faults).toMatchObject([{ n: 1_005, what: 'missing', at: at(1_004) }]);
	});

	test('two lines that changed places', async () => {
		const { faults } = await tampered(async (store, chain) => {
			const [one, other] = [await row(store, chain, 20), await row(store, chain, 30)];
			await rewrite(store, chain, 20, other);
			await rewrite(store, chain, 30, one);
		});
		expect(faults).toMatchObject([{ n: 20, what: 'moved' }]);
	});

	test('a tail that was cut off: by the end that is kept apart, and where that was changed too, by the mark at the centre', async () => {
		const { store, book } = await filled(40);
		const [ends] = book.ends();
		const point = { chain: book.chain, n: ends!.n, hash: ends!.hash, at: ends!.at };
		const lines = await book.lines();
		for (let n = 31; n <= 40; n += 1) await store.deleteRecord(kindOfLine(hall, book.chain, n), keyOfLine(n));
		expect((await verifyAudit(store, hall)).faults).toMatchObject([{ n: 31, what: 'missing', at: lines[29]!.at }]);
		const last = await row(store, book.chain, 30);
		await store.putRecord(`audit-chain/${hall}`, book.chain, { own: true, n: 30, hash: last.hash, at: lines[29]!.at, from: chainBegin });
		expect((await verifyAudit(store, hall)).faults).toEqual([]);
		expect((await verifyAudit(store, hall, [point])).faults).toMatchObject([{ n: 31, what: 'cut', at: lines[29]!.at }]);
	});

	test('a chain that was written anew from a line on, hashes and all, does not fit the mark at the centre', async () => {
		const { store, clock, book } = await filled(20);
		const [ends] = book.ends();
		const point = { chain: book.chain, n: ends!.n, hash: ends!.hash, at: ends!.at };
		const other = new MemoryStore();
		const forged = await open(other, clock);
		for (let each = 1; each < 20; each += 1) await forged.write({ ...look(each), staff: '0001' });
		for (let n = 1; n <= 20; n += 1) await rewrite(store, book.chain, n, await row(other, forged.chain, n));
		const [theirs] = forged.ends();
		const { chain: _chain, ...value } = theirs!;
		await store.putRecord(`audit-chain/${hall}`, book.chain, value);
		expect((await verifyAudit(store, hall)).faults).toEqual([]);
		expect((await verifyAudit(store, hall, [point])).faults).toMatchObject([{ n: 20, what: 'differs' }]);
	});

	test('1,000 tamperings drawn by chance, each at its place', async () => {
		const { store, book } = await filled(60);
		let seed = 20261122;
		const draw = (below: number) => {
			seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
			return seed % below;
		};
		const lines = await book.after(book.chain, 0);
		const chain = book.chain;
		const point = [{ chain, n: 60, hash: lines[59]!.hash, at: 0 }];
		const { ChainCheck } = await import('../../platform/audit/chain.ts');
		const [ends] = book.ends();
		for (let trial = 0; trial < 1_000; trial += 1) {
			const at = draw(59);
			const kind = trial % 4;
			const changed =
				kind === 0
					? lines.map((kept, index) => (index === at ? { ...kept, line: { ...kept.line, at: kept.line.at + 1 + draw(9) } } : kept))
					: kind === 1
						? lines.filter((_, index) => index !== at)
						: kind === 2
							? lines.map((kept, index) => (index === at ? lines[at + 1]! : index === at + 1 ? lines[at]! : kept))
							: lines.slice(0, at);
			const check = new ChainCheck(kind === 3 ? { ...ends!, n: at, hash: lines[at - 1]?.hash ?? chainBegin.hash } : ends!, point);
			for (const kept of changed) check.take(kept);
			expect([trial, check.end()?.n]).toEqual([trial, at + 1]);
		}
		expect(await verifyAudit(store, hall, point)).toMatchObject({ faults: [], held: 1 });
	});

	test('in the file of the database, with the check beside the row made to fit', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'audit-'));
		ends.push(() => rmSync(folder, { recursive: true }));
		const store = openSqlite(folder);
		const book = await AuditBook.open({ store, hall, platform: 'P1', clock: new HandClock() });
		for (let each = 1; each < 30; each += 1) await book.write(look(each));
		const { chain } = book;
		await store.close();
		const database = new DatabaseSync(join(folder, 'hall.sqlite'));
		const [kind, key] = [kindOfLine(hall, chain, 12), keyOfLine(12)];
		const { value } = database.prepare('SELECT value FROM record WHERE kind = ? AND key = ?').get(kind, key) as { value: string };
		const other = value.replace('0307', '0001');
		database.prepare('UPDATE record SET value = ?, proof = ? WHERE kind = ? AND key = ?').run(other, rowCheck(kind, key, other), kind, key);
		database.prepare('DELETE FROM record WHERE kind = ? AND key = ?').run(kind, keyOfLine(25));
		database.close();
		const again = openSqlite(folder);
		ends.push(() => again.close());
		expect((await verifyAudit(again, hall)).faults).toMatchObject([{ n: 12, what: 'changed' }]);
	});
	const ends: (() => unknown)[] = [];
	afterEach(async () => {
		for (const end of ends.splice(0).reverse()) await end();
	});
});

test('copies of another platform’s chain go on where they end, and a chain that forked is not taken', async () => {
	const { book } = await filled(30);
	const other = await AuditBook.open({ store: new MemoryStore(), hall, platform: 'P2', clock: new HandClock() });
	const lines = await book.after(book.chain, 0);
	expect(await other.take(book.chain, chainBegin, lines.slice(0, 10))).toEqual({ ok: true, taken: 10 });
	expect(await other.take(book.chain, chainBegin, lines.slice(5, 20))).toEqual({ ok: true, taken: 10 });
	expect(await other.take(book.chain, chainBegin, lines.slice(22))).toEqual({ ok: false, code: 'differs' });
	expect(await other.take(other.chain, chainBegin, lines)).toEqual({ ok: false, code: 'differs' });
	const changed = lines.slice(20).map((kept) => ({ ...kept, line: { ...kept.line, staff: '0001' } }));
	expect(await other.take(book.chain, chainBegin, changed)).toEqual({ ok: false, code: 'differs' });
	expect(await other.take(book.chain, chainBegin, lines)).toEqual({ ok: true, taken: 10 });
});

test('the cap by the hour counts looks at people alone, each person by themselves, also over a restart', async () => {
	const store = new MemoryStore();
	const clock = new HandClock();
	const book = await open(store, clock);
	const limit = await LookLimit.open(book, () => clock.at, 3);
	for (let each = 0; each < 5; each += 1) await book.write({ staff: '0307', station: 'W01', what: 'sign-in' });
	for (let each = 0; each < 3; each += 1) {
		expect(limit.may('0307')).toBe(true);
		await book.write(look(each));
	}
	expect(limit.may('0307')).toBe(false);
	expect(limit.may('0308')).toBe(true);
	expect(limit.reached()).toBe(1);
	const again = await LookLimit.open(await open(store, clock), () => clock.at, 3);
	expect(again.may('0307')).toBe(false);
	clock.at += 3_600_000;
	expect(again.may('0307')).toBe(true);
});

test('pages of an auditor meet without a row twice or missing, over days of the log and lines of one instant', async () => {
	const store = new MemoryStore();
	const clock = new HandClock();
	const { plan } = demoHall();
	const book = await open(store, clock);
	const dayMs = 24 * 3_600_000;
	for (let day = 0; day < 8; day += 1) {
		const date = new Date(tuesdayMorning + day * dayMs).toISOString().slice(0, 10);
		await store.keepDay(hall, date, plan);
		const at = tuesdayMorning + day * dayMs;
		const events = [1, 2, 3].map((position) => ({
			...helpCalled(position),
			day: date,
			staff: position === 2 ? null : '0307',
			occurredAt: at,
			recordedAt: at,
		}));
		await store.commit({ hall, day: date, events, outcomes: [] });
		clock.at = at;
		for (let each = 0; each < 9; each += 1) await book.write(look(each));
	}
	const parts = { book, store, hall, timezone: plan.timezone, today: () => ({ day: '2099-01-01', events: [] }) };
	const filter = { from: tuesdayMorning - dayMs, to: clock.at + dayMs };
	const all = async (more: object, most: number) => {
		const rows: AuditRow[] = [];
		let before: AuditPlace | undefined;
		for (let page = 0; page < 200; page += 1) {
			const found = await searchAudit(parts, { ...filter, ...more }, before, most);
			expect(found.rows.length).toBeLessThanOrEqual(most);
			rows.push(...found.rows);
			if (!found.more) return rows;
			before = found.more;
		}
		throw new Error('it never ends');
	};
	// Eight days of nine lines and two of the log, and the line with which the book began.
	for (const most of [4, 7, 100]) {
		const rows = await all({}, most);
		expect(new Set(rows.map(({ of, chain, n }) => `${of} ${chain} ${n}`)).size).toBe(8 * 11 + 1);
		expect(rows).toHaveLength(8 * 11 + 1);
		expect(rows.map(({ at }) => at)).toEqual(rows.map(({ at }) => at).sort((one, other) => other - one));
	}
	expect(await all({ kind: 'log' }, 5)).toHaveLength(16);
	expect(await all({ kind: 'looks' }, 5)).toHaveLength(72);
	expect(await all({ staff: '0001' }, 5)).toHaveLength(0);
});
