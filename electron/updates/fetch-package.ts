/** Brings a package over piece by piece, and goes on where it was left: after a cut, a kill, or because somebody came to the machine. */
import { createHash } from 'node:crypto';
import { appendFileSync, createReadStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { type UpdatePackage, updatePaths } from '../../domain/contracts/updates.ts';
import { noStep, type Step, syncFolder } from './durable.ts';

export interface FetchParts {
	folder: string;
	/** Bytes `from` to `to` (both in) of an address; `null` = no answer, or not these bytes. */
	piece(path: string, from: number, to: number): Promise<Uint8Array | null>;
	/** Asked before each piece. */
	mayGoOn(): boolean;
	step?: Step;
	pieceBytes?: number;
}

export type Fetched = { done: true; path: string } | { done: false; code: 'later' | 'no-answer' | 'wrong-hash' };

export async function fetchPackage(
	wanted: UpdatePackage,
	{ folder, piece, mayGoOn, step = noStep, pieceBytes = 1 << 20 }: FetchParts,
): Promise<Fetched> {
	mkdirSync(folder, { recursive: true });
	const whole = join(folder, `${wanted.sha256}.deb`);
	const part = join(folder, `${wanted.sha256}.part`);
	for (const name of readdirSync(folder)) if (!name.startsWith(wanted.sha256)) rmSync(join(folder, name), { force: true });
	if (existsSync(whole)) return { done: true, path: whole };
	// A piece that was cut in the middle is asked for again: only whole ones were synced.
	let have = existsSync(part) ? Math.min(statSync(part).size, wanted.bytes) : 0;
	have -= have === wanted.bytes ? 0 : have % pieceBytes;
	if (existsSync(part)) truncateSync(part, have);
	while (have < wanted.bytes) {
		if (!mayGoOn()) return { done: false, code: 'later' };
		const to = Math.min(have + pieceBytes, wanted.bytes) - 1;
		const bytes = await piece(updatePaths.package(wanted.file), have, to);
		if (bytes?.length !== to - have + 1) return { done: false, code: 'no-answer' };
		step(`piece ${have}`);
		appendFileSync(part, bytes, { mode: 0o600, flush: true });
		have = to + 1;
	}
	if ((await hashOf(part)) !== wanted.sha256) {
		step('forget');
		rmSync(part, { force: true });
		return { done: false, code: 'wrong-hash' };
	}
	step('whole');
	renameSync(part, whole);
	syncFolder(folder);
	return { done: true, path: whole };
}

async function hashOf(path: string): Promise<string> {
	const hash = createHash('sha256');
	for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
	return hash.digest('hex');
}
