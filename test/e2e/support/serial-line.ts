/** A serial cable: two pseudo-terminals joined by socat. Cutting it makes both ends vanish, as pulling a USB adapter does. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

export interface SerialLine {
	/** What the app opens. */
	host: string;
	/** What the simulated device opens. */
	device: string;
	pullOut(): Promise<void>;
	plugIn(): Promise<void>;
}

/** Resolves when both ends can be opened. */
export async function serialLine(folder: string, name: string): Promise<SerialLine> {
	const host = `${folder}/${name}`;
	const device = `${folder}/${name}-device`;
	let cable: ChildProcess | null = null;
	const line: SerialLine = {
		host,
		device,
		async plugIn() {
			cable = spawn('socat', [`pty,raw,echo=0,link=${host}`, `pty,raw,echo=0,link=${device}`], { stdio: 'ignore' });
			for (let tries = 0; tries < 100 && !(existsSync(host) && existsSync(device)); tries += 1)
				await new Promise((go) => setTimeout(go, 20));
			if (!existsSync(host)) throw new Error('socat made no pseudo-terminals: is the package socat installed?');
		},
		async pullOut() {
			const ended = new Promise((go) => cable?.once('exit', go));
			cable?.kill('SIGTERM');
			await ended;
			cable = null;
		},
	};
	await line.plugIn();
	return line;
}
