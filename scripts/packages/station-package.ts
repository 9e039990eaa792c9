/** The station as a Debian package: the packed app, the script that starts it, the units of kiosk mode, and the part of updating that needs root. */
import {
	chmodSync,
	copyFileSync,
	cpSync,
	existsSync,
	linkSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { makeSbom } from '../supply/make-sbom.ts';
import { buildDeb, type Compression } from './build-deb.ts';
import { builderFile } from './station-builder-file.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));
const given = fileURLToPath(new URL('./station', import.meta.url));
export const stationHome = '/opt/tidehall-station';

export interface StationPackage {
	/** Folder of the packed app, with the executable `tidehall`. */
	app: string;
	version: string;
	out: string;
	compression?: Compression;
	/** Node, and the bundled program of `electron/updates/install-main.ts` that runs on it as root. */
	updater: { node: string; program: string };
	/** Public keys of the maker (PEM, Ed25519), built in. */
	keys?: readonly string[];
}

/** Path of the package. */
export function makeStationPackage({ app, version, out, compression = 'xz', updater, keys = [] }: StationPackage): string {
	// Beside the package: files are linked, not copied, where it is one disk.
	mkdirSync(out, { recursive: true });
	const root = mkdtempSync(join(existsSync(out) ? out : tmpdir(), 'tidehall-station-'));
	try {
		chmodSync(root, 0o755);
		const home = join(root, stationHome);
		linkTree(app, join(home, 'installed'));
		writeFileSync(join(home, 'installed', 'version-of-station'), `${version}\n`);
		mkdirSync(join(home, 'updater', 'keys'), { recursive: true });
		copyFileSync(updater.node, join(home, 'updater', 'node'));
		chmodSync(join(home, 'updater', 'node'), 0o755);
		copyFileSync(updater.program, join(home, 'updater', 'station-updates.cjs'));
		for (const [at, key] of keys.entries()) copyFileSync(key, join(home, 'updater', 'keys', `maker-${at + 1}.pub`));
		stageFiles(root);
		return buildDeb({
			root,
			about: { name: 'tidehall-station', version, architecture: 'amd64', ...declared() },
			scripts: Object.fromEntries(['postinst', 'prerm', 'postrm'].map((name) => [name, readFileSync(join(given, 'linux', name), 'utf8')])),
			configurationFiles: ['/etc/tidehall/station.conf'],
			out,
			compression,
		});
	} finally {
		rmSync(root, { recursive: true, force: true });
	}
}

/** Names and dependencies stand in electron-builder.yml, for every way of packing. */
function declared() {
	const { deb, linux } = parse(readFileSync(builderFile, 'utf8')) as {
		deb: { depends: string[]; packageCategory: string };
		linux: { synopsis: string };
	};
	return {
		depends: deb.depends,
		section: deb.packageCategory,
		description: [
			linux.synopsis,
			'Terminal, window, board or manager of a hall, with the drivers of its devices.',
			'Runs by itself in kiosk mode once a technician has said so (tidehall-kiosk enable),',
			'and takes signed updates from the platform of its hall. Needs nothing from the internet.',
		] as const,
	};
}

function stageFiles(root: string): void {
	const place = (name: string, path: string, mode = 0o644) => {
		const to = join(root, path);
		mkdirSync(dirname(to), { recursive: true });
		copyFileSync(join(given, name), to);
		chmodSync(to, mode);
	};
	place('linux/tidehall-station.sh', '/usr/bin/tidehall-station', 0o755);
	place('linux/tidehall-station-updates.sh', '/usr/sbin/tidehall-station-updates', 0o755);
	place('linux/station.conf', '/etc/tidehall/station.conf');
	place('linux/sysusers.conf', '/usr/lib/sysusers.d/tidehall-station.conf');
	place('linux/tidehall-station.desktop', '/usr/share/applications/tidehall-station.desktop');
	for (const unit of readdirSync(join(given, 'linux')).filter((name) => /\.(service|path|timer)$/.test(name)))
		place(`linux/${unit}`, `/lib/systemd/system/${unit}`);
	place('kiosk/tidehall-kiosk.sh', '/usr/sbin/tidehall-kiosk', 0o755);
	place('kiosk/hand-secret.sh', '/usr/lib/tidehall-station/hand-secret', 0o755);
	place('kiosk/session.sh', '/usr/lib/tidehall-station/session', 0o755);
	const settings = join(given, 'kiosk', 'settings');
	for (const name of readdirSync(settings)) place(`kiosk/settings/${name}`, `/usr/lib/tidehall-station/kiosk/${name}`);
	const documents = join(root, 'usr/share/doc/tidehall-station');
	mkdirSync(documents, { recursive: true });
	writeFileSync(join(documents, 'sbom.cdx.json'), `${JSON.stringify(makeSbom(), null, 1)}\n`);
	for (const language of ['zh-CN', 'en'])
		for (const page of ['install.md', 'lock-down-list.md']) {
			const from = join(project, 'docs', 'manual', language, page);
			mkdirSync(join(documents, language), { recursive: true });
			if (existsSync(from)) cpSync(from, join(documents, language, page));
		}
}

/** The packed app is some hundred megabytes: the same files under another name, or copies where they lie on another disk. */
function linkTree(from: string, to: string): void {
	mkdirSync(to, { recursive: true });
	for (const entry of readdirSync(from, { withFileTypes: true })) {
		const [source, target] = [join(from, entry.name), join(to, entry.name)];
		if (entry.isDirectory()) linkTree(source, target);
		else
			try {
				linkSync(source, target);
			} catch {
				copyFileSync(source, target);
			}
	}
}
