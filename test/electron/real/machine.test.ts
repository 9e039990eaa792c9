/** The real main process in the real Electron: locked down, its bridge checked, its journal kept through SIGKILL. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Bridge } from '../../../domain/contracts/bridge.ts';
import { diskLimits, judgeDisk } from '../../../domain/disk-room.ts';
import { type Machine, MachineFixture } from './start-machine.ts';

const fixture = new MachineFixture();
let machine: Machine;
const slip = {
	number: 'A001',
	hallName: '厅',
	queueName: '综合',
	itemNames: [],
	peopleAhead: 0,
	estimatedMinutes: 3,
	issuedAt: '2026-03-02T09:00:00+08:00',
	area: '一楼',
	qr: 'x',
	offline: false,
	reprint: false,
};
declare const window: {
	tidehall: Bridge;
	ports: { type: string; face?: unknown; heard: unknown[]; port: { postMessage(value: unknown): void } }[];
};

beforeAll(async () => {
	await fixture.prepare();
	machine = await fixture.start('--stations', 'T2,W02', '--bench');
}, 400_000);
afterAll(async () => {
	await machine.close();
	await fixture.dispose();
}, 240_000);

describe('a page', () => {
	test('has the bridge and nothing of Node or Electron', async () => {
		const terminal = await machine.face('terminal');
		const seen = await terminal.evaluate(() => ({
			bridge: Object.keys(window.tidehall).sort(),
			node: ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in globalThis),
		}));
		expect(seen.bridge).toEqual(
			[
				'appendJournal',
				'applications',
				'bench',
				'cancelRating',
				'catalogue',
				'closeService',
				'config',
				'connectEngine',
				'disk',
				'health',
				'help',
				'info',
				'keepDocument',
				'keepFile',
				'loadJournal',
				'note',
				'offline',
				'onApplications',
				'onBench',
				'onCard',
				'onCode',
				'onDevices',
				'onDisk',
				'onHealth',
				'openService',
				'ownPlatform',
				'print',
				'printPaper',
				'publicKey',
				'rate',
				'say',
				'service',
				'show',
				'sign',
				'takeOver',
				'trigger',
			].sort(),
		);
		expect(seen.node).toEqual([]);
	});

	test('is told who it is and what hall it is in', async () => {
		const terminal = await machine.face('terminal');
		expect(await terminal.evaluate(() => window.tidehall.info())).toEqual({
			face: 'terminal',
			station: 'T2',
			seats: [
				{ station: 'T2', role: 'terminal' },
				{ station: 'W02', role: 'window' },
			],
			platformUrl: 'http://127.0.0.1:9',
			platformUrls: ['http://127.0.0.1:9'],
		});
		const config = await terminal.evaluate(() => window.tidehall.config());
		expect(config.demo).toBe(true);
		expect(new Set(config.devices.map((device) => device.station))).toEqual(new Set(['T2', 'W02']));
	});

	test('carries the content policy, and markup, inline script, eval and other hosts are stopped by it', async () => {
		const terminal = await machine.face('terminal');
		const seen = await terminal.evaluate(async () => {
			const answer = await fetch('app://tidehall/terminal.html');
			const stopped = (act: () => void): boolean => {
				try {
					act();
					return false;
				} catch {
					return true;
				}
			};
			const markup = stopped(() => {
				document.body.innerHTML = '<img src=x onerror="window.inlineRan = true">';
			});
			const inline = stopped(() => {
				const script = document.createElement('script');
				script.textContent = 'window.inlineRan = true';
				document.body.append(script);
			});
			const worker = stopped(() => new Worker('http://127.0.0.1:9/x.js'));
			const evaluated = stopped(() => new Function('return 1')());
			const elsewhere = await fetch('http://127.0.0.1:10/').then(
				() => 'reached',
				() => 'stopped',
			);
			return {
				policy: answer.headers.get('content-security-policy'),
				ran: 'inlineRan' in window,
				markup,
				inline,
				worker,
				evaluated,
				elsewhere,
			};
		});
		expect(seen.policy).toContain("default-src 'none'");
		expect(seen.policy).toContain("connect-src 'self' http://127.0.0.1:9 ws://127.0.0.1:9");
		expect(seen).toMatchObject({ ran: false, markup: true, inline: true, worker: true, evaluated: true, elsewhere: 'stopped' });
	});

	test('finds no file but those built for it', async () => {
		const terminal = await machine.face('terminal');
		const statuses = await terminal.evaluate(async () => {
			const tries = [
				'probe.js',
				'../main/main.cjs',
				'%2e%2e/main/main.cjs',
				'..%2f..%2fpackage.json',
				'package.json',
				'/etc/passwd',
				'safe',
			];
			return Promise.all(tries.map(async (path) => (await fetch(`app://tidehall/${path}`)).status));
		});
		expect(statuses).toEqual([200, 404, 404, 404, 404, 404, 200]);
	});

	test('cannot leave, and cannot open another window', async () => {
		const terminal = await machine.face('terminal');
		const before = machine.app.windows().length;
		const opened = await terminal.evaluate(() => {
			const made = globalThis.open('http://127.0.0.1:9/', '_blank');
			location.href = 'http://127.0.0.1:9/';
			location.assign('app://tidehall/manager.html');
			return made === null;
		});
		expect(opened).toBe(true);
		await expect.poll(() => readFileSync(join(fixture.folder, 'data', 'logs', 'station.log'), 'utf8')).toContain('"navigation-denied"');
		expect(terminal.url()).toBe('app://tidehall/terminal.html');
		expect(machine.app.windows().length).toBe(before);
	});

	test('is given no permission but the camera that its seat has', async () => {
		const terminal = await machine.face('terminal');
		const states = await terminal.evaluate(() =>
			Promise.all(
				['camera', 'microphone', 'geolocation', 'notifications', 'midi'].map(
					async (name) => `${name} ${(await navigator.permissions.query({ name: name as PermissionName })).state}`,
				),
			),
		);
		expect(states).toEqual(['camera granted', 'microphone denied', 'geolocation denied', 'notifications denied', 'midi denied']);
	});
});

describe('the bridge', () => {
	const refusalOf = (work: Promise<unknown>) =>
		work.then(
			() => 'done',
			(error: Error) => /(?:Error: )+([a-z-]+)/.exec(error.message)?.[1],
		);

	test('answers a malformed payload and a call above the face by a code', async () => {
		const terminal = await machine.face('terminal');
		const engine = await machine.face('engine');
		expect(await refusalOf(terminal.evaluate(() => window.tidehall.loadJournal()))).toBe('not-allowed');
		expect(await refusalOf(engine.evaluate(() => window.tidehall.appendJournal([{ type: 'asked', station: 'T2', n: -1 }])))).toBe(
			'malformed',
		);
		expect(await refusalOf(engine.evaluate(() => window.tidehall.appendJournal('x' as never)))).toBe('malformed');
		expect(await refusalOf(terminal.evaluate(() => window.tidehall.note({ code: '身份证 号' })))).toBe('malformed');
		expect(await refusalOf(terminal.evaluate(() => window.tidehall.note({ code: 'all-well', count: 2 })))).toBe('done');
	});

	test('brings faces and engine together by a port', async () => {
		const [terminal, engine] = [await machine.face('terminal'), await machine.face('engine')];
		await expect.poll(() => engine.evaluate(() => window.ports.length)).toBeGreaterThanOrEqual(2);
		await engine.evaluate(() => {
			for (const { port, face } of window.ports) port.postMessage({ hello: face });
		});
		await expect
			.poll(() => terminal.evaluate(() => window.ports.flatMap((held) => held.heard)))
			.toMatchObject([{ hello: { face: 'terminal', station: 'T2' } }]);
	});

	test('S9 prints a job once, and says unknown when the desk dies under it', async () => {
		const engine = await machine.face('engine');
		const print = (job: string) => engine.evaluate((wanted) => window.tidehall.print(wanted), { job, device: 'T2-printer', slip });
		expect(await print('first')).toMatchObject({ outcome: 'printed', proof: 'done', code: 'ok' });
		expect(await print('first')).toMatchObject({ outcome: 'printed', code: 'already-done' });
		expect(await print('dies')).toMatchObject({ outcome: 'unknown', proof: 'none' });
		await expect.poll(async () => (await print(`again-${Math.random()}`)).outcome, { timeout: 30_000, interval: 300 }).toBe('printed');
	});
});

describe('a machine that breaks', () => {
	test('L-4 a face that crashes is back within five seconds, with a fresh port', async () => {
		const engine = await machine.face('engine');
		const ports = await engine.evaluate(() => window.ports.length);
		const window2 = await machine.face('window');
		const started = Date.now();
		await machine.app.evaluate(({ BrowserWindow }) => {
			BrowserWindow.getAllWindows()
				.find((one) => one.webContents.getURL().endsWith('/window.html'))!
				.webContents.forcefullyCrashRenderer();
		});
		await expect.poll(() => engine.evaluate(() => window.ports.length), { timeout: 20_000, interval: 20 }).toBeGreaterThan(ports);
		expect(Date.now() - started).toBeLessThan(5000);
		expect(window2.url()).toContain('window.html');
	});

	test('a face that keeps crashing gives way to the safe page, which cannot call the machine', async () => {
		const seen = () =>
			machine.app.evaluate(({ BrowserWindow }) =>
				BrowserWindow.getAllWindows()
					.filter((one) => one.getTitle().endsWith('W02'))
					.map((one) => one.webContents.getURL())
					.join(),
			);
		for (let crash = 0; crash < 3 && !(await seen()).endsWith('/safe'); crash++) {
			await machine.app.evaluate(async ({ BrowserWindow }) => {
				const { webContents } = BrowserWindow.getAllWindows().find((one) => one.getTitle().endsWith('W02'))!;
				// A page that has finished may still load something small: the end of loading comes in either case.
				if (webContents.isLoading()) await new Promise((done) => webContents.once('did-stop-loading', () => done(null)));
				const gone = new Promise((done) => webContents.once('render-process-gone', () => done(null)));
				webContents.forcefullyCrashRenderer();
				await gone;
				await new Promise((done) => webContents.once('did-finish-load', () => done(null)));
			});
		}
		expect(await seen()).toBe('app://tidehall/safe');
		const answer = await machine.app.evaluate(({ BrowserWindow }) =>
			BrowserWindow.getAllWindows()
				.find((one) => one.getTitle().endsWith('W02'))!
				.webContents.executeJavaScript('window.tidehall.info().catch((error) => error.message)'),
		);
		expect(answer).toBe('unknown-sender');
	}, 240_000);

	test('a second app on the same data does not start', () => {
		const run = spawnSync(fixture.executable, fixture.arguments('--stations', 'T2'), {
			env: fixture.environment,
			timeout: 15_000,
			encoding: 'utf8',
		});
		expect(run.status).toBe(3);
		expect(run.stderr).toContain('--data DIR');
	});

	test('S5 killed with SIGKILL, it recovers every acknowledged entry', async () => {
		const engine = await machine.face('engine');
		const [seat] = await engine.evaluate(() => window.tidehall.loadJournal());
		let acknowledged = 0;
		const appending = engine
			.evaluate(async () => {
				for (let n = 1; n < 100_000; n++) {
					await window.tidehall.appendJournal([{ type: 'asked', station: 'T2', n }]);
					(globalThis as unknown as { acked: number }).acked = n;
				}
			})
			.catch(() => undefined);
		await expect
			.poll(async () => {
				acknowledged = await engine.evaluate(() => (globalThis as unknown as { acked?: number }).acked ?? 0);
				return acknowledged;
			})
			.toBeGreaterThan(40);
		await machine.kill();
		await appending;
		machine = await fixture.start('--stations', 'T2,W02', '--stop-below-mb', '1000000');
		const after = await (await machine.face('engine')).evaluate(() => window.tidehall.loadJournal());
		const recovered = after.find((one) => one.station === 'T2')!;
		expect(recovered.epoch).toBe(seat!.epoch);
		expect(recovered.lastN).toBeGreaterThanOrEqual(acknowledged);
		expect(recovered.openAsks).toEqual(Array.from({ length: recovered.lastN }, (_, index) => index + 1));
		// The job whose desk died is still known, so it is not printed again.
		const again = await (await machine.face('engine')).evaluate((wanted) => window.tidehall.print(wanted), {
			job: 'dies',
			device: 'T2-printer',
			slip,
		});
		expect(again).toMatchObject({ outcome: 'unknown', code: 'already-done' });
	}, 240_000);

	test('I-22 every face is told how much room the disk has, by the limit of the command line; the ballast is really there', async () => {
		const folder = join(fixture.folder, 'data');
		const { bavail, blocks, bsize } = statfsSync(folder);
		const limits = diskLimits(blocks * bsize, 1_000_000);
		for (const face of ['engine', 'terminal', 'window'])
			expect(await (await machine.face(face)).evaluate(() => window.tidehall.disk())).toBe(judgeDisk('well', bavail * bsize, limits));
		const ballast = statSync(join(folder, 'ballast.bin'));
		expect(ballast.size).toBe(limits.ballastBytes);
		expect(ballast.blocks * 512).toBeGreaterThanOrEqual(ballast.size);
	});

	test('does not start with switches that open it', () => {
		const { TIDEHALL_INSPECT, ...environment } = fixture.environment;
		for (const open of ['--remote-debugging-port=9333', '--inspect=0', '--load-extension=/tmp/x', '--disable-web-security']) {
			const run = spawnSync(fixture.executable, [...fixture.arguments('--stations', 'T2'), open], {
				env: environment,
				timeout: 15_000,
				encoding: 'utf8',
			});
			expect(run.status, open).toBe(2);
			expect(run.stderr).toContain('is not allowed');
		}
	}, 240_000);

	test('says file and line of a hall that cannot be used', () => {
		const words = fixture
			.arguments('--stations', 'T77')
			.map((word) => (word.endsWith(join(fixture.folder, 'data')) ? `${word}-other` : word));
		const run = spawnSync(fixture.executable, words, { env: fixture.environment, timeout: 15_000, encoding: 'utf8' });
		expect(run.status).toBe(1);
		expect(run.stderr).toContain('T77');
	});

	test('P1 its log holds codes only', () => {
		const log = join(fixture.folder, 'data', 'logs', 'station.log');
		expect(existsSync(log)).toBe(true);
		const said = readFileSync(log, 'utf8');
		expect(Buffer.byteLength(said)).toBe(said.length);
	});
});
