/**
 * What systemd would do with the installed unit of kiosk mode, where there is no systemd: its ExecStart word for word, its settings and environment, and
 * begun again as Restart= says. Two programs stand in for what such a machine lacks: a screen that is there already for X, and a few lines of shell for
 * xinit, which do what xinit does with the words given: the client until it ends. What else the unit says (PAM, the console, the namespaces of
 * ProtectSystem= and its like) is systemd's own and is not done here.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { logCodes, ordinary, type StationRun } from './installed-station.ts';

export interface KioskUnit {
	/** Words of the client of the X session. */
	client: string[];
	/** Words of the X server. */
	server: string[];
	/** Before each start, as root; a failure of it is none of the unit. */
	before: string[][];
	environment: Record<string, string>;
	settings: string;
	user: string;
	restart: string;
	restartMs: number;
}

/** Throws in words when the unit is not one of a session that xinit begins. */
export function readKioskUnit(text: string): KioskUnit {
	const all = (key: string) => [...text.matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].map(([, value]) => value!.trim());
	const one = (key: string) => {
		const found = all(key);
		if (found.length !== 1) throw new Error(`the unit says ${key}= ${found.length} times`);
		return found[0]!;
	};
	const words = one('ExecStart').split(/\s+/);
	const dashes = words.indexOf('--');
	if (words[0] !== '/usr/bin/xinit' || dashes < 2) throw new Error(`ExecStart= begins no session by xinit: ${words.join(' ')}`);
	return {
		client: words.slice(1, dashes),
		server: words.slice(dashes + 1),
		before: all('ExecStartPre').map((line) => line.replace(/^[-+]+/, '').split(/\s+/)),
		environment: Object.fromEntries(
			all('Environment').flatMap((line) => line.split(/\s+/).map((pair) => pair.split(/=(.*)/s).slice(0, 2) as [string, string])),
		),
		settings: one('EnvironmentFile'),
		user: one('User'),
		restart: one('Restart'),
		restartMs: Number(one('RestartSec')) * 1_000,
	};
}

export interface RunningUnit extends StationRun {
	/** How often its session was begun. */
	begun(): number;
}

/** `root`: where the package was installed; everything the unit names lies below it. `state`: folder of what the station keeps. */
export function runKioskUnit(of: { root: string; display: string; data: string; env?: Readonly<Record<string, string>> }): RunningUnit {
	const { root, display, data } = of;
	const unit = readKioskUnit(readFileSync(join(root, 'lib/systemd/system/tidehall-station.service'), 'utf8'));
	const below = (word: string) => (word.startsWith('/') && existsSync(join(root, word)) ? join(root, word) : word);
	for (const folder of ['run/tidehall-station', 'var/lib/tidehall-station']) {
		mkdirSync(join(root, folder), { recursive: true });
		if (ordinary.uid !== undefined) chownSync(join(root, folder), ordinary.uid, ordinary.gid!);
		chmodSync(join(root, folder), 0o700);
	}
	const secret = join(root, 'run/tidehall-station/secret');
	const placed = Object.fromEntries(
		Object.entries(unit.environment).map(([name, value]) => [name, value.startsWith('/') ? join(root, value) : value]),
	);
	const settings = Object.fromEntries(
		readFileSync(join(root, unit.settings), 'utf8')
			.split('\n')
			.filter((line) => /^[A-Z_]+=/.test(line))
			.map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]),
	);
	const env = {
		...{ PATH: '/usr/bin:/bin', TIDEHALL_ROOT: root, TIDEHALL_STATION_PROGRAM: join(root, 'usr/bin/tidehall-station') },
		...{ ...placed, ...settings, DISPLAY: display, XDG_RUNTIME_DIR: join(root, 'run/tidehall-station'), ...of.env },
	};
	let begun = 0;
	let wanted = true;
	let child: ChildProcess;
	let gone = Promise.resolve();
	const begin = () => {
		for (const [program, ...words] of unit.before) {
			const placedWords = words.map((word) => (word.startsWith('/') ? join(root, word) : word));
			spawnSync(below(program!), placedWords, { env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', TIDEHALL_ROOT: root }, stdio: 'ignore' });
		}
		if (ordinary.uid !== undefined && existsSync(secret)) chownSync(secret, ordinary.uid, ordinary.gid!);
		begun += 1;
		const [program, ...words] = unit.client;
		child = spawn(below(program!), words, { stdio: 'ignore', detached: true, env, ...ordinary });
		const mine = child;
		gone = new Promise((resolve) =>
			mine.once('exit', () => {
				// KillMode=control-group: nothing of it outlives it.
				end(mine, 'SIGKILL');
				resolve();
				if (wanted && unit.restart === 'always') setTimeout(() => wanted && begin(), unit.restartMs);
			}),
		);
	};
	begin();
	return {
		get child() {
			return child;
		},
		begun: () => begun,
		codes: () => logCodes(data),
		processes: () => [],
		async stop() {
			wanted = false;
			end(child, 'SIGTERM');
			const late = setTimeout(() => end(child, 'SIGKILL'), 15_000);
			await gone;
			clearTimeout(late);
		},
	};
}

function end(child: ChildProcess, signal: NodeJS.Signals): void {
	try {
		process.kill(-child.pid!, signal);
	} catch {
		// All of it is gone already.
	}
}
