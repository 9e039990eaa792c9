/** The disk of a platform in the box, as its program meets it: slow, and failing when it is told to. */

import type { HallStore } from '../../platform/storage/contract.ts';
import type { MemoryStore } from '../../platform/storage/memory.ts';
import { StoreFailure } from '../../platform/storage/store-failure.ts';
import type { TermOffice } from '../../platform/term/term-office.ts';
import { holdsCanary } from './canaries.ts';
import type { Random } from './random.ts';
import type { Witness } from './witness.ts';
import type { Life, World } from './world.ts';

/** What the store must know of the platform it belongs to. */
export interface SlowNode {
	readonly id: string;
	readonly office: TermOffice | null;
	/** It writes what another one gave it. */
	readonly brings: boolean;
	/** So many of the next commits fail. */
	failingCommits: number;
	newEpoch(): string;
}

/** Every call takes time; a commit may fail before or after it is durable, or the process may die in between. */
export function slowStore(
	disk: MemoryStore,
	{ world, life, random, node, witness }: { world: World; life: Life; random: Random; node: SlowNode; witness: Witness },
): HallStore {
	const wait = (most: number) => world.wait(life, random.between(0.05, most));
	const failing = () => {
		if (node.failingCommits <= 0) return false;
		node.failingCommits -= 1;
		return true;
	};
	return {
		async commit(batch) {
			// The fence: once it has heard of a higher term it begins to write nothing of its own any more.
			witness.holds(
				'fence',
				batch.events.length === 0 || node.office?.part !== 'stood-down' || node.brings,
				() => `${node.id} decides after it stood down`,
			);
			await wait(3);
			if (failing()) throw new StoreFailure('write-failed', 'simulated');
			await disk.commit(batch);
			witness.committed(batch);
			witness.holds('P1', !holdsCanary(JSON.stringify(batch)), () => `the store of ${node.id} was given a document number`);
			await wait(6);
		},
		keepDay: async (...day) => {
			await wait(3);
			return disk.keepDay(...day);
		},
		days: () => disk.days(),
		heads: (...wanted) => disk.heads(...wanted),
		day: (...wanted) => disk.day(...wanted),
		read: (...wanted) => disk.read(...wanted),
		keptDays: () => disk.keptDays(),
		prove: (...wanted) => disk.prove(...wanted),
		mend: async (...wanted) => {
			await wait(3);
			return disk.mend(...wanted);
		},
		readUnproved: (...wanted) => disk.readUnproved(...wanted),
		damagedRows: () => disk.damagedRows(),
		recordDamage: (whole) => disk.recordDamage(whole),
		recordKeys: (kind) => disk.recordKeys(kind),
		mendRecords: async (change) => {
			await wait(3);
			return disk.mendRecords(change);
		},
		mendSeats: () => disk.mendSeats(),
		putBitsRight: () => disk.putBitsRight(),
		lastNumber: (seat) => disk.lastNumber(seat),
		outcome: (seat, n) => disk.outcome(seat, n),
		putRecord: async (...record) => {
			await wait(3);
			return disk.putRecord(...record);
		},
		putRecords: async (records) => {
			await wait(3);
			const made = (value: unknown, kind: string) => (kind === 'platform-epoch' && value === null ? node.newEpoch() : value);
			return disk.putRecords(records.map(({ kind, key, value }) => ({ kind, key, value: made(value, kind) })));
		},
		record: (...key) => disk.record(...key),
		records: (kind) => disk.records(kind),
		deleteRecord: (...key) => disk.deleteRecord(...key),
		async close() {},
	};
}
