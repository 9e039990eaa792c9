import { fork } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { deviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import type { PrintJob } from '../../domain/contracts/device-desk.ts';
import { DeskHost } from '../../electron/desk/desk-host.ts';
import { papers, slip } from '../drivers/slip.ts';

/** So much faster than in a hall, that the test does not last. */
const faster = 10;
const alarms: string[] = [];
const healths: string[] = [];
const children: ReturnType<typeof fork>[] = [];
const host = new DeskHost({
	devices: [deviceDeclaration.parse({ kind: 'printer', id: 'T1-printer', station: 'T1', transport: { kind: 'simulated' } })],
	papers,
	profiles: { ratingPads: {}, displays: {} },
	now: () => Date.now(),
	after: (ms, action) => {
		const timer = setTimeout(action, ms / faster);
		return () => clearTimeout(timer);
	},
	fork: ({ message, exit }) => {
		const child = fork(join(import.meta.dirname, 'freezing-desk.ts'), { execArgv: [], stdio: 'ignore' });
		children.push(child);
		child.on('message', message);
		child.on('exit', exit);
		return { post: (request) => child.send(request), kill: () => child.kill('SIGKILL') };
	},
	tell: (message) => message.type === 'health' && healths.push(`${message.health.state}:${message.health.code}`),
	alarm: (code) => alarms.push(code),
});
afterAll(() => {
	for (const child of children) child.kill('SIGKILL');
});
const job = (name: string): PrintJob => ({ job: name, device: 'T1-printer', slip });
const until = async (what: () => boolean) => {
	while (!what()) await new Promise((resolve) => setTimeout(resolve, 20));
};

test('a driver frozen for ever in native code takes nothing with it: the machine goes on, the job is unknown, a new desk prints', async () => {
	host.start();
	await until(() => healths.at(-1) === 'ready:ok');
	expect(await host.print(job('before'))).toMatchObject({ outcome: 'printed' });
	let turns = 0;
	const ticking = setInterval(() => turns++, 10);
	expect(await host.print(job('freezes'))).toEqual({ job: 'freezes', outcome: 'unknown', proof: 'none', code: 'desk-stopped' });
	clearInterval(ticking);
	// This process was never held up while the other one was.
	expect(turns).toBeGreaterThan(20);
	expect(alarms).toEqual(['desk-stuck', 'desk-gone']);
	expect(healths).toContain('disconnected:desk-stopped');
	await until(() => healths.at(-1) === 'ready:ok');
	expect(await host.print(job('after'))).toMatchObject({ outcome: 'printed', proof: 'done' });
	expect(children[0]!.signalCode).toBe('SIGKILL');
	await host.stop();
}, 240_000);
