import { placeInWords } from './issue-in-words.ts';
import type { ProblemList, YamlPath } from './problems.ts';
import type { YamlFile } from './yaml-file.ts';

/** Tells keys that a tolerant schema left out of `read`: almost always a slip of spelling that would silently do nothing. */
export function checkUnknownKeys(yaml: YamlFile, read: unknown, problems: ProblemList): void {
	const walk = (raw: unknown, kept: unknown, path: YamlPath): void => {
		if (Array.isArray(raw) && Array.isArray(kept)) {
			for (const [at, each] of raw.entries()) walk(each, kept[at], [...path, at]);
		} else if (isGroup(raw) && isGroup(kept)) {
			for (const [key, value] of Object.entries(raw)) {
				const inner = [...path, key];
				if (key in kept) walk(value, kept[key], inner);
				else {
					const what = `${placeInWords(yaml.value, inner)} is not a known key here. Correct its spelling or remove it.`;
					problems.add({ file: yaml.file, line: yaml.lineOf(inner), what });
				}
			}
		}
	};
	walk(yaml.value, read, []);
}

function isGroup(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
