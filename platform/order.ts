/**
 * What a technician orders of a hall's platforms from the command line, with the peers' token:
 * `npm run platform:order -- take-over --hall FILE --at P2 --reason TEXT --peers-token-file FILE`: the standby P2 decides from here on (接管).
 * `npm run platform:order -- hand-over --hall FILE --at P2 --to P1 --reason TEXT --peers-token-file FILE`: P2 hands the hall to P1, in order (交回).
 */
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { loadHall } from '../config/load-hall.ts';
import { compareTerms, firstTerm, type PlatformId, type TakeOverOrder } from '../domain/contracts/term.ts';
import { fingerprintOf } from '../trust/judge-certificate.ts';
import { placeInList, stop } from './start-in-words.ts';
import { tellPeer } from './term/peer-client.ts';
import { peerDone } from './term/peer-contract.ts';
import { askPeers } from './term/peers.ts';
import { readPeersToken } from './term/peers-token.ts';
import { trustAuthority } from './tls/hall-trust.ts';

interface Options {
	hall: string;
	at: PlatformId;
	to?: PlatformId;
	reason: string;
	by?: string;
	peersTokenFile: string;
	hallCa?: string;
}

const program = new Command('order').description("Orders a change among the hall's platforms.");
const order = (name: string, what: string) =>
	program
		.command(name)
		.description(what)
		.requiredOption('--hall <file>', 'hall file (hall.yaml)')
		.requiredOption('--at <platform>', 'the platform that is told, P1 to P9', placeInList)
		.requiredOption('--reason <text>', 'why; it stands in the log')
		.requiredOption('--peers-token-file <file>', "file with the secret that the hall's platforms share")
		.option('--hall-ca <file>', "the hall's authority (ca.pem of a platform), where its platforms are reached by https:")
		.option('--by <number>', 'number of the member of staff who orders it');
order('take-over', 'a standby decides from here on').action((options: Options) => run('take-over', options));
order('hand-over', 'the platform that decides hands the hall over')
	.requiredOption('--to <platform>', 'the platform that decides afterwards', placeInList)
	.action((options: Options) => run('hand-over', options));
await program.parseAsync();

async function run(what: 'take-over' | 'hand-over', { hall: file, at, to, reason, by, peersTokenFile, hallCa }: Options): Promise<void> {
	const read = readPeersToken(peersTokenFile);
	if (!read.ok) return stop(read.what);
	const loaded = loadHall(file);
	if (!loaded.ok) return stop(loaded.problems.map((problem) => `${problem.file}:${problem.line} ${problem.what}`).join('\n'));
	const { plan } = loaded.hall;
	if (hallCa !== undefined) trustAuthority(plan, authorityIn(hallCa));
	const platforms = plan.platforms ?? [];
	const url = platforms.find(({ id }) => id === at)?.url;
	if (url === undefined) return stop(`The hall's list has no platform ${at}. Look at platforms in ${file}.`);
	const peer = { url, token: read.token };
	if (what === 'hand-over')
		return tell(await tellPeer(peer, 'hand-over', peerDone, { to, reason, by: by ?? null }), `${at} has handed the hall to ${to}.`);

	const reports = await askPeers(platforms, plan.code);
	const own = reports.find(({ platform }) => platform === at);
	if (!own?.day)
		return stop(
			`Platform ${at} does not answer, or holds no day yet. A platform without a log is started with the order of a station (--take-over).`,
		);
	const deciding = reports.find(({ part }) => part === 'in-charge' || part === 'gathering');
	if (deciding)
		return stop(
			`Platform ${deciding.platform} decides and can be reached. Hand over instead: npm run platform:order -- hand-over --at ${deciding.platform} --to ${at} …`,
		);
	const after = reports.map(({ term }) => term).reduce((one, other) => (compareTerms(one, other) < 0 ? other : one), firstTerm);
	// The standby's own log is the longest there is: the order brings none.
	const said: TakeOverOrder = {
		version: 1,
		hall: plan.code,
		platform: at,
		by: by ?? null,
		reason,
		at: Date.now(),
		after,
		day: own.day,
		events: [],
		series: {},
	};
	tell(await tellPeer(peer, 'take-over', peerDone, { order: said }), `${at} has begun to take over; it decides in a few seconds.`);
}

function authorityIn(file: string): string {
	let authority = '';
	try {
		authority = readFileSync(file, 'utf8');
	} catch {
		// Worded below.
	}
	return fingerprintOf(authority) === null
		? stop(`--hall-ca: ${file} holds no certificate. Give it ca.pem from the folder tls of a platform.`)
		: authority;
}

function tell(said: { ok: true } | { ok: false; what: string }, done: string): void {
	if (!said.ok) stop(`Nothing was changed. ${said.what}`);
	process.stdout.write(`${done}\n`);
}
