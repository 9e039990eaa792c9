/** The Node that runs this project: the one pinned in package.json as a package, or the present one when it is new enough. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export function projectNode(root) {
	const pinned = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
	if (existsSync(pinned)) return pinned;
	if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
	process.stderr.write('No pinned Node for this platform came with the packages: install Node 24 or newer and run the command again.\n');
	process.exit(1);
}
