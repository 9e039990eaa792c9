/**
 * The real disk of a journal with a kill point before everything that is done to it, and in the middle of each append. What is on the disk
 * after one step is what is there before the next, so that no point after a step is needed but those of the acknowledgements.
 */
import type { JournalDisk, JournalFile } from '../../electron/journal/journal-disk.ts';
import type { DiskFault, KillPoints } from './kill-points.ts';

export function pointedDisk<D extends Pick<JournalDisk, 'open'>>(disk: D, points: KillPoints, fault: DiskFault): D {
	let heldBack: (() => Promise<unknown>) | null = null;
	return pointed<D>(disk, points, async (name, call, args) => {
		if (fault === 'held-back' && name !== 'open') {
			await heldBack?.();
			heldBack = null;
			// What is put in its place last is all that a file closed long ago can still lose.
			if (name === 'replace') {
				heldBack = () => call(...args);
				return;
			}
		}
		if (name !== 'open') return call(...args);
		return call(...args).then((file) =>
			pointed<JournalFile>(file as JournalFile, points, async (nameOfFile, callOfFile, argsOfFile) => {
				if (nameOfFile === 'sync' && fault !== 'none') return;
				await heldBack?.();
				heldBack = null;
				if (nameOfFile !== 'append') return callOfFile(...argsOfFile);
				if (fault === 'held-back') {
					heldBack = () => callOfFile(...argsOfFile);
					return;
				}
				const bytes = argsOfFile[0] as Uint8Array;
				const half = Math.floor(bytes.length / 2);
				await callOfFile(bytes.subarray(0, half));
				points.pass('in the middle of append');
				await callOfFile(bytes.subarray(half));
			}),
		);
	});
}

type Call = (...args: unknown[]) => Promise<unknown>;

/** Every function of `thing`, also one that is added later, passes a point first. */
function pointed<T extends object>(thing: T, points: KillPoints, run: (name: string, call: Call, args: unknown[]) => Promise<unknown>): T {
	return new Proxy(thing, {
		get(target, key) {
			const value = Reflect.get(target, key) as unknown;
			if (typeof value !== 'function') return value;
			const name = String(key);
			return (...args: unknown[]) => {
				points.pass(`before ${name}`);
				return run(name, (...given) => Promise.resolve(value.apply(target, given)), args);
			};
		},
	});
}
