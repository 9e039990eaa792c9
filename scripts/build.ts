/**
 * Builds the app: main process, preload and device desk (CommonJS, `dist/main`), the faces (`dist/app`).
 * Skips when nothing it is made from has changed. `node scripts/build.ts [--force]`.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, type Dirent, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fontFile, installedFonts, mainSubset, weights } from '../documents/fonts.ts';
import { glyphFile } from '../drivers/printer/glyphs/glyphs.ts';
import { withLock } from './electron/lock.ts';

const project = fileURLToPath(new URL('..', import.meta.url));
const builtins = [...builtinModules, ...builtinModules.map((name) => `node:${name}`), 'electron'];

export type PartName = 'known files' | 'main process' | 'device desk' | 'faces';

interface Part {
	name: PartName;
	/** Folders and files it is made from; their hash decides whether it is built again. */
	from: string[];
	/** A file that must exist afterwards. */
	leaves: string;
	make(): Promise<void>;
}

/** What a start need not read and check again of the product's own files; a hall's files are read as they lie there. */
export const knownFiles = join(project, 'dist', 'main', 'known-files.json');

const parts: Part[] = [
	{
		name: 'known files',
		from: ['domain', 'config'],
		leaves: 'dist/main/known-files.json',
		make: async () => {
			const { loadHall } = await import('../config/load-hall.ts');
			const { knownFilesOf } = await import('../config/known-files.ts');
			const halls = join(project, 'config', 'halls');
			mkdirSync(join(project, 'dist', 'main'), { recursive: true });
			// What is wrong in them is told by whoever starts with them.
			const text = knownFilesOf(
				() => loadHall(join(halls, 'demo', 'hall.yaml')),
				(file) => !file.startsWith(halls),
			);
			writeFileSync(knownFiles, text);
		},
	},
	{
		name: 'main process',
		from: ['electron', 'domain', 'config', 'documents', 'sealing', 'trust'],
		leaves: 'dist/main/main.cjs',
		make: async () => {
			// The program that looks at PINs brings native code and stays where npm put it.
			await script('electron/main.ts', 'main.cjs', ['@node-rs/argon2']);
			await script('electron/bridge/preload.ts', 'preload.cjs');
			await script('electron/set-up/preload.ts', 'set-up.cjs');
			const fonts = join(project, 'dist', 'main', 'fonts');
			mkdirSync(fonts, { recursive: true });
			for (const weight of weights)
				copyFileSync(join(installedFonts(), fontFile(mainSubset, weight)), join(fonts, fontFile(mainSubset, weight)));
		},
	},
	{
		name: 'faces',
		from: ['renderer', 'domain', 'vite.renderer.config.ts', 'config'],
		leaves: 'dist/app',
		make: async () => {
			const { build: viteBuild } = await import('vite');
			await viteBuild({ configFile: join(project, 'vite.renderer.config.ts'), logLevel: 'error' });
		},
	},
	{
		name: 'device desk',
		from: ['electron/desk', 'drivers', 'domain/contracts'],
		leaves: 'dist/main/desk.cjs',
		// serialport brings native code and stays where npm put it.
		make: async () => {
			await script('electron/desk/desk-process.ts', 'desk.cjs', ['serialport', /^@serialport\//]);
			copyFileSync(glyphFile, join(project, 'dist', 'main', 'glyphs-24.gz'));
		},
	},
];

export interface BuildOptions {
	log: (line: string) => void;
	/** Also what has not changed. */
	force?: boolean;
	/** Names of parts; all when left out. */
	only?: PartName[];
}

/** Builds what is out of date. Rejects with the bundler's error, which names file and line. */
export async function build({ log, force = false, only }: BuildOptions): Promise<void> {
	const stamps = join(project, 'dist', 'stamps');
	mkdirSync(stamps, { recursive: true });
	// A start and a test at the same time must not empty each other's folders.
	await withLock(join(project, 'dist', 'building'), log, () => buildParts(stamps, { log, force, only }));
}

async function buildParts(stamps: string, { log, force, only }: BuildOptions): Promise<void> {
	for (const part of parts) {
		if (only && !only.includes(part.name)) continue;
		const stamp = join(stamps, part.name.replaceAll(' ', '-'));
		const now = fingerprint([...part.from, 'scripts/build.ts', 'package-lock.json']);
		const current = existsSync(stamp) && readFileSync(stamp, 'utf8') === now && existsSync(join(project, part.leaves));
		if (current && !force) continue;
		const started = Date.now();
		rmSync(stamp, { force: true });
		await part.make();
		writeFileSync(stamp, now);
		log(`built ${part.name} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
	}
}

/** One file of CommonJS, with everything inside but Electron, Node and what `external` names. */
async function script(entry: string, file: string, external: (string | RegExp)[] = []): Promise<void> {
	// Loaded only when there is something to build: a start with nothing new is quick.
	const { build: viteBuild } = await import('vite');
	await viteBuild({
		configFile: false,
		root: project,
		logLevel: 'error',
		// As on a server: no browser stand-ins for Node's own modules.
		ssr: { noExternal: true, target: 'node' },
		build: {
			ssr: join(project, entry),
			outDir: join(project, 'dist', 'main'),
			emptyOutDir: false,
			target: 'node20',
			minify: false,
			rolldownOptions: {
				external: [...builtins, ...external],
				output: { format: 'cjs', entryFileNames: file, codeSplitting: false },
			},
		},
	});
}

/** Hash of the names and contents of all files below the given paths. */
function fingerprint(paths: string[]): string {
	const hash = createHash('sha256');
	for (const path of paths) {
		const whole = join(project, path);
		if (!existsSync(whole)) continue;
		for (const file of filesBelow(whole).sort())
			hash
				.update(`${file.slice(project.length)}\0`)
				.update(readFileSync(file))
				.update('\0');
	}
	return hash.digest('hex');
}

function filesBelow(path: string): string[] {
	let entries: Dirent[];
	try {
		entries = readdirSync(path, { withFileTypes: true, recursive: true });
	} catch {
		return [path];
	}
	return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	await build({ log: (line) => process.stderr.write(`${line}\n`), force: process.argv.includes('--force') });
}
