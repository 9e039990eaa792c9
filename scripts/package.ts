/**
 * `npm run package [-- --targets deb,AppImage]`: the installable station app, as a folder (`out/linux-unpacked`), from the same Electron that
 * start and tests use. The other targets are made by electron-builder, which downloads its tools for them.
 */
import { Command } from 'commander';
import { makeStationApp } from './packages/station-app.ts';

const { targets } = new Command('package')
	.description('Packs the station app.')
	.option('--targets <names>', 'dir, deb, AppImage with commas; all but dir need the internet', 'dir')
	.parse()
	.opts<{ targets: string }>();

await makeStationApp({ log: (line) => process.stderr.write(`${line}\n`), targets: targets.split(',') });
