/** Everything a day has left, looked through for texts of people and for keys that lie beside what they open. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CanaryDay } from './day.ts';
import { createScanner, type FoundInFile, scanFolder } from './scan.ts';

/** `secret` −1: a key. */
export function searchDay(
	day: Pick<CanaryDay, 'folders' | 'texts' | 'secrets'>,
	secrets: readonly string[],
): { found: FoundInFile[]; files: number; bytes: number } {
	const scanner = createScanner(secrets);
	const told = { found: [] as FoundInFile[], files: 0, bytes: 0 };
	for (const [name, folder] of Object.entries(day.folders)) {
		const { found, files, bytes } = scanFolder(scanner, folder);
		told.files += files;
		told.bytes += bytes;
		for (const each of found) told.found.push({ ...each, file: `${name}: ${each.file}` });
		for (const key of Object.values(day.secrets))
			for (const file of filesWith(folder, key)) told.found.push({ secret: -1, as: 'a key', file: `${name}: ${file}` });
	}
	for (const [name, text] of Object.entries(day.texts)) {
		const bytes = Buffer.from(text, 'utf8');
		told.files += 1;
		told.bytes += bytes.length;
		for (const each of scanner.scan(bytes)) told.found.push({ ...each, file: name });
	}
	return told;
}

function filesWith(folder: string, key: Buffer): string[] {
	const forms = [key, ...(['base64', 'base64url', 'hex'] as const).map((form) => Buffer.from(key.toString(form)))];
	return (readdirSync(folder, { recursive: true, withFileTypes: true }) as import('node:fs').Dirent[])
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.filter((file) => forms.some((form) => readFileSync(file).includes(form)));
}
