/** The two programs as processes: what they print, and how they end. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { epochOf } from './fixture.ts';
import { hallWith, type Running, runPlatform, runToEnd } from './platform-process.ts';
import { StationClient } from './station-client.ts';

// Each test runs several processes; on a busy machine each of them takes seconds to start.
vi.setConfig({ testTimeout: 240_000 });

const made: ReturnType<typeof hallWith>[] = [];
const running: Running[] = [];
function hall() {
	const one = hallWith(4);
	made.push(one);
	return one;
}
afterAll(async () => {
	for (const each of running) await each.end('SIGKILL');
	for (const { folder } of made) rmSync(folder, { recursive: true, force: true });
});
const platform = (...args: string[]) => runToEnd('platform/main.ts', ...args);

describe('npm run platform', () => {
	test('a broken configuration stops the start with file, line and what is wrong; all problems at once', async () => {
		const { hall: file, data } = hall();
		const stations = join(dirname(file), 'stations.yaml');
		const text = readFileSync(stations, 'utf8');
		writeFileSync(stations, text.replace('role: window, window: W01', 'role: windmill, window: W01'));
		const staff = join(dirname(file), 'staff.yaml');
		writeFileSync(staff, readFileSync(staff, 'utf8').replace('roles: [ window ]', 'roles: [ king ]'));
		const { code, out, errors } = await platform('--hall', file, '--data', data, '--port', '0');
		expect(code).toBe(1);
		expect(out).toBe('');
		expect(errors).toMatch(/stations\.yaml:\d+ \S/);
		expect(errors).toMatch(/staff\.yaml:\d+ \S/);
		expect(errors).not.toMatch(/^\s+at /m);
	});

	test('a hall file that is not there, and a port that is none, are said in words', async () => {
		const { folder, hall: file, data } = hall();
		const missing = await platform('--hall', join(folder, 'none.yaml'), '--data', data, '--port', '0');
		expect(missing.code).toBe(1);
		expect(missing.errors).toContain('none.yaml');
		const noPort = await platform('--hall', file, '--data', data, '--port', 'many');
		expect(noPort.code).toBe(1);
		expect(noPort.errors).toContain('65535');
	});

	test('a port in use and a damaged store end the start in words', async () => {
		const { hall: file, data } = hall();
		const other = createServer().listen(0, '127.0.0.1');
		await new Promise((resolve) => other.once('listening', resolve));
		const { port } = other.address() as { port: number };
		const inUse = await platform('--hall', file, '--data', data, '--port', String(port));
		other.close();
		expect(inUse).toMatchObject({ code: 1, errors: expect.stringContaining(`Port ${port} on 127.0.0.1 is already in use`) });
		writeFileSync(join(data, 'hall.sqlite'), 'not a database at all '.repeat(500));
		rmSync(join(data, 'hall.sqlite-wal'), { force: true });
		const damaged = await platform('--hall', file, '--data', data, '--port', '0');
		expect(damaged.code).toBe(3);
		expect(damaged.errors).toContain('cannot start');
		expect(damaged.errors).not.toMatch(/^\s+at /m);
	});

	test('S5 ends in order on SIGTERM and goes on where it was; verify reads it running and stopped', async () => {
		const { hall: file, data } = hall();
		const first = await runPlatform(file, data);
		running.push(first);
		const client = new StationClient(first.url, 'T1', epochOf('a'));
		await client.say('issue-ticket', { visit: { queue: 'A', items: [], channel: 'no-card' } });
		const { day } = client.welcomed!;
		const whileRunning = await runToEnd('platform/verify.ts', '--data', data, '--day', day, '--json');
		expect(JSON.parse(whileRunning.out)).toMatchObject({ day, events: 2, violations: [] });
		const second = await platform('--hall', file, '--data', data, '--port', '0');
		expect(second).toMatchObject({ code: 1, errors: expect.stringContaining('Another platform already works') });
		client.close();
		expect(await first.end('SIGTERM')).toBe(0);
		const again = await runPlatform(file, data);
		running.push(again);
		expect((await (await fetch(`${again.url}/healthz`)).json()).head).toBe(2);
		expect(await again.end('SIGTERM')).toBe(0);
		const withHall = await runToEnd('platform/verify.ts', '--data', data, '--hall', file, '--json');
		expect(withHall.code).toBe(0);
	});
});

describe('npm run verify', () => {
	test('a folder without a store, and a day that is not there, are said in words, as JSON when wanted', async () => {
		const { folder } = hall();
		const none = await runToEnd('platform/verify.ts', '--data', join(folder, 'none'), '--json');
		expect(none.code).toBe(1);
		expect(JSON.parse(none.out)).toMatchObject({ error: { code: 'missing' } });
		const words = await runToEnd('platform/verify.ts', '--data', join(folder, 'none'));
		expect(words).toMatchObject({ code: 1, out: '', errors: expect.stringContaining('no hall store') });
	});
});
