import { readFileSync } from 'node:fs';
import { CORE_SCHEMA, load } from 'js-yaml';
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { issueInWords } from './issue-in-words.ts';
import { knownShape, knownValue, noteShape, noteValue } from './known-files.ts';
import type { ProblemList, YamlPath } from './problems.ts';

/** A YAML file that was read, which still knows on which line each value stands. */
export interface YamlFile {
	file: string;
	text: string;
	value: unknown;
	/** Line (from 1) of the value at `path`; of the nearest value above it when it is missing. */
	lineOf(path: YamlPath): number;
}

/**
 * Reads one YAML file. Syntax errors and keys given twice go into `problems` and the answer is `null`;
 * so does a file that cannot be read.
 */
export function readYamlFile(file: string, problems: ProblemList): YamlFile | null {
	let text: string;
	try {
		text = readFileSync(file, 'utf8');
	} catch {
		problems.add({ file, line: 1, what: 'this file cannot be read. Check that it exists and may be read by this user.' });
		return null;
	}
	return parseYaml(file, text, problems);
}

/**
 * As `readYamlFile`, for text already at hand. A sound file is read by the parser that is ten times as quick; the one that knows lines is asked
 * once something is to be said of a line, and whenever the quick one refuses. Where both answer they answer the same (test/config/yaml-file.test.ts).
 */
export function parseYaml(file: string, text: string, problems: ProblemList): YamlFile | null {
	const known = knownValue(text);
	const value = known ? known.value : readQuickly(text);
	if (value === undefined) return parseWithLines(file, text, problems);
	noteValue(file, text, value);
	let exact: YamlFile | null | undefined;
	return {
		file,
		text,
		value,
		lineOf(path) {
			exact ??= parseWithLines(file, text, problems);
			return exact?.lineOf(path) ?? 1;
		},
	};
}

/** `undefined`: it is not sound, empty, or means something only the exact parser knows. */
function readQuickly(text: string): unknown {
	try {
		return load(text, { schema: CORE_SCHEMA }) ?? undefined;
	} catch {
		return undefined;
	}
}

function parseWithLines(file: string, text: string, problems: ProblemList): YamlFile | null {
	const counter = new LineCounter();
	const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
	const told = new Set<number>();
	for (const error of document.errors) {
		const { line } = counter.linePos(error.pos[0]);
		// One slip makes several complaints on its line; the first says it best.
		if (!told.has(line)) problems.add({ file, line, what: syntaxInWords(error.code, error.message) });
		told.add(line);
	}
	if (document.errors.length > 0) return null;
	if (document.contents === null) {
		problems.add({ file, line: 1, what: 'this file is empty. Fill it in, or delete it if it is not needed.' });
		return null;
	}
	const lineOf = (path: YamlPath): number => {
		let node: unknown = document.contents;
		let offset = document.contents?.range?.[0] ?? 0;
		for (const step of path) {
			if (isMap(node)) {
				const pair = node.items.find((each) => isScalar(each.key) && String(each.key.value) === String(step));
				if (!pair || !isScalar(pair.key)) break;
				offset = pair.key.range?.[0] ?? offset;
				node = pair.value;
			} else if (isSeq(node) && typeof step === 'number') {
				const entry: unknown = node.items[step];
				if (!isMap(entry) && !isSeq(entry) && !isScalar(entry)) break;
				offset = entry.range?.[0] ?? offset;
				node = entry;
			} else break;
		}
		return counter.linePos(offset).line;
	};
	return { file, text, value: document.toJS(), lineOf };
}

/** The value of the file in the shape of `schema`, or `null` after telling every difference. */
export function checkShape<S extends z.ZodType>(yaml: YamlFile, schema: S, problems: ProblemList): z.infer<S> | null {
	const known = knownShape(yaml.text, schema);
	if (known) return known.content as z.infer<S>;
	const result = schema.safeParse(yaml.value);
	if (result.success) {
		noteShape(yaml.text, schema, result.data);
		return result.data;
	}
	for (const issue of result.error.issues) {
		for (const { path, what } of issueInWords(issue, yaml.value)) problems.add({ file: yaml.file, line: yaml.lineOf(path), what });
	}
	return null;
}

function syntaxInWords(code: string, message: string): string {
	if (code === 'DUPLICATE_KEY') return 'this key is given twice in the same place. Keep one of the two.';
	if (code === 'TAB_AS_INDENT') return 'this line is indented with a tab. Use spaces.';
	return `this is not valid YAML: ${message.replace(/\.?$/, '.')} Check indentation, quotes, brackets and commas here and just above.`;
}
