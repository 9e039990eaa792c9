/** Two ends of a serial line that is none: a pair of pseudo-terminals, made by socat. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export interface Line {
	near: string;
	far: string;
	close(): void;
}

/** Rejects when socat is not installed or the line is not there within 5 s. */
export async function openLine(folder: string, name: string): Promise<Line> {
	const near = join(folder, `${name}-near`);
	const far = join(folder, `${name}-far`);
	const end = (path: string) => `pty,raw,echo=0,link=${path}`;
	const child = spawn('socat', [end(near), end(far)], { stdio: 'ignore' });
	let failed: Error | null = null;
	child.once('error', () => {
		failed = new Error('socat cannot be started. Install it (Debian: apt-get install socat).');
	});
	for (let waited = 0; waited < 5_000; waited += 20) {
		if (failed) throw failed;
		if (existsSync(near) && existsSync(far)) return { near, far, close: () => void child.kill('SIGTERM') };
		await wait(20);
	}
	child.kill('SIGTERM');
	throw new Error(`socat made no line for ${name} within 5 s.`);
}
