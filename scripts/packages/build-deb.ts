/** Makes a `.deb` of a staged tree with Debian's own `dpkg-deb`: electron-builder would download a tool for it. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type About, controlFile, debianVersion } from './control-file.ts';

export interface BuildDeb {
	/** The tree as it will lie under `/`. `DEBIAN` is made in it. */
	root: string;
	about: Omit<About, 'installedSize'>;
	/** preinst, postinst, prerm, postrm by name; text of each. */
	scripts: Readonly<Record<string, string>>;
	/** Absolute paths on the installed machine that a technician may change, and an upgrade leaves alone. */
	configurationFiles: readonly string[];
	/** Folder for the package. */
	out: string;
	compression: Compression;
}

/** `xz` is small and slow, for delivery; `none` for a test. */
export type Compression = 'xz' | 'none';

/** Path of the package. Throws when `dpkg-deb` is missing or refuses, with what it said. */
export function buildDeb({ root, about, scripts, configurationFiles, out, compression }: BuildDeb): string {
	const about_ = join(root, 'DEBIAN');
	mkdirSync(about_, { recursive: true });
	writeFileSync(join(about_, 'control'), controlFile({ ...about, installedSize: Math.ceil(sizeOf(root) / 1024) }));
	writeFileSync(join(about_, 'conffiles'), configurationFiles.map((path) => `${path}\n`).join(''));
	for (const [name, text] of Object.entries(scripts)) {
		writeFileSync(join(about_, name), text);
		chmodSync(join(about_, name), 0o755);
	}
	for (const path of configurationFiles)
		if (!existsSync(join(root, path))) throw new Error(`${path} is called a configuration file of ${about.name}, but it is not in it.`);
	const file = join(out, `${about.name}_${debianVersion(about.version)}_${about.architecture}.deb`);
	mkdirSync(dirname(file), { recursive: true });
	const level = compression === 'none' ? ['-Znone'] : ['-Zxz', '-z6'];
	execFileSync('dpkg-deb', [...level, '--root-owner-group', '--build', root, file], { stdio: ['ignore', 'ignore', 'inherit'] });
	return file;
}

/** Bytes of all files below. */
function sizeOf(folder: string): number {
	let sum = 0;
	for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
		if (entry.isFile()) sum += lstatSync(join(entry.parentPath, entry.name)).size;
	return sum;
}
