/**
 * A secret that somebody else hands to this process as a file: root's service manager on Linux (docs/decisions/0028). It counts only when nobody but its
 * owner can read it, and when that owner is root or this process's own user.
 */
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

export type SecretFileProblem = 'absent' | 'unreadable' | 'link' | 'open-to-others' | 'of-another-user';
export type SecretFile = { ok: true; text: string } | { ok: false; problem: SecretFileProblem; what: string };

const ownUser = () => process.getuid?.() ?? 0;

/** `user`: number of this process's user. */
export function readSecretFile(path: string, user: number = ownUser()): SecretFile {
	const refused = (problem: SecretFileProblem, what: string): SecretFile => ({ ok: false, problem, what: `${path} ${what}` });
	let handle: number;
	try {
		// A link may be pointed elsewhere by whoever can write beside it. What is looked at is what is read.
		handle = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
	} catch (cause) {
		const { code } = cause as NodeJS.ErrnoException;
		if (code === 'ENOENT') return refused('absent', 'is not there.');
		if (code === 'ELOOP') return refused('link', 'is a link. Name the file itself.');
		return refused('unreadable', `cannot be read (${code}). Check that it belongs to this user.`);
	}
	try {
		const { mode, uid } = fstatSync(handle);
		// Windows has other rights than these; there the keychain is used, not a file.
		if (process.platform !== 'win32') {
			if (mode & 0o077)
				return refused(
					'open-to-others',
					`can be read by others (mode ${(mode & 0o777).toString(8)}). It holds a key: chmod 600 it, and make a new key if it ever lay open.`,
				);
			if (uid !== 0 && uid !== user)
				return refused('of-another-user', `belongs to user ${uid}, who can read the key. Give it to root or to the user of this program.`);
		}
		return { ok: true, text: readFileSync(handle, 'utf8') };
	} catch (cause) {
		return refused('unreadable', `cannot be read (${(cause as NodeJS.ErrnoException).code}).`);
	} finally {
		closeSync(handle);
	}
}
