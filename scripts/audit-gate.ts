/**
 * `npm run audit:gate [-- --packaged FOLDER] [--take FILE | --advisories FILE] [--json]`: whether what the product is made of may go to a hall: advisories of its parts, less those that
 * were looked at and accepted (docs/accepted-findings.json), and the age of Electron. Exit code 1 = it may not; 2 = it
 * could not be found out: no build waits for that, and no release goes out with it (docs/watching.md). In a closed network the
 * advisories come with a file: `--take` writes it where a registry gives them, `--advisories` reads it where none does.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { z } from 'zod';
import { registryPackage } from './electron/registry.ts';
import { type BroughtAdvisories, broughtAdvisories, takenAdvisories } from './supply/advisory-file.ts';
import { askAboutKnownBad, askNpm } from './supply/ask-npm.ts';
import { acceptedFindings, findingsOf, type Judged, judgeElectron, judgeFindings } from './supply/judge.ts';

const { packaged, take, advisories, json } = new Command('audit-gate')
	.description('Says whether the parts of the product may go to a hall.')
	.option('--packaged <folder>', 'unpacked application whose Electron is looked at too (its file "version")')
	.option('--take <file>', 'writes what the registry says of these parts, for carrying into a closed network')
	.option('--advisories <file>', 'believes a file that --take wrote at most a week ago, and asks no registry')
	.option('--json', 'print JSON only')
	.parse()
	.opts<{ packaged?: string; take?: string; advisories?: string; json?: boolean }>();

const root = fileURLToPath(new URL('..', import.meta.url));
const today = new Date().toISOString().slice(0, 10);
const file = join(root, 'docs', 'accepted-findings.json');
const { findings: accepted } = acceptedFindings.parse(JSON.parse(readFileSync(file, 'utf8')));
const { devDependencies } = z
	.object({ devDependencies: z.record(z.string(), z.string()) })
	.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));

// Looked at first: asking takes its time, and a folder that is not there needs no asking.
const packedVersion = packaged === undefined ? null : packagedVersion(packaged);
if (take !== undefined && advisories !== undefined) stop('--take and --advisories: give one of the two.');
const lockfile = readFileSync(join(root, 'package-lock.json'), 'utf8');
const { findings, electron } = advisories === undefined ? asked() : brought(advisories);
const cameOut = (version: string) => electron[version] ?? null;
const electronOf = (version: string) => ({ version, on: cameOut(version) });

function packagedVersion(folder: string): string {
	const path = join(folder, 'version');
	if (existsSync(path)) return readFileSync(path, 'utf8').trim().replace(/^v/, '');
	return stop(`--packaged: ${path} is not there. Give the folder of the unpacked application.`);
}

function stop(words: string): never {
	process.stderr.write(`${words}\n`);
	process.exit(2);
}

function brought(path: string): BroughtAdvisories {
	if (!existsSync(path)) return stop(`--advisories: ${path} is not there. Give the file that npm run audit:gate -- --take FILE wrote.`);
	return broughtAdvisories(readFileSync(path, 'utf8'), lockfile, Date.now());
}

function asked(): BroughtAdvisories {
	const of = {
		said: askNpm('audit', '--json', '--omit', 'dev'),
		control: askAboutKnownBad(),
		electron: askNpm('view', 'electron', 'time', '--json'),
	};
	if (take !== undefined) {
		const taken = takenAdvisories(lockfile, of, Date.now());
		if (typeof taken === 'string') stop(`--take: nothing was written. ${taken}`);
		else writeFileSync(take, `${JSON.stringify(taken)}\n`);
	}
	const times = z.record(z.string(), z.string()).safeParse(of.electron);
	return { findings: findingsOf(of.said, of.control), electron: times.success ? times.data : {} };
}

const parts: Judged[] = [
	judgeFindings(findings, accepted, today),
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
