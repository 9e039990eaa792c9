/**
 * A real file system of 64 MB that others fill to the last byte, under the real journal, ballast and guard of the main process and a real
 * engine. Mounting one needs root; where that is not to be had the title says so.
 */
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, statfsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createBallast } from '../../electron/disk/ballast.ts';
import { DiskGuard, measureRoom } from '../../electron/disk/disk-guard.ts';
import { withLastWords } from '../../electron/disk/last-words.ts';
import { openJournal } from '../../electron/journal/open-journal.ts';
import { openHall } from '../engine/hall.ts';
import { slip, startMachine, visitA } from '../engine/machine.ts';
import { createTestTime, settle } from '../engine/test-time.ts';

const folder = mkdtempSync(join(tmpdir(), 'tidehall-full-disk-'));
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tidehall-test', folder]).status === 0;
afterAll(() => {
	if (mounted) spawnSync('umount', [folder]);
	rmSync(folder, { recursive: true, force: true });
});

/** What others keep on the disk. */
const filler = join(folder, 'filler');
function fillUp(leaving: number): void {
	const piece = Buffer.alloc(4_096, 7);
	const { bavail, bsize } = statfsSync(folder);
	try {
		for (let left = bavail * bsize - leaving; left > 0; left -= piece.length) appendFileSync(filler, piece);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
	}
}
const free = () => statfsSync(folder).bavail * statfsSync(folder).bsize;

test.runIf(mounted)(
	'I-22 a terminal on a disk that others fill stops in time, writes its last words, and goes on by itself',
	async () => {
		const data = join(folder, 'data');
		mkdirSync(data);
		const notes: string[] = [];
		const guard = new DiskGuard({
			measure: () => measureRoom(data),
			ballast: createBallast(data),
			stopMegabytes: null,
			every: () => () => {},
			changed: () => {},
			note: (_level, code) => notes.push(code),
		});
		await guard.start();
		await guard.look();
		const ballast = statSync(join(data, 'ballast.bin'));
		expect(ballast.size).toBe(Math.floor((64 * 1_024 * 1_024) / 100));
		// Really there, not a hole.
		expect(ballast.blocks * 512).toBeGreaterThanOrEqual(ballast.size);

		const open = () => openJournal({ folder: join(data, 'journal'), stations: ['T2'], now: () => 7, note: () => {} });
		const journal = await open();
		const safe = withLastWords(journal, guard);
		const time = createTestTime();
		const hall = await openHall(time.clock);
		const { engine, papers, link } = await startMachine({
			time,
			hall: () => hall,
			station: 'T2',
			wrapJournal: (wrapped) => ({
				...wrapped,
				load: async () => journal.seats(['T2']),
				append: (entries) => safe.append(entries),
			}),
			disk: () => guard.state,
		});
		await link.connect();
		await settle();
		const take = () => engine.takeTicket('T2', visitA, slip);
		const taking = take();
		await time.advance(2_000);
		const first = await taking;
		expect(first).toMatchObject({ ok: true });

		// Others leave less than 5 %: no new number, although the journal would still take it.
		fillUp(2_500_000);
		await guard.look();
		expect(guard.state).toBe('stop');
		expect(await take()).toEqual({ ok: false, why: 'cannot', code: 'disk-low' });
		expect(papers).toHaveLength(1);

		// Then everything, to the last byte: what has happened is still written down, on the room of the ballast.
		fillUp(0);
		expect(free()).toBe(0);
		for (let report = 0; report < 40; report++) await engine.report('T2', 'help-called', {});
		expect(notes).toContain('ballast-given-up');
		await journal.close();
		const after = await open();
		expect(after.seats(['T2'])[0]!.lastN).toBeGreaterThanOrEqual(41);
		await after.close();
		await guard.look();
		expect(guard.state).toBe('stop');

		rmSync(filler);
		await guard.look();
		expect(guard.state).toBe('well');
		expect(statSync(join(data, 'ballast.bin')).size).toBe(ballast.size);
		engine.stop();
		await guard.stop();
	},
	240_000,
);

test(`the full disk is a real one: ${mounted ? 'mounted' : 'NOT SHOWN HERE, mounting a tmpfs needs root'}`, async () => {
	const room = await measureRoom(folder);
	expect(room.totalBytes).toBeGreaterThan(0);
	if (mounted) expect(room.totalBytes).toBe(64 * 1_024 * 1_024);
});
