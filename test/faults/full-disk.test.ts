import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { JournalEntry } from '../../domain/contracts/bridge.ts';
import { type Journal, JournalError } from '../../electron/journal/journal.ts';
import { openJournal } from '../../electron/journal/open-journal.ts';
import type { HallStore } from '../../platform/storage/contract.ts';
import { openSqlite } from '../../platform/storage/sqlite.ts';
import { LoopDisk, whyNoLoopDisks } from './loop-disk.ts';
import { seatEpoch, startOn } from './small-platform.ts';

const why = await whyNoLoopDisks();
const place = why === null ? 'a real disk' : `NOT PLAYED HERE, ${why}`;

let disk: LoopDisk | null = null;
let journal: Journal | null = null;
let store: HallStore | null = null;
afterEach(async () => {
	await journal?.close();
	await store?.close();
	await disk?.remove();
	journal = null;
	store = null;
	disk = null;
});

/** Something else takes all the room but this much. */
function fill(folder: string, leftBytes: number): void {
	const { bavail, bsize } = statfsSync(folder);
	writeFileSync(join(folder, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - leftBytes), 1), { flush: true });
}
/** What `fill` left over for the file system's own books is taken in small pieces. */
function fillToTheBrim(folder: string): void {
	fill(folder, 64 * 1024);
	try {
		for (;;) writeFileSync(join(folder, 'filler'), Buffer.alloc(1024, 1), { flag: 'a' });
	} catch (cause) {
		if ((cause as NodeJS.ErrnoException).code !== 'ENOSPC') throw cause;
	}
}
const makeRoom = (folder: string) => rmSync(join(folder, 'filler'));

const report = (n: number): JournalEntry => ({
	type: 'reported',
	station: 'T2',
	command: { station: 'T2', epoch: seatEpoch, n, occurredAt: n, name: 'help-called', body: {} },
});

test(`I-22 I-1 ${place} runs full while tickets are issued: a typed refusal, nothing acknowledged is lost, and it goes on with room`, async () => {
	if (why !== null) return expect(why).not.toBe('');
	disk = await LoopDisk.make(8);
	const { folder } = disk;
	const notes: string[] = [];
	const open = () =>
		openJournal({ folder: join(folder, 'journal'), stations: ['T2'], now: Date.now, note: ({ code }) => notes.push(code) });
	journal = await open();
	fill(folder, 96 * 1024);

	const kept: number[] = [];
	let refusal: unknown = null;
	let n = 0;
	while (refusal === null && n < 5_000) {
		n += 1;
		await journal.append([report(n)]).then(
			() => kept.push(n),
			(cause) => {
				refusal = cause;
			},
		);
	}
	expect(refusal).toBeInstanceOf(JournalError);
	expect(refusal).toMatchObject({ code: 'disk-full' });
	expect(kept.length).toBeGreaterThan(10);
	// Full stays full: every further try is refused in the same way.
	fillToTheBrim(folder);
	await expect(journal.append([report(n)])).rejects.toMatchObject({ code: 'disk-full' });
	expect(journal.seats(['T2'])[0]!.owed.map((command) => command.n)).toEqual(kept);

	makeRoom(folder);
	await journal.append([report(n)]);
	kept.push(n);
	await disk.cutPower();
	await journal.close();
	await disk.unmount();
	await disk.mount();
	notes.length = 0;
	journal = await open();
	expect(journal.seats(['T2'])[0]!.owed.map((command) => command.n)).toEqual(kept);
	expect(notes).toEqual([]);
});

test(`I-22 a machine started on ${place} that is full keeps its old journal, and issues once there is room`, async () => {
	if (why !== null) return expect(why).not.toBe('');
	disk = await LoopDisk.make(8);
	const { folder } = disk;
	const notes: string[] = [];
	const open = () =>
		openJournal({ folder: join(folder, 'journal'), stations: ['T2'], now: Date.now, note: ({ code }) => notes.push(code) });
	journal = await open();
	for (let n = 1; n <= 60; n++) await journal.append([report(n)]);
	await journal.close();
	fillToTheBrim(folder);
	notes.length = 0;
	journal = await open();
	expect(notes).toEqual(['journal-not-condensed']);
	expect(journal.seats(['T2'])[0]!.owed).toHaveLength(60);
	makeRoom(folder);
	await journal.append([report(61)]);
	await journal.close();
	journal = await open();
	expect(journal.seats(['T2'])[0]!.owed).toHaveLength(61);
});

test(`I-22 I-8 the platform on ${place} that runs full refuses and says so, has lost nothing, and works after a start with room`, async () => {
	if (why !== null) return expect(why).not.toBe('');
	disk = await LoopDisk.make(8);
	const { folder } = disk;
	const data = join(folder, 'data');
	store = openSqlite(data);
	const failures: string[] = [];
	const { keeper, clock } = await startOn(store, 0, (code) => failures.push(code));
	const ask = (n: number) => ({
		station: 'T1',
		epoch: seatEpoch,
		n,
		occurredAt: clock.now(),
		name: 'issue-ticket',
		body: { visit: { queue: 'A', items: [], channel: 'no-card' } },
	});
	fill(folder, 160 * 1024);
	let kept = 0;
	for (;;) {
		const answer = await keeper.authority.submit([ask(kept + 1)]);
		if (!answer.ok) {
			expect(answer).toMatchObject({ code: 'busy', detail: expect.stringMatching(/cannot write its store/) });
			break;
		}
		kept += 1;
		expect(kept).toBeLessThan(5_000);
	}
	expect(kept).toBeGreaterThan(3);
	expect(failures).toEqual(['write-failed']);
	expect(keeper.authority.stopped).toBe('store-failed');
	// What it holds is what it has acknowledged: the refused ticket is not in its state.
	expect(Object.keys(keeper.authority.state.tickets)).toHaveLength(kept);
	expect(await keeper.authority.submit([ask(kept + 1)])).toMatchObject({ ok: false, code: 'busy' });
	await store.close();

	makeRoom(folder);
	store = openSqlite(data);
	const again = await startOn(store, 0);
	expect(Object.keys(again.keeper.authority.state.tickets)).toHaveLength(kept);
	expect(await again.keeper.authority.lastNumber('T1', seatEpoch)).toBe(kept);
	expect(await again.keeper.authority.submit([ask(kept + 1)])).toMatchObject({ ok: true });
});
