/** The installed station at work on a virtual screen, as an ordinary user where this process may choose one. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `nobody`: Chromium's sandbox does not work for root, and no station runs as root. */
export const ordinary = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

export interface StationRun {
	child: ChildProcess;
	/** Codes of the station's own log, in order. */
	codes(): string[];
	/** Every process of it. */
	processes(): number[];
	stop(): Promise<void>;
}

export interface StationStart {
	root: string;
	display: string;
	data: string;
	/** Home of the user. */
	home: string;
	words: readonly string[];
	env?: Readonly<Record<string, string>>;
}

export function startStation({ root, display, data, home, words, env = {} }: StationStart): StationRun {
	const child = spawn(join(root, 'usr/bin/tidehall-station'), [...words, '--data', data], {
		stdio: ['ignore', 'ignore', 'pipe'],
		detached: true,
		env: { PATH: '/usr/bin:/bin', HOME: home, XDG_RUNTIME_DIR: home, DISPLAY: display, TIDEHALL_ROOT: root, ...env },
		...ordinary,
	});
	let said = '';
	child.stderr!.on('data', (chunk) => {
		said = (said + chunk).slice(-4_000);
	});
	const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	return {
		child,
		codes: () => logCodes(data),
		processes: () => groupOf(child.pid!),
		async stop() {
			child.kill('SIGTERM');
			const late = setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), 15_000);
			await gone;
			clearTimeout(late);
			if (child.exitCode) throw new Error(`the station ended with ${child.exitCode}: ${said}`);
		},
	};
}

/** Exit code of a start that is to be refused; `null` when it was still running after ten seconds. */
export function refusedStart({ root, display, data, home, words, env = {} }: StationStart): number | null {
	const run = spawnSync(join(root, 'usr/bin/tidehall-station'), [...words, '--data', data], {
		timeout: 20_000,
		killSignal: 'SIGKILL',
		stdio: 'ignore',
		env: { PATH: '/usr/bin:/bin', HOME: home, XDG_RUNTIME_DIR: home, DISPLAY: display, TIDEHALL_ROOT: root, ...env },
		...ordinary,
	});
	return run.status;
}

export function logCodes(data: string): string[] {
	try {
		return readdirSync(join(data, 'logs'))
			.sort()
			.reverse()
			.flatMap((name) => readFileSync(join(data, 'logs', name), 'utf8').split('\n'))
			.filter((line) => line !== '')
			.map((line) => (JSON.parse(line) as { code: string }).code);
	} catch {
		return [];
	}
}

function groupOf(leader: number): number[] {
	return readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.map(Number)
		.filter((pid) => {
			try {
				const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
				return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]) === leader;
			} catch {
				return false;
			}
		});
}
