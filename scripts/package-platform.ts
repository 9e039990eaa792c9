/** `npm run package:platform -- [--out DIR]`: the platform as a Debian package with its service, made with Debian's own `dpkg-deb`. */
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { build } from './build.ts';
import { makePlatformPackage } from './packages/platform-package.ts';

const { out } = new Command('package-platform')
	.description('Makes the Debian package of the platform.')
	.option('--out <folder>', 'where it is put', fileURLToPath(new URL('../out', import.meta.url)))
	.parse()
	.opts<{ out: string }>();

await build({ log: (line) => process.stderr.write(`${line}\n`), only: ['faces'] });
process.stdout.write(`${makePlatformPackage({ out })}\n`);
