import type { ProblemList, YamlPath } from './problems.ts';
import type { Placed } from './read-catalogue.ts';
import type { YamlFile } from './yaml-file.ts';

/** Tells problems at places of one file. */
export type Tell = (path: YamlPath, what: string) => void;

/** A `Tell` for one file; paths start below `base`. */
export function tellAt(problems: ProblemList, yaml: YamlFile, base: YamlPath = []): Tell {
	return (path, what) => problems.add({ file: yaml.file, line: yaml.lineOf([...base, ...path]), what });
}

/** The known names of one kind; a name outside them is a problem with the nearest known name as advice. */
export class Names {
	readonly kind: string;
	readonly home: string;
	readonly known: Set<string>;

	/** `kind` as in “unknown window”; `home` says where names of this kind are declared. */
	constructor(kind: string, home: string, known: Iterable<string>) {
		this.kind = kind;
		this.home = home;
		this.known = new Set(known);
	}

	/** True when known. `owner` and `field` name the place in words. */
	check(name: string, owner: string, field: string, path: YamlPath, tell: Tell): boolean {
		if (this.known.has(name)) return true;
		const near = this.nearest(name);
		const advice = near ? `Did you mean “${near}”? Otherwise declare it in ${this.home}.` : `Declare it in ${this.home} or remove it here.`;
		tell(path, `${owner}: ${field} names the unknown ${this.kind} “${name}”. ${advice}`);
		return false;
	}

	/** As `check` for a list standing at `path`. */
	checkAll(names: readonly string[], owner: string, field: string, path: YamlPath, tell: Tell): void {
		const seen = new Set<string>();
		names.forEach((name, at) => {
			this.check(name, owner, field, [...path, at], tell);
			if (seen.has(name)) tell([...path, at], `${owner}: ${field} names ${this.kind} “${name}” twice. Remove one.`);
			seen.add(name);
		});
	}

	private nearest(name: string): string | null {
		let best: string | null = null;
		let least = 3;
		for (const known of this.known) {
			const distance = editDistance(name, known);
			if (distance < least) [best, least] = [known, distance];
		}
		// One letter is always near another; only longer names can be slips.
		return name.length >= 3 && least <= Math.ceil(name.length / 3) ? best : null;
	}
}

/** Tells every name that is declared more than once; `owner` as in “item GA-001”. */
export function checkUnique<T>(
	kind: string,
	entries: readonly Placed<T>[],
	nameOf: (value: T) => string,
	field: string,
	problems: ProblemList,
): void {
	const first = new Map<string, Placed<T>>();
	for (const entry of entries) {
		const name = nameOf(entry.value);
		const before = first.get(name);
		if (!before) {
			first.set(name, entry);
			continue;
		}
		const where = `${before.yaml === entry.yaml ? 'line' : `${before.yaml.file} line`} ${before.yaml.lineOf([...before.path, field])}`;
		problems.add({
			file: entry.yaml.file,
			line: entry.yaml.lineOf([...entry.path, field]),
			what: `${kind} “${name}” is declared twice, first in ${where}. Give one of them another ${field} or remove it.`,
		});
	}
}

function editDistance(one: string, other: string): number {
	let row = Array.from({ length: other.length + 1 }, (_, at) => at);
	for (let i = 1; i <= one.length; i++) {
		const next = [i];
		for (let j = 1; j <= other.length; j++) {
			next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1)));
		}
		row = next;
	}
	return row[other.length] ?? 0;
}
