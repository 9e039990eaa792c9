/** Writing so that a power cut leaves the old or the new, never half of one. */
import { closeSync, fsyncSync, openSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Called before each step that changes the disk, with its name; a test ends the work there. */
export type Step = (name: string) => void;
export const noStep: Step = () => {};

export function writeWhole(path: string, text: string, step: Step = noStep): void {
	const fresh = `${path}.new`;
	step(`write ${fresh}`);
	writeFileSync(fresh, text, { mode: 0o644, flush: true });
	step(`rename ${path}`);
	renameSync(fresh, path);
	syncFolder(dirname(path));
}

/** A folder's names are as durable as its files only after this. Windows has no such thing and needs none. */
export function syncFolder(folder: string): void {
	if (process.platform === 'win32') return;
	sync(folder);
}

/** Everything below, files first. */
export function syncTree(folder: string): void {
	for (const entry of readdirSync(folder, { withFileTypes: true })) {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) syncTree(path);
		else if (entry.isFile()) sync(path);
	}
	sync(folder);
}

function sync(path: string): void {
	const file = openSync(path, 'r');
	try {
		fsyncSync(file);
	} finally {
		closeSync(file);
	}
}
