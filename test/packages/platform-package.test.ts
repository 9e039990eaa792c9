/** The platform's Debian package, from installing to purging, with dpkg itself in a root of its own. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { parse, stringify } from 'yaml';
import { build } from '../../scripts/build.ts';
import { controlFile, debianVersion } from '../../scripts/packages/control-file.ts';
import { makePlatformPackage } from '../../scripts/packages/platform-package.ts';
import { epochOf } from '../platform/fixture.ts';
import { StationClient } from '../platform/station-client.ts';

// dpkg writes two hundred megabytes at each step; the disk of a busy machine decides how long that takes.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const work = mkdtempSync(join(tmpdir(), 'tidehall-deb-'));
const root = join(work, 'root');
const home = join(root, 'opt/tidehall-platform');
const hall = join(root, 'etc/tidehall/hall');
const data = join(root, 'var/lib/tidehall');
let first = '';

/** As root dpkg owns the files; anybody else gets a user namespace in which he is root. */
const asRoot = process.getuid?.() === 0 ? [] : ['unshare', '--map-root-user'];
function dpkg(...args: string[]): string {
	const switches = [
		`--root=${root}`,
		'--force-script-chrootless',
		'--force-depends',
		'--force-confold',
		'--force-unsafe-io',
		'--log=/dev/null',
	];
	const [command, ...more] = [...asRoot, 'dpkg', ...switches, ...args];
	const { status, stdout, stderr } = spawnSync(command!, more, { encoding: 'utf8' });
	if (status !== 0) throw new Error(`dpkg ${args.join(' ')}: ${stdout}${stderr}`);
	return stdout;
}
/** What one start of the installed program has made of its files, the next need not: it is started eight times. */
const environment = { PATH: '/usr/bin:/bin', TIDEHALL_ROOT: root, NODE_COMPILE_CACHE: join(work, 'compiled') };
const program = (...args: string[]) =>
	spawnSync(join(root, 'usr/bin/tidehall-platform'), args, { encoding: 'utf8', env: { ...environment, TIDEHALL_DATA: data } });

/** The installed platform at work while `action` runs, then ended in order. */
async function atWork<T>(action: (url: string) => Promise<T>): Promise<T> {
	const words = ['run', '--hall', join(hall, 'hall.yaml'), '--data', data, '--port', '0'];
	const child = spawn(join(root, 'usr/bin/tidehall-platform'), words, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
	let said = '';
	child.stderr.on('data', (chunk) => {
		said += chunk;
	});
	const ended = once(child, 'exit');
	try {
		const url = await new Promise<string>((resolve, reject) => {
			child.stdout.on('data', (chunk) => {
				const ready = /ready: (http:\S+)/.exec(String(chunk));
				if (ready) resolve(ready[1]!);
			});
			child.once('exit', (code) => reject(new Error(`it ended with ${code}: ${said}`)));
		});
		return await action(url);
	} finally {
		child.kill('SIGTERM');
		expect((await ended)[0]).toBe(0);
	}
}

/** Takes `count` numbers as terminal T1 and answers them. */
async function takeNumbers(url: string, epoch: string, count: number): Promise<string[]> {
	const station = new StationClient(url, 'T1', epoch);
	try {
		const numbers: string[] = [];
		for (let each = 0; each < count; each++) {
			const outcome = await station.say('issue-ticket', { visit: { queue: 'A', items: [], channel: 'no-card' } });
			if (outcome.result !== 'accepted' || outcome.events[0]?.name !== 'ticket-issued') throw new Error(JSON.stringify(outcome));
			numbers.push(outcome.events[0].body.number);
		}
		return numbers;
	} finally {
		station.close();
	}
}

/** The installed example as the technician begins with it, open at any hour in which a test may run. */
function setUpHall(): void {
	cpSync(join(home, 'config/halls/demo'), hall, { recursive: true });
	const file = join(hall, 'hall.yaml');
	const said = parse(readFileSync(file, 'utf8'));
	const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
	said.hours.weekly = [{ days, periods: [{ from: '00:00', to: '23:59' }] }];
	said.hours.calendar.closedDates = [];
	writeFileSync(file, stringify(said));
}

beforeAll(async () => {
	for (const folder of ['var/lib/dpkg/info', 'var/lib/dpkg/updates', 'var/lib/tidehall-backups'])
		mkdirSync(join(root, folder), { recursive: true });
	for (const file of ['status', 'available']) writeFileSync(join(root, 'var/lib/dpkg', file), '');
	await build({ log: () => {}, only: ['faces'] });
	first = makePlatformPackage({ out: work, version: '0.1.0', compression: 'none' });
	dpkg('--install', first);
});
afterAll(() => {
	rmSync(work, { recursive: true, force: true });
});

test('versions sort as Debian sorts them, and a description keeps its empty lines', () => {
	expect(debianVersion('1.2.0-beta.1')).toBe('1.2.0~beta.1');
	const about = { name: 'x', version: '1.0.0', architecture: 'amd64', depends: [], section: 'net', installedSize: 7 } as const;
	const text = controlFile({ ...about, description: ['short', 'Long.', '', 'Longer.'] });
	expect(text).toBe(
		'Package: x\nVersion: 1.0.0\nArchitecture: amd64\nMaintainer: Tidehall <packages@tidehall.invalid>\nInstalled-Size: 7\nSection: net\nPriority: optional\nDescription: short\n Long.\n .\n Longer.\n',
	);
});

describe('the package of the platform', () => {
	test('brings its own Node and nothing of this checkout; what a technician set stays his alone to read', () => {
		const node = execFileSync(join(home, 'bin/node'), ['--version'], { encoding: 'utf8' });
		expect(node).toMatch(/^v2[4-9]\./);
		expect(statSync(join(root, 'etc/tidehall/platform.conf')).mode & 0o777).toBe(0o640);
		expect(statSync(join(root, 'usr/bin/tidehall-platform')).mode & 0o777).toBe(0o755);
		for (const folder of ['test', 'scripts', 'renderer', 'electron', '.git']) expect(existsSync(join(home, folder))).toBe(false);
		expect(readdirSync(join(home, 'node_modules')).some((name) => ['electron', 'vitest', 'typescript'].includes(name))).toBe(false);
		expect(program('version').stdout.trim()).toBe('0.1.0');
		const unknown = program('dance');
		expect(unknown.status).toBe(2);
		expect(unknown.stderr).toContain('there is no "dance"');
	});

	test('its service runs as a user of its own, sees its own folders, and is not started again on a damaged store', () => {
		const unit = readFileSync(join(root, 'lib/systemd/system/tidehall-platform.service'), 'utf8');
		for (const line of [
			'User=tidehall',
			'NoNewPrivileges=yes',
			'CapabilityBoundingSet=',
			'ProtectSystem=strict',
			'ProtectHome=yes',
			'PrivateDevices=yes',
			'RestrictSUIDSGID=yes',
			'SystemCallFilter=@system-service',
			'StateDirectoryMode=0700',
			'UMask=0077',
			'RestartPreventExitStatus=3',
		])
			expect(unit.split('\n')).toContain(line);
		for (const name of ['platform', 'backup'])
			expect(readFileSync(join(root, `lib/systemd/system/tidehall-${name}.service`), 'utf8').split('\n')).toContain('LimitCORE=0');
		const command = /^ExecStart=(\S+) run .*--data (\S+)/m.exec(unit)!;
		expect(existsSync(join(root, command[1]!))).toBe(true);
		expect(command[2]).toBe('/var/lib/tidehall');
	});

	test('S1 T1: installed, set up, backed up while it works, upgraded and purged: no day and no number is lost', async () => {
		setUpHall();
		const recipient = program('backup', 'make-key', '--to', join(work, 'secret')).stdout.trim();
		const backUp = () =>
			spawnSync(join(root, 'usr/bin/tidehall-platform'), ['backup-now'], {
				encoding: 'utf8',
				env: {
					...environment,
					TIDEHALL_DATA: data,
					BACKUP_FOLDER: join(root, 'var/lib/tidehall-backups'),
					BACKUP_FOR: recipient,
					BACKUP_KEEP: '1',
				},
			});
		await atWork(async (url) => {
			expect(await (await fetch(`${url}/healthz`)).json()).toMatchObject({ status: expect.anything() });
			expect(await takeNumbers(url, epochOf('a'), 2)).toEqual(['A001', 'A002']);
			const made = backUp();
			expect(made.stderr).toBe('');
			expect(made.stdout).toMatch(/newest day .* events/);
		});
		writeFileSync(join(root, 'etc/tidehall/platform.conf'), 'TIDEHALL_OPTIONS=--port 7301\n');

		// The same program under the next number: what an upgrade does to what is there.
		const next = join(work, 'next');
		mkdirSync(next);
		for (const part of ['opt', 'usr', 'lib', 'etc']) execFileSync('cp', ['-al', join(root, part), next]);
		for (const file of ['passwd', 'group', 'shadow', 'gshadow', 'tidehall/hall'])
			rmSync(join(next, 'etc', file), { recursive: true, force: true });
		execFileSync('dpkg-deb', ['--control', first, join(next, 'DEBIAN')]);
		const changed = (path: string, from: string, to: string) => {
			const text = readFileSync(join(next, path), 'utf8').replace(from, to);
			// A link to the installed one: it is the name that is replaced, not what it leads to.
			rmSync(join(next, path));
			writeFileSync(join(next, path), text);
		};
		changed('DEBIAN/control', 'Version: 0.1.0', 'Version: 0.2.0');
		changed('opt/tidehall-platform/package.json', '0.1.0', '0.2.0');
		// What the new version would set otherwise.
		changed('etc/tidehall/platform.conf', '--port 7301', '--port 7302');
		const second = join(work, 'next.deb');
		execFileSync('dpkg-deb', ['-Znone', '--root-owner-group', '--build', next, second], { stdio: 'ignore' });
		dpkg('--install', second);
		expect(program('version').stdout.trim()).toBe('0.2.0');
		expect(readFileSync(join(root, 'etc/tidehall/platform.conf'), 'utf8')).toContain('7301');
		await atWork(async (url) => {
			expect(await takeNumbers(url, epochOf('b'), 1)).toEqual(['A003']);
		});
		expect(program('verify', '--data', data).status).toBe(0);

		dpkg('--remove', 'tidehall-platform');
		expect(existsSync(join(home, 'platform'))).toBe(false);
		expect(existsSync(join(root, 'etc/tidehall/platform.conf'))).toBe(true);
		expect(dpkg('--purge', 'tidehall-platform')).toContain('the data of the hall stay');
		expect(existsSync(join(root, 'etc/tidehall/platform.conf'))).toBe(false);
		expect(existsSync(join(data, 'hall.sqlite'))).toBe(true);
		expect(readdirSync(join(root, 'var/lib/tidehall-backups')).sort()).toEqual([
			'data-keys.age',
			expect.stringMatching(/^tidehall-.*\.age$/),
		]);
	});
});
