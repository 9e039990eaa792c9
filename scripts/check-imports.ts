/** Who may import whom: the folder name is the permission. The table is data, this file is the check. Run: `npm run imports`. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { circlesOf } from './import-circles.ts';
import { doors, type Part, parts, permissions } from './import-table.ts';

export interface Breach {
	file: string;
	line: number;
	what: string;
}

const statement =
	/(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|\brequire\(\s*['"]([^'"]+)['"]\s*\)/g;

/** Breaches of one file's text. `file` is relative to the project, with forward slashes. */
export function breachesOf(file: string, text: string): Breach[] {
	const found: Breach[] = [];
	const part = file.split('/')[0] as Part;
	for (const match of text.matchAll(statement)) {
		const target = match[1] ?? match[2] ?? match[3] ?? match[4];
		if (target === undefined) continue;
		const line = text.slice(0, match.index + match[0].length).split('\n').length;
		const typeOnly = /^\s*(?:import|export)\s+type\b/.test(match[0].trimStart());
		const what = target.startsWith('.') ? wrongFile(file, part, target, typeOnly) : wrongPackage(file, part, target, typeOnly);
		if (what) found.push({ file, line, what });
	}
	return found;
}

function wrongFile(file: string, part: Part, target: string, typeOnly: boolean): string | null {
	const path = relative('.', join(dirname(file), target)).replaceAll('\\', '/');
	const other = path.split('/')[0] as Part;
	if (other === part || !parts.includes(other)) return null;
	const rules = permissions[part].may.filter((rule) => path.startsWith(rule.path));
	const allowed = rules.some((rule) => (!rule.typesOnly || typeOnly) && (!rule.from || file.startsWith(rule.from)));
	if (allowed) return null;
	return `${part} may not import ${path}. It may import: ${describe(part)}.`;
}

function wrongPackage(file: string, part: Part, target: string, typeOnly: boolean): string | null {
	const name = target.startsWith('@') ? target.split('/').slice(0, 2).join('/') : target.split('/')[0]!;
	const door = doors.find((each) => each.package === target || each.package === name);
	if (door && !typeOnly && part !== 'test' && part !== 'scripts' && !door.places.some((place) => file.startsWith(place))) {
		return `${target} has one door: ${door.places.join(' or ')}. Go through it.`;
	}
	const only = permissions[part].packages;
	if (only && !only.includes(name)) return `${part} may import no package but ${only.join(', ')}.`;
	if (permissions[part].noNode && target.startsWith('node:')) return `${part} has no Node: ${target} cannot be used here.`;
	return null;
}

function describe(part: Part): string {
	const list = permissions[part].may.map(
		(rule) => `${rule.path}${rule.typesOnly ? ' (types)' : ''}${rule.from ? ` from ${rule.from}` : ''}`,
	);
	return list.length > 0 ? list.join(', ') : 'nothing of the other parts';
}

/** The files of the project that this one names, as far as they are known by `files`. */
function namedBy(file: string, text: string, files: ReadonlySet<string>): string[] {
	const targets = [...text.matchAll(statement)].map((match) => match[1] ?? match[2] ?? match[3] ?? match[4] ?? '');
	const near = targets.filter((target) => target.startsWith('.'));
	return near.map((target) => relative('.', join(dirname(file), target)).replaceAll('\\', '/')).filter((path) => files.has(path));
}

/** Every breach of the tree, every circle of the product's files, and every file past 400 lines that is not a table. */
export function checkTree(): Breach[] {
	const files = parts.flatMap((part) => globSync(`${part}/**/*.{ts,tsx,mjs}`)).map((file) => file.replaceAll('\\', '/'));
	const texts = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));
	const known = new Set(files);
	// The box of the tests is one world whose parts know each other; the product is not.
	const product = files.filter((file) => !file.startsWith('test/'));
	const circles = circlesOf(new Map(product.map((file) => [file, namedBy(file, texts.get(file)!, known)])));
	const round = circles.map((circle): Breach => {
		const what = `imports in a circle with ${circle.slice(1).join(', ')}: move what they share into a file of its own.`;
		return { file: circle[0]!, line: 1, what };
	});
	const single = files.flatMap((file) => {
		const text = texts.get(file)!;
		const lines = text.split('\n').length;
		const long =
			lines > 401 && !file.startsWith('test/golden') ? [{ file, line: lines, what: `${lines} lines: split it (400 at most).` }] : [];
		return [...breachesOf(file, text), ...long];
	});
	return [...single, ...round];
}

if (import.meta.main) {
	const breaches = checkTree();
	for (const breach of breaches) console.error(`${breach.file}:${breach.line} ${breach.what}`);
	console.error(breaches.length === 0 ? 'Import table: no breach.' : `Import table: ${breaches.length} breaches.`);
	process.exit(breaches.length === 0 ? 0 : 1);
}
