/** Judges how much room a disk has left. Pure; the same numbers hold for stations and platform. */
import type { DiskState } from './contracts/disk.ts';

const megabyte = 1_000_000;
/** Below this no new number is given out; on disks under 4 GB 5 % of the disk instead. */
export const stopBelowMegabytes = 200;
const stopBelowShare = 0.05;
/** Below this a technician is warned; on disks under 10 GB 10 % of the disk instead. */
const lowBelowMegabytes = 1_000;
const lowBelowShare = 0.1;
/** Held back for the last words of the journal; on disks under 3.2 GB 1 % of the disk instead. */
const ballastMegabytes = 32;
const ballastShare = 0.01;
/** Better only counts from a quarter above the limit on, so that one file coming and going does not open and close a terminal. */
const betterFrom = 1.25;

export interface DiskLimits {
	/** All in bytes. */
	lowBytes: number;
	stopBytes: number;
	/** Below this the disk counts as full: what is held back is let go of. */
	fullBytes: number;
	ballastBytes: number;
}

/** `stopMegabytes`: what a technician chose instead of 200 MB (then without regard to the size of the disk); `null` = nothing. */
export function diskLimits(totalBytes: number, stopMegabytes: number | null): DiskLimits {
	const stopBytes =
		stopMegabytes === null ? Math.min(stopBelowMegabytes * megabyte, totalBytes * stopBelowShare) : stopMegabytes * megabyte;
	return {
		lowBytes: Math.max(2 * stopBytes, Math.min(lowBelowMegabytes * megabyte, totalBytes * lowBelowShare)),
		stopBytes,
		fullBytes: stopBytes / 50,
		ballastBytes: Math.floor(Math.min(ballastMegabytes * megabyte, totalBytes * ballastShare)),
	};
}

/** `freeBytes`: what would be left with the ballast in place. */
export function judgeDisk(before: DiskState, freeBytes: number, { lowBytes, stopBytes }: DiskLimits): DiskState {
	if (freeBytes < stopBytes * (before === 'stop' ? betterFrom : 1)) return 'stop';
	return freeBytes < lowBytes * (before === 'well' ? 1 : betterFrom) ? 'low' : 'well';
}
