import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { loadHall } from '../../config/load-hall.ts';
import type { Problem } from '../../config/problems.ts';

const config = join(import.meta.dirname, '../../config');

/** One slip of a person editing a hall: in `file`, the first `find` becomes `put`. */
export interface Slip {
	title: string;
	/** Path below the hall's folder, e.g. `hall.yaml`, `catalogue/items/GA.yaml`. */
	file: string;
	find: string;
	put: string;
	/** What stands on the line to be named; its last occurrence counts. Default: `put`. */
	at?: string;
	words: RegExp;
}

/** Loads a copy of the demo hall (with a catalogue of its own) in which all these slips were made. */
export function problemsOf(slips: readonly Slip[]): { problems: Problem[]; lineOf: (slip: Slip) => number } {
	const folder = mkdtempSync(join(tmpdir(), 'tidehall-hall-'));
	try {
		cpSync(join(config, 'halls/demo'), folder, { recursive: true });
		cpSync(join(config, 'catalogue'), join(folder, 'catalogue'), { recursive: true });
		const texts = new Map<string, string>();
		for (const slip of slips) {
			const file = join(folder, slip.file);
			const text = texts.get(slip.file) ?? readFileSync(file, 'utf8');
			if (!text.includes(slip.find)) throw new Error(`${slip.title}: “${slip.find}” is not in ${slip.file}`);
			const changed = text.replace(slip.find, () => slip.put);
			texts.set(slip.file, changed);
			writeFileSync(file, changed);
		}
		const loaded = loadHall(join(folder, 'hall.yaml'));
		const problems = loaded.ok ? [] : loaded.problems.map((problem) => ({ ...problem, file: relative(folder, problem.file) }));
		const lineOf = (slip: Slip): number => {
			const text = texts.get(slip.file) ?? '';
			const at = text.lastIndexOf(slip.at ?? slip.put);
			if (at < 0) throw new Error(`${slip.title}: “${slip.at ?? slip.put}” is not in the changed ${slip.file}`);
			return text.slice(0, at).split('\n').length;
		};
		return { problems, lineOf };
	} finally {
		rmSync(folder, { recursive: true });
	}
}
