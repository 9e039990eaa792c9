/** Brings node_modules in line with package-lock.json. Runs no install script of any package: nothing here needs one. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Exits the process with a clear message when the packages cannot be installed. */
export function ensurePackages(root, say) {
	const wanted = createHash('sha256')
		.update(readFileSync(join(root, 'package-lock.json')))
		.digest('hex');
	const stamp = join(root, 'node_modules', '.tidehall-lock');
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
	const held = holdFolder(root, say);
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return held.free();
	say('Installing packages (first run: about a minute) …');
	const result = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
		cwd: root,
		// Standard output belongs to the command that was asked for.
		stdio: ['ignore', 2, 2],
		shell: process.platform === 'win32',
	});
	if (result.status !== 0) {
		say('The packages could not be installed. Check that npm reaches its registry (npm ping) and run the command again.');
		process.exit(1);
	}
	writeFileSync(stamp, wanted);
	held.free();
}

/** Two commands started together on a fresh clone must not install into each other: the second waits for the first. */
function holdFolder(root, say) {
	const lock = join(root, '.installing');
	const free = () => rmSync(lock, { recursive: true, force: true });
	for (let told = false; ; told = true) {
		try {
			mkdirSync(lock);
			process.once('exit', free);
			return { free };
		} catch {
			// Nobody installs for ten minutes: what is left of a killed run does not bind the next.
			if (Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0) > 600_000) free();
			else {
				if (!told) say('Another command installs the packages; waiting for it …');
				Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
			}
		}
	}
}
