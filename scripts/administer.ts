/**
 * `npm run administer -- --platform URL --staff 0001 --do look`: what a manager decides about machines nobody vouches for, from the command line.
 * The PIN comes from standard input, because arguments stay in the history of the shell. What was done, and by whom, is in the platform's log.
 */
import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline/promises';
import { Command, Option } from 'commander';
import { protocolVersion } from '../domain/contracts/protocol-history.ts';
import { type AdministerAnswer, type AdministerRequest, administerRequest } from '../domain/contracts/quarantine.ts';
import { createLink } from '../renderer/engine/link.ts';
import { createTimers } from '../renderer/engine/page-timers.ts';

interface Options {
	platform: string;
	station: string;
	staff: string;
	do: AdministerRequest['do'];
	target?: string;
	key?: string;
	batch?: string;
	reason?: string;
	json?: boolean;
}

const deeds = administerRequest.options.map((option) => option.shape.do.value);
const options = new Command('administer')
	.description('Revokes and restores stations and ticket keys, and settles reports in quarantine.')
	.requiredOption('--platform <address>', "the hall's platform, http://…")
	.option('--station <id>', "a manager's station of the hall", 'M1')
	.requiredOption('--staff <number>', 'number of a manager; the PIN is read from standard input')
	.addOption(new Option('--do <what>', 'what to do').choices(deeds).default('look'))
	.option('--target <station>', 'station it is about')
	.option('--key <id>', 'ticket key it is about, 16 characters')
	.option('--batch <id>', 'batch in quarantine it is about')
	.option('--reason <words>', 'why; no names, no document or phone numbers')
	.option('--json', 'print JSON only')
	.parse()
	.opts<Options>();

function stop(message: string): never {
	process.stderr.write(`${message}\n`);
	process.exit(1);
}

const read = administerRequest.safeParse({
	do: options.do,
	station: options.target,
	keyId: options.key,
	batch: options.batch,
	reason: options.reason,
});
if (!read.success) {
	const field = String(read.error.issues[0]?.path[0] ?? 'do');
	const named = { station: '--target', keyId: '--key', batch: '--batch', reason: '--reason' }[field] ?? `--${field}`;
	stop(`${options.do} needs ${named}, or what was given there cannot be right.`);
}

const input = createInterface({ input: process.stdin, output: process.stderr });
const pin = (await input.question('PIN: ')).trim();
input.close();

const wrongSignIn: Record<string, string> = {
	'wrong-pin': 'The number or the PIN is wrong.',
	locked: 'Too many wrong PINs: this number is locked for a few minutes.',
	'not-permitted': 'This member of staff is no manager.',
};
const wrong: Record<Extract<AdministerAnswer, { ok: false }>['code'], string> = {
	'not-permitted': 'The platform does not take this person for a manager at this station.',
	malformed: 'The platform did not understand it. Are both of the same version?',
	busy: 'The platform did not take it. Try again in a while.',
	'unknown-batch': 'There is no such batch. See --do look.',
	'settled-before': 'This batch was settled before.',
	'earlier-first': 'An earlier batch of this machine waits: settle that one first.',
	'unknown-key': 'The hall knows no such key of this station. See --do look.',
	'unknown-station': 'The hall has no such station. Write it as in stations.yaml.',
	'too-many-codes': 'Too many codes are open. Withdraw one, or wait until one is over (15 minutes).',
};

const link = createLink({ url: options.platform, clock: Date.now, timers: createTimers() });
const late = setTimeout(() => stop(`No platform answers at ${options.platform}.`), 15_000);
const end = (message: string): never => {
	link.stop();
	return stop(message);
};

link.start({
	hello: () => ({
		protocol: protocolVersion,
		seats: [{ station: options.station, epoch: randomBytes(8).toString('hex') }],
		holds: null,
		sessions: [],
	}),
	welcomed: () => void decide(),
	accepts: () => true,
	trying: () => {},
	refused: ({ detail }) => end(`The platform does not let ${options.station} in: ${detail}`),
	events: () => {},
	keys: () => {},
	beat: () => ({ day: null, position: 0 }),
	beaten: () => {},
	dismissed: ({ detail }) => end(`The platform ended the connection: ${detail}`),
	serviceAsked: async () => ({ do: 'refused', code: 'busy' }),
	malformed: () => {},
	down: () => {},
});

async function decide(): Promise<void> {
	const signed = await link.signIn({ station: options.station, staff: options.staff, pin });
	if (!signed?.ok) return end(wrongSignIn[signed?.code ?? ''] ?? 'The platform did not sign this person in. Try again in a while.');
	const answer = await link.administer({ session: signed.session, request: read.data! });
	await link.signOut(signed.session);
	clearTimeout(late);
	link.stop();
	if (!answer) return stop('The platform did not answer. Look with --do look whether it was done.');
	if (!answer.ok) return stop(wrong[answer.code]);
	const { batches, revoked, keys } = answer;
	if (options.json) process.stdout.write(`${JSON.stringify({ batches, revoked, keys })}\n`);
	else process.stdout.write(`${inWords(answer)}\n`);
	process.exit(0);
}

function inWords({ batches, revoked, keys }: Extract<AdministerAnswer, { ok: true }>): string {
	const time = (at: number) => new Date(at).toISOString();
	return [
		`Stations revoked: ${revoked.length}`,
		...revoked.map(({ station, by, at, reason }) => `  ${station}  by ${by}, ${time(at)}: ${reason}`),
		`Ticket keys: ${keys.length}`,
		...keys.map(({ station, keyId, revoked: is }) => `  ${station}  ${keyId}${is ? '  revoked' : ''}`),
		`Batches in quarantine: ${batches.length}`,
		...batches.map(({ id, why, count, state }) => `  ${id}  ${why}, ${count} reports, ${state}`),
	].join('\n');
}
