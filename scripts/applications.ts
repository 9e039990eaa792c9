/**
 * `npm run applications -- may-reset|export|import|reset --data DIR`: what a technician does before a station's folder is wiped. The station app
 * must not be running on that folder. Exit 1 when something would be lost or could not be done, with the reasons in words.
 */
import { existsSync, lstatSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { parse } from 'yaml';
import type { ResetReason } from '../domain/contracts/applications.ts';
import { openApplicationKey } from '../electron/applications/application-key.ts';
import { ApplicationStore, applicationsFolder } from '../electron/applications/application-store.ts';
import { type EscrowProblem, exportEscrow, importEscrow } from '../electron/applications/escrow.ts';
import { suiteKeptIn } from '../electron/applications/suite-kept.ts';
import { recover } from '../electron/journal/recover.ts';
import { openCustody } from '../electron/keys/custody.ts';

interface Options {
	data: string;
	file?: string;
	passphraseFile?: string;
	json?: boolean;
}

const words: Record<EscrowProblem, string> = {
	'passphrase-too-short': 'The passphrase must have at least 12 characters. Choose a longer one.',
	'not-opened': 'This is not an escrow file, or the passphrase is another one. Nothing was taken in.',
	'not-whole': 'The file is damaged or cut short. Nothing was taken in; copy it once more from where it was written.',
	'unreadable-here': 'Something kept here cannot be read. Copy the folder as it is for the technician, and do not wipe it.',
};

function stop(what: string): never {
	console.error(what);
	process.exit(1);
}

/** Chromium's lock of the profile: a link to host and process. */
function refuseWhileRunning(data: string): void {
	const lock = join(data, 'profile', 'SingletonLock');
	if (!lstatSync(lock, { throwIfNoEntry: false })?.isSymbolicLink()) return;
	const pid = Number(readlinkSync(lock).split('-').at(-1));
	try {
		process.kill(pid, 0);
	} catch {
		return;
	}
	stop(`The station app works with ${data} (process ${pid}). Close it first.`);
}

async function openStore(data: string): Promise<ApplicationStore> {
	if (!existsSync(data)) stop(`There is no folder ${data}. Give the data folder of the station with --data.`);
	refuseWhileRunning(data);
	const custody = openCustody({ platform: process.platform, environment: process.env, keychain: () => null });
	if (custody.is === 'refused') stop(custody.what);
	const folder = applicationsFolder(data);
	const secrets = custody.is === 'open' ? null : custody.secrets;
	const key = await openApplicationKey(join(data, 'keys'), undefined, secrets, suiteKeptIn(folder));
	if (!key.ok) return stop(`The key file in ${join(data, 'keys')} cannot be used (${key.problem}). Put back its copy.`);
	return ApplicationStore.open({ folder, key: key.key, now: Date.now, note: () => {} });
}

function owedReports(data: string): number {
	const path = join(data, 'journal', 'journal.jsonl');
	if (!existsSync(path)) return 0;
	return [...recover(readFileSync(path), () => '0'.repeat(16)).memory.seats.values()].reduce((sum, seat) => sum + seat.owed.size, 0);
}

function reasonsOf(store: ApplicationStore, data: string): ResetReason[] {
	const owed = owedReports(data);
	return [...store.mayReset(), ...(owed > 0 ? [{ code: 'reports-owed' as const, count: owed }] : [])];
}

function inWords(reasons: readonly ResetReason[]): string {
	const file = new URL('../config/wording/en/applications.yaml', import.meta.url);
	const { reset } = parse(readFileSync(file, 'utf8')) as { reset: Record<string, string> };
	return reasons.map(({ code, count }) => reset[code]!.replace('{{count}}', String(count))).join('\n');
}

function passphraseOf({ passphraseFile }: Options): string {
	if (!passphraseFile) return stop('Give the passphrase in a file: --passphrase-file FILE.');
	return readFileSync(passphraseFile, 'utf8').replace(/\r?\n$/, '');
}

async function writeEscrow(store: ApplicationStore, options: Options): Promise<void> {
	const path = options.file ?? stop('Say where the escrow goes: --file FILE.');
	const file = await open(path, 'wx', 0o600).catch((cause) =>
		stop(`${path} cannot be written (${(cause as NodeJS.ErrnoException).code}).`),
	);
	const passphrase = passphraseOf(options);
	const done = await exportEscrow(store, passphrase, async (bytes) => void (await file.write(bytes)));
	await file.sync();
	await file.close();
	if (!done.ok) {
		rmSync(path);
		return stop(words[done.problem]);
	}
	console.log(`${done.applications} applications are in ${path} (${done.bytes} bytes). Keep it and the passphrase apart.`);
}

async function readEscrow(store: ApplicationStore, options: Options): Promise<void> {
	const path = options.file ?? stop('Say which escrow: --file FILE.');
	const done = await importEscrow(store, passphraseOf(options), async () => {
		const handle = await open(path, 'r');
		return {
			async read(length) {
				const buffer = Buffer.alloc(length);
				let at = 0;
				while (at < length) {
					const { bytesRead } = await handle.read(buffer, at, length - at);
					if (bytesRead === 0) break;
					at += bytesRead;
				}
				return buffer.subarray(0, at);
			},
			close: () => handle.close(),
		};
	});
	if (!done.ok) return stop(words[done.problem]);
	console.log(
		`${done.applications - done.here} applications were taken in, ${done.here} were here already. The station app sends them when it runs.`,
	);
}

const program = new Command('applications').description('Applications kept at a station: may it be wiped, and how to take them along');
const command = (name: string, what: string, run: (store: ApplicationStore, options: Options) => Promise<void>) =>
	program
		.command(name)
		.description(what)
		.requiredOption('--data <folder>', 'data folder of the station')
		.option('--file <file>', 'the escrow file')
		.option('--passphrase-file <file>', 'file with the passphrase of the escrow, 12 characters or more')
		.option('--json', 'answer as JSON', false)
		.action(async (options: Options) => run(await openStore(options.data), options));

command('may-reset', 'says whether the folder may be wiped, and what would be lost', async (store, { data, json }) => {
	const reasons = reasonsOf(store, data);
	if (json) console.log(JSON.stringify({ mayReset: reasons.length === 0, reasons }));
	else console.log(reasons.length === 0 ? 'Nothing is unsent: the folder may be wiped.' : inWords(reasons));
	process.exitCode = reasons.length === 0 ? 0 : 1;
});
command('export', 'writes everything unsent into an escrow file', writeEscrow);
command('import', 'takes in an escrow file of another station', readEscrow);
command(
	'reset',
	'removes the applications of this station and their key; what is unsent only after it is in an escrow file',
	async (store, options) => {
		const reasons = reasonsOf(store, options.data);
		const kept = reasons.filter(({ code }) => code === 'applications-waiting' || code === 'drafts-kept');
		if (reasons.length > kept.length) stop(inWords(reasons.filter((reason) => !kept.includes(reason))));
		if (kept.length > 0) {
			if (!options.file) stop(inWords(kept));
			await writeEscrow(store, options);
		}
		await store.close();
		// The key first: what is left can be read by nobody.
		rmSync(join(options.data, 'keys', 'application-key.json'), { force: true });
		rmSync(applicationsFolder(options.data), { recursive: true, force: true });
		console.log('The applications of this station are removed.');
	},
);

await program.parseAsync();
