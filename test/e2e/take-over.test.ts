/**
 * The hall's server dies for good; the manager's PC takes over (接管). Two real apps on two PCs, real platform processes: nobody loses a place, no
 * number is given twice, and the old server gives way when it comes back.
 */
import { type ChildProcess, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { type PlatformTerm, type TermReport, termReport } from '../../domain/contracts/term.ts';
import { startPlatform } from '../../scripts/platform-process.ts';
import { todayThere } from '../morning-zone.ts';
import { freePort } from '../platform/free-port.ts';
import { demoHallWith } from './support/hall-folder.ts';
import { logOnDisk } from './support/log-on-disk.ts';
import { type Machine, startMachine } from './support/machine.ts';
import { walkAway } from './support/page-clock.ts';
import { signInAtWindow, takeNumberFor } from './support/people-at-work.ts';
import { pictured, picturedInBoth } from './support/pictured.ts';
import { until } from './support/until.ts';

const item = /快办/;
const folder = mkdtempSync(join(tmpdir(), 'tidehall-take-over-'));
let hall = '';
let first: { url: string; child: ChildProcess };
let secondUrl = '';
/** The PC with terminal and window, and the manager's. */
let shared: Machine;
let office: Machine;
let terminal: Page;
let manager: Page;
/** That of the platform that took over. */
let term: PlatformTerm;

/** Shared by the platforms of the hall. */
const secret = ['--peers-token-file', join(folder, 'peers-token')];
const startOffice = () => startMachine({ platformUrl: first.url, stations: 'M1', hall, data: join(folder, 'office'), more: secret });
const startFirst = (port: number) => startPlatform({ hall, data: join(folder, 'first'), port, more: secret });

beforeAll(async () => {
	const [one, two] = [await freePort(), await freePort()];
	secondUrl = `http://127.0.0.1:${two}`;
	hall = demoHallWith(join(folder, 'hall'), [
		{ id: 'P1', url: `http://127.0.0.1:${one}` },
		{ id: 'P2', url: secondUrl, station: 'M1' },
	]);
	writeFileSync(join(folder, 'peers-token'), `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
	first = await startFirst(one);
	shared = await startMachine({ platformUrl: first.url, stations: 'T2,W01', hall, data: join(folder, 'shared') });
	office = await startOffice();
	terminal = await shared.face('terminal');
	manager = await office.face('manager');
	await terminal.getByText('您好，今天想怎么开始？').waitFor({ timeout: 40_000 });
}, 120_000);
afterAll(async () => {
	await office?.stop().catch(() => {});
	await shared?.stop().catch(() => {});
	first?.child.kill('SIGKILL');
	endLeftovers();
	if (!process.env.TIDEHALL_KEEP) rmSync(folder, { recursive: true, force: true });
}, 60_000);
afterEach(async ({ task }) => {
	if (task.result?.state !== 'fail') return;
	await shared?.pictures(`shared ${task.name}`);
	await office?.pictures(`office ${task.name}`);
});

/** A platform that outlived its app goes on when the next app that found it ends. */
function endLeftovers(): void {
	for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
		try {
			if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(join(folder, 'office', 'platform'))) process.kill(Number(pid), 'SIGKILL');
		} catch {
			// It has gone in the meantime, or is nobody's business.
		}
	}
}

async function takeNumber(): Promise<string> {
	await walkAway(terminal);
	await terminal.getByRole('button', { name: /不用身份证/ }).click();
	return takeNumberFor(terminal, item);
}

async function report(url: string): Promise<TermReport | null> {
	try {
		return termReport.parse(await (await fetch(`${url}/api/term`)).json());
	} catch {
		return null;
	}
}

const second = join(folder, 'office', 'platform');
const numbers = (events: HallEvent[]) =>
	events.filter((event): event is HallEvent<'ticket-issued'> => event.name === 'ticket-issued').map(({ body }) => body.number);

describe('the hall’s server dies, and the manager’s PC takes over', () => {
	it('connected: a number, and the manager is signed in', async () => {
		expect(await takeNumber()).toBe('K001');
		await signInAtWindow(manager, '0001', '1379');
		await manager.getByText('大厅平面').waitFor({ timeout: 20_000 });
		await manager.getByText('1 人在等，请开一个会办的窗口').waitFor({ timeout: 20_000 });
	});

	it('cut off: the terminal goes on from its own series, and the manager is offered the take-over', async () => {
		first.child.kill('SIGKILL');
		await terminal.getByText('离线取号').first().waitFor({ timeout: 30_000 });
		expect(await takeNumber()).toBe('K2-001');
		await manager.getByText('大厅主机没有回应').waitFor({ timeout: 30_000 });
		await picturedInBoth(manager);
	});

	it('takes over by three presses, with a reason', async () => {
		await manager.getByText('大厅主机坏了').click();
		await manager.getByRole('button', { name: '用这台电脑接管' }).click();
		await manager.getByRole('alertdialog').waitFor();
		await pictured(manager);
		await manager.getByRole('button', { name: '确认接管' }).click();
		const said = await until(
			'the second platform decides',
			async () => {
				const now = await report(secondUrl);
				return now?.part === 'in-charge' ? now : null;
			},
			60_000,
		);
		term = said.term;
		// Its store is new, so its term is numbered by the clock (decision 0014).
		expect(term).toMatchObject({ number: expect.any(Number), platform: 'P2' });
		expect(term.number).toBeGreaterThan(2);
		await manager.getByText('大厅主机没有回应').waitFor({ state: 'detached', timeout: 30_000 });
		await picturedInBoth(manager);
	});

	it('T1 I-1 the numbers of before are there, and new ones come from another range', async () => {
		await terminal.getByText('离线取号').first().waitFor({ state: 'detached', timeout: 40_000 });
		expect(await takeNumber()).toMatch(/^K\d001$/);
		const held = await until(
			'the three numbers in the new log',
			async () => {
				const now = numbers(await logOnDisk(second));
				return now.length >= 3 ? now : null;
			},
			30_000,
		);
		expect(held.slice(0, 2).sort()).toEqual(['K001', 'K2-001']);
		const day = todayThere();
		const run = spawnSync(process.execPath, ['platform/verify.ts', '--data', second, '--day', day, '--json'], { encoding: 'utf8' });
		expect(JSON.parse(run.stdout)).toMatchObject({ violations: [] });
	});

	it('the old server comes back and gives way; nobody goes back to it', async () => {
		first = await startFirst(Number(new URL(first.url).port));
		const said = await until(
			'it has given way',
			async () => {
				const now = await report(first.url);
				return now && now.part !== 'in-charge' ? now : null;
			},
			30_000,
		);
		expect(said.term).toEqual(term);
		expect(await takeNumber()).toMatch(/^K\d002$/);
	});

	it('S5 the manager’s app is killed: its platform is found or started again, and the hall goes on', async () => {
		const gone = once(office.app.process(), 'exit');
		office.kill();
		await gone;
		office = await startOffice();
		manager = await office.face('manager');
		await until('the second platform decides again', async () => (await report(secondUrl))?.part === 'in-charge', 60_000);
		await terminal.getByText('离线取号').first().waitFor({ state: 'detached', timeout: 40_000 });
		expect(await takeNumber()).toMatch(/^K\d003$/);
	});

	it('is handed back to the repaired server by two presses; numbers go on as they were', async () => {
		if (await manager.getByLabel('工号').isVisible()) await signInAtWindow(manager, '0001', '1379');
		await manager.getByText('现在管理大厅的是：值班长席 1').waitFor({ timeout: 20_000 });
		await picturedInBoth(manager);
		await manager.getByRole('button', { name: '交回大厅主机' }).click();
		await manager.getByRole('button', { name: '确认交回' }).click();
		const said = await until(
			'the first platform decides again',
			async () => {
				const now = await report(first.url);
				return now?.part === 'in-charge' ? now : null;
			},
			40_000,
		);
		expect(said.term).toEqual({ number: term.number + 1, platform: 'P1' });
		expect((await report(secondUrl))?.part).not.toBe('in-charge');
		await until('the terminal is connected', async () => !(await terminal.getByText('离线取号').first().isVisible()), 40_000);
		expect(await takeNumber()).toMatch(/^K\d004$/);
		const log = numbers(await logOnDisk(join(folder, 'first')));
		expect(new Set(log).size).toBe(log.length);
		expect(log).toHaveLength(6);
	});
});
