/**
 * `npm run audit:gate [-- --packaged FOLDER] [--json]`: whether what the product is made of may go to a hall: advisories of its parts, less those that
 * were looked at and accepted (docs/accepted-findings.json), and the age of Electron. Exit code 1 = it may not; 2 = it
 * could not be found out: no build waits for that, and no release goes out with it (docs/watching.md).
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { z } from 'zod';
import { registryPackage } from './electron/registry.ts';
import { askAboutKnownBad, askNpm } from './supply/ask-npm.ts';
import { acceptedFindings, findingsOf, type Judged, judgeElectron, judgeFindings } from './supply/judge.ts';

const { packaged, json } = new Command('audit-gate')
	.description('Says whether the parts of the product may go to a hall.')
	.option('--packaged <folder>', 'unpacked application whose Electron is looked at too (its file "version")')
	.option('--json', 'print JSON only')
	.parse()
	.opts<{ packaged?: string; json?: boolean }>();

const root = fileURLToPath(new URL('..', import.meta.url));
const today = new Date().toISOString().slice(0, 10);
const file = join(root, 'docs', 'accepted-findings.json');
const { findings: accepted } = acceptedFindings.parse(JSON.parse(readFileSync(file, 'utf8')));
const { devDependencies } = z
	.object({ devDependencies: z.record(z.string(), z.string()) })
	.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));

// Looked at first: asking takes its time, and a folder that is not there needs no asking.
const packedVersion = packaged === undefined ? null : packagedVersion(packaged);
const times = z.record(z.string(), z.string()).safeParse(askNpm('view', 'electron', 'time', '--json'));
const cameOut = (version: string) => (times.success ? (times.data[version] ?? null) : null);
const electronOf = (version: string) => ({ version, on: cameOut(version) });

function packagedVersion(folder: string): string {
	const path = join(folder, 'version');
	if (existsSync(path)) return readFileSync(path, 'utf8').trim().replace(/^v/, '');
	process.stderr.write(`--packaged: ${path} is not there. Give the folder of the unpacked application.\n`);
	process.exit(2);
}

const parts: Judged[] = [
	judgeFindings(findingsOf(askNpm('audit', '--json', '--omit', 'dev'), askAboutKnownBad()), accepted, today),
	judgeElectron(
		{
			named: electronOf(devDependencies.electron ?? 'none'),
			here: electronOf(
				existsSync(join(root, 'node_modules/electron/dist/version'))
					? packagedVersion(join(root, 'node_modules/electron/dist'))
					: registryPackage.electron,
			),
			...(packedVersion === null ? {} : { packaged: electronOf(packedVersion) }),
		},
		today,
	),
];
const judged = {
	against: parts.flatMap(({ against }) => against),
	open: parts.flatMap(({ open }) => open),
	told: parts.flatMap(({ told }) => told),
};
if (json) process.stdout.write(`${JSON.stringify(judged)}\n`);
else {
	for (const line of judged.told) process.stdout.write(`  ${line}\n`);
	for (const line of judged.open) process.stdout.write(`? ${line}\n`);
	for (const line of judged.against) process.stdout.write(`! ${line}\n`);
	if (judged.against.length === 0)
		process.stdout.write(
			judged.open.length === 0 ? 'Nothing stands against it.\n' : 'Nothing is known against it, but not everything could be asked.\n',
		);
}
process.exitCode = judged.against.length > 0 ? 1 : judged.open.length > 0 ? 2 : 0;
