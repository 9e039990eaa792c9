/**
 * Watches the disk under the platform's data and warns early. It goes on deciding all the same: a hall that may not call because of a limit
 * would be worse off than one whose store says itself that it is full (I-22).
 */
import { statfs } from 'node:fs/promises';
import type { DiskState } from '../../domain/contracts/disk.ts';
import { diskLimits, judgeDisk } from '../../domain/disk-room.ts';
import type { Clock } from '../clock.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';

const lookEveryMs = 10_000;

export interface DiskWatch {
	/** Problems for `/healthz`. */
	warnings(): string[];
	/** Measures now. Never rejects. */
	look(): Promise<void>;
	stop(): void;
}

export interface DiskWatchParts {
	folder: string;
	clock: Clock;
	log: Log;
	metrics: Metrics;
	/** Bytes; rejects when the system cannot tell. */
	measure?: (folder: string) => Promise<{ freeBytes: number; totalBytes: number }>;
}

async function measureFolder(folder: string) {
	const { bavail, blocks, bsize } = await statfs(folder);
	return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}

/** Measures at once, and then every ten seconds. */
export function watchDisk({ folder, clock, log, metrics, measure = measureFolder }: DiskWatchParts): DiskWatch {
	let state: DiskState = 'well';
	let free: number | null = null;
	let blind = false;
	metrics.watchDisk(() => free);

	function judged(next: DiskState, freeBytes: number): void {
		if (next === state) return;
		state = next;
		const facts = { count: Math.floor(freeBytes / 1_000_000) };
		if (next !== 'well') metrics.alarms.inc({ kind: next === 'low' ? 'disk-low' : 'disk-nearly-full' });
		if (next === 'well') log.info('disk-well', facts);
		else if (next === 'low') log.warn('disk-low', facts);
		else log.error('disk-nearly-full', facts);
	}
	async function look(): Promise<void> {
		const room = await measure(folder).catch(() => null);
		if (!room || !(room.totalBytes > 0)) {
			free = null;
			if (!blind) log.warn('disk-not-measured');
			blind = true;
			return;
		}
		blind = false;
		free = room.freeBytes;
		judged(judgeDisk(state, free, diskLimits(room.totalBytes, null)), free);
	}
	void look();
	return {
		warnings: () => (state === 'well' ? [] : state === 'low' ? ['disk-low'] : ['disk-low', 'disk-nearly-full']),
		look,
		stop: clock.every(lookEveryMs, () => void look()),
	};
}
