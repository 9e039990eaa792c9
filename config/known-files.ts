/**
 * Files of the product whose text was read and checked when the program was built: a start need not read the same text again, which is more than
 * half of its time. What is known is known by the hash of the text and by the shape it was held to; any other text is read and checked as ever.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { ZodObject, type ZodType } from 'zod';

interface Known {
	value: unknown;
	/** By the name of the schema; a name without content says that the shape is the value itself. */
	shapes: Record<string, { content?: unknown }>;
}
type KnownFiles = Record<string, Known>;

/** Of those who read now; everything here is read in one go, never across a pause. */
let known: KnownFiles | null = null;
let noted: { files: KnownFiles; wanted: (file: string) => boolean } | null = null;

/** Reads with what `file` knows. A file that is missing or spoilt makes it slower and nothing else. */
export function whileKnown<T>(file: string | undefined, read: () => T): T {
	const before = known;
	known = file === undefined ? null : open(file);
	try {
		return read();
	} finally {
		known = before;
	}
}

/** What `read` reads of the `wanted` files, as text for such a file. */
export function knownFilesOf(read: () => void, wanted: (file: string) => boolean = () => true): string {
	const files: KnownFiles = {};
	noted = { files, wanted };
	try {
		read();
		return JSON.stringify(files);
	} finally {
		noted = null;
	}
}

/** The value of this text, if it is known. */
export function knownValue(text: string): { value: unknown } | null {
	return known ? (known[hashOf(text)] ?? null) : null;
}

/** The value of this text in the shape of this schema, if it is known. */
export function knownShape(text: string, schema: ZodType): { content: unknown } | null {
	const name = known && nameOf(schema);
	const entry = name ? known?.[hashOf(text)] : undefined;
	const shape = entry && name ? entry.shapes[name] : undefined;
	return entry && shape ? { content: 'content' in shape ? shape.content : entry.value } : null;
}

export function noteValue(file: string, text: string, value: unknown): void {
	if (noted?.wanted(file) && survives(value)) noted.files[hashOf(text)] ??= { value, shapes: {} };
}

export function noteShape(text: string, schema: ZodType, content: unknown): void {
	const name = noted && nameOf(schema);
	const entry = noted?.files[hashOf(text)];
	if (!name || !entry || !survives(content)) return;
	entry.shapes[name] = isDeepStrictEqual(content, entry.value) ? {} : { content };
}

function open(file: string): KnownFiles | null {
	try {
		return JSON.parse(readFileSync(file, 'utf8')) as KnownFiles;
	} catch {
		return null;
	}
}

/** A file is asked for twice in a row: its value, then its shape. */
let last = { text: '', hash: '' };

function hashOf(text: string): string {
	if (last.text !== text || last.hash === '') last = { text, hash: createHash('sha256').update(text).digest('hex') };
	return last.hash;
}

/** Two kinds of file never have the same keys; `null` = a schema without keys, whose files are always checked. */
function nameOf(schema: ZodType): string | null {
	return schema instanceof ZodObject ? Object.keys(schema.shape).sort().join(' ') : null;
}

/** Whether it comes out of JSON as it went in. */
function survives(value: unknown): boolean {
	return isDeepStrictEqual(JSON.parse(JSON.stringify(value ?? null)), value);
}
