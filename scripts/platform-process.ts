/** Runs `platform/main.ts` as a process of its own, as a hall does, and waits until it says that it is ready. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface PlatformProcess {
	child: ChildProcess;
	url: string;
}

export interface PlatformChoice {
	hall: string;
	data: string;
	/** 0 = any free port. */
	port: number;
	host?: string;
	env?: NodeJS.ProcessEnv;
	/** More words for the command line. */
	more?: string[];
}

const main = fileURLToPath(new URL('../platform/main.ts', import.meta.url));

/** Rejects with what the platform printed when it stops before it is ready, or is not ready within a minute. */
export function startPlatform(choice: PlatformChoice): Promise<PlatformProcess> {
	const child = spawn(
		process.execPath,
		[
			main,
			'--hall',
			choice.hall,
			'--data',
			choice.data,
			'--port',
			String(choice.port),
			'--host',
			choice.host ?? '127.0.0.1',
			...(choice.more ?? []),
		],
		{ stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...choice.env } },
	);
	return new Promise((resolve, reject) => {
		let printed = '';
		const patience = setTimeout(() => {
			child.kill('SIGKILL');
			reject(new Error(`The platform was not ready within a minute.\n${printed}`));
		}, 60_000);
		const read = (chunk: Buffer) => {
			printed = (printed + chunk.toString()).slice(-8_000);
			const ready = /Tidehall platform ready: (https?:\/\/\S+)/.exec(printed);
			if (!ready) return;
			clearTimeout(patience);
			resolve({ child, url: ready[1]! });
		};
		child.stdout?.on('data', read);
		child.stderr?.on('data', read);
		child.once('exit', (code) => {
			clearTimeout(patience);
			reject(new Error(`The platform stopped before it was ready (exit ${code}).\n${printed}`));
		});
	});
}
