import { describe, expect, test } from 'vitest';
import type { JournalEntry } from '../../domain/contracts/bridge.ts';
import { machineNameOf, sameMachine } from '../../electron/journal/machine-name.ts';
import { readMark, writeMark } from '../../electron/journal/mark.ts';
import { type JournalNote, openJournal } from '../../electron/journal/open-journal.ts';
import { MemoryDisk } from './memory-disk.ts';

const place = 'journal/journal.jsonl';
const card = '3c:7c:3f:11:22:33';
const epochOf = (index: number) => index.toString(16).padStart(16, '0');
const asked = (n: number): JournalEntry => ({ type: 'asked', station: 'T2', n });
const block: JournalEntry = { type: 'block', station: 'T2', from: 1, to: 200 };
const ticket = (epoch: string, n: number): JournalEntry => ({
	type: 'reported',
	station: 'T2',
	command: { station: 'T2', epoch, n, occurredAt: n, name: 'help-called', body: {} },
});

function machine() {
	const disk = new MemoryDisk();
	const outside = new MemoryDisk();
	const notes: JournalNote[] = [];
	const later: (() => void)[] = [];
	let epochs = 0;
	let name = machineNameOf('pc-1', [card]);
	return {
		disk,
		outside,
		notes,
		/** What was to be written later is written now. */
		async rest() {
			for (const run of later.splice(0)) run();
			for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
		},
		becomes: (host: string, cards: string[]) => {
			name = machineNameOf(host, cards);
		},
		async open() {
			notes.splice(0);
			return openJournal({
				folder: 'journal',
				stations: ['T2'],
				now: () => 7,
				note: (note) => notes.push(note),
				disk: disk.disk,
				newEpoch: () => {
					epochs += 1;
					return epochOf(epochs);
				},
				mark: { path: 'mark', machine: name, after: (_ms, run) => void later.push(run), disk: outside.disk },
			});
		},
	};
}

describe('I-7 I-2 a journal that was put back or copied is noticed', () => {
	test('one that only grew goes on under its epoch, also when the mark is behind', async () => {
		const { open, rest, notes } = machine();
		const first = await open();
		await first.append([block, asked(1)]);
		await rest();
		await first.append([asked(2)]);
		const [seat] = (await open()).seats(['T2']);
		expect(notes).toEqual([]);
		expect(seat).toMatchObject({ epoch: epochOf(1), lastN: 2, block: { from: 1, to: 200 } });
	});

	test('an older image of it: a new epoch, no block, and what it owes goes on under new numbers that name the old', async () => {
		const { open, rest, notes, disk } = machine();
		const first = await open();
		await first.append([block, asked(1), ticket(epochOf(1), 2)]);
		const image = disk.text(place);
		await first.append([ticket(epochOf(1), 3)]);
		await rest();
		disk.write(place, image);
		const [seat] = (await open()).seats(['T2']);
		expect(notes).toEqual([{ code: 'journal-doubted', station: 'T2', why: 'older-than-mark' }]);
		expect(seat).toMatchObject({ epoch: epochOf(2), lastN: 1, openAsks: [], series: {} });
		expect(seat?.block).toBeUndefined();
		expect(seat?.owed).toMatchObject([{ epoch: epochOf(2), n: 1, occurredAt: 2, was: { epoch: epochOf(1), n: 2 } }]);
		// From here on all is well again, also over a restart.
		expect((await open()).seats(['T2'])[0]).toMatchObject({ epoch: epochOf(2), lastN: 1 });
		expect(notes).toEqual([]);
	});

	test('put back a second time: what it owes names every number it may have been taken under', async () => {
		const { open, rest, disk } = machine();
		const first = await open();
		await first.append([block, asked(1), ticket(epochOf(1), 2)]);
		const image = disk.text(place);
		await first.append([ticket(epochOf(1), 3)]);
		await rest();
		disk.write(place, image);
		const second = await open();
		const again = disk.text(place);
		await second.append([{ type: 'asked', station: 'T2', n: 2 }]);
		await rest();
		disk.write(place, again);
		const [seat] = (await open()).seats(['T2']);
		const was = { epoch: epochOf(1), n: 2 };
		expect(seat?.owed).toMatchObject([{ epoch: epochOf(3), n: 1, occurredAt: 2, was, wasAlso: [{ epoch: epochOf(2), n: 1 }] }]);
	});

	test('an image of an earlier epoch', async () => {
		const { open, rest, notes, disk } = machine();
		const first = await open();
		await first.append([asked(1)]);
		await rest();
		const image = disk.text(place);
		disk.files.delete(place);
		expect((await open()).seats(['T2'])[0]).toMatchObject({ epoch: epochOf(2), lastN: 0 });
		disk.write(place, image);
		expect((await open()).seats(['T2'])[0]).toMatchObject({ epoch: epochOf(3), lastN: 0 });
		expect(notes).toContainEqual({ code: 'journal-doubted', station: 'T2', why: 'older-than-mark' });
	});

	test.each(['gone', 'damaged'])('one whose mark is %s', async (how) => {
		const { open, rest, notes, outside } = machine();
		await (await open()).append([asked(1)]);
		await rest();
		if (how === 'gone') outside.files.delete('mark');
		else outside.write('mark', outside.text('mark').replace('"lastN":1', '"lastN":0'));
		expect((await open()).seats(['T2'])[0]).toMatchObject({ epoch: epochOf(2) });
		expect(notes).toEqual([{ code: 'journal-doubted', station: 'T2', why: 'without-mark' }]);
	});

	test('a copy on another PC, mark and all', async () => {
		const { open, rest, notes, becomes } = machine();
		await (await open()).append([asked(1)]);
		await rest();
		becomes('pc-1', ['3c:7c:3f:99:99:99']);
		expect((await open()).seats(['T2'])[0]).toMatchObject({ epoch: epochOf(2) });
		expect(notes).toEqual([{ code: 'journal-doubted', station: 'T2', why: 'of-another-machine' }]);
	});

	test('a renewed journal that finds no room is not gone on with under its old numbers', async () => {
		const { open, disk, outside } = machine();
		await (await open()).append([asked(1)]);
		outside.files.delete('mark');
		disk.free = 10;
		await expect(open()).rejects.toThrow();
		disk.free = 10_000;
		expect((await open()).seats(['T2'])[0]).toMatchObject({ openAsks: [] });
	});

	test('a mark that cannot be written is told and stops nothing', async () => {
		const { open, rest, notes, outside } = machine();
		const journal = await open();
		outside.failSync = true;
		await journal.append([asked(1)]);
		await rest();
		expect(notes).toContainEqual({ code: 'journal-mark-not-written' });
		outside.failSync = false;
		expect((await open()).seats(['T2'])[0]).toMatchObject({ epoch: epochOf(1), lastN: 1 });
	});
});

describe('by what a machine knows itself again', () => {
	test('one network card in common is enough; made-up addresses do not count beside real ones', () => {
		const both = machineNameOf('pc', [card, '3c:7c:3f:44:55:66']);
		expect(sameMachine(both, machineNameOf('renamed', [card]))).toBe(true);
		expect(sameMachine(both, machineNameOf('pc', ['3c:7c:3f:77:88:99']))).toBe(false);
		const container = '02:42:ac:11:00:02';
		expect(sameMachine(machineNameOf('pc', [card, container]), machineNameOf('pc', ['3c:7c:3f:77:88:99', container]))).toBe(false);
	});

	test('without a card the name must do; neither is written down', () => {
		expect(sameMachine(machineNameOf('pc', []), machineNameOf('pc', [card]))).toBe(true);
		expect(sameMachine(machineNameOf('pc', ['00:00:00:00:00:00']), machineNameOf('other', []))).toBe(false);
		const written = new TextDecoder().decode(writeMark({ version: 1, machine: machineNameOf('pc-of-hall', [card]), seats: [] }));
		expect(written).not.toContain('pc-of-hall');
		expect(written).not.toContain(card);
		expect(readMark(new TextEncoder().encode(written))).toMatchObject({ version: 1 });
	});
});
