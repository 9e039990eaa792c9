import { z } from 'zod';
import { deviceKind } from '../../domain/contracts/device.ts';

/** A file of recorded traffic, `wire-capture/1`: JSON lines, a head and then what passed. It holds no personal data (see `redactor.ts`). */
export const captureHead = z.strictObject({
	schema: z.literal('wire-capture/1'),
	kind: deviceKind,
	protocol: z.string().max(40),
	/** Bits a second; `null` where there is no speed. */
	baud: z.number().int().min(1).nullable(),
	/** When it began, milliseconds since 1970. */
	at: z.number().int().min(0),
});
export type CaptureHead = z.infer<typeof captureHead>;

const sinceStart = z.number().int().min(0);
export const captureEntry = z.strictObject({
	/** Milliseconds since the beginning. */
	at: sinceStart,
	to: z.enum(['device', 'host']),
	bytes: z.string().regex(/^([0-9A-F]{2})+$/, 'must be bytes as hexadecimal capitals, two for each, and at least one'),
});
export type CaptureEntry = z.infer<typeof captureEntry>;
/** Last line of a capture that grew too large: what passed afterwards was not kept. */
const captureCut = z.strictObject({ at: sinceStart, cut: z.literal(true) });

export interface Capture {
	head: CaptureHead;
	entries: CaptureEntry[];
	/** More passed than was kept. */
	cut: boolean;
}

const mostProblems = 20;
const largestText = 20 * 1024 * 1024;

/** Reads the text of a capture. Each problem names line and field; at most 20 of them. */
export function readCapture(text: string): { ok: true; capture: Capture } | { ok: false; problems: string[] } {
	if (text.length > largestText) return { ok: false, problems: [`the file is larger than ${largestText / 1024 / 1024} MB`] };
	const lines = text.split(/\r?\n/);
	while (lines.at(-1) === '') lines.pop();
	const problems: string[] = [];
	const read = <T>(line: number, schema: z.ZodType<T>): T | null => {
		const value = parsed(lines[line]!);
		const result = value === undefined ? null : schema.safeParse(value);
		if (result?.success) return result.data;
		const why = result ? result.error.issues.map(({ path, message }) => `${path.join('.') || 'entry'}: ${message}`).join('; ') : 'no JSON';
		problems.push(`line ${line + 1}: ${why}`);
		return null;
	};
	if (lines.length === 0) return { ok: false, problems: ['line 1: schema: the head is missing, the file is empty'] };
	const head = read(0, captureHead);
	const entries: CaptureEntry[] = [];
	let cut = false;
	for (let line = 1; line < lines.length && problems.length < mostProblems; line++) {
		if (line === lines.length - 1 && captureCut.safeParse(parsed(lines[line]!)).success) {
			cut = true;
			break;
		}
		const entry = read(line, captureEntry);
		if (!entry) continue;
		if (entry.at < (entries.at(-1)?.at ?? 0)) problems.push(`line ${line + 1}: at: earlier than the line before`);
		entries.push(entry);
	}
	return head && problems.length === 0 ? { ok: true, capture: { head, entries, cut } } : { ok: false, problems };
}

function parsed(line: string): unknown {
	try {
		return JSON.parse(line);
	} catch {
		return undefined;
	}
}
