import { describe, expect, test } from 'vitest';
import { casesOf } from '../../domain/complaints/cases.ts';
import { caseOfReview } from '../../domain/complaints/evolve-day.ts';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { HallKey } from '../../platform/applications/hall-seal.ts';
import { noteKeptMs, SealedNotes } from '../../platform/reviews/sealed-notes.ts';
import { Voices } from '../../platform/reviews/voices.ts';
import { MemoryStore } from '../../platform/storage/memory.ts';
import { day, plan, TestDay } from '../domain/small-hall.ts';

const hall = plan.code;
async function store(log: readonly HallEvent[]): Promise<MemoryStore> {
	const made = new MemoryStore();
	await made.keepDay(hall, day, plan);
	await made.commit({ hall, day, events: [...log], outcomes: [] });
	return made;
}
function rated(level: number): TestDay {
	const at = new TestDay().open('W01');
	at.take();
	at.serve('W01');
	at.do('W01', 'give-review', { ticket: 'A001', level, reasons: ['slow'], channel: 'pad' });
	return at;
}

describe('the book of reviews and cases', () => {
	test('goes on where it was after a restart, and is the same made anew from the logs', async () => {
		const at = rated(1);
		const kept = await store(at.log);
		const first = await Voices.load(kept, hall);
		await first.catchUp(day);
		const before = at.log.length;
		at.do('M1', 'step-complaint', { complaint: caseOfReview(day, 'A001'), step: 'contacted', code: 'reached' });
		await kept.commit({ hall, day, events: at.log.slice(before), outcomes: [] });
		const again = await Voices.load(kept, hall);
		await again.catchUp(day);
		expect(casesOf(again.days())[0]?.stage).toBe('contacted');
		for (const { key } of await kept.records(`voices/${hall}`)) await kept.deleteRecord(`voices/${hall}`, key);
		const anew = await Voices.load(kept, hall);
		await anew.catchUp(day);
		expect(anew.days()).toEqual(again.days());
	});

	test('a row of a log that a take-over put aside is not gone on with', async () => {
		const stale = await store(rated(1).log);
		const voices = await Voices.load(stale, hall);
		await voices.catchUp(day);
		const [row] = await stale.records(`voices/${hall}`);
		const other = rated(5);
		other.log = other.log.map((event) => ({ ...event, epoch: 'fedcba9876543210' }));
		const forked = await store(other.log);
		await forked.putRecord(`voices/${hall}`, day, row!.value);
		const read = await Voices.load(forked, hall);
		await read.catchUp(day);
		expect(casesOf(read.days())).toEqual([]);
		expect(read.days()[0]?.reviews[0]?.level).toBe(5);
	});
});

test('days that are long over keep their cases in memory and nothing else; their rows stay whole', async () => {
	const at = rated(1);
	const kept = await store(at.log);
	const voices = await Voices.load(kept, hall);
	await voices.catchUp('2027-06-01');
	expect(casesOf(voices.days())).toHaveLength(1);
	expect(voices.days()[0]).toMatchObject({ ended: {}, reviews: [] });
	const [row] = await kept.records(`voices/${hall}`);
	expect(row?.value).toMatchObject({ ended: { A001: 'W01' }, reviews: [{ ticket: 'A001' }] });
	await voices.catchUp('2027-06-01');
	expect(casesOf(voices.days())).toHaveLength(1);
});

describe('P1 sealed notes', () => {
	test('are read by whoever has the hall’s key and lie in no clear letters; after a year they are gone', async () => {
		const kept = new MemoryStore();
		const notes = new SealedNotes(kept, hall, new HallKey(Buffer.alloc(32, 7)));
		const text = '张三 13800000000 说材料多要了一份';
		expect(await notes.put('PJ-20261123-A001', { at: 1_000, staff: '0901', text })).toBe(true);
		expect(await notes.of('PJ-20261123-A001')).toEqual([{ at: 1_000, staff: '0901', text }]);
		const lying = JSON.stringify(await kept.records(`complaint-note/${hall}/PJ-20261123-A001`));
		for (const part of ['张三', '13800000000']) expect(lying).not.toContain(part);
		expect(await new SealedNotes(kept, hall, new HallKey(Buffer.alloc(32, 8))).of('PJ-20261123-A001')).toEqual([]);
		expect(await notes.forget(['PJ-20261123-A001'], 1_000 + noteKeptMs - 1)).toBe(0);
		expect(await notes.forget(['PJ-20261123-A001'], 1_000 + noteKeptMs)).toBe(1);
		expect(await notes.of('PJ-20261123-A001')).toEqual([]);
	});
});
