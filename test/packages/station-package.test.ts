/** The station's Debian package by dpkg itself, with a small stand-in for the packed app; `npm run package:station -- --prove` does it with the real one. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseState, FuseV1Options } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCustody, secretFileVariable } from '../../electron/keys/custody.ts';
import { DpkgRoot } from '../../scripts/packages/prove/dpkg-root.ts';
import { readKioskUnit, runKioskUnit } from '../../scripts/packages/prove/run-unit.ts';
import { readXwd } from '../../scripts/packages/prove/virtual-screen.ts';
import { declaredFuses, wrongFuses } from '../../scripts/packages/station-fuses.ts';
import { makeStationPackage } from '../../scripts/packages/station-package.ts';

const work = mkdtempSync(join(tmpdir(), 'tidehall-station-'));
const root = new DpkgRoot(join(work, 'root'));
const run = (name: string, args: string[], env: Record<string, string> = {}) =>
	spawnSync(root.path(name), args, { encoding: 'utf8', env: { PATH: '/usr/bin:/bin', TIDEHALL_ROOT: root.folder, ...env } });

/** What a hall has of the app, as far as dpkg, the script that starts it and the slots are concerned. */
function pack(version: string): string {
	const app = join(work, 'app');
	mkdirSync(join(app, 'resources'), { recursive: true });
	writeFileSync(join(app, 'tidehall'), '#!/bin/sh\necho "$0" "$@"; env | sort\n');
	chmodSync(join(app, 'tidehall'), 0o755);
	writeFileSync(join(app, 'chrome-sandbox'), '');
	writeFileSync(join(app, 'resources', 'app.asar'), version);
	const node = join(work, 'node');
	writeFileSync(node, `#!/bin/sh\nshift\nexec '${process.execPath}' '${join(process.cwd(), 'electron/updates/install-main.ts')}' "$@"\n`);
	const program = join(work, 'program');
	writeFileSync(program, '');
	return makeStationPackage({ app, version, out: work, compression: 'none', updater: { node, program } });
}

beforeAll(() => {
	root.dpkg('--install', pack('0.1.0'));
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

describe('the package of the station', () => {
	test('starts the installed version, hands over its own words, and lets nothing in that makes another program of it', () => {
		const bad = { NODE_OPTIONS: '--inspect', ELECTRON_RUN_AS_NODE: '1', TIDEHALL_INSPECT: '1', LD_PRELOAD: '' };
		const said = run('usr/bin/tidehall-station', ['--stations', 'T1'], bad).stdout;
		expect(said).toContain('/opt/tidehall-station/installed/tidehall --stations T1');
		for (const name of Object.keys(bad)) expect(said).not.toContain(`${name}=`);
	});

	test('a machine that was told nothing asks at its screen; in kiosk mode a technician can have it ask again', () => {
		expect(run('usr/bin/tidehall-station', []).stdout).toContain('/installed/tidehall --set-up\n');
		const conf = root.path('etc/tidehall/station.conf');
		const shipped = readFileSync(conf, 'utf8');
		expect(run('usr/sbin/tidehall-kiosk', ['set-up']).status).toBe(1);
		writeFileSync(conf, 'TIDEHALL_STATION_OPTIONS=--set-up --data /var/lib/tidehall-station/data --kiosk\n');
		expect(run('usr/bin/tidehall-station', []).stdout).toContain('tidehall --set-up --data /var/lib/tidehall-station/data --kiosk\n');
		expect(run('usr/sbin/tidehall-kiosk', ['set-up']).stderr).toBe('');
		const again = root.path('var/lib/tidehall-station/data/set-up-again');
		expect(existsSync(again)).toBe(true);
		rmSync(again);
		writeFileSync(conf, shipped);
	});

	test('carries the list of its parts, without the tools of its makers', () => {
		const { components } = JSON.parse(readFileSync(root.path('usr/share/doc/tidehall-station/sbom.cdx.json'), 'utf8'));
		const names = (components as { name: string }[]).map(({ name }) => name);
		expect(names).toEqual(expect.arrayContaining(['electron', 'react', 'serialport']));
		expect(names).not.toContain('vitest');
	});

	test('a slot that is named and gone does not keep the station from starting', () => {
		writeFileSync(root.path('opt/tidehall-station/current'), 'b\n');
		expect(run('usr/bin/tidehall-station', ['--which']).stdout.trim()).toBe(root.path('opt/tidehall-station/installed'));
	});

	test('kiosk mode is switched on by hand only, in whole, and off again in whole', () => {
		const refused = run('usr/sbin/tidehall-kiosk', ['enable']);
		expect(refused.status).toBe(1);
		expect(refused.stderr).toContain('Nothing was changed');
		const files = () =>
			readdirSync(root.path('etc'), { recursive: true, withFileTypes: true })
				.filter((entry) => !entry.isDirectory())
				.map(({ name }) => name);
		const before = files();
		writeFileSync(
			root.path('etc/tidehall/station.conf'),
			'TIDEHALL_STATION_OPTIONS=--platform http://10.0.0.5:7300 --stations T1 --hall /x --kiosk\n',
		);
		expect(run('usr/sbin/tidehall-kiosk', ['enable']).status).toBe(0);
		expect(readFileSync(root.path('etc/X11/xorg.conf.d/50-tidehall-kiosk.conf'), 'utf8')).toContain('"DontVTSwitch" "true"');
		const checked = run('usr/sbin/tidehall-kiosk', ['check']).stdout.split('\n');
		expect(checked.filter((line) => line.startsWith('MISSING') && !line.includes('account'))).toEqual([]);
		rmSync(root.path('etc/sysctl.d/50-tidehall-kiosk.conf'));
		const missing = run('usr/sbin/tidehall-kiosk', ['check']);
		expect(missing.status).toBe(1);
		expect(missing.stdout).toContain('MISSING /etc/sysctl.d/50-tidehall-kiosk.conf');
		expect(run('usr/sbin/tidehall-kiosk', ['disable']).status).toBe(0);
		expect(files()).toEqual(before);
	});

	test('its units are ones that systemd understands, and hold what keeps the account in', () => {
		const unit = readFileSync(root.path('lib/systemd/system/tidehall-station.service'), 'utf8').split('\n');
		for (const line of [
			'User=tidehall-station',
			'Restart=always',
			'StartLimitIntervalSec=0',
			'NoNewPrivileges=yes',
			'CapabilityBoundingSet=',
			'ProtectSystem=strict',
			'ProtectHome=yes',
			'PrivateTmp=yes',
			'LimitCORE=0',
		])
			expect(unit).toContain(line);
		// It knows only units whose programs are there, so those of this package are made to be.
		const folder = join(work, 'units');
		mkdirSync(folder);
		for (const name of readdirSync(root.path('lib/systemd/system'))) {
			const text = readFileSync(root.path(`lib/systemd/system/${name}`), 'utf8').replace(
				/^(ExecStart(?:Pre)?=[-+]*)\/\S+/gm,
				'$1/bin/true',
			);
			writeFileSync(join(folder, name), text.replace(/^Documentation=.*$/m, ''));
		}
		const said = spawnSync('systemd-analyze', ['verify', '--man=no', ...readdirSync(folder).map((name) => join(folder, name))], {
			encoding: 'utf8',
		});
		if (said.error) return;
		expect(said.stderr.split('\n').filter((line) => line.includes('tidehall') && !/display-manager|xinit/.test(line))).toEqual([]);
	});

	test('P1 root keeps the secret of the machine’s keys, and hands out the same copy at each start, for its reader alone', () => {
		const handed = join(work, 'handed');
		for (let start = 0; start < 2; start += 1) expect(run('usr/lib/tidehall-station/hand-secret', [handed]).status).toBe(0);
		expect(readFileSync(handed, 'utf8')).toBe(readFileSync(root.path('etc/tidehall/keys/station-secret'), 'utf8'));
		expect(statSync(root.path('etc/tidehall/keys/station-secret')).mode & 0o777).toBe(0o600);
		expect(statSync(handed).mode & 0o777).toBe(0o400);
		const environment = { [secretFileVariable]: handed };
		expect(openCustody({ platform: 'linux', environment, keychain: () => null })).toMatchObject({ is: 'kept', by: 'root' });
	});

	test('upgraded, removed and purged: settings stay until purged, what the station did stays always', () => {
		mkdirSync(root.path('opt/tidehall-station/slots/a'), { recursive: true });
		writeFileSync(root.path('var/lib/tidehall-station/data/journal'), 'owed');
		root.dpkg('--install', pack('0.2.0'));
		expect(readFileSync(root.path('opt/tidehall-station/installed/version-of-station'), 'utf8')).toBe('0.2.0\n');
		expect(readFileSync(root.path('opt/tidehall-station/current'), 'utf8')).toBe('installed\n');
		expect(readFileSync(root.path('etc/tidehall/station.conf'), 'utf8')).toContain('--kiosk');
		expect(statSync(root.path('usr/bin/tidehall-station')).mode & 0o777).toBe(0o755);
		root.dpkg('--remove', 'tidehall-station');
		expect(readdirSync(root.path('opt'))).toEqual([]);
		expect(existsSync(root.path('etc/tidehall/station.conf'))).toBe(true);
		expect(root.dpkg('--purge', 'tidehall-station')).toContain('stays in /var/lib/tidehall-station/data');
		expect(existsSync(root.path('etc/tidehall/station.conf'))).toBe(false);
		expect(readFileSync(root.path('var/lib/tidehall-station/data/journal'), 'utf8')).toBe('owed');
	});
});

describe('the unit of kiosk mode', () => {
	const unit = () => readFileSync(root.path('lib/systemd/system/tidehall-station.service'), 'utf8');

	test('its ExecStart, word for word, brings up the station with the words of the settings; killed, it is begun again as Restart= says', async () => {
		root.dpkg('--install', pack('0.1.0'));
		const [data, said] = [join(work, 'kiosk-data'), join(work, 'kiosk-said')];
		const conf = root.path('etc/tidehall/station.conf');
		writeFileSync(conf, `TIDEHALL_STATION_OPTIONS=--stations T1 --data ${data} --kiosk\nTIDEHALL_X_OPTIONS=-nocursor\n`);
		writeFileSync(said, '');
		chmodSync(said, 0o666);
		for (const folder of [work, root.folder]) chmodSync(folder, 0o755);
		const app = root.path('opt/tidehall-station/installed/tidehall');
		writeFileSync(
			app,
			`#!/bin/sh\necho "$DISPLAY $HOME $(test -r "$TIDEHALL_STATION_SECRET_FILE" && echo secret) $*" >>'${said}'\nexec sleep 60\n`,
		);
		const running = runKioskUnit({ root: root.folder, display: ':7', data });
		const lines = () => readFileSync(said, 'utf8').split('\n').slice(0, -1);
		try {
			await expect.poll(lines).toEqual([`:7 ${root.path('var/lib/tidehall-station')} secret --stations T1 --data ${data} --kiosk`]);
			expect(running.begun()).toBe(1);
			running.child.kill('SIGKILL');
			await expect.poll(() => lines().length).toBe(2);
			expect([running.begun(), new Set(lines()).size]).toEqual([2, 1]);
		} finally {
			await running.stop();
		}
	});

	test('a unit that begins no session by xinit, or does not say how it is begun again, is refused in words', () => {
		expect(readKioskUnit(unit())).toMatchObject({ user: 'tidehall-station', restart: 'always', restartMs: 2_000 });
		expect(readKioskUnit(unit()).server).toEqual(expect.arrayContaining(['/usr/bin/X', '-novtswitch', '-nolisten', '$TIDEHALL_X_OPTIONS']));
		expect(() => readKioskUnit(unit().replace('/usr/bin/xinit', '/bin/sh -c'))).toThrow('no session by xinit');
		expect(() => readKioskUnit(unit().replace(/^Restart=.*$/m, ''))).toThrow('Restart= 0 times');
	});
});

describe('the session of kiosk mode', () => {
	const session = 'scripts/packages/station/kiosk/session.sh';
	const heart = join(work, 'heart');
	const inSession = (app: string) => {
		const program = join(work, 'station');
		writeFileSync(program, `#!/bin/sh\n${app}\n`);
		chmodSync(program, 0o755);
		const env = { PATH: '/usr/bin:/bin', TIDEHALL_STATION_PROGRAM: program, TIDEHALL_HEART: heart };
		const quick = { TIDEHALL_HEART_EVERY: '0.1', TIDEHALL_HEART_GRACE: '1', TIDEHALL_HEART_STALE: '1' };
		return spawnSync('sh', [session], { encoding: 'utf8', env: { ...env, ...quick }, timeout: 20_000 });
	};

	test('ends with the app, so that systemd begins a new one', () => {
		expect(inSession('touch "$TIDEHALL_HEART"; exit 3').status).toBe(3);
	});

	test('an app whose heart stands still is ended, one that beats is not', () => {
		const hung = inSession('touch -d "1 hour ago" "$TIDEHALL_HEART"; exec sleep 60');
		expect(hung.stderr).toContain('does not answer');
		expect(hung.status).toBe(137);
		expect(inSession('for i in 1 2 3 4; do touch "$TIDEHALL_HEART"; sleep 0.2; done; exit 0').stderr).toBe('');
		// A clock that was set back makes a heart of the future: that is no dead one.
		expect(inSession('touch -d "1 hour" "$TIDEHALL_HEART"; sleep 0.3; exit 0').stderr).toBe('');
	});
});

describe('fuses', () => {
	const yaml = readFileSync('electron-builder.yml', 'utf8');
	const right = {
		[FuseV1Options.RunAsNode]: FuseState.DISABLE,
		[FuseV1Options.EnableCookieEncryption]: FuseState.ENABLE,
		[FuseV1Options.EnableNodeOptionsEnvironmentVariable]: FuseState.DISABLE,
		[FuseV1Options.EnableNodeCliInspectArguments]: FuseState.DISABLE,
		[FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: FuseState.ENABLE,
		[FuseV1Options.OnlyLoadAppFromAsar]: FuseState.ENABLE,
		[FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: FuseState.DISABLE,
		[FuseV1Options.GrantFileProtocolExtraPrivileges]: FuseState.DISABLE,
	};
	test('of item 19 are all declared, and each that is written otherwise is named', () => {
		const declared = declaredFuses(yaml);
		expect(wrongFuses(declared, right as never)).toEqual([]);
		expect(declared).toMatchObject({ runAsNode: false, onlyLoadAppFromAsar: true, enableNodeCliInspectArguments: false });
		for (const fuse of Object.keys(right)) {
			const other = right[Number(fuse) as keyof typeof right] === FuseState.ENABLE ? FuseState.DISABLE : FuseState.ENABLE;
			expect(wrongFuses(declared, { ...right, [fuse]: other } as never), fuse).toHaveLength(1);
		}
		expect(wrongFuses(declared, { ...right, [FuseV1Options.RunAsNode]: undefined } as never)[0]).toContain('missing');
		expect(() => declaredFuses('electronFuses: {}')).toThrow('not declared');
	});
});

test('a picture of the screen is read as X writes it', () => {
	const bytes = Buffer.alloc(100 + 12 + 16);
	for (const [at, value] of [
		[0, 100],
		[4, 2],
		[5, 2],
		[11, 32],
		[12, 8],
		[19, 1],
	] as const)
		bytes.writeUInt32BE(value, at * 4);
	bytes.set([1, 2, 3, 0, 4, 5, 6, 0, 7, 8, 9, 0, 10, 11, 12, 0], 112);
	const { width, height, data } = readXwd(bytes);
	expect([width, height, ...data.subarray(0, 8)]).toEqual([2, 2, 3, 2, 1, 255, 6, 5, 4, 255]);
});
