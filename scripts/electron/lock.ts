/** One at a time, across processes: a folder is the lock, because making a folder is atomic everywhere. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

function alive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

/**
 * Runs `work` while holding the lock. Waits for a living holder (and says so once); takes over from a dead one.
 * A holder that died before it wrote its number is given ten seconds.
 */
export async function withLock<T>(folder: string, log: (line: string) => void, work: () => Promise<T>): Promise<T> {
	let said = false;
	let nameless = 0;
	for (;;) {
		try {
			await mkdir(folder);
			break;
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
		}
		const holder = Number(await readFile(join(folder, 'pid'), 'utf8').catch(() => '0'));
		nameless = holder > 0 ? 0 : nameless + 1;
		if ((holder > 0 && !alive(holder)) || nameless > 20) {
			await rm(folder, { recursive: true, force: true });
			continue;
		}
		if (!said) log(`another process (${holder || 'just starting'}) does the same; waiting for it`);
		said = true;
		await pause(500);
	}
	try {
		await writeFile(join(folder, 'pid'), String(process.pid));
		return await work();
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
