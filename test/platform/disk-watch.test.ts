import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { health } from '../../platform/http/health.ts';
import { type DiskWatchParts, watchDisk } from '../../platform/observe/disk-watch.ts';
import { jsonLog } from '../../platform/observe/log.ts';
import { Metrics } from '../../platform/observe/metrics.ts';
import { HandClock, issue } from './fixture.ts';
import { openPlatform } from './open-platform.ts';

const mega = 1_000_000;

function watch() {
	const clock = new HandClock();
	const lines: string[] = [];
	const metrics = new Metrics();
	const disk = { free: 50_000, blind: false, looks: 0 };
	const measure: DiskWatchParts['measure'] = async () => {
		disk.looks += 1;
		if (disk.blind) throw new Error('EACCES');
		return { freeBytes: disk.free * mega, totalBytes: 256_000 * mega };
	};
	const watched = watchDisk({ folder: '/data', clock, log: jsonLog({ write: (line) => void lines.push(line) }), metrics, measure });
	const said = () => lines.map((line) => JSON.parse(line).happening as string);
	const free = async () => /^tidehall_disk_free_bytes (\S+)$/m.exec(await metrics.registry.metrics())?.[1];
	return { ...watched, clock, lines, said, disk, free, metrics };
}

test('looks at once and every ten seconds, until it is stopped', async () => {
	const { disk, clock, look, stop } = watch();
	await look();
	expect(disk.looks).toBe(2);
	clock.turn(9_999);
	expect(disk.looks).toBe(2);
	clock.turn(1);
	expect(disk.looks).toBe(3);
	stop();
	clock.turn(60_000);
	expect(disk.looks).toBe(3);
});

test('warns, warns louder, and takes it back, each change told once', async () => {
	const { disk, look, said, lines, warnings, free } = watch();
	await look();
	const seen: string[][] = [];
	for (const megabytes of [900, 800, 150, 140, 240, 300, 1_100, 1_300]) {
		disk.free = megabytes;
		await look();
		seen.push(warnings());
	}
	const nearlyFull = ['disk-low', 'disk-nearly-full'];
	expect(seen).toEqual([['disk-low'], ['disk-low'], nearlyFull, nearlyFull, nearlyFull, ['disk-low'], ['disk-low'], []]);
	expect(said()).toEqual(['disk-low', 'disk-nearly-full', 'disk-low', 'disk-well']);
	expect(JSON.parse(lines[1]!)).toMatchObject({ count: 150, level: 50 });
	expect(Number(await free())).toBe(1_300 * mega);
});

test('a disk that cannot be measured is told once, is no problem of its own, and its number is not made up', async () => {
	const { disk, look, said, warnings, free } = watch();
	await look();
	disk.blind = true;
	await look();
	await look();
	expect([said(), warnings(), await free()]).toEqual([['disk-not-measured'], [], 'Nan']);
});

test('/healthz and /metrics of a platform on a real folder', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'tidehall-disk-watch-'));
	const platform = await openPlatform({ disk: { folder } });
	try {
		const metric = async () => /^tidehall_disk_free_bytes (\S+)$/m.exec(await (await fetch(`${platform.url}/metrics`)).text())?.[1];
		await expect.poll(async () => Number(await metric())).toBeGreaterThan(0);
		expect((await fetch(`${platform.url}/healthz`)).status).toBe(200);
	} finally {
		await platform.end();
		rmSync(folder, { recursive: true, force: true });
	}
});

test('a platform whose disk is nearly full says so and goes on deciding until its store fails', async () => {
	const measure = async () => ({ freeBytes: 20 * mega, totalBytes: 256_000 * mega });
	const platform = await openPlatform({ disk: { folder: '/data', measure } });
	try {
		const answer = await fetch(`${platform.url}/healthz`);
		expect(answer.status).toBe(200);
		expect(health.parse(await answer.json())).toMatchObject({
			status: 'degraded',
			store: 'ok',
			problems: ['disk-low', 'disk-nearly-full'],
		});
		const socket = await platform.seated('T1');
		expect(await socket.emitWithAck('commands', { commands: [issue(1)] })).toMatchObject({ ok: true });
	} finally {
		await platform.end();
	}
});
