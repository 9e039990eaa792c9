/** The heart of the machine: a file that is touched while the main process lives, for the session that watches over it in kiosk mode. */
import { closeSync, futimesSync, openSync } from 'node:fs';

export const beatEveryMs = 5_000;

/** Beats until the returned function is called. A heart that cannot be written is told once and does not stop anything. */
export function beatHeart(
	path: string | undefined,
	{ every, failed, now }: { every(ms: number, action: () => void): () => void; failed(): void; now(): number },
): () => void {
	if (path === undefined || path === '') return () => {};
	let told = false;
	const beat = () => {
		try {
			const file = openSync(path, 'a', 0o600);
			try {
				futimesSync(file, now() / 1000, now() / 1000);
			} finally {
				closeSync(file);
			}
		} catch {
			if (!told) failed();
			told = true;
		}
	};
	beat();
	return every(beatEveryMs, beat);
}
