/**
 * `npm run centre:configuration -- --centre URL --token-file FILE --hall CODE --folder DIR`: offers a hall a new configuration through the centre.
 * It is checked here first, as the hall will check it again; of files the centre holds already nothing is sent.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { Command } from 'commander';
import { loadHall } from '../../config/load-hall.ts';
import { centreError } from '../../domain/contracts/centre.ts';
import { configurationManifest, configurationPath, configurationPut } from '../../domain/contracts/centre-down.ts';
import { stop } from '../start-in-words.ts';
import { readCentreAddress } from './centre-address.ts';
import { manifestOf } from './configuration-hash.ts';
import { sha256 } from './sha256.ts';

const options = new Command('centre:configuration')
	.description('Offers a hall a new configuration.')
	.requiredOption('--centre <address>', 'https://… of the centre')
	.requiredOption('--token-file <file>', "file with the operator's token")
	.requiredOption('--hall <code>', 'code of the hall')
	.requiredOption('--folder <folder>', 'folder with hall.yaml and what stands beside it')
	.parse()
	.opts<{ centre: string; tokenFile: string; hall: string; folder: string }>();

const read = readCentreAddress(options.centre, options.tokenFile);
if (!read.ok) stop(`Nothing was sent. ${read.what}`);
const { url, token } = read.address;
const loaded = loadHall(join(options.folder, 'hall.yaml'));
if (!loaded.ok)
	stop(
		[...loaded.problems.map(({ file, line, what }) => `${file}:${line} ${what}`), 'The configuration is broken; nothing was sent.'].join(
			'\n',
		),
	);
if (loaded.hall.plan.code !== options.hall)
	stop(`Nothing was sent. --folder holds the configuration of ${loaded.hall.plan.code}, not of ${options.hall}.`);

const files = readdirSync(options.folder, { recursive: true, withFileTypes: true })
	.filter((entry) => entry.isFile())
	.map((entry) => {
		const file = join(entry.parentPath, entry.name);
		const path = relative(options.folder, file).split(sep).join('/');
		if (!configurationPath.safeParse(path).success)
			stop(
				`Nothing was sent. ${path}: a configuration holds .yaml, .json, .md, .txt and .svg files with plain names. Take it out of the folder.`,
			);
		return { path, text: readFileSync(file, 'utf8') };
	});
const manifest = configurationManifest.parse(manifestOf(files));
const base = `${url.replace(/\/+$/, '')}/api/centre/v1/halls/${options.hall}/configuration`;

async function put(address: string, body: unknown): Promise<unknown> {
	const response = await fetch(address, {
		method: 'PUT',
		headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
		body: JSON.stringify(body),
		redirect: 'error',
	}).catch((cause) =>
		stop(`Nothing was offered. The centre does not answer: ${cause instanceof Error ? cause.message : 'no connection'}.`),
	);
	const said: unknown = await response.json().catch(() => null);
	if (response.ok) return said;
	const error = centreError.safeParse(said);
	return stop(`Nothing was offered. ${error.success ? error.data.error.message : `The centre answered ${response.status}.`}`);
}

let answer = configurationPut.parse(await put(base, manifest));
if (!answer.offered) {
	for (const { text } of files) if (answer.missing.includes(sha256(text))) await put(`${base}/files/${sha256(text)}`, { text });
	answer = configurationPut.parse(await put(base, manifest));
}
if (!answer.offered) stop('Nothing was offered. The centre still misses files; send again.');
process.stdout.write(
	`Offered to ${options.hall}: ${manifest.hash} (${files.length} files). The hall checks it and takes it with its next business day.\n`,
);
