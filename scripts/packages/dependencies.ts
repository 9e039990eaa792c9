/** The installed packages that a program needs, found as Node would find them: what is staged is what the tests ran on. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../..', import.meta.url));

interface PackageJson {
	name: string;
	version: string;
	dependencies?: Record<string, string>;
	/** Of native code: one package for each kind of machine, and only the one of this machine is installed. */
	optionalDependencies?: Record<string, string>;
	[field: string]: unknown;
}
export const readPackage = (folder: string) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageJson;

/** The package folder that `name` means when it is asked for from `from`; as Node looks for it. */
function findPackage(name: string, from: string): string {
	for (let folder = from; ; folder = dirname(folder)) {
		const found = join(folder, 'node_modules', name);
		if (existsSync(join(found, 'package.json'))) return found;
		if (folder === dirname(folder))
			throw new Error(`the package ${name}, needed by ${relative(project, from)}, is not installed; run npm run setup`);
	}
}

/** Folders of a package and of everything it depends on. */
export function withDependencies(name: string, from: string, found = new Set<string>()): Set<string> {
	const folder = findPackage(name, from);
	if (found.has(folder)) return found;
	found.add(folder);
	const { dependencies = {}, optionalDependencies = {} } = readPackage(folder);
	const installed = Object.keys(optionalDependencies).filter((one) => existsSync(join(project, 'node_modules', one)));
	for (const dependency of [...Object.keys(dependencies), ...installed]) withDependencies(dependency, folder, found);
	return found;
}

/** Names of the packages that the `.ts` files below these folders of the project import, in order. Types alone do not count. */
export function importedPackages(folders: readonly string[]): string[] {
	const names = new Set<string>();
	for (const folder of folders)
		for (const entry of readdirSync(join(project, folder), { recursive: true, withFileTypes: true })) {
			if (!entry.isFile() || !entry.name.endsWith('.ts')) continue;
			const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
			for (const [, kind, name] of text.matchAll(/^\s*(import type|import|export)\b[^'"`;]*?from '([^'.][^']*)'/gms))
				if (kind !== 'import type') names.add(name!);
			for (const [, name] of text.matchAll(/(?:\bimport\(|import\.meta\.url\)\.resolve\(|^import )'([^'.][^']*)'/gm)) names.add(name!);
		}
	return [...names]
		.filter((name) => !name.startsWith('node:') && !builtinModules.includes(name))
		.map((name) =>
			name
				.split('/')
				.slice(0, name.startsWith('@') ? 2 : 1)
				.join('/'),
		)
		.filter((name, index, all) => all.indexOf(name) === index)
		.sort();
}
