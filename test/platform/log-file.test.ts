import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { StationLog } from '../../electron/log/station-log.ts';
import { jsonLog } from '../../platform/observe/log.ts';
import { LogFile } from '../../platform/observe/log-file.ts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const dayMs = 24 * 3_600_000;
const turned = () => readdirSync(folder).filter((name) => name.startsWith('platform-'));

test('the platform’s log is turned when it is large, and no more files stand than should', () => {
	let now = Date.now();
	const file = new LogFile({ folder, now: () => now, maximumBytes: 1_000, files: 3 });
	for (let each = 0; each < 100; each += 1) {
		now += 1_000;
		file.write(`${'x'.repeat(199)}\n`);
	}
	expect(turned()).toHaveLength(3);
	expect(readFileSync(join(folder, 'platform.log'), 'utf8').length).toBeLessThanOrEqual(1_000);
});

test('it is turned when it is old, and what was turned goes when its time is over', () => {
	let now = Date.now();
	const log = jsonLog(new LogFile({ folder, now: () => now, maximumAgeMs: 7 * dayMs, keptMs: 20 * dayMs }) as never);
	log.info('one');
	for (let week = 1; week <= 5; week += 1) {
		now += 7 * dayMs + 1;
		log.info('more');
	}
	expect(turned()).toHaveLength(3);
	expect(JSON.parse(readFileSync(join(folder, 'platform.log'), 'utf8'))).toMatchObject({ part: 'platform', happening: 'more' });
});

test('a folder that takes nothing stops nobody', () => {
	writeFileSync(join(folder, 'file'), '');
	const file = new LogFile({ folder: join(folder, 'file'), now: Date.now });
	expect(() => file.write('line\n')).not.toThrow();
});

test('the station’s log is turned by age as well', () => {
	let now = Date.now();
	const log = new StationLog({ folder, now: () => now, maximumAgeMs: dayMs });
	log.write('info', 'one');
	now += 2 * dayMs;
	log.write('info', 'two');
	expect(readdirSync(folder).sort()).toEqual(['station.log', 'station.log.1']);
});
