import { describe, expect, test } from 'vitest';
import type { JournalEntry } from '../../domain/contracts/bridge.ts';
import { type JournalNote, openJournal } from '../../electron/journal/open-journal.ts';
import { MemoryDisk } from './memory-disk.ts';

const path = 'journal/journal.jsonl';
const epochs = ['aaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbb', 'cccccccccccccccc', 'dddddddddddddddd'];

function machine(disk: MemoryDisk, stations = ['T2']) {
	const notes: JournalNote[] = [];
	let epoch = 0;
	const open = () =>
		openJournal({
			folder: 'journal',
			stations,
			now: () => 7,
			note: (note) => notes.push(note),
			disk: disk.disk,
			newEpoch: () => epochs[epoch++]!,
		});
	return { open, notes };
}
const asked = (n: number): JournalEntry => ({ type: 'asked', station: 'T2', n });
const settled = (n: number): JournalEntry => ({ type: 'settled', station: 'T2', n });
const own = (sequence: number, day = '2026-03-02'): JournalEntry => ({ type: 'series', station: 'T2', day, series: 'A2', sequence });
const reported = (n: number): JournalEntry => ({
	type: 'reported',
	station: 'T2',
	command: { station: 'T2', epoch: epochs[0]!, n, occurredAt: 1, name: 'help-called', body: {} },
});

describe('journal', () => {
	test('S5 what was acknowledged is there after the power went, and the epoch stays', async () => {
		const disk = new MemoryDisk();
		const { open } = machine(disk);
		const first = await open();
		await first.append([asked(1), reported(2)]);
		await first.append([own(1), own(2), settled(1)]);
		disk.cutPower();
		const second = await open();
		expect(second.seats(['T2'])).toEqual([
			{
				station: 'T2',
				epoch: epochs[0],
				lastN: 2,
				openAsks: [],
				owed: [reported(2)].map((entry) => (entry as { command: unknown }).command),
				series: { '2026-03-02/A2': 2 },
			},
		]);
	});

	test('S5 an epoch is on the disk before anyone can use it', async () => {
		const disk = new MemoryDisk();
		const { open } = machine(disk);
		const before = (await open()).seats(['T2'])[0]!.epoch;
		disk.cutPower();
		expect((await open()).seats(['T2'])[0]!.epoch).toBe(before);
	});

	test('S5 a seat that joins the machine gets an epoch of its own, the others keep theirs', async () => {
		const disk = new MemoryDisk();
		await machine(disk).open();
		const { open, notes } = machine(disk, ['T2', 'W02']);
		const [terminal, window] = (await open()).seats(['T2', 'W02']);
		expect(terminal!.epoch).toBe(epochs[0]);
		expect(window!.lastN).toBe(0);
		expect(notes).toEqual([{ code: 'journal-seat-added', station: 'W02' }]);
	});

	test('a line torn by a power cut is cut off, with a note, whatever its length', async () => {
		for (let left = 1; left < 50; left += 7) {
			const disk = new MemoryDisk();
			const first = await machine(disk).open();
			await first.append([asked(1)]);
			disk.failSync = true;
			await expect(first.append([asked(2)])).rejects.toMatchObject({ code: 'journal-failed' });
			disk.failSync = false;
			disk.cutPower(left);
			const { open, notes } = machine(disk);
			expect((await open()).seats(['T2'])[0]).toMatchObject({ lastN: 1, openAsks: [1] });
			expect(notes).toEqual([{ code: 'journal-torn-line-cut', bytes: left }]);
		}
	});

	test('I-22 a damaged line inside is kept aside and told, never silent; the rest is recovered', async () => {
		const disk = new MemoryDisk();
		const first = await machine(disk).open();
		await first.append([asked(1), own(1), own(2), asked(3)]);
		const damaged = disk.text(path).replace('"sequence":2', '"sequence":9');
		disk.write(path, damaged);
		const { open, notes } = machine(disk);
		const [seat] = (await open()).seats(['T2']);
		expect(notes).toEqual([
			{ code: 'journal-damaged', lines: 1, first: 5 },
			{ code: 'journal-doubted', station: 'T2', why: 'damaged-line' },
		]);
		expect(disk.text('journal/journal.damaged-7.jsonl')).toBe(damaged);
		expect(seat).toMatchObject({ lastN: 0, openAsks: [], series: { '2026-03-02/A2': 2 } });
	});

	test('T1 after damage the own series skips what a lost line may have used', async () => {
		const disk = new MemoryDisk();
		const first = await machine(disk).open();
		await first.append([own(1), own(2), asked(1)]);
		disk.write(path, disk.text(path).replace('"sequence":2', '"sequence":1'));
		expect((await machine(disk).open()).seats(['T2'])[0]!.series).toEqual({ '2026-03-02/A2': 2 });
	});

	test('I-7 a damaged line with the highest number of a seat: that number is not given out again', async () => {
		const disk = new MemoryDisk();
		const { open } = machine(disk);
		const first = await open();
		await first.append([asked(1), reported(2)]);
		disk.write(path, disk.text(path).replace('"help-called"', '"help-called!"'));
		const [seat] = (await open()).seats(['T2']);
		expect(seat).toMatchObject({ lastN: 0, openAsks: [], owed: [] });
		expect(seat!.epoch).not.toBe(first.seats(['T2'])[0]!.epoch);
	});

	test('I-7 the damaged line held the highest number and many before it: none is used twice before the first welcome', async () => {
		const disk = new MemoryDisk();
		const { open, notes } = machine(disk);
		const first = await open();
		const ofOldEpoch = { ...(reported(38) as Extract<JournalEntry, { type: 'reported' }>) };
		const { epoch } = first.seats(['T2'])[0]!;
		// Forty numbers, of which 38 is still owed; a restart leaves one line that knows the forty, and one of what is owed.
		for (let n = 1; n <= 40; n += 1) await first.append(n === 38 ? [ofOldEpoch] : [asked(n), settled(n)]);
		await first.close();
		await (await open()).close();
		const lines = disk.text(path).split('\n');
		const at = lines.findIndex((line) => line.includes('"lastN":40'));
		disk.write(path, lines.map((line, index) => (index === at ? line.replace('"lastN":40', '"lastN":41') : line)).join('\n'));
		const seat = (await open()).seats(['T2'])[0]!;
		// Under the old epoch the next number would have been 40, which somebody else was told of.
		expect(notes).toContainEqual({ code: 'journal-doubted', station: 'T2', why: 'damaged-line' });
		expect(seat.epoch).not.toBe(epoch);
		expect(seat.lastN).toBe(1);
		expect(seat.owed).toEqual([{ ...ofOldEpoch.command, epoch: seat.epoch, n: 1, was: { epoch, n: 38 } }]);
		const again = (await open()).seats(['T2'])[0]!;
		expect(again).toEqual(seat);
	});

	test('a damaged line of one seat of the machine renews all: which seat it was of cannot be read', async () => {
		const disk = new MemoryDisk();
		const first = await machine(disk, ['T2', 'T3']).open();
		await first.append([asked(1), { ...asked(1), station: 'T3' } as JournalEntry]);
		const before = first.seats(['T2', 'T3']).map(({ epoch }) => epoch);
		disk.write(path, disk.text(path).replace('"asked","station":"T3"', '"asked","station":"T9"'));
		let made = 0;
		const journal = await openJournal({
			...{ folder: 'journal', stations: ['T2', 'T3'], now: () => 7, note: () => {}, disk: disk.disk },
			newEpoch: () => epochs[2 + made++]!,
		});
		expect(journal.seats(['T2', 'T3']).map(({ epoch }) => before.includes(epoch))).toEqual([false, false]);
	});

	test('T1 while it is cut off a terminal with a damaged line gives numbers of its own block all the same', async () => {
		const disk = new MemoryDisk();
		const first = await machine(disk).open();
		await first.append([{ type: 'block', station: 'T2', from: 201, to: 400 }, own(201), own(202), asked(1)]);
		disk.write(path, disk.text(path).replace('"sequence":202', '"sequence":204'));
		const [seat] = (await machine(disk).open()).seats(['T2']);
		expect(seat).toMatchObject({ block: { from: 201, to: 400 }, series: { '2026-03-02/A2': 202 } });
	});

	test('I-22 lines that vanished in whole are noticed too', async () => {
		const disk = new MemoryDisk();
		const first = await machine(disk).open();
		await first.append([asked(1), asked(2), asked(3)]);
		const lines = disk.text(path).split('\n');
		disk.write(path, [...lines.slice(0, 3), ...lines.slice(4)].join('\n'));
		const { open, notes } = machine(disk);
		await open();
		expect(notes).toEqual([
			{ code: 'journal-damaged', lines: 1, first: 4 },
			{ code: 'journal-doubted', station: 'T2', why: 'damaged-line' },
		]);
	});

	test('I-22 after a failed fsync nothing is taken any more', async () => {
		const disk = new MemoryDisk();
		const journal = await machine(disk).open();
		disk.failSync = true;
		await expect(journal.append([asked(1)])).rejects.toMatchObject({ code: 'journal-failed' });
		disk.failSync = false;
		await expect(journal.append([asked(2)])).rejects.toMatchObject({ code: 'journal-failed' });
		expect(journal.seats(['T2'])[0]!.lastN).toBe(0);
	});

	test('I-22 a full disk refuses, leaves no half line, and goes on when there is room', async () => {
		const disk = new MemoryDisk();
		const journal = await machine(disk).open();
		await journal.append([asked(1)]);
		disk.free = 20;
		await expect(journal.append([asked(2)])).rejects.toMatchObject({ code: 'disk-full' });
		disk.free = 10_000;
		await journal.append([asked(2)]);
		const { open, notes } = machine(disk);
		expect((await open()).seats(['T2'])[0]!.openAsks).toEqual([1, 2]);
		expect(notes).toEqual([]);
	});

	test('I-22 a full disk whose half line cannot be taken back refuses for good', async () => {
		const disk = new MemoryDisk();
		const journal = await machine(disk).open();
		disk.free = 20;
		disk.failCut = true;
		await expect(journal.append([asked(1)])).rejects.toMatchObject({ code: 'journal-failed' });
		disk.free = 10_000;
		await expect(journal.append([asked(1)])).rejects.toMatchObject({ code: 'journal-failed' });
	});

	test('appends that wait together share one fsync, and none is acknowledged before it', async () => {
		const disk = new MemoryDisk();
		const journal = await machine(disk).open();
		const before = disk.syncs;
		await Promise.all(Array.from({ length: 200 }, (_, index) => journal.append([asked(index + 1)])));
		expect(disk.syncs - before).toBeLessThanOrEqual(2);
		disk.cutPower();
		expect((await machine(disk).open()).seats(['T2'])[0]!.openAsks).toHaveLength(200);
	});

	test('S9 a print job begun and not ended is known as begun after a restart; an ended one with its outcome', async () => {
		const disk = new MemoryDisk();
		const first = await machine(disk).open();
		await first.append([
			{ type: 'printing', job: 'a' },
			{ type: 'printing', job: 'b' },
			{ type: 'printed', job: 'b', outcome: 'printed' },
		]);
		disk.cutPower();
		const second = await machine(disk).open();
		expect([second.job('a'), second.job('b'), second.job('c')]).toEqual([null, 'printed', undefined]);
	});

	test('a start condenses: settled entries and old days are gone, everything owed stays', async () => {
		const disk = new MemoryDisk();
		const first = await machine(disk).open();
		for (let n = 1; n <= 300; n++) await first.append([asked(n), settled(n)]);
		for (let day = 1; day <= 9; day++) await first.append([own(day, `2026-03-0${day}`)]);
		await first.append([reported(301)]);
		const second = await machine(disk).open();
		expect(disk.text(path).split('\n').length).toBeLessThan(6);
		const [seat] = second.seats(['T2']);
		expect(seat).toMatchObject({ lastN: 301, openAsks: [], owed: [{ n: 301 }] });
		const third = (await machine(disk).open()).seats(['T2'])[0]!;
		expect(Object.keys(third.series)).toEqual([3, 4, 5, 6, 7, 8, 9].map((day) => `2026-03-0${day}/A2`));
	});

	test('a disk too full to condense still opens the journal it has', async () => {
		const disk = new MemoryDisk();
		const first = await machine(disk).open();
		await first.append([asked(1)]);
		disk.free = 30;
		const { open, notes } = machine(disk);
		const second = await open();
		expect(notes).toEqual([{ code: 'journal-not-condensed' }]);
		disk.free = 10_000;
		await second.append([asked(2)]);
		expect((await machine(disk).open()).seats(['T2'])[0]!.openAsks).toEqual([1, 2]);
	});
});
