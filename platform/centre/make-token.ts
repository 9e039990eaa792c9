/**
 * `npm run centre:token -- --out FILE`: makes a hall's token for the centre. The token goes into FILE, readable by its owner alone, for the hall's
 * `--centre-token-file`; its hash is printed, for the centre's halls file. The token itself is never shown.
 */
import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { hashToken, makeToken } from './tokens.ts';

const { out } = new Command('centre:token')
	.description("Makes a hall's token for the centre and prints its hash for the halls file.")
	.requiredOption('--out <file>', 'new file for the token; it must not exist yet')
	.parse()
	.opts<{ out: string }>();

const token = makeToken();
try {
	writeFileSync(out, `${token}\n`, { mode: 0o600, flag: 'wx' });
	process.stdout.write(`${hashToken(token)}\n`);
} catch (cause) {
	const exists = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
	process.stderr.write(
		exists
			? `${out} exists already. A token is not overwritten: name another file, or delete this one first.\n`
			: `${out} cannot be written. Check that its folder exists and may be written by this user.\n`,
	);
	process.exitCode = 1;
}
