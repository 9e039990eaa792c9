/** `npm run sbom -- [--to FILE]`: everything the product is made of, as CycloneDX JSON: npm packages of the lockfile, Electron with its Chromium, Node. */
import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { makeSbom } from './supply/make-sbom.ts';

const { to } = new Command('sbom')
	.description('Writes the list of parts (SBOM) as CycloneDX JSON.')
	.option('--to <file>', 'file to write; standard output when left out')
	.parse()
	.opts<{ to?: string }>();
const text = `${JSON.stringify(makeSbom(), null, 1)}\n`;
if (to === undefined) process.stdout.write(text);
else {
	writeFileSync(to, text);
	process.stdout.write(`${to}\n`);
}
