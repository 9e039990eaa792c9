import { describe, expect, test } from 'vitest';
import type { JournalEntry } from '../../domain/contracts/bridge.ts';
import type { DiskState } from '../../domain/contracts/disk.ts';
import type { Ballast } from '../../electron/disk/ballast.ts';
import { DiskGuard, lookEveryMs } from '../../electron/disk/disk-guard.ts';
import { withLastWords } from '../../electron/disk/last-words.ts';

const mega = 1_000_000;

/** A disk of 100 GB whose room others use up; `quota`: what may really be written, whatever is said to be free. */
function machine(free = 50_000) {
	const disk = { free: free * mega, quota: Number.POSITIVE_INFINITY, held: 0, blind: false, makes: 0, broken: false };
	const ballast: Ballast = {
		held: async () => disk.held,
		async make(bytes, beyond) {
			disk.makes += 1;
			if (disk.broken) return 'failed';
			const more = bytes - disk.held;
			if (more + beyond > Math.min(disk.free, disk.quota)) return 'no-room';
			disk.free -= more;
			disk.quota -= more;
			disk.held = bytes;
			return 'made';
		},
		async release() {
			disk.free += disk.held;
			disk.quota += disk.held;
			disk.held = 0;
		},
	};
	const states: DiskState[] = [];
	const notes: string[] = [];
	const idle = () => {};
	let tick = idle;
	let every = 0;
	const guard = new DiskGuard({
		measure: async () => {
			if (disk.blind) throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
			return { freeBytes: disk.free, totalBytes: 100_000 * mega };
		},
		ballast,
		stopMegabytes: null,
		every: (ms, action) => {
			every = ms;
			tick = action;
			return () => {
				tick = idle;
			};
		},
		changed: (state) => states.push(state),
		note: (_level, code) => notes.push(code),
	});
	const set = async (megabytes: number) => {
		disk.free = megabytes * mega;
		tick();
		await guard.look();
	};
	return { disk, guard, states, notes, set, every: () => every, watching: () => tick !== idle };
}

describe('the guard of the disk', () => {
	test('looks every ten seconds, and holds 32 MB back once it has started', async () => {
		const { guard, disk, every, notes } = machine();
		await guard.start();
		expect(every()).toBe(lookEveryMs);
		await guard.look();
		expect(disk.held).toBe(32 * mega);
		expect([guard.state, notes]).toEqual(['well', []]);
	});

	test('warns, stops and goes back by itself, each told once', async () => {
		const { guard, states, notes, set } = machine();
		await guard.start();
		for (const free of [900, 850, 150, 120, 210, 300, 1_100, 2_000]) await set(free);
		expect(states).toEqual(['low', 'stop', 'low', 'well']);
		expect(notes).toEqual(['disk-low', 'disk-stop', 'disk-low', 'disk-well']);
	});

	test('a full disk gets the ballast, stays stopped on it, and takes it back when there is room', async () => {
		const { guard, disk, set, notes } = machine();
		await guard.start();
		await guard.look();
		await set(1);
		expect([disk.held, disk.free, guard.state]).toEqual([0, 33 * mega, 'stop']);
		// The room it gave up is not mistaken for room to give out numbers, and is not taken back at once.
		await set(220);
		expect([disk.held, guard.state]).toEqual([0, 'stop']);
		await set(400);
		expect([disk.held, guard.state]).toEqual([32 * mega, 'low']);
		expect(notes).toEqual(['disk-stop', 'ballast-given-up', 'disk-low']);
	});

	test('a disk that cannot be measured is told once, and turns nobody away', async () => {
		const { guard, disk, states, notes, set } = machine();
		await guard.start();
		await guard.look();
		disk.blind = true;
		for (let look = 0; look < 5; look++) await set(1);
		expect([guard.state, states, notes]).toEqual(['well', [], ['disk-not-measured']]);
		disk.blind = false;
		await set(5_000);
		disk.blind = true;
		await set(5_000);
		expect(notes).toEqual(['disk-not-measured', 'disk-not-measured']);
	});

	test('a ballast that cannot be made for other reasons than room is told once, and turns nobody away', async () => {
		const { guard, disk, notes, set } = machine();
		disk.broken = true;
		await guard.start();
		await set(50_000);
		await set(50_000);
		expect([guard.state, notes]).toEqual(['well', ['ballast-not-made']]);
	});

	test('a quota below what the disk says to have free stops too, and does not open again on the room of the ballast', async () => {
		const { guard, disk, set } = machine();
		await guard.start();
		await guard.look();
		disk.quota = 0;
		await guard.appendFailed();
		expect([guard.state, disk.held]).toEqual(['stop', 0]);
		for (let look = 0; look < 3; look++) await set(50_000);
		expect([guard.state, disk.held]).toEqual(['stop', 0]);
		disk.quota = 500 * mega;
		await set(50_000);
		expect([guard.state, disk.held]).toEqual(['well', 32 * mega]);
	});

	test('after its end it looks no more', async () => {
		const { guard, watching } = machine();
		await guard.start();
		expect(watching()).toBe(true);
		await guard.stop();
		expect(watching()).toBe(false);
	});
});

describe('I-22 last words on a full disk', () => {
	const entry: JournalEntry = { type: 'asked', station: 'T2', n: 1 };
	const refusing = (codes: (string | null)[]) => {
		const appended: JournalEntry[][] = [];
		return {
			appended,
			journal: {
				seats: () => [],
				job: () => undefined,
				append: async (entries: JournalEntry[]) => {
					const code = codes.shift() ?? null;
					if (code) throw Object.assign(new Error(code), { code });
					appended.push(entries);
				},
			},
		};
	};

	test('what found no room is written after the ballast is given up, and nothing new is promised', async () => {
		const { guard, disk } = machine();
		await guard.start();
		await guard.look();
		const { journal, appended } = refusing(['disk-full', null]);
		await withLastWords(journal, guard).append([entry]);
		expect([appended.length, disk.held, guard.state]).toEqual([1, 0, 'stop']);
	});

	test('what finds no room even then is refused, once; a broken journal is not tried again', async () => {
		const { guard } = machine();
		await guard.start();
		const full = refusing(['disk-full', 'disk-full', null]);
		await expect(withLastWords(full.journal, guard).append([entry])).rejects.toMatchObject({ code: 'disk-full' });
		const broken = refusing(['journal-failed', null]);
		await expect(withLastWords(broken.journal, guard).append([entry])).rejects.toMatchObject({ code: 'journal-failed' });
		expect([...full.appended, ...broken.appended]).toEqual([]);
	});
});
