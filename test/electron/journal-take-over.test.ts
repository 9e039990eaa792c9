import { describe, expect, test } from 'vitest';
import type { JournalEntry } from '../../domain/contracts/bridge.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { machineNameOf } from '../../electron/journal/machine-name.ts';
import { type JournalNote, openJournal } from '../../electron/journal/open-journal.ts';
import { MemoryDisk } from './memory-disk.ts';

const epochs = ['aaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbb', 'cccccccccccccccc'];
const first = { number: 1, platform: 'P1' };
const second = { number: 2, platform: 'P2' };

function machine(disk: MemoryDisk, more: Partial<Parameters<typeof openJournal>[0]> = {}) {
	const notes: JournalNote[] = [];
	let epoch = 0;
	const newEpoch = () => epochs[epoch++]!;
	const open = () =>
		openJournal({
			folder: 'journal',
			stations: ['T2', 'W02'],
			now: () => 7,
			note: (note) => notes.push(note),
			disk: disk.disk,
			newEpoch,
			...more,
		});
	return { open, notes };
}
const event = (day: string, position: number): HallEvent => ({
	...{
		hall: 'H1',
		day,
		position,
		recordedAt: 1,
		occurredAt: 1,
		station: 'T2',
		epoch: epochs[0]!,
		n: position,
		staff: null,
		configVersion: 'x',
	},
	...{ name: 'help-called', body: { station: 'T2' } },
});
const came = (day: string, position: number, term = first): JournalEntry => ({
	type: 'came',
	station: 'T2',
	term,
	events: [event(day, position)],
});
const offer = (id: string, day: string): JournalEntry => ({ type: 'offer', id, term: first, day, events: [event(day, 4), event(day, 5)] });
const offerOf = (id: string, day: string) => {
	const { type: _, ...kept } = offer(id, day) as Extract<JournalEntry, { type: 'offer' }>;
	return kept;
};

describe('what the journal keeps for a take-over', () => {
	test('S5 term, what own commands did and offers are there after the power went, the machine’s own with its first seat', async () => {
		const disk = new MemoryDisk();
		const { open } = machine(disk);
		const journal = await open();
		await journal.append([{ type: 'term', term: second }, { type: 'term', term: first }, came('2026-03-02', 3)]);
		await journal.append([offer('o1', '2026-03-02'), offer('o2', '2026-03-02'), { type: 'offered', id: 'o1', term: second }]);
		disk.cutPower();
		const [t2, w02] = (await open()).seats(['T2', 'W02']);
		expect(t2).toMatchObject({ term: second, came: [{ term: first, event: event('2026-03-02', 3) }] });
		expect(t2?.offers).toEqual([{ ...offerOf('o1', '2026-03-02'), takenIn: second }, offerOf('o2', '2026-03-02')]);
		expect(w02).not.toHaveProperty('term');
		expect(w02).not.toHaveProperty('offers');
		expect(w02).not.toHaveProperty('came');
		// Nothing of it moves the numbers of a seat.
		expect(t2).toMatchObject({ lastN: 0, owed: [], openAsks: [] });
	});

	test('a journal of before take-overs is read, and says nothing of them', async () => {
		const disk = new MemoryDisk();
		const { open, notes } = machine(disk);
		await (await open()).append([{ type: 'asked', station: 'T2', n: 1 }]);
		const [t2] = (await open()).seats(['T2', 'W02']);
		expect(Object.keys(t2!).sort()).toEqual(['epoch', 'lastN', 'openAsks', 'owed', 'series', 'station']);
		expect(notes).toEqual([{ code: 'journal-created' }]);
	});

	test('made short it forgets days that are over, but no offer that nobody took', async () => {
		const disk = new MemoryDisk();
		const { open } = machine(disk);
		const journal = await open();
		await journal.append([came('2026-03-01', 1), offer('old', '2026-03-01'), offer('taken', '2026-03-01')]);
		await journal.append([{ type: 'offered', id: 'taken', term: second }, came('2026-03-02', 1), came('2026-03-03', 1)]);
		for (const seats of [journal.seats(['T2']), (await open()).seats(['T2']), (await open()).seats(['T2'])])
			expect(seats[0]?.came?.map((each) => each.event.day)).toEqual(['2026-03-02', '2026-03-03']);
		expect((await open()).seats(['T2'])[0]?.offers?.map(({ id }) => id)).toEqual(['old']);
	});

	test('one command answered twice in a term is kept once; the same place in two terms twice', async () => {
		const { open } = machine(new MemoryDisk());
		const journal = await open();
		await journal.append([came('2026-03-02', 1), came('2026-03-02', 1), came('2026-03-02', 1, second)]);
		expect(journal.seats(['T2'])[0]?.came).toHaveLength(2);
	});

	test('I-8 a copy of the journal under a new epoch still has what its earlier life did', async () => {
		const disk = new MemoryDisk();
		await (await machine(disk).open()).append([{ type: 'term', term: second }, came('2026-03-02', 3), offer('o1', '2026-03-02')]);
		const mark = { path: 'mark', machine: machineNameOf('other', ['00:11:22:33:44:55']), after: () => {} };
		const { open, notes } = machine(disk, { mark, newEpoch: () => 'ffffffffffffffff' });
		const [t2] = (await open()).seats(['T2']);
		expect(notes).toContainEqual(expect.objectContaining({ code: 'journal-doubted', station: 'T2' }));
		expect(t2).toMatchObject({ epoch: 'ffffffffffffffff', term: second, came: [{ term: first }], offers: [{ id: 'o1' }] });
	});
});
