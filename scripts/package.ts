/** `npm run package`: the installable station app, as a folder (`out/linux-unpacked`), from the same Electron that start and tests use. */
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as packageApp } from 'electron-builder';
import { build } from './build.ts';
import { markerName } from './electron/places.ts';
import { resolveElectron } from './electron/resolve.ts';
import { readPackage, withDependencies } from './packages/dependencies.ts';

const project = fileURLToPath(new URL('..', import.meta.url));
const log = (line: string) => process.stderr.write(`${line}\n`);
/** The packages that are not inside the built files: they bring native code. */
const native = ['serialport', '@node-rs/argon2'];

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

const electron = await resolveElectron({ log });
await build({ log });
stage(join(project, 'out', 'staged'));
await packageApp({
	projectDir: project,
	config: {
		extends: join(project, 'electron-builder.yml'),
		electronDist: dirname(electron.path),
		electronVersion: electron.version,
		afterPack: async ({ appOutDir }) => {
			// What the resolver put beside its Electron has no place in an installation.
			rmSync(join(appOutDir, 'resources', 'app'), { recursive: true, force: true });
			rmSync(join(appOutDir, markerName), { force: true });
		},
	},
});
rmSync(join(project, 'out', 'staged'), { recursive: true, force: true });
log(`Packaged with Electron ${electron.version} (${electron.source}): ${join('out', 'linux-unpacked')}`);
