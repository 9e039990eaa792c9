/**
 * `npm run platform -- --hall FILE --data DIR --port N`: one hall's platform as a process of its own. With `--database postgres://…` instead of
 * `--data` it keeps the hall in PostgreSQL, and a second process on the same database waits as its standby.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, Option } from 'commander';
import { destination } from 'pino';
import { loadHall } from '../config/load-hall.ts';
import type { PlatformId, TakeOverOrder } from '../domain/contracts/term.ts';
import { readWebhookSecret } from './alarms/sign-notice.ts';
import { hallKeyFile } from './applications/hall-key-handed.ts';
import { isDamage } from './authority/hall-log.ts';
import { orderAfterRestore, restoreDone } from './backup/restored.ts';
import { inTheClear, readCentreAddress } from './centre/centre-address.ts';
import type { CentreAddress } from './centre/centre-client.ts';
import { configuredHall } from './centre/configured-hall.ts';
import { HeldConfiguration } from './centre/held-configuration.ts';
import { systemClock } from './clock.ts';
import { filesOfHall, withNobody } from './enrolment/hall-files.ts';
import { readMailPassword } from './figures/open-figures.ts';
import { readModelKey } from './guide-model/model-key.ts';
import { jsonLog } from './observe/log.ts';
import { LogFile } from './observe/log-file.ts';
import type { Platform, PlatformHall } from './platform-parts.ts';
import { readTokenOfGateway } from './reminders/gateway-token.ts';
import { type Copies, copiesInFolder, copiesOfCentre, copiesOfPeer, copyInOrder } from './repair/copies.ts';
import { mendInPlace, openSoundFolder } from './repair/open-sound.ts';
import { damagedExitCode } from './repair/refusal.ts';
import { runOnDatabase } from './standby/run-on-database.ts';
import type { Works } from './standby/work-in-turns.ts';
import { endOnSignal, inWords, placeInList, placeToListen, portNumber, stop } from './start-in-words.ts';
import { startPlatform } from './start-platform.ts';
import type { HallStore } from './storage/contract.ts';
import { peersOf } from './term/peers.ts';
import { readPeersToken } from './term/peers-token.ts';
import { readOrder } from './term/take-over.ts';
import type { TlsChoice } from './tls/names.ts';
import { openTls, trustKept } from './tls/open-tls.ts';

interface Options {
	hall: string;
	data?: string;
	database?: string;
	centre?: string;
	centreTokenFile?: string;
	keyFile?: string;
	port: number;
	host: string;
	as?: PlatformId;
	takeOver?: string;
	follow?: boolean;
	updates?: string;
	peersTokenFile?: string;
	repairFrom?: string;
	reminderTokenFile?: string;
	mailPasswordFile?: string;
	webhookSecretFile?: string;
	logFolder?: string;
	guideModelKeyFile?: string;
	tls: TlsChoice;
	tlsFolder?: string;
	prepareTls?: boolean;
	phoneListen?: { host: string; port: number };
}

const options = new Command('platform')
	.description('Runs the platform of one hall.')
	.requiredOption('--hall <file>', 'hall file (hall.yaml)')
	.option('--data <folder>', 'folder of the store; made when missing')
	.option('--database <address>', 'postgres://user:password@host:5432/database instead of --data; or set TIDEHALL_DATABASE')
	.option('--centre <address>', 'https://… of the centre that gets a copy of the log')
	.option('--centre-token-file <file>', "file with this hall's token for the centre")
	.option('--key-file <file>', 'file of the key under which applications are kept; made when missing. With --data it is in the data folder')
	.option('--as <platform>', "place in the hall's list of platforms, P1 to P9; default: what the store says, else P1", placeInList)
	.option('--take-over <file>', 'carries out the order of a station to take over the hall (接管)')
	.option('--peers-token-file <file>', "file with the secret that the hall's platforms share")
	.option('--repair-from <path>', 'data folder of another platform, or a backup: a copy for days of the log that are damaged here')
	.option('--guide-model-key-file <file>', "file with the key for the hall's model (guideModel in the hall file)")
	.option('--mail-password-file <file>', 'file with the password for the mail server of the daily figures (dailyFigures in the hall file)')
	.option('--log-folder <folder>', 'where the log lies as files too, turned by size and age; default: logs in the data folder')
	.option('--webhook-secret-file <file>', 'file with the secret that signs notices of alarms (watching in the hall file)')
	.option('--reminder-token-file <file>', "file with the token for the hall's gateway for reminders (reminders in the hall file)")
	.option('--updates <folder>', 'folder with updates of stations: packages, manifest.json, rollout.json')
	.option('--follow', 'begins as a standby of the platform that decides')
	.addOption(
		new Option('--tls <choice>', "auto: as the hall's list of platforms says (https:), without a list whenever other machines can reach it")
			.choices(['auto', 'on', 'off'])
			.default('auto'),
	)
	.option('--tls-folder <folder>', "folder of the hall's authority and this platform's certificate; default: tls in the data folder")
	.option('--prepare-tls', 'makes or fetches the certificate, says its fingerprint, and ends')
	.option(
		'--phone-listen <host:port>',
		"a listener in the clear for the page behind the code on paper alone, for the site's public front",
		placeToListen,
	)
	.option('--port <number>', 'port to listen on; 0 = any free one', portNumber, 7300)
	.option('--host <address>', 'address to listen on; 0.0.0.0 lets the other machines of the hall in', '127.0.0.1')
	.parse()
	.opts<Options>();

const logFolder = options.logFolder ?? (options.data === undefined ? undefined : join(options.data, 'logs'));
const logFile = logFolder === undefined ? null : new LogFile({ folder: logFolder, now: Date.now });
const standardError = destination({ fd: 2, sync: true });
const log = jsonLog({
	write(line) {
		standardError.write(line);
		logFile?.write(line);
	},
});
const { host, port } = options;
const words = (cause: unknown) => inWords(cause, { host, port });
/** An address on the command line can be read by every user of the machine; one in the environment cannot. */
const database = options.database ?? (options.data === undefined ? process.env.TIDEHALL_DATABASE : undefined);

function readHall(): PlatformHall & { files: string[] } {
	const loaded = loadHall(options.hall);
	if (loaded.ok) return loaded.hall;
	return stop(
		[
			...loaded.problems.map(({ file, line, what }) => `${file}:${line} ${what}`),
			'The configuration is broken; the platform does not start.',
		].join('\n'),
	);
}

function readCentre(): CentreAddress | undefined {
	const { centre, centreTokenFile } = options;
	if (centre === undefined && centreTokenFile === undefined) return undefined;
	if (centre === undefined || centreTokenFile === undefined)
		return stop('The platform cannot start. --centre and --centre-token-file go together: give both, or none.');
	const read = readCentreAddress(centre, centreTokenFile);
	if (!read.ok) return stop(`The platform cannot start. ${read.what}`);
	if (inTheClear(read.address)) log.warn('centre-without-tls');
	return read.address;
}

if (options.data !== undefined && options.database !== undefined)
	stop('The platform cannot start. --data and --database are two places for one store: give one of them.');
if (options.data === undefined && database === undefined)
	stop('The platform cannot start. Say where it keeps the hall: --data FOLDER, or --database postgres://…');
const centre = readCentre();
const hall = readHall();
/** As they were when this platform read them. */
const ownFiles = filesOfHall(options.hall, hall.files, fileURLToPath(new URL('../config', import.meta.url)));

function readTakeOver(): TakeOverOrder | undefined {
	if (options.takeOver === undefined) return undefined;
	const read = readOrder(options.takeOver);
	return read.ok ? read.order : stop(`The platform cannot take over. ${read.what}`);
}
const order = readTakeOver();
function readPeers(): string | undefined {
	if (options.peersTokenFile === undefined) return undefined;
	const read = readPeersToken(options.peersTokenFile);
	return read.ok ? read.token : stop(`The platform cannot start. ${read.what}`);
}
const peersToken = readPeers();
function readReminderToken(): string | undefined {
	if (options.reminderTokenFile === undefined) return undefined;
	const read = readTokenOfGateway(options.reminderTokenFile);
	return read.ok ? read.token : stop(`The platform cannot start. ${read.what}`);
}
const reminderToken = readReminderToken();
function readPasswordOfMail(): string | undefined {
	if (options.mailPasswordFile === undefined) return undefined;
	const read = readMailPassword(options.mailPasswordFile);
	return read.ok ? read.password : stop(`The platform cannot start. ${read.what}`);
}
const mailPassword = readPasswordOfMail();
function readSecretOfWebhooks(): string | undefined {
	const wanted = (hall.watching?.webhooks ?? []).length > 0;
	if (options.webhookSecretFile === undefined)
		return wanted
			? stop(
					'The platform cannot start. watching.webhooks: the site must know who speaks to it. Give --webhook-secret-file FILE (openssl rand -base64 48).',
				)
			: undefined;
	const read = readWebhookSecret(options.webhookSecretFile);
	return read.ok ? read.secret : stop(`The platform cannot start. ${read.what}`);
}
const webhookSecret = readSecretOfWebhooks();

function readGuideModelKey(): string | undefined {
	if (options.guideModelKeyFile === undefined) return undefined;
	const read = readModelKey(options.guideModelKeyFile);
	return read.ok ? read.token : stop(`The platform cannot start. ${read.what}`);
}
const guideModelKey = readGuideModelKey();
if (options.as !== undefined && hall.plan.platforms && !hall.plan.platforms.some(({ id }) => id === options.as))
	stop(
		`The platform cannot start. --as ${options.as}: the hall's list of platforms has no ${options.as}. Add it to platforms in the hall file.`,
	);

const tlsFolder = options.tlsFolder ?? options.data ?? null;
const tls = { folder: tlsFolder, choice: options.tls };
try {
	// Copies are looked for at other platforms before anything else is known.
	if (tlsFolder !== null) trustKept(tlsFolder, hall.plan);
	if (options.prepareTls) {
		const { plan } = hall;
		const made = await openTls(tls, { host, plan, platform: options.as ?? 'P1', peersToken, clock: systemClock, log });
		process.stdout.write(made ? `${made.fingerprint}\n` : 'This platform listens in the clear, as the hall says.\n');
		process.exit(0);
	}
} catch (cause) {
	stop(`The platform cannot start. ${words(cause)}`);
}

/** Where a copy of a damaged day may be. What a person named comes first. */
function copies(): Copies[] {
	const { repairFrom } = options;
	let named: Copies[] = [];
	try {
		if (repairFrom !== undefined) named = [copiesInFolder(repairFrom)];
	} catch (cause) {
		stop(`The platform cannot start. ${cause instanceof Error ? cause.message : cause}`);
	}
	return [
		...named,
		...(order ? [copyInOrder(order)] : []),
		...(peersToken === undefined ? [] : peersOf(hall.plan, options.as ?? 'P1').map((peer) => copiesOfPeer(peer, peersToken))),
		...(centre ? [copiesOfCentre(centre)] : []),
	];
}
const sound = {
	plan: hall.plan,
	now: () => systemClock.now(),
	log,
	copies,
	say: (words: string) => void process.stderr.write(`${words}\n`),
};

/** Without a centre the files at the hall are what counts. */
const start = async (store: HallStore, on: number): Promise<Platform> => {
	const { data, as } = options;
	const restored = order || data === undefined ? null : await orderAfterRestore(data, store, hall.plan, { as, now: systemClock.now() });
	if (restored) log.warn('put-back-from-backup');
	const platform = await startPlatform({
		hall: centre ? await configuredHall(store, hall, systemClock.now(), log) : hall,
		store,
		async hallFiles() {
			const held = centre ? await (await HeldConfiguration.open(store, hall.plan.code)).files() : null;
			return held ? withNobody(held) : ownFiles;
		},
		clock: systemClock,
		log,
		host,
		port: on,
		faces: fileURLToPath(new URL('../dist/app/', import.meta.url)),
		...(options.data === undefined ? {} : { disk: { folder: options.data } }),
		as: options.as,
		takeOver: order ?? restored ?? undefined,
		restored: restored !== null,
		peersToken,
		tls,
		phones: options.phoneListen,
		reminderToken,
		mailPassword,
		webhookSecret,
		guideModelKey,
		follow: options.follow,
		updates: options.updates,
		applications: { folder: options.data ?? null, ...hallKeyFile(options.keyFile) },
		...(centre ? { centre } : {}),
	});
	if (data !== undefined) restoreDone(data);
	return platform;
};
/** What is found damaged only while it starts is looked for in whole, mended if it can be, and started on once more. */
async function startSound(folder: string, on: number): Promise<Platform> {
	const store = await openSoundFolder(folder, sound);
	try {
		return await start(store, on);
	} catch (cause) {
		if (!isDamage(cause)) throw cause;
		await store.close();
		return start(await openSoundFolder(folder, sound, true), on);
	}
}
const ready = ({ url, authority, term: { office } }: Platform) =>
	`Tidehall platform ready: ${url} hall=${authority.state.hall} day=${authority.day} head=${authority.head} platform=${office.id} part=${office.part} term=${office.own.number}`;

if (database !== undefined) {
	await runOnDatabase<Platform & Works>({
		what: 'platform',
		database,
		lock: hall.plan.code,
		host,
		port,
		log,
		async start(store, on) {
			await mendInPlace(store, sound);
			const platform = await start(store, on).catch(async (cause) => {
				if (!isDamage(cause)) throw cause;
				await mendInPlace(store, sound, true);
				return start(store, on);
			});
			let anew = false;
			void platform.toStartAnew.then(() => {
				anew = true;
			});
			const broken = () => (platform.authority.stopped === 'store-failed' ? 'store-failed' : anew ? 'configuration-taken' : null);
			return { ...platform, broken };
		},
		ready,
	});
} else {
	const open = async (on: number): Promise<Platform> => {
		const platform = await startSound(options.data!, on).catch((cause) => {
			return stop(`The platform cannot start. ${words(cause)}`, isDamage(cause) ? damagedExitCode : 1);
		});
		process.stdout.write(`${ready(platform)}\n`);
		return platform;
	};
	let platform = open(port);
	endOnSignal('platform', async () => (await platform).close(), words);
	for (;;) {
		const now = await platform;
		await now.toStartAnew;
		platform = now.close().then(() => open(now.port));
	}
}
