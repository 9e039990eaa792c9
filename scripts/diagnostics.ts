/**
 * `npm run diagnostics -- --hall FILE [--data DIR] [--url ADDRESS] [--log-folder DIR…] --to FILE`: one JSON file that a technician can read through and
 * send on: versions, health, settings without secrets, figures, logs. Nobody is in it.
 */
import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { noteForAudit } from '../platform/audit/audit-inbox.ts';
import { collect } from './diagnostics/collect.ts';

const options = new Command('diagnostics')
	.description('Makes a file for whoever mends the hall; nobody is in it, and nothing that opens anything.')
	.requiredOption('--hall <file>', 'hall file (hall.yaml)')
	.option('--data <folder>', 'data folder of the platform; it may be running')
	.option('--url <address>', 'address of the running platform, for its health and figures')
	.option('--log-folder <folder...>', 'log folders of stations on this machine')
	.requiredOption('--to <file>', 'the file to make; it must not be there yet')
	.parse()
	.opts<{ hall: string; data?: string; url?: string; logFolder?: string[]; to: string }>();

try {
	const bundle = await collect({ hall: options.hall, data: options.data, url: options.url, logs: options.logFolder, now: Date.now() });
	// Where it cannot be noted down, it is not made.
	if (options.data !== undefined) noteForAudit(options.data, { what: 'bundle-made' });
	writeFileSync(options.to, `${JSON.stringify(bundle, null, 1)}\n`, { mode: 0o600, flag: 'wx' });
	process.stdout.write(`${options.to}\n`);
	process.stderr.write('It holds nobody and no secret. Look it through before it leaves the house, as with everything that does.\n');
} catch (cause) {
	const { code } = cause as NodeJS.ErrnoException;
	process.stderr.write(
		code === 'EEXIST'
			? `${options.to} is there already. Choose another name.\n`
			: `The file was not made: ${cause instanceof Error ? cause.message : cause}\n`,
	);
	process.exitCode = 1;
}
