/** `npm run centre -- --database postgres://… --halls FILE --port N`: the centre, which keeps a copy of the log of many halls. */
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { ProblemList } from '../../config/problems.ts';
import { readWording } from '../../config/wording.ts';
import { systemClock } from '../clock.ts';
import { jsonLog } from '../observe/log.ts';
import { runOnDatabase } from '../standby/run-on-database.ts';
import { portNumber, stop } from '../start-in-words.ts';
import { readHallsFile } from './halls-file.ts';
import { startCentre } from './start-centre.ts';

interface Options {
	database?: string;
	halls: string;
	port: number;
	host: string;
}

const options = new Command('centre')
	.description('Runs the centre of many halls.')
	.option('--database <address>', 'postgres://user:password@host:5432/database; or set TIDEHALL_DATABASE')
	.requiredOption('--halls <file>', 'halls file (YAML): each hall and the hash of its token')
	.option('--port <number>', 'port to listen on; 0 = any free one', portNumber, 7400)
	.option('--host <address>', 'address to listen on; 0.0.0.0 lets other machines in', '127.0.0.1')
	.parse()
	.opts<Options>();

const database = options.database ?? process.env.TIDEHALL_DATABASE;
if (database === undefined)
	stop('The centre cannot start. Say where it keeps the halls: --database postgres://user:password@host:5432/database');
const read = readHallsFile(options.halls);
if (!read.ok)
	stop(
		[
			...read.problems.map(({ file, line, what }) => `${file}:${line} ${what}`),
			'The halls file is broken; the centre does not start.',
		].join('\n'),
	);
const { halls, frontEnd, operator } = read;
const wordProblems = new ProblemList();
const { wording } = readWording(fileURLToPath(new URL('../../config/wording/', import.meta.url)), wordProblems, []);
if (!wordProblems.none) stop(wordProblems.all.map(({ file, line, what }) => `${file}:${line} ${what}`).join('\n'));
const { host, port } = options;
const log = jsonLog();

await runOnDatabase({
	what: 'centre',
	database,
	// No hall can be called so: codes are in capitals.
	lock: 'centre',
	host,
	port,
	log,
	start: (store, on) => startCentre({ halls, frontEnd, operator, wording, store, clock: systemClock, log, host, port: on }),
	ready: ({ url }) => `Tidehall centre ready: ${url} halls=${halls.length}`,
});
