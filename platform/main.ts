/** `npm run platform -- --hall FILE --data DIR --port N`: one hall's platform as a process of its own. */
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import { loadHall } from '../config/load-hall.ts';
import { systemClock } from './clock.ts';
import { jsonLog } from './observe/log.ts';
import { type Platform, startPlatform } from './start-platform.ts';
import { StoreFailure } from './storage/contract.ts';
import { openSqlite } from './storage/sqlite.ts';

interface Options {
	hall: string;
	data: string;
	port: number;
	host: string;
}

function portNumber(text: string): number {
	const port = Number(text);
	if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('a port is a number from 0 (any free one) to 65535.');
	return port;
}

const options = new Command('platform')
	.description('Runs the platform of one hall.')
	.requiredOption('--hall <file>', 'hall file (hall.yaml)')
	.requiredOption('--data <folder>', 'folder of the store; made when missing')
	.option('--port <number>', 'port to listen on; 0 = any free one', portNumber, 7300)
	.option('--host <address>', 'address to listen on; 0.0.0.0 lets the other machines of the hall in', '127.0.0.1')
	.parse()
	.opts<Options>();

function stop(message: string): never {
	process.stderr.write(`${message}\n`);
	process.exit(1);
}

/** What went wrong, for the person at the keyboard: words, no stack trace. */
function inWords(cause: unknown): string {
	if (cause instanceof StoreFailure) return cause.message;
	const code = cause instanceof Error && 'code' in cause ? cause.code : null;
	if (code === 'EADDRINUSE')
		return `Port ${options.port} on ${options.host} is already in use. Choose another --port, or stop the other program.`;
	if (code === 'EACCES') return `Port ${options.port} may not be used by this account. Choose one above 1023.`;
	if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `This machine has no address ${options.host}. Choose another --host.`;
	return cause instanceof Error ? cause.message : String(cause);
}

async function start(): Promise<Platform> {
	const loaded = await loadHall(options.hall);
	if (!loaded.ok)
		stop(
			[
				...loaded.problems.map(({ file, line, what }) => `${file}:${line} ${what}`),
				'The configuration is broken; the platform does not start.',
			].join('\n'),
		);
	try {
		return await startPlatform({
			hall: loaded.hall,
			store: openSqlite(options.data),
			clock: systemClock,
			log: jsonLog(),
			host: options.host,
			port: options.port,
			faces: fileURLToPath(new URL('../dist/app/', import.meta.url)),
			...(options.data === undefined ? {} : { disk: { folder: options.data } }),
		});
	} catch (cause) {
		stop(`The platform cannot start. ${inWords(cause)}`);
	}
}

const platform = await start();
const { authority } = platform;
process.stdout.write(`Tidehall platform ready: ${platform.url} hall=${authority.state.hall} day=${authority.day} head=${authority.head}\n`);

let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
	process.on(signal, () => {
		if (stopping) return;
		stopping = true;
		platform.close().then(
			() => process.exit(0),
			(cause) => stop(`The platform could not stop in order. ${inWords(cause)}`),
		);
	});
}
