/**
 * `npm run updates -- …`: what the maker and a hall do with updates of stations.
 *   make-key --to FILE            a key pair of the maker: FILE (keep it off every network) and FILE.pub (built into stations)
 *   sign --folder DIR --key FILE --floor V    a manifest of the packages in DIR, signed
 *   rollout --folder DIR --version V [--stations T1,W02] [--percent N] [--pause]    who of the hall takes it
 *   check --folder DIR --key FILE.pub         looks at everything as a station will
 */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign as signBytes } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import {
	rollout,
	signedManifest,
	signedPrefix,
	type UpdateManifest,
	type UpdatePackage,
	updateManifest,
} from '../domain/contracts/updates.ts';
import { writeWhole } from '../electron/updates/durable.ts';
import { verifyManifest } from '../electron/updates/verify-manifest.ts';

function stop(words: string): never {
	process.stderr.write(`${words}\n`);
	process.exit(1);
}

async function hashOf(path: string): Promise<string> {
	const hash = createHash('sha256');
	for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
	return hash.digest('hex');
}

/** `tidehall-station_0.2.0_amd64.deb`, `tidehall-station-0.2.0-setup.exe`. */
async function packagesIn(folder: string): Promise<UpdatePackage[]> {
	const found: UpdatePackage[] = [];
	for (const file of readdirSync(folder).sort()) {
		const linux = /^tidehall-station_([^_]+)_(amd64|arm64)\.deb$/.exec(file);
		const windows = /^tidehall-station-(.+)-setup\.exe$/.exec(file);
		const version = (linux?.[1] ?? windows?.[1])?.replace('~', '-');
		if (version === undefined) continue;
		const path = join(folder, file);
		const arch = linux?.[2] === 'arm64' ? 'arm64' : 'x64';
		found.push({ version, system: linux ? 'linux' : 'windows', arch, file, bytes: statSync(path).size, sha256: await hashOf(path) });
	}
	return found;
}

function lastSerial(folder: string): number {
	const path = join(folder, 'manifest.json');
	if (!existsSync(path)) return 0;
	return updateManifest.parse(JSON.parse(signedManifest.parse(JSON.parse(readFileSync(path, 'utf8'))).manifest)).serial;
}

const program = new Command('updates').description('Updates of stations in a closed network.');

program
	.command('make-key')
	.requiredOption('--to <file>')
	.action(({ to }: { to: string }) => {
		if (existsSync(to)) stop(`${to} is there already; a key is never written over.`);
		const { privateKey, publicKey } = generateKeyPairSync('ed25519');
		writeFileSync(to, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
		writeFileSync(`${to}.pub`, publicKey.export({ type: 'spki', format: 'pem' }));
		process.stdout.write(`${to} signs: into a safe. ${to}.pub goes into the stations: npm run package:station -- --update-key ${to}.pub\n`);
	});

program
	.command('sign')
	.requiredOption('--folder <folder>')
	.requiredOption('--key <file>')
	.requiredOption('--floor <version>', 'no station that takes this goes below it ever again')
	.option('--serial <number>', 'default: one more than that of the manifest that lies there')
	.action(async ({ folder, key, floor, serial }: { folder: string; key: string; floor: string; serial?: string }) => {
		const packages = await packagesIn(folder);
		if (packages.length === 0) stop(`${folder} holds no package (tidehall-station_VERSION_amd64.deb).`);
		const manifest: UpdateManifest = {
			schema: 'updates/1',
			serial: Number(serial ?? lastSerial(folder) + 1),
			madeAt: Date.now(),
			floor,
			packages,
		};
		const checked = updateManifest.safeParse(manifest);
		if (!checked.success) stop(`The manifest would not be one: ${checked.error.message}`);
		const text = JSON.stringify(manifest);
		const signature = signBytes(null, Buffer.from(`${signedPrefix}${text}`), createPrivateKey(readFileSync(key))).toString('base64');
		writeWhole(join(folder, 'manifest.json'), `${JSON.stringify({ schema: 'signed-updates/1', manifest: text, signature })}\n`);
		process.stdout.write(`manifest ${manifest.serial}: ${packages.map(({ file }) => file).join(', ')}; floor ${floor}\n`);
	});

program
	.command('rollout')
	.requiredOption('--folder <folder>')
	.requiredOption('--version <version>')
	.option('--stations <ids>', 'these first', '')
	.option('--percent <number>', 'and so many of a hundred of the others', '0')
	.option('--pause', 'nobody, for now')
	.action((wish: { folder: string; version: string; stations: string; percent: string; pause?: boolean }) => {
		const read = rollout.safeParse({
			schema: 'rollout/1',
			version: wish.version,
			stations: wish.stations.split(',').filter((one) => one !== ''),
			percent: Number(wish.percent),
			paused: wish.pause === true,
		});
		if (!read.success) stop(read.error.message);
		writeWhole(join(wish.folder, 'rollout.json'), `${JSON.stringify(read.data, null, 2)}\n`);
		process.stdout.write(`${JSON.stringify(read.data)}\n`);
	});

program
	.command('check')
	.requiredOption('--folder <folder>')
	.requiredOption('--key <file>')
	.action(async ({ folder, key }: { folder: string; key: string }) => {
		const read = verifyManifest(readFileSync(join(folder, 'manifest.json'), 'utf8'), [createPublicKey(readFileSync(key))]);
		if (!read.ok) stop(`The manifest is refused: ${read.code}`);
		for (const { file, bytes, sha256 } of read.manifest.packages)
			if (!existsSync(join(folder, file)) || statSync(join(folder, file)).size !== bytes || (await hashOf(join(folder, file))) !== sha256)
				stop(`${file} is not the one that was signed.`);
		process.stdout.write(
			`manifest ${read.manifest.serial}, floor ${read.manifest.floor}: ${read.manifest.packages.length} packages, all as signed\n`,
		);
	});

await program.parseAsync();
