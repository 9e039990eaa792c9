/** A file that only takes room, to be given up when the disk is full: the journal can then still write down what was promised. */
import { randomFillSync } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface Ballast {
	/** Bytes held back now. */
	held(): Promise<number>;
	/**
	 * Holds back this many bytes, after it wrote `beyond` more to be sure that they are there as well. `no-room`: they are not;
	 * `failed`: the disk does not let us. Either leaves nothing behind.
	 */
	make(bytes: number, beyond: number): Promise<'made' | 'no-room' | 'failed'>;
	/** Gives the room back. */
	release(): Promise<void>;
}

const pieceBytes = 1_000_000;

export function createBallast(folder: string): Ballast {
	const path = join(folder, 'ballast.bin');
	const beside = `${path}.new`;
	const forget = (file: string) => rm(file, { force: true }).catch(() => undefined);
	return {
		async held() {
			const found = await stat(path).catch(() => null);
			return found?.size ?? 0;
		},
		async make(bytes, beyond) {
			try {
				await writeReally(beside, bytes, beyond);
				await rename(beside, path);
				return 'made';
			} catch (error) {
				await forget(beside);
				const { code } = error as NodeJS.ErrnoException;
				return code === 'ENOSPC' || code === 'EDQUOT' ? 'no-room' : 'failed';
			}
		},
		async release() {
			await forget(path);
			await forget(beside);
		},
	};
}

async function writeReally(path: string, bytes: number, beyond: number): Promise<void> {
	// Random bytes: of zeros some file systems keep no more than their number.
	const piece = randomFillSync(new Uint8Array(Math.min(pieceBytes, bytes + beyond)));
	const file = await open(path, 'w', 0o600);
	try {
		for (let left = bytes + beyond; left > 0; ) left -= (await file.write(piece, 0, Math.min(left, piece.length))).bytesWritten;
		await file.sync();
		await file.truncate(bytes);
		await file.sync();
	} finally {
		await file.close();
	}
}
