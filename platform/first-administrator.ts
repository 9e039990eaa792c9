/**
 * `npm run first-administrator -- --hall FILE --data DIR`: prints, this once, the code with which the first security administrator signs in at a
 * manager's screen; the platform is not running meanwhile. It works once, for a day, and only its slow hash is kept. The same way back in when every
 * security administrator has lost theirs: whoever has this machine may print another.
 */
import { Command } from 'commander';
import { loadHall } from '../config/load-hall.ts';
import { newCode, oneTimeOf } from './people/staff-account.ts';
import { firstCodeKeptMs, keepFirstCode } from './people/staff-book.ts';
import { stop } from './start-in-words.ts';
import { openSqlite } from './storage/sqlite.ts';

const { hall: file, data } = new Command('first-administrator')
	.description('Prints the code of the first security administrator.')
	.requiredOption('--hall <file>', 'hall file (hall.yaml)')
	.requiredOption('--data <folder>', 'data folder of the platform; made when missing')
	.parse()
	.opts<{ hall: string; data: string }>();
const loaded = loadHall(file);
if (!loaded.ok) stop(loaded.problems.map((problem) => `${problem.file}:${problem.line} ${problem.what}`).join('\n'));
try {
	const store = openSqlite(data);
	const code = newCode();
	await keepFirstCode(store, loaded.hall.plan.code, await oneTimeOf(code, Date.now() + firstCodeKeptMs));
	await store.close();
	process.stdout.write(`${code}\n`);
	process.stderr.write(
		"Write it down now: it is shown this once. At a manager's screen type a staff number of your choice and this code in the place of the PIN; a " +
			'name and a password are asked for then. It works once, within 24 hours. Start the platform again.\n',
	);
} catch (cause) {
	stop(`No code was made. ${cause instanceof Error ? cause.message : String(cause)}`);
}
