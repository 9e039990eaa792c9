/**
 * `npm run backup -- make-key --to FILE`: the key of backups; its secret part belongs in a safe.
 * `npm run backup -- take --data DIR --to FILE --for age1…`: a sealed backup while the platform runs.
 * `npm run backup -- put-back --from FILE --data NEW-DIR --key-of-backup FILE`: the data folder again, looked over.
 * A database on PostgreSQL is backed up with PostgreSQL's own tools.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command, type OptionValues } from 'commander';
import { hallKeyFile } from '../applications/hall-key-handed.ts';
import { noteForAudit } from '../audit/audit-inbox.ts';
import { damagedExitCode } from '../repair/refusal.ts';
import { stop } from '../start-in-words.ts';
import { StoreFailure } from '../storage/store-failure.ts';
import { programVersion } from '../version.ts';
import { keysBesideBackups } from './keys-apart.ts';
import { putBack } from './put-back.ts';
import { newBackupKey, type Opener, type Seal } from './sealed-archive.ts';
import { takeBackup } from './take-backup.ts';

const program = new Command('backup').description("Keeps a platform's data in a sealed file, and puts it back.");
program
	.command('make-key')
	.description('makes the key pair of backups')
	.requiredOption('--to <file>', 'file for the secret part; keep it away from the platform')
	.action(carefully(makeKey));
program
	.command('take')
	.description('makes a backup; the platform may be running')
	.requiredOption('--data <folder>', 'data folder of the platform')
	.requiredOption('--to <file>', 'the file to make; it must not be there yet')
	.option('--for <recipient...>', 'public keys (age1…) of those who can open it')
	.option('--passphrase-file <file>', 'instead: a file with a passphrase')
	.option('--key-file <file>', 'where the key of the applications lies, if the platform was started with --key-file')
	.option('--keys-to <file>', 'the file of keys, written over each time; without it data-keys.age beside the backup')
	.action(carefully(take));
program
	.command('put-back')
	.description('makes a data folder from a backup; nothing is written over')
	.requiredOption('--from <file>', 'the backup')
	.requiredOption('--data <folder>', 'data folder to be: absent or empty')
	.option('--key-of-backup <file>', 'file with the secret part of the key')
	.option('--passphrase-file <file>', 'instead: a file with the passphrase')
	.option('--keys <file>', 'the newest file of keys; without it data-keys.age beside the backup')
	.option('--without-keys', 'the keys are lost: the log is put back, what people handed in stays closed')
	.action(carefully(restore));
await program.parseAsync();

function carefully(run: (options: OptionValues) => Promise<void>) {
	return (options: OptionValues) =>
		run(options).catch((cause) =>
			stop(
				cause instanceof Error ? cause.message : String(cause),
				cause instanceof StoreFailure && cause.code === 'corrupt' ? damagedExitCode : 1,
			),
		);
}

async function makeKey({ to }: OptionValues): Promise<void> {
	if (existsSync(to)) throw new Error(`${to} is there already. A key that is written over opens no backup any more: choose another name.`);
	const { secret, recipient } = await newBackupKey();
	writeFileSync(to, `# Secret key of backups. Whoever has it can read them; without it nobody can.\n${secret}\n`, {
		mode: 0o600,
		flag: 'wx',
	});
	process.stdout.write(`${recipient}\n`);
	process.stderr.write(
		`The secret part is in ${to}. Move it to a safe place away from this machine, in two copies. Backups are made --for the line above.\n`,
	);
}

async function take({ data, to, for: recipients, passphraseFile, keyFile, keysTo }: OptionValues): Promise<void> {
	if ((recipients === undefined) === (passphraseFile === undefined))
		throw new Error('Say who can open the backup: --for age1… (from make-key), or --passphrase-file FILE. One of the two.');
	const seal: Seal = recipients ? { recipients: recipients.map(asRecipient) } : { passphrase: passphraseIn(passphraseFile) };
	noteForAudit(data, { what: 'backup-taken' });
	const told = await takeBackup({
		folder: data,
		keyFile: hallKeyFile(keyFile).keyFile ?? undefined,
		seal,
		to,
		keysTo,
		now: Date.now(),
		program: programVersion(),
	});
	const newest = told.newest ? `newest day ${told.newest.day}, ${told.newest.head} events` : 'no day yet';
	process.stdout.write(
		`Backup of hall ${told.hall || '(none yet)'} platform ${told.platform}: ${newest}, ${told.attachments} attachment parts.\n` +
			`The keys are apart, in ${keysTo ?? join(dirname(to), keysBesideBackups)}: a backup opens with the newest of them. Keep that one and no older one, or what was erased can be read again.\n`,
	);
}

async function restore({ from, data, keyOfBackup, passphraseFile, keys, withoutKeys }: OptionValues): Promise<void> {
	if ((keyOfBackup === undefined) === (passphraseFile === undefined))
		throw new Error('Say what opens the backup: --key-of-backup FILE, or --passphrase-file FILE. One of the two.');
	const opener: Opener = keyOfBackup ? { identities: secretsIn(keyOfBackup) } : { passphrase: passphraseIn(passphraseFile) };
	const told = await putBack({ from, opener, keys: withoutKeys ? null : keys, folder: data, now: Date.now() });
	const newest = told.newest ? `${told.newest.day}, event ${told.newest.head}` : 'no day yet';
	process.stdout.write(
		`Put back: hall ${told.hall} platform ${told.platform}, as it was at ${new Date(told.madeAt).toISOString()} (${newest}). ` +
			'Start the platform on it as always, with the stations on: it begins a new term, and they hand in what they hold.\n',
	);
}

function asRecipient(text: string): string {
	if (/^age1[0-9a-z]+$/.test(text)) return text;
	throw new Error(
		'--for: a recipient begins with age1 and comes from make-key. (A secret key begins with AGE-SECRET-KEY and does not belong here.)',
	);
}

function secretsIn(file: string): string[] {
	const secrets = textOf(file)
		.split('\n')
		.filter((line) => line.startsWith('AGE-SECRET-KEY-'));
	if (secrets.length === 0) throw new Error(`${file} holds no secret key (a line that begins with AGE-SECRET-KEY).`);
	return secrets.map((line) => line.trim());
}

function passphraseIn(file: string): string {
	const text = textOf(file).trim();
	if (text.length < 16) throw new Error(`${file}: the passphrase has ${text.length} characters; take at least 16.`);
	return text;
}

function textOf(file: string): string {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		throw new Error(`${file} cannot be read. Check that it is there and may be read by this user.`);
	}
}
