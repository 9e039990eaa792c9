/** The installable station app as a folder: staged from what was built, packed by electron-builder with the Electron that start and tests use. */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Platform, build as packageApp } from 'electron-builder';
import { build } from '../build.ts';
import { markerName } from '../electron/places.ts';
import { type ResolvedElectron, resolveElectron } from '../electron/resolve.ts';
import { readPackage, withDependencies } from './dependencies.ts';
import { builderFile } from './station-builder-file.ts';
import { checkFuses, declaredFuses } from './station-fuses.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));
/** The packages that are not inside the built files: they bring native code. */
const native = ['serialport', '@node-rs/argon2'];
const staged = join(project, 'out', 'staged');

export interface StationApp {
	/** Folder with the executable `tidehall`. */
	folder: string;
	electron: ResolvedElectron;
}

/**
 * Builds and packs it into `out/linux-unpacked`, and reads the fuses back from the executable. `targets`: `dir` needs no download; the other
 * kinds that electron-builder.yml declares do. Throws when a fuse is not as declared.
 */
export async function makeStationApp({
	log,
	targets = ['dir'],
}: {
	log: (line: string) => void;
	targets?: readonly string[];
}): Promise<StationApp> {
	const electron = await resolveElectron({ log });
	await build({ log });
	stage(staged);
	await packageApp({
		projectDir: project,
		targets: Platform.LINUX.createTarget([...targets]),
		config: {
			extends: builderFile,
			electronDist: dirname(electron.path),
			electronVersion: electron.version,
			afterPack: async ({ appOutDir }) => {
				// What the resolver put beside its Electron has no place in an installation, nor has a snapshot that the fuses leave unread.
				for (const name of [join('resources', 'app'), markerName, 'browser_v8_context_snapshot.bin'])
					rmSync(join(appOutDir, name), { recursive: true, force: true });
			},
		},
	});
	rmSync(staged, { recursive: true, force: true });
	const folder = join(project, 'out', 'linux-unpacked');
	const wrong = await checkFuses(join(folder, 'tidehall'), declaredFuses(readFileSync(builderFile, 'utf8')));
	if (wrong.length > 0) throw new Error(`The fuses of the packaged app are not as declared: ${wrong.join('; ')}`);
	log(`Packaged with Electron ${electron.version} (${electron.source}): ${folder}`);
	return { folder, electron };
}

function stage(folder: string): void {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	for (const part of ['dist/main', 'dist/app', 'config/catalogue', 'config/devices', 'config/guide', 'config/tickets', 'config/wording'])
		cpSync(join(project, part), join(folder, part), { recursive: true });
	for (const found of native.flatMap((each) => [...withDependencies(each, project)])) {
		const place = join(folder, relative(project, found));
		// Packages inside packages come with their parent.
		if (!existsSync(place)) cpSync(found, place, { recursive: true });
	}
	const { name, version, description, license, main, dependencies } = readPackage(project);
	const about = {
		name,
		version,
		description,
		license,
		main,
		dependencies: Object.fromEntries(native.map((each) => [each, dependencies?.[each]])),
	};
	writeFileSync(join(folder, 'package.json'), `${JSON.stringify(about, null, 2)}\n`);
}
