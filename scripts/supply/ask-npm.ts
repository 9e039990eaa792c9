/** npm asked about this project, as the machine has it set up. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { knownBad } from './judge.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What npm says as JSON; `undefined` = it said none. Never throws. A machine set to work offline is asked all the same: npm would find nothing and call that well. */
export function askNpm(...parameters: string[]): unknown {
	return askNpmIn(root, parameters);
}

function askNpmIn(cwd: string, parameters: readonly string[]): unknown {
	const { stdout } = spawnSync('npm', [...parameters, '--loglevel=silent', '--offline=false'], {
		cwd,
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

/** What npm says of a project with one package that everybody knows to be bad: a registry that finds nothing there has no advisories to give. */
export function askAboutKnownBad(): unknown {
	const folder = mkdtempSync(join(tmpdir(), 'tidehall-audit-'));
	try {
		const { name, version } = knownBad;
		const about = { name: 'known-bad', version: '1.0.0', dependencies: { [name]: version } };
		const packages = { '': about, [`node_modules/${name}`]: { version } };
		writeFileSync(join(folder, 'package.json'), JSON.stringify(about));
		writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ ...about, lockfileVersion: 3, requires: true, packages }));
		return askNpmIn(folder, ['audit', '--json', '--package-lock-only']);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
