/** The journal in somebody's hands: whatever he does to lines that are still owed is found at the next start; and nothing else is taken for it. */
import { describe, expect, test } from 'vitest';
import { JournalChain } from '../../electron/journal/chain.ts';
import { type JournalRecord, writeLine } from '../../electron/journal/line.ts';
import { openJournalKey } from '../../electron/keys/journal-key.ts';
import { MemoryDisk } from './memory-disk.ts';
import { bytesOf, checked, epoch, found, Machine, machine, proof, reported, tamperTrials } from './tamper-journal.ts';

const text = new TextDecoder();

describe('somebody who has the file and not the key', () => {
	test('changes, takes away, doubles, moves, renumbers or cuts lines that are owed, with the plain checks put right: found each time', async () => {
		// 10,000 of them: npm run tamper.
		expect(await tamperTrials(1_000, 20_261_122)).toEqual({ tried: 1_000, missed: 0 });
	});

	test('the mark made to fit, taken away, or of yesterday does not help', async () => {
		const pc = new Machine();
		const journal = await pc.open();
		await journal.appendRecords([1, 2].map(reported));
		await pc.settle();
		const shortMark = pc.mark;
		const short = pc.journal;
		await journal.appendRecords([3].map(reported));
		await pc.settle();
		await journal.close();
		const plain = text.decode(pc.mark).replace(/ [0-9a-f]{64}\n$/, '\n');
		const lower = text.decode(pc.mark).replace('"lastN":3', '"lastN":2');
		const json = lower.slice(17, -66);
		for (const mark of [plain, lower, `${checked(json)} ${lower.slice(-65)}`]) expect(found(short, bytesOf(mark))).toBe(true);
		expect(found(short, pc.mark)).toBe(true);
		// Both of one moment, put back together: that is a copy, found by the platform's numbers (I-7), not by the chain.
		expect(found(short, shortMark)).toBe(false);
	});

	test('what is found is told, kept aside for a person, and what was not touched is still owed, under a new epoch', async () => {
		const pc = new Machine();
		const journal = await pc.open();
		await journal.appendRecords([1, 2, 3].map(reported));
		await journal.close();
		await pc.settle();
		const lines = pc.journal.trimEnd().split('\n');
		const at = lines.findIndex((line) => line.includes('"n":2'));
		const [, number, json, seals] = /^[0-9a-f]{16} (\d+) (\{.*\}) ([0-9a-f]{32})$/.exec(lines[at]!)!;
		lines[at] = `${checked(`${number} ${json!.replace('A102', 'A109')}`)} ${seals}`;
		pc.memory.files.get('/journal/journal.jsonl')!.bytes = bytesOf(`${lines.join('\n')}\n`);
		const again = await pc.open();
		expect(pc.notes).toEqual(['journal-damaged', 'journal-doubted']);
		expect(again.seats(['T2'])[0]?.owed.map(({ body }) => (body as { number: string }).number)).toEqual(['A101', 'A103']);
		expect([...pc.memory.files.keys()].some((name) => name.includes('journal.damaged'))).toBe(true);
	});
});

describe('nobody’s hand', () => {
	test('yesterday’s journal, without seals, is taken as it is when the key is made, and chained from then on', async () => {
		const before = new Machine();
		// As the program of yesterday wrote it.
		const records: JournalRecord[] = [
			{ type: 'journal', version: 1 },
			{ type: 'seat', station: 'T2', epoch, lastN: 0, series: {} },
			reported(1),
			reported(2),
		];
		const bytes = bytesOf(records.map((record, index) => writeLine(index + 1, record)).join(''));
		before.memory.files.set('/journal/journal.jsonl', { bytes, synced: bytes.length });
		const fresh = await openJournalKey('/keys', null, before.memory.disk);
		expect(fresh?.fresh).toBe(true);
		const mark = `{"version":1,"machine":${JSON.stringify(machine)},"seats":[{"station":"T2","epoch":"${epoch}","lastN":2}]}`;
		before.marks.files.set('/mark', { bytes: bytesOf(`${checked(mark)}\n`), synced: 0 });
		const journal = await before.open(fresh!);
		expect(before.notes).toEqual([]);
		expect(journal.seats(['T2'])[0]?.owed.map(({ n }) => n)).toEqual([1, 2]);
		await journal.close();
		expect(
			before.journal
				.trimEnd()
				.split('\n')
				.every((line) => / [0-9a-f]{32}$/.test(line)),
		).toBe(true);
		const next = await openJournalKey('/keys', null, before.memory.disk);
		expect(next).toEqual({ key: fresh!.key, fresh: false });
		await before.open(next!);
		expect(before.notes).toEqual([]);
	});

	test('starts, crashes between journal and mark, and files made short while running leave nothing to be doubted', async () => {
		const pc = new Machine();
		let n = 0;
		for (let start = 0; start < 24; start++) {
			// The mark cannot be written for seven starts in a row.
			pc.markFails = start % 8 !== 0;
			const journal = await pc.open(proof, 900);
			expect({ start, notes: pc.notes.filter((code) => code !== 'journal-created' && code !== 'journal-mark-not-written') }).toEqual({
				start,
				notes: [],
			});
			for (let each = 0; each < 4; each++) {
				await journal.appendRecords([reported(++n)]);
				await journal.appendRecords([{ type: 'settled', station: 'T2', n }]);
			}
			if (start % 3 === 0) await pc.settle();
			// Not closed: it was killed.
		}
	});

	test('a line torn by a power cut is cut, and no more is said', async () => {
		const pc = new Machine();
		const journal = await pc.open();
		await journal.appendRecords([reported(1)]);
		await pc.settle();
		const file = pc.memory.files.get('/journal/journal.jsonl')!;
		file.bytes = bytesOf(`${pc.journal}${writeLine(9, reported(2)).slice(0, 40)}`);
		await pc.open();
		expect(pc.notes).toEqual(['journal-torn-line-cut']);
	});

	test('a bad sector in the first line loses no report, and is told', async () => {
		const pc = new Machine();
		const journal = await pc.open();
		await journal.appendRecords([1, 2, 3].map(reported));
		await journal.close();
		await pc.settle();
		const { bytes } = pc.memory.files.get('/journal/journal.jsonl')!;
		bytes[30]! ^= 4;
		const again = await pc.open();
		expect(pc.notes).toContain('journal-damaged');
		expect(again.seats(['T2'])[0]?.owed).toHaveLength(3);
	});

	test('a write that did not fit leaves the chain where it was', async () => {
		const pc = new Machine();
		const journal = await pc.open();
		await journal.appendRecords([reported(1)]);
		pc.memory.free = 60;
		await expect(journal.appendRecords([reported(2)])).rejects.toThrow('disk-full');
		pc.memory.free = Number.POSITIVE_INFINITY;
		await journal.appendRecords([reported(3)]);
		await pc.settle();
		await pc.open();
		expect(pc.notes).toEqual([]);
	});
});

test('without its key the journal works, and the key that is locked is not replaced', async () => {
	const memory = new MemoryDisk();
	const secrets = {
		lock: (bytes: Uint8Array) => bytes.map((byte) => byte ^ 9),
		unlock: (bytes: Uint8Array) => bytes.map((byte) => byte ^ 9),
	};
	const made = await openJournalKey('/keys', secrets, memory.disk);
	expect(made?.fresh).toBe(true);
	expect(await openJournalKey('/keys', null, memory.disk)).toBeNull();
	expect(await openJournalKey('/keys', secrets, memory.disk)).toEqual({ key: made!.key, fresh: false });
	const chain = new JournalChain(made!.key, 'a'.repeat(16), []);
	expect(chain.point).toBeNull();
});
