/**
 * Deeds at the platform's own machine, past the running program: a backup taken, a key made. The command leaves a note in the data folder before it
 * acts, and the platform takes it into the audit. Whoever may write the folder may take a note out again before that: the machine's own log and the
 * copies at the centre and at other platforms are what stands against them.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { auditLine } from '../../domain/contracts/audit.ts';
import type { AuditBook } from './audit-book.ts';

const note = auditLine.pick({ what: true, ref: true, part: true, reason: true });
export type AuditNote = z.infer<typeof note>;
const atOnce = 50;
const folderIn = (data: string) => join(data, 'audit-inbox');

/** Durable when it returns. Throws Node's error when it cannot be written: the deed is then not to be done. */
export function noteForAudit(data: string, said: Pick<AuditNote, 'what'> & Partial<AuditNote>): void {
	const folder = folderIn(data);
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	writeFileSync(
		join(folder, `${Date.now()}-${randomBytes(4).toString('hex')}.json`),
		JSON.stringify({ ref: null, part: null, reason: null, ...said }),
		{ flag: 'wx', mode: 0o600, flush: true },
	);
}

/** Takes what lies there; answers how many. What is no note stays out of the audit and goes. Rejects with a `StoreFailure`. */
export async function takeNotes(data: string, book: Pick<AuditBook, 'write'>): Promise<number> {
	let names: string[];
	try {
		names = readdirSync(folderIn(data)).filter((name) => name.endsWith('.json'));
	} catch {
		return 0;
	}
	let taken = 0;
	for (const name of names.sort().slice(0, atOnce)) {
		const path = join(folderIn(data), name);
		const read = note.safeParse(parsed(path));
		if (read.success) {
			await book.write({ staff: null, station: 'PLATFORM', ...read.data });
			taken += 1;
		}
		rmSync(path, { force: true });
	}
	return taken;
}

function parsed(path: string): unknown {
	try {
		return JSON.parse(readFileSync(path, 'utf8'));
	} catch {
		return null;
	}
}
