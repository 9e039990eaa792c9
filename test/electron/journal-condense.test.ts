import { describe, expect, test } from 'vitest';
import type { JournalEntry } from '../../domain/contracts/bridge.ts';
import type { JournalDisk } from '../../electron/journal/journal-disk.ts';
import { openJournal } from '../../electron/journal/open-journal.ts';
import { MemoryDisk } from './memory-disk.ts';

const path = 'journal/journal.jsonl';
const epoch = 'aaaaaaaaaaaaaaaa';
const condenseAbove = 4_000;

const open = (disk: JournalDisk) =>
	openJournal({ folder: 'journal', stations: ['T2'], now: () => 7, note: () => {}, disk, newEpoch: () => epoch, condenseAbove });
const asked = (n: number): JournalEntry => ({ type: 'asked', station: 'T2', n });
const settled = (n: number): JournalEntry => ({ type: 'settled', station: 'T2', n });
const reported = (n: number): JournalEntry => ({
	type: 'reported',
	station: 'T2',
	command: { station: 'T2', epoch, n, occurredAt: 1, name: 'help-called', body: {} },
});
const own = (sequence: number, day: string): JournalEntry => ({ type: 'series', station: 'T2', day, series: 'A2', sequence });

class Killed extends Error {}

/** Every step of the disk is counted; the step with the given number, and all after it, never happen: the machine is dead. */
function dyingDisk(memory: MemoryDisk, dieAt: number, done: 'before' | 'after') {
	let steps = 0;
	let dead = false;
	async function step<T>(name: string, act: () => Promise<T>): Promise<T> {
		if (dead) throw new Killed();
		steps += 1;
		if (steps === dieAt) {
			dead = true;
			if (done === 'after') await act();
			names.push(name);
			throw new Killed();
		}
		return act();
	}
	const names: string[] = [];
	const disk: JournalDisk = {
		read: (file) => step('read', () => memory.disk.read(file)),
		async open(file, fresh) {
			const inner = await step(fresh ? 'open-new' : 'open-old', () => memory.disk.open(file, fresh));
			return {
				append: (bytes) => step('append', () => inner.append(bytes)),
				sync: () => step('sync', () => inner.sync()),
				cut: (size) => step('cut', () => inner.cut(size)),
				close: () => step('close', () => inner.close()),
			};
		},
		replace: (from, to) => step('replace', () => memory.disk.replace(from, to)),
		keepAside: (file, bytes) => step('keep-aside', () => memory.disk.keepAside(file, bytes)),
	};
	return { disk, names, steps: () => steps };
}

/** A morning: numbers asked and settled, a report now and then still owed; three appends wait at once, as three windows make them. */
async function morning(disk: JournalDisk, acknowledged: JournalEntry[], until = 60, begun: JournalEntry[] = []) {
	const journal = await open(disk);
	const sure = async (entry: JournalEntry) => {
		begun.push(entry);
		await journal.append([entry]);
		acknowledged.push(entry);
	};
	for (let n = 1; n <= until; n += 3) {
		await Promise.all([sure(asked(n)), sure(reported(n + 1)), sure(own(n, '2026-03-02'))]);
		await Promise.all([sure(settled(n)), ...(n % 10 === 0 ? [] : [sure(settled(n + 1))]), sure(asked(n + 2))]);
		await sure(settled(n + 2));
	}
	return journal;
}

/** What a journal must hold after these entries. An entry that was on its way when the machine died may be there, or not. */
function mustHold(entries: readonly JournalEntry[]) {
	const owed = new Set<number>();
	let lastN = 0;
	let sequence = 0;
	for (const entry of entries) {
		if (entry.type === 'reported') owed.add(entry.command.n);
		if (entry.type === 'settled') owed.delete(entry.n);
		if (entry.type === 'series') sequence = Math.max(sequence, entry.sequence);
		lastN = Math.max(lastN, entry.type === 'reported' ? entry.command.n : 'n' in entry ? entry.n : 0);
	}
	return { owed, lastN, sequence };
}

describe('a journal made short while the machine runs', () => {
	test('is short, says the same, and the appends that came meanwhile are in it', async () => {
		const memory = new MemoryDisk();
		const acknowledged: JournalEntry[] = [];
		let replaced = 0;
		let longest = 0;
		const disk: JournalDisk = {
			...memory.disk,
			replace: async (from, to) => {
				replaced += 1;
				await memory.disk.replace(from, to);
			},
			open: async (file, fresh) => {
				const inner = await memory.disk.open(file, fresh);
				return {
					...inner,
					append: async (bytes) => {
						await inner.append(bytes);
						longest = Math.max(longest, memory.files.get(path)?.bytes.length ?? 0);
					},
				};
			},
		};
		const journal = await morning(disk, acknowledged, 300);
		const before = journal.seats(['T2']);
		expect(replaced).toBeGreaterThan(3);
		expect(longest).toBeLessThan(condenseAbove * 2);
		memory.cutPower();
		expect((await open(memory.disk)).seats(['T2'])).toEqual(before);
		expect(before[0]).toMatchObject({ lastN: mustHold(acknowledged).lastN });
		expect(before[0]!.owed.map(({ n }) => n)).toEqual([...mustHold(acknowledged).owed]);
	});

	test('S5 killed, or cut from power, before and after every step of the disk, holds all that was acknowledged', async () => {
		const whole = dyingDisk(new MemoryDisk(), Number.POSITIVE_INFINITY, 'before');
		await morning(whole.disk, []);
		const died = new Set<string>();
		for (let dieAt = 5; dieAt <= whole.steps(); dieAt++)
			for (const done of ['before', 'after'] as const)
				for (const power of [false, true]) {
					const memory = new MemoryDisk();
					const dying = dyingDisk(memory, dieAt, done);
					const acknowledged: JournalEntry[] = [];
					const begun: JournalEntry[] = [];
					await morning(dying.disk, acknowledged, 60, begun).catch(() => undefined);
					for (const name of dying.names) died.add(name);
					if (power) memory.cutPower();
					const [seat] = (await open(memory.disk)).seats(['T2']);
					const must = mustHold(acknowledged);
					const held = new Set(seat!.owed.map(({ n }) => n));
					// What was being settled when the machine died may be settled on the disk already.
					const settling = new Set(begun.flatMap((entry) => (entry.type === 'settled' ? [entry.n] : [])));
					const missing = [...must.owed].filter((n) => !held.has(n) && !settling.has(n));
					expect(missing, `${dieAt} ${done}`).toEqual([]);
					expect(seat!.lastN, `${dieAt} ${done}`).toBeGreaterThanOrEqual(must.lastN);
					expect(seat!.series['2026-03-02/A2'] ?? 0, `${dieAt} ${done}`).toBeGreaterThanOrEqual(must.sequence);
					expect(seat!.epoch).toBe(epoch);
				}
		expect([...died].sort()).toEqual(['append', 'close', 'open-new', 'replace', 'sync']);
	});

	test('a disk without room for the short one goes on with the long one, and gives back what was half written', async () => {
		const memory = new MemoryDisk();
		const acknowledged: JournalEntry[] = [];
		let refuse = true;
		const disk: JournalDisk = {
			...memory.disk,
			open: async (file, fresh) => {
				const inner = await memory.disk.open(file, fresh);
				if (!file.endsWith('.new') || acknowledged.length === 0) return inner;
				return {
					...inner,
					append: async (bytes) => {
						if (!refuse) return inner.append(bytes);
						await inner.append(bytes.subarray(0, 30));
						throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
					},
				};
			},
		};
		const journal = await morning(disk, acknowledged, 90);
		expect(memory.files.get(path)!.bytes.length).toBeGreaterThan(condenseAbove);
		expect(memory.files.get(`${path}.new`)!.bytes.length).toBe(0);
		refuse = false;
		for (let n = 1000; n < 1020; n++) await journal.append([asked(n), settled(n)]);
		expect(memory.files.get(path)!.bytes.length).toBeLessThan(condenseAbove);
		memory.cutPower();
		expect((await open(memory.disk)).seats(['T2'])).toEqual(journal.seats(['T2']));
	});

	test('a new file that could not be put in place leaves the old one at work', async () => {
		const memory = new MemoryDisk();
		let opened = false;
		const disk: JournalDisk = {
			...memory.disk,
			replace: async (from, to) => {
				if (opened) throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
				opened = true;
				await memory.disk.replace(from, to);
			},
		};
		const journal = await morning(disk, [], 120);
		memory.cutPower();
		expect((await open(memory.disk)).seats(['T2'])).toEqual(journal.seats(['T2']));
	});

	test('I-22 a new file in place whose place is not certain to last takes nothing more: a power cut could bring the old one back', async () => {
		const memory = new MemoryDisk();
		let opened = false;
		const disk: JournalDisk = {
			...memory.disk,
			replace: async (from, to) => {
				await memory.disk.replace(from, to);
				if (opened) throw Object.assign(new Error('EIO'), { code: 'EIO' });
				opened = true;
			},
		};
		const acknowledged: JournalEntry[] = [];
		await expect(morning(disk, acknowledged, 300)).rejects.toMatchObject({ code: 'journal-failed' });
		expect((await open(memory.disk)).seats(['T2'])[0]!.lastN).toBeGreaterThanOrEqual(mustHold(acknowledged).lastN);
	});

	test('I-22 a start whose new file is not certain to stay does not go on with the lengths of the old one; the next start is well', async () => {
		const memory = new MemoryDisk();
		const first = await openJournal({
			folder: 'journal',
			stations: ['T2'],
			now: () => 7,
			note: () => {},
			disk: memory.disk,
			newEpoch: () => epoch,
		});
		for (let n = 1; n <= 40; n++) await first.append([asked(n), settled(n)]);
		const disk: JournalDisk = {
			...memory.disk,
			replace: async (from, to) => {
				await memory.disk.replace(from, to);
				throw Object.assign(new Error('EIO'), { code: 'EIO' });
			},
		};
		await expect(open(disk)).rejects.toMatchObject({ code: 'EIO' });
		const notes: string[] = [];
		const again = await openJournal({
			folder: 'journal',
			stations: ['T2'],
			now: () => 7,
			note: ({ code }) => notes.push(code),
			disk: memory.disk,
		});
		expect(notes).toEqual([]);
		expect(again.seats(['T2'])).toEqual(first.seats(['T2']));
	});

	test('much that is still owed is not written anew again and again', async () => {
		const memory = new MemoryDisk();
		let replaced = 0;
		const disk: JournalDisk = {
			...memory.disk,
			replace: async (from, to) => {
				replaced += 1;
				await memory.disk.replace(from, to);
			},
		};
		const journal = await open(disk);
		for (let n = 1; n <= 400; n++) await journal.append([reported(n)]);
		// Nothing of it is settled, so after the start it is never worth it.
		expect(replaced).toBe(1);
		expect(journal.seats(['T2'])[0]!.owed).toHaveLength(400);
	});

	test('a week of a busy terminal without a restart stays within bounds', async () => {
		const memory = new MemoryDisk();
		const limit = 60_000;
		const journal = await openJournal({
			folder: 'journal',
			stations: ['T2'],
			now: () => 7,
			note: () => {},
			disk: memory.disk,
			newEpoch: () => epoch,
			condenseAbove: limit,
		});
		let n = 0;
		let longest = 0;
		let written = 0;
		for (let day = 1; day <= 7; day++)
			for (let ticket = 1; ticket <= 300; ticket++) {
				const job = `2026-03-0${day}/A2-${ticket}/1`;
				const entries: JournalEntry[] = [
					reported(++n),
					own(ticket, `2026-03-0${day}`),
					{ type: 'printing', job },
					{ type: 'printed', job, outcome: 'printed' },
					settled(n),
				];
				await journal.append(entries);
				written += JSON.stringify(entries).length;
				longest = Math.max(longest, memory.files.get(path)!.bytes.length);
			}
		expect(written).toBeGreaterThan(limit * 10);
		// At most twice what must be kept (a thousand paper jobs), and one append.
		const kept = memory.files.get(path)!;
		expect(longest).toBeLessThan(Math.max(limit, 2 * 95 * 1_000) + 30_000);
		expect(kept.bytes.length).toBeLessThan(longest + 1);
		memory.cutPower();
		expect((await open(memory.disk)).seats(['T2'])).toEqual(journal.seats(['T2']));
	});
});
