/**
 * `npm start`: the demo hall. A platform with the example hall on the embedded database, a morning of visitors already in the hall, and the
 * app as terminal, two windows, board and manager with simulated devices that speak the real bytes. `npm start -- --help` lists what can be chosen.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Command } from 'commander';
import { loadHall } from '../config/load-hall.ts';
import { build } from './build.ts';
import { seedMorning } from './demo/morning.ts';
import { seedPastDays } from './demo/past-days.ts';
import { displayCommand, hasDisplay } from './display.ts';
import { electronArguments, resolveElectron } from './electron/resolve.ts';
import { startPlatform } from './platform-process.ts';

const log = (line: string) => process.stderr.write(`${line}\n`);
const options = new Command()
	.name('npm start --')
	.option('--hall <file>', 'the hall to open', 'config/halls/demo/hall.yaml')
	.option('--stations <ids>', 'seats of this machine', 'T2,W02,W03,B1,M1')
	.option('--data <dir>', 'where the platform and the machine keep their data', '.data/demo')
	.option('--port <number>', 'port of the platform', '4180')
	.option('--host <address>', 'address the platform listens on; 0.0.0.0 lets other machines of the hall in', '127.0.0.1')
	.option('--empty', 'start with an empty hall instead of a morning of visitors')
	.option('--quiet', 'no crowd: nobody but you calls, serves and takes numbers')
	.option('--fresh', 'forget the data of earlier demo runs')
	.parse()
	.opts<{ hall: string; stations: string; data: string; port: string; host: string; empty?: boolean; quiet?: boolean; fresh?: boolean }>();

const data = resolve(options.data);
if (options.fresh) rmSync(data, { recursive: true, force: true });
mkdirSync(data, { recursive: true });

const electron = await resolveElectron({ log });
await build({ log });
const seats = options.stations.split(',');
const freeWindows = seats.filter((seat) => seat.startsWith('W'));
if (!options.empty) await seedPastDays({ hallFile: options.hall, dataDir: `${data}/platform`, now: Date.now(), days: 5, log });
if (!options.empty) await seedMorning({ hallFile: options.hall, dataDir: `${data}/platform`, now: Date.now(), freeWindows, log });

const children: ChildProcess[] = [];
/** The app may stand behind a virtual display, so all of its group is told. */
let endApp = () => {};
const stop = () => {
	for (const child of children) child.kill('SIGTERM');
	endApp();
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);

// Whoever takes the hall over in the demo may hand it back: that needs a secret which the platforms share.
const secret = `${data}/peers-token`;
if (!existsSync(secret)) writeFileSync(secret, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
const platform = await startPlatform({
	hall: options.hall,
	data: `${data}/platform`,
	port: Number(options.port),
	host: options.host,
	more: ['--peers-token-file', secret],
});
children.push(platform.child);
if (!options.quiet) {
	const loaded = loadHall(options.hall);
	const staff = loaded.ok ? loaded.hall.staff.flatMap((person) => (person.usualWindow ? [[person.usualWindow, person.id]] : [])) : [];
	children.push(
		spawn(process.execPath, ['scripts/demo/crowd.ts', platform.url, options.stations, options.hall], {
			stdio: ['ignore', 'ignore', 'inherit'],
			env: { ...process.env, TIDEHALL_CROWD_STAFF: JSON.stringify(Object.fromEntries(staff)) },
		}),
	);
}
log(`Platform:  ${platform.url}/healthz`);
log(`Board:     ${platform.url}/board`);
log(`Manager:   ${platform.url}/manager`);
if (!hasDisplay()) log('No display here: the app runs under a virtual one. Look at the board and the manager at the addresses above.');

const root = process.getuid?.() === 0;
if (root) log('Running as root: Chromium needs --no-sandbox for that. In a hall the app runs as an ordinary user, with its sandbox.');
const [command, ...args] = [
	...displayCommand(),
	electron.path,
	...(root ? ['--no-sandbox'] : []),
	...electronArguments(resolve('.'), electron),
	'--platform',
	platform.url,
	'--stations',
	options.stations,
	'--hall',
	resolve(options.hall),
	'--data',
	`${data}/machine`,
	'--peers-token-file',
	secret,
	'--windowed',
	'--bench',
];
const ownGroup = process.platform !== 'win32';
const app = spawn(command!, args, { stdio: ['ignore', 'inherit', 'pipe'], detached: ownGroup });
endApp = () => {
	try {
		if (ownGroup && app.pid) process.kill(-app.pid, 'SIGTERM');
		else app.kill();
	} catch {
		// It has ended already.
	}
};
// Chromium tells at length what a machine without desktop bus and graphics card lacks; none of it is the hall's.
const chromiumNoise = /^\[\d+:\d+\/[\d.]+:(?:ERROR|WARNING):[\w.]+\(\d+\)\]/;
createInterface({ input: app.stderr! }).on('line', (line) => {
	if (!chromiumNoise.test(line)) log(line);
});
app.on('exit', (code) => {
	stop();
	process.exitCode = code ?? 0;
});
platform.child.on('exit', (code) => {
	if (code) log(`The platform stopped (${code}). Terminals go on from their own series; start again to bring it back.`);
});
