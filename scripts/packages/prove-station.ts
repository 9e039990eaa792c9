/**
 * The whole life of the station's package, with the real packed app: installed by dpkg into a root of its own, started as an ordinary user on a virtual
 * screen, looked at, upgraded with its data, updated over the hall's network and sent back, removed and purged. Minutes, so it is no part of `npm test`.
 */
import { createHash } from 'node:crypto';
import {
	chmodSync,
	chownSync,
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import { startPlatform } from '../platform-process.ts';
import { DpkgRoot } from './prove/dpkg-root.ts';
import { ordinary, refusedStart, type StationStart, startStation } from './prove/installed-station.ts';
import { openMaker, proveUpdates } from './prove/prove-updates.ts';
import { until as untilWithin } from './prove/until.ts';
import { openScreen } from './prove/virtual-screen.ts';
import { builderFile } from './station-builder-file.ts';
import { checkFuses, declaredFuses } from './station-fuses.ts';
import { makeStationPackage, type StationPackage } from './station-package.ts';

const until: typeof untilWithin = (what, met, withinMs = 90_000) => untilWithin(what, met, withinMs);

const project = fileURLToPath(new URL('../..', import.meta.url));

export interface ProveStation extends Pick<StationPackage, 'app' | 'updater'> {
	log(line: string): void;
}

/** Rejects with the first thing that is not as it must be. */
export async function proveStation({ app, updater, log }: ProveStation): Promise<void> {
	const work = mkdtempSync(join(tmpdir(), 'tidehall-prove-'));
	chmodSync(work, 0o755);
	const began = Date.now();
	const proved = (what: string) => log(`${((Date.now() - began) / 1000).toFixed(0).padStart(4)} s  ${what}`);
	const pictures = join(project, 'out', 'proved');
	mkdirSync(pictures, { recursive: true });
	const closers: (() => unknown)[] = [];
	try {
		const maker = openMaker(work);
		const parts = { app, updater, keys: [maker.publicKey] };
		const pack = (version: string) => makeStationPackage({ ...parts, version, out: work, compression: 'none' });
		const root = new DpkgRoot(join(work, 'root'));
		root.dpkg('--install', pack('0.1.0'));
		proved('dpkg installed 0.1.0');
		await lookAtFiles(root);
		proved('fuses read back from the installed program; nothing of it can be written by others; no slot is used');

		const hall = join(work, 'hall');
		cpSync(join(project, 'config/halls/demo'), hall, { recursive: true });
		// Nobody is there: a hall that is closed on these days, wherever on earth it is.
		const file = join(hall, 'hall.yaml');
		const hours = parse(readFileSync(file, 'utf8').replace(/^platforms:\n(?: .*\n)+/m, ''));
		hours.hours.calendar.closedDates = [-1, 0, 1].map((days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10));
		writeFileSync(file, stringify(hours));
		const platform = await startPlatform({
			hall: join(hall, 'hall.yaml'),
			data: join(work, 'platform'),
			port: 0,
			more: ['--updates', maker.shelf],
		});
		closers.push(() => platform.child.kill('SIGTERM'));
		const screen = await openScreen(join(work, 'screen'), { width: 1080, height: 1920 });
		closers.push(() => screen.stop());
		const home = join(work, 'home');
		const data = join(home, 'data');
		mkdirSync(home);
		if (ordinary.uid !== undefined) chownSync(home, ordinary.uid, ordinary.gid!);
		const words = ['--platform', platform.url, '--stations', 'T1', '--hall', join(hall, 'hall.yaml'), '--kiosk'];
		const start: StationStart = { root: root.folder, display: screen.display, data, home, words };

		for (const [word, env] of [
			['--remote-debugging-port=0', {}],
			['--remote-debugging-port=0', { TIDEHALL_INSPECT: '1' }],
			['--inspect', {}],
			['--load-extension=/tmp/x', {}],
			['--disable-web-security', {}],
			['--no-sandbox', {}],
		] as const) {
			const code = refusedStart({ ...start, words: [...words, word], env });
			if (code !== 2) throw new Error(`a start with ${word} ${JSON.stringify(env)} ended with ${code}, not refused with 2`);
		}
		proved('starts with a debugger, an extension, without web security or sandbox are refused, whatever the environment says');

		const run = async (version: string): Promise<void> => {
			const before = count(data, 'machine-started');
			const station = startStation(start);
			closers.push(() => station.stop().catch(() => {}));
			await until(
				'the station to start',
				() => station.child.exitCode !== null || station.codes().filter(is('machine-started')).length > before,
			);
			if (station.child.exitCode !== null) throw new Error(`the station ended with ${station.child.exitCode}`);
			const file = join(pictures, `first-screen-${version}.png`);
			// A screen of words and pictures in its anti-aliased edges; an empty or failed page has a handful of colours.
			await until('the first screen, to the edges of the screen', () => {
				const { colours, black } = screen.picture(file);
				return colours > 200 && black < 0.01;
			});
			await until('the seat at the platform', async () => (await linksOf(platform.url)) > 0);
			const sandboxed = station.processes().filter(isSandboxed).length;
			if (ordinary.uid !== undefined && sandboxed < 2) throw new Error(`${sandboxed} of its processes are sandboxed`);
			proved(`${version} runs: first screen in ${file}, linked to the platform, ${sandboxed} sandboxed processes`);
			await station.stop();
		};
		await run('0.1.0');
		const key = fingerprint(join(data, 'keys', 'ticket-key.json'));
		root.dpkg('--install', pack('0.2.0'));
		await run('0.2.0');
		if (fingerprint(join(data, 'keys', 'ticket-key.json')) !== key) throw new Error('the upgrade lost the key of the machine');
		proved('upgraded to 0.2.0: the machine has its key and journal');

		await proveUpdates({ work, root, start, maker, pack: parts, until, proved });

		root.dpkg('--remove', 'tidehall-station');
		if (existsSync(root.path('opt/tidehall-station/installed'))) throw new Error('removing left the program');
		if (!existsSync(root.path('etc/tidehall/station.conf'))) throw new Error('removing took the settings');
		const said = root.dpkg('--purge', 'tidehall-station');
		if (existsSync(root.path('etc/tidehall/station.conf'))) throw new Error('purging left the settings');
		if (!said.includes('stays in') || !existsSync(root.path('var/lib/tidehall-station/data'))) throw new Error('purging took the data');
		if (existsSync(root.path('opt/tidehall-station'))) throw new Error('something is left in /opt');
		proved('removed and purged: nothing of the program is left, what the station did stays');
	} finally {
		for (const close of closers.reverse()) await close();
		if (!process.env.TIDEHALL_KEEP) rmSync(work, { recursive: true, force: true });
	}
}

async function lookAtFiles(root: DpkgRoot): Promise<void> {
	const program = root.path('opt/tidehall-station/installed');
	const wrong = await checkFuses(join(program, 'tidehall'), declaredFuses(readFileSync(builderFile, 'utf8')));
	if (wrong.length > 0) throw new Error(wrong.join('; '));
	for (const entry of readdirSync(root.path('opt/tidehall-station'), { recursive: true, withFileTypes: true })) {
		const { mode } = statSync(join(entry.parentPath, entry.name));
		if (mode & 0o022) throw new Error(`${entry.name} can be written by others`);
	}
	const current = readFileSync(root.path('opt/tidehall-station/current'), 'utf8').trim();
	if (current !== 'installed') throw new Error(`a fresh installation runs ${current}`);
}

const is = (code: string) => (other: string) => code === other;

function count(data: string, code: string): number {
	try {
		return readdirSync(join(data, 'logs'))
			.map((name) => readFileSync(join(data, 'logs', name), 'utf8').split(`"${code}"`).length - 1)
			.reduce((sum, each) => sum + each, 0);
	} catch {
		return 0;
	}
}

async function linksOf(url: string): Promise<number> {
	const text = await (await fetch(`${url}/metrics`)).text();
	return Number(/^tidehall_\w*links\w* (\d+)/m.exec(text)?.[1] ?? 0);
}

/** Chromium filters the calls of every sandboxed process. */
function isSandboxed(pid: number): boolean {
	try {
		return /^Seccomp:\s*2$/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
	} catch {
		return false;
	}
}

const fingerprint = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');
