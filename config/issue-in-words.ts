import type { z } from 'zod';
import type { YamlPath } from './problems.ts';

type Issue = z.core.$ZodIssue;

/** One zod issue as sentences for a person who edits the file, each with its place. */
export function issueInWords(issue: Issue, root: unknown): { path: YamlPath; what: string }[] {
	const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
	const value = valueAt(root, path);
	const name = placeInWords(root, path);
	if (issue.code === 'unrecognized_keys') {
		return issue.keys.map((key) => ({
			path: [...path, key],
			what: `${placeInWords(root, [...path, key])} is not a known key here. Correct its spelling or remove it.`,
		}));
	}
	if (issue.code === 'invalid_union' && issue.errors.length > 0) {
		// The alternative that got furthest says best what was meant.
		const best = [...issue.errors].sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0] ?? [];
		if (depth(best) > 0) return best.flatMap((inner) => issueInWords({ ...inner, path: [...issue.path, ...inner.path] } as Issue, root));
	}
	return [{ path, what: `${name} ${sentence(issue, value)}` }];
}

function depth(issues: readonly Issue[]): number {
	return Math.max(0, ...issues.map((issue) => issue.path.length));
}

function sentence(issue: Issue, value: unknown): string {
	if (value === undefined && issue.code !== 'custom') return `is missing. Add it: ${expected(issue)}.`;
	if (issue.code === 'custom') return `${issue.message.replace(/\.?$/, '.')} It is ${shown(value)} now.`;
	return `is ${shown(value)}, but it must be ${expected(issue)}. Change it.`;
}

function expected(issue: Issue): string {
	switch (issue.code) {
		case 'invalid_type':
			return kinds[issue.expected] ?? `a value of kind ${issue.expected}`;
		case 'invalid_value':
			return issue.values.length === 1
				? `exactly “${String(issue.values[0])}”`
				: `one of ${issue.values.map((each) => `“${String(each)}”`).join(', ')}`;
		case 'too_small':
			return sized(issue.origin, issue.inclusive === false ? 'more than' : 'at least', issue.minimum);
		case 'too_big':
			return sized(issue.origin, issue.inclusive === false ? 'less than' : 'at most', issue.maximum);
		case 'invalid_format':
			return issue.message.startsWith('Invalid') ? `text of the form ${String(issue.pattern ?? issue.format)}` : issue.message;
		case 'invalid_union':
			return issue.message.startsWith('Invalid') ? 'one of the shapes described in config/README.md' : issue.message;
		default:
			return issue.message;
	}
}

function sized(origin: string, bound: string, size: number | bigint): string {
	if (origin === 'array') return `a list of ${bound} ${size}`;
	return origin === 'string' ? `text of ${bound} ${size} characters` : `${bound} ${size}`;
}

const kinds: Record<string, string> = {
	string: 'text (put it in quotes if it looks like a number)',
	number: 'a number',
	int: 'a whole number',
	boolean: 'true or false',
	array: 'a list',
	object: 'a group of keys',
	record: 'a group of keys',
};

/** A value as it stands in the file, short; long ones are cut. */
function shown(value: unknown): string {
	if (value === undefined) return 'missing';
	if (value === null) return 'empty';
	if (Array.isArray(value)) return `a list of ${value.length}`;
	if (typeof value === 'object') return 'a group of keys';
	const text = String(value);
	return `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`;
}

/** `queues, entry A: meanMinutes` for `['queues', 0, 'meanMinutes']`. */
export function placeInWords(root: unknown, path: YamlPath): string {
	if (path.length === 0) return 'the file';
	let words = '';
	let value = root;
	for (const step of path) {
		value = valueAt(value, [step]);
		if (typeof step === 'number') words += `, entry ${nameOf(value) ?? step + 1}`;
		else words += words === '' ? step : /, entry [^:]*$/.test(words) ? `: ${step}` : `.${step}`;
	}
	return words;
}

function nameOf(value: unknown): string | null {
	if (typeof value !== 'object' || value === null) return null;
	for (const key of ['id', 'code', 'prefix', 'ref', 'key']) {
		const name = (value as Record<string, unknown>)[key];
		if (typeof name === 'string' || typeof name === 'number') return String(name);
	}
	return null;
}

function valueAt(root: unknown, path: YamlPath): unknown {
	let value = root;
	for (const step of path) {
		if (typeof value !== 'object' || value === null) return undefined;
		value = (value as Record<string | number, unknown>)[step];
	}
	return value;
}
