/** Everything a day has left, looked through for texts of people and for keys that lie beside what they open. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CanaryDay } from './day.ts';
import { createScanner, type FoundInFile, scanFolder } from './scan.ts';

/** What `searchDay` looks through; in folders that are named `keyless` no private key of any kind may lie as it is. */
export type Searched = Pick<CanaryDay, 'folders' | 'texts' | 'secrets'> & { keyless?: readonly string[] };

/** How private keys begin wherever they are written down: PEM, age, and Ed25519, X25519 and P-256 as PKCS#8. */
const keyBeginnings = [
	Buffer.from('PRIVATE KEY-----'),
	Buffer.from('AGE-SECRET-KEY-'),
	...[
		'302e020100300506032b657004220420',
		'302e020100300506032b656e04220420',
		'308187020100301306072a8648ce3d020106082a8648ce3d030107',
	].flatMap((der) => [Buffer.from(der, 'hex'), Buffer.from(Buffer.from(der, 'hex').toString('base64').slice(0, 20))]),
];

/** `secret` −1: a key. */
export function searchDay(day: Searched, secrets: readonly string[]): { found: FoundInFile[]; files: number; bytes: number } {
	const scanner = createScanner(secrets);
	const told = { found: [] as FoundInFile[], files: 0, bytes: 0 };
	for (const [name, folder] of Object.entries(day.folders)) {
		const { found, files, bytes } = scanFolder(scanner, folder);
		told.files += files;
		told.bytes += bytes;
		for (const each of found) told.found.push({ ...each, file: `${name}: ${each.file}` });
		for (const key of Object.values(day.secrets))
			for (const file of filesWith(folder, key)) told.found.push({ secret: -1, as: 'a key', file: `${name}: ${file}` });
		if (day.keyless?.includes(name))
			for (const beginning of keyBeginnings)
				for (const file of filesHolding(folder, beginning)) told.found.push({ secret: -1, as: 'a private key', file: `${name}: ${file}` });
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
	return [...new Set(forms.flatMap((form) => filesHolding(folder, form)))];
}

function filesHolding(folder: string, bytes: Buffer): string[] {
	return (readdirSync(folder, { recursive: true, withFileTypes: true }) as import('node:fs').Dirent[])
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.filter((file) => readFileSync(file).includes(bytes));
}
