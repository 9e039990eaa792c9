/** A warm standby as a process: it follows, is told to decide when the first dies, and nobody has to sign in again. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { clerkPin, epochOf } from './fixture.ts';
import { freePort } from './free-port.ts';
import { hallWith, type Running, runPlatform, runToEnd } from './platform-process.ts';
import { StationClient } from './station-client.ts';

vi.setConfig({ testTimeout: 240_000 });

const running: Running[] = [];
const clients: StationClient[] = [];
const folders: string[] = [];
afterAll(async () => {
	for (const client of clients) client.close();
	for (const each of running) await each.end('SIGKILL');
	for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function until(what: string, look: () => Promise<boolean>, ms = 60_000): Promise<void> {
	const began = Date.now();
	while (!(await look())) {
		if (Date.now() - began > ms) throw new Error(`not within ${ms} ms: ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}

test('I-8 SIGKILL of the one that decides: the standby holds all of it, decides when it is told, and sign-ins go on', async () => {
	const { folder, hall, data } = hallWith(4);
	folders.push(folder);
	const ports = [await freePort(), await freePort(), await freePort()] as const;
	const list = ports.map((port, index) => `  - { id: P${index + 1}, url: "http://127.0.0.1:${port}" }\n`).join('');
	const known = readFileSync(hall, 'utf8').replace(/^platforms:\n(?:[ \t].*\n|#.*\n)*/m, '');
	writeFileSync(hall, `${known.trimEnd()}\nplatforms:\n${list}`);
	const token = join(folder, 'peers.token');
	writeFileSync(token, `${'cd'.repeat(32)}\n`);
	const start = async (id: 1 | 2, ...more: string[]) => {
		const one = await runPlatform(hall, `${data}-P${id}`, ports[id - 1], '--as', `P${id}`, '--peers-token-file', token, ...more);
		running.push(one);
		return one;
	};
	const order = (what: string, ...more: string[]) =>
		runToEnd('platform/order.ts', what, '--hall', hall, '--reason', 'test', '--peers-token-file', token, ...more);
	const clientAt = (url: string, station: string, digit: string, n = 0) => {
		const client = new StationClient(url, station, epochOf(digit));
		client.n = n;
		clients.push(client);
		return client;
	};
	const visit = { visit: { queue: 'A', items: [], channel: 'no-card' } };
	const termOf = async (port: number) =>
		(await (await fetch(`http://127.0.0.1:${port}/api/term`)).json()) as { part: string; position: number };

	const first = await start(1);
	const second = await start(2, '--follow');
	const t1 = clientAt(first.url, 'T1', 'a');
	const w2 = clientAt(first.url, 'W02', 'c');
	expect(await w2.signIn('0307', clerkPin)).toMatchObject({ ok: true });
	for (let count = 0; count < 3; count += 1) await t1.say('issue-ticket', visit);
	await w2.say('open-window', { window: 'W02' });
	expect(await w2.say('call-next', { window: 'W02' })).toMatchObject({ result: 'accepted' });
	// What the tide says stands in the log too, so it is the end of P1's log that counts and no number.
	const followed = async () => (await termOf(ports[1])).position >= (await termOf(ports[0])).position;
	await until('P2 holds the log', followed);
	// The records follow a little later than the log.
	await until('P2 knows the sign-in', async () => {
		const { out } = await runToEnd('test/platform/count-sessions.ts', `${data}-P2`);
		return out.trim() === '1';
	});

	const early = await order('take-over', '--at', 'P2');
	expect(early).toMatchObject({ code: 1, errors: expect.stringContaining('Platform P1 decides and can be reached') });
	const nobody = await order('hand-over', '--at', 'P1', '--to', 'P3');
	expect(nobody).toMatchObject({ code: 1, errors: expect.stringContaining('this platform goes on') });
	expect(await t1.say('issue-ticket', visit)).toMatchObject({ result: 'accepted', events: [{ body: { number: 'A004' } }] });
	await until('P2 holds that too', followed);

	for (const client of [t1, w2]) client.close();
	await first.end('SIGKILL');
	const told = await order('take-over', '--at', 'P2');
	expect(told, told.errors).toMatchObject({ code: 0 });
	await until('P2 decides', async () => (await termOf(ports[1]).catch(() => null))?.part === 'in-charge');
	const window = clientAt(second.url, 'W02', 'c', w2.n);
	window.session = w2.session;
	await window.ready();
	expect(window.welcomed).toMatchObject({ sessions: [w2.session] });
	expect(await window.say('start-service', { window: 'W02', ticket: 'A001' })).toMatchObject({
		result: 'accepted',
		events: [{ staff: '0307' }],
	});
	const terminal = clientAt(second.url, 'T1', 'a', t1.n);
	expect(await terminal.say('issue-ticket', visit)).toMatchObject({ result: 'accepted', events: [{ body: { number: 'A2001' } }] });
	const { out } = await runToEnd('platform/verify.ts', '--data', `${data}-P2`, '--json');
	expect(JSON.parse(out)).toMatchObject({ violations: [], counts: { conflicts: 0 } });
});
