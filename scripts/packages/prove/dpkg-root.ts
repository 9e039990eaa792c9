/** A root of its own for dpkg, so that a package is installed, upgraded and removed by the system's own tool without touching this machine. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** As root dpkg owns the files; anybody else gets a user namespace in which he is root. */
const asRoot = process.getuid?.() === 0 ? [] : ['unshare', '--map-root-user'];

export class DpkgRoot {
	readonly folder: string;

	constructor(folder: string) {
		this.folder = folder;
		for (const name of ['var/lib/dpkg/info', 'var/lib/dpkg/updates']) mkdirSync(join(folder, name), { recursive: true });
		for (const file of ['status', 'available']) writeFileSync(join(folder, 'var/lib/dpkg', file), '');
		chmodSync(folder, 0o755);
	}

	path(name: string): string {
		return join(this.folder, name);
	}

	/** What dpkg said. Throws with it when it refuses. */
	dpkg(...args: string[]): string {
		const switches = ['--force-script-chrootless', '--force-depends', '--force-confold', '--force-unsafe-io', '--log=/dev/null'];
		const [command, ...more] = [...asRoot, 'dpkg', `--root=${this.folder}`, ...switches, ...args];
		const { status, stdout, stderr } = spawnSync(command!, more, { encoding: 'utf8' });
		if (status !== 0) throw new Error(`dpkg ${args.join(' ')}: ${stdout}${stderr}`);
		return `${stdout}${stderr}`;
	}
}
