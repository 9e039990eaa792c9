/** A configuration by its content: equal hashes are equal files, whoever holds them. */
import type { ConfigurationManifest } from '../../domain/contracts/centre-down.ts';
import { canonicalJson } from '../../domain/day-hash.ts';
import { sha256 } from './sha256.ts';

type Files = ConfigurationManifest['files'];

export const inOrder = (files: Files): Files => [...files].sort((one, other) => (one.path < other.path ? -1 : 1));

export function hashOfConfiguration(files: Files): string {
	return sha256(canonicalJson(inOrder(files)));
}

/** Files of a folder as they would be sent. */
export function manifestOf(files: readonly { path: string; text: string }[]): ConfigurationManifest {
	const listed = inOrder(files.map(({ path, text }) => ({ path, sha256: sha256(text) })));
	return { hash: hashOfConfiguration(listed), files: listed };
}

/** Why this is no manifest; `null` = it is one. */
export function manifestProblem({ hash, files }: ConfigurationManifest): string | null {
	const paths = files.map(({ path }) => path);
	if (new Set(paths).size !== paths.length) return 'files: a path is given twice';
	if (!paths.includes('hall.yaml')) return 'files: hall.yaml is missing';
	return hashOfConfiguration(files) === hash ? null : 'hash: is not the hash of these files';
}
