/**
 * Looks for texts in bytes, as anybody with a stolen disk could: as UTF-8, UTF-16 both ways and GB18030, as they stand, and inside base64, hexadecimal and
 * whatever packs them (`unpack.ts`), twice over.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import iconv from 'iconv-lite';
import { unpacked } from './unpack.ts';

const encodings = ['utf8', 'utf16-le', 'utf16-be', 'gb18030'] as const;

export interface Found {
	/** Which text of the list. */
	secret: number;
	/** e.g. `utf16-le in base64`. */
	as: string;
}

export interface Scanner {
	scan(bytes: Buffer): Found[];
}

/** Texts are cut to their first bytes for a quick look; what looks like one is then compared in whole. */
const headBytes = 5;

export function createScanner(secrets: readonly string[]): Scanner {
	/** By the first bytes of each text in each encoding. */
	const heads = new Map<string, { secret: number; as: string; bytes: Buffer }[]>();
	for (const [secret, text] of secrets.entries())
		for (const as of encodings) {
			const bytes = iconv.encode(text, as);
			if (bytes.length < headBytes) throw new Error(`too short to be looked for: ${secret}`);
			const head = bytes.toString('latin1', 0, headBytes);
			const same = heads.get(head) ?? [];
			// Figures are the same in UTF-8 and GB18030.
			if (!same.some((each) => each.secret === secret && each.bytes.equals(bytes))) heads.set(head, [...same, { secret, as, bytes }]);
		}
	const firsts = new Uint8Array(65_536);
	for (const head of heads.keys()) firsts[(head.charCodeAt(0) << 8) | head.charCodeAt(1)] = 1;

	function plain(bytes: Buffer, inside: string, found: Found[]): void {
		for (let at = 0; at + headBytes <= bytes.length; at++) {
			if (firsts[(bytes[at]! << 8) | bytes[at + 1]!] === 0) continue;
			for (const each of heads.get(bytes.toString('latin1', at, at + headBytes)) ?? [])
				if (bytes.compare(each.bytes, 0, each.bytes.length, at, Math.min(bytes.length, at + each.bytes.length)) === 0)
					found.push({ secret: each.secret, as: each.as + inside });
		}
	}

	function look(bytes: Buffer, inside: string, depth: number, found: Found[]): void {
		plain(bytes, inside, found);
		if (depth === 0) return;
		for (const inner of unpacked(bytes)) look(inner.bytes, `${inside} in ${inner.from}`, depth - 1, found);
		const text = bytes.toString('latin1');
		// A run may begin inside another word: tried from each of its first four places.
		for (const [run] of text.matchAll(/[A-Za-z0-9+/_-]{12,}/g))
			for (let from = 0; from < 4; from++) look(Buffer.from(run.slice(from), 'base64'), `${inside} in base64`, depth - 1, found);
		for (const [run] of text.matchAll(/[0-9a-fA-F]{20,}/g))
			for (const from of [0, 1]) look(Buffer.from(run.slice(from), 'hex'), `${inside} in hexadecimal`, depth - 1, found);
	}

	return {
		scan(bytes) {
			const found: Found[] = [];
			look(bytes, '', 2, found);
			return found;
		},
	};
}

export interface FoundInFile extends Found {
	file: string;
}

/** Every file below a folder, its name too. `files` and `bytes`: how much was looked at. */
export function scanFolder(scanner: Scanner, folder: string): { found: FoundInFile[]; files: number; bytes: number } {
	const told = { found: [] as FoundInFile[], files: 0, bytes: 0 };
	const walk = (place: string) => {
		for (const entry of readdirSync(place, { withFileTypes: true })) {
			const path = join(place, entry.name);
			const file = relative(folder, path);
			for (const each of scanner.scan(Buffer.from(entry.name, 'utf8'))) told.found.push({ ...each, file: `name of ${file}` });
			if (entry.isDirectory()) walk(path);
			if (!entry.isFile() || statSync(path).size === 0) continue;
			const bytes = readFileSync(path);
			told.files += 1;
			told.bytes += bytes.length;
			for (const each of scanner.scan(bytes)) told.found.push({ ...each, file });
		}
	};
	walk(folder);
	return told;
}
