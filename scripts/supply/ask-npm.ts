/** npm asked about this project, as the machine has it set up. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What npm says as JSON; `undefined` = it said none. Never throws. */
export function askNpm(...parameters: string[]): unknown {
	const { stdout } = spawnSync('npm', [...parameters, '--loglevel=silent'], {
		cwd: root,
		encoding: 'utf8',
		maxBuffer: 64 * 1024 * 1024,
		timeout: 120_000,
	});
	try {
		return JSON.parse(stdout) as unknown;
	} catch {
		return undefined;
	}
}
