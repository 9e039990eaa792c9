/** Where the platform program lies on this machine. It is a program of its own with a Node of its own: Electron's cannot do its work. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export interface PlatformProgram {
	command: string;
	/** Stand before all others. */
	first: readonly string[];
}

/**
 * `named`: what `--platform-program` says, an installed program that takes the arguments of `npm run platform`. Without it, in a checkout, the one of
 * the checkout; `null` = there is none, and no take-over can be ordered here.
 */
export function findPlatformProgram(
	named: string | null,
	appFolder: string,
	exists: (path: string) => boolean = existsSync,
): PlatformProgram | null {
	if (named !== null) return exists(named) ? { command: named, first: [] } : null;
	const entry = join(appFolder, 'platform', 'main.ts');
	const node = join(appFolder, 'node_modules', '.bin', process.platform === 'win32' ? 'node.exe' : 'node');
	return exists(entry) && exists(node) ? { command: node, first: [entry] } : null;
}
