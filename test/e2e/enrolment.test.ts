/** A hall by TLS that asks for enrolment: the real app is enrolled with a code, works, and is out when the manager ends it. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { loadHall } from '../../config/load-hall.ts';
import { shownCode } from '../../domain/contracts/enrolment.ts';
import { leaveCode } from '../../platform/enrolment/codes.ts';
import { makeAuthority } from '../../platform/tls/make-certificates.ts';
import { faceOf, launchApp } from '../../scripts/electron/launch-app.ts';
import { electronArguments, resolveElectron } from '../../scripts/electron/resolve.ts';
import { type PlatformProcess, startPlatform } from '../../scripts/platform-process.ts';
import { freePort } from '../platform/free-port.ts';
import { demoHallWith } from './support/hall-folder.ts';
import { signInAtWindow } from './support/people-at-work.ts';
import { axeProblems, comeToRest, layoutProblems } from './support/screen-checks.ts';
import { limits } from './support/terminal-limits.ts';
import { until } from './support/until.ts';

const folder = mkdtempSync(join(tmpdir(), 'tidehall-enrolled-'));
const data = join(folder, 'platform');
const machine = join(folder, 'machine');
const stations = 'T1,M1';
let hall: string;
let platform: PlatformProcess;
let app: ElectronApplication | null = null;
const heard: string[] = [];

beforeAll(async () => {
	const port = await freePort();
	const url = `https://127.0.0.1:${port}`;
	hall = demoHallWith(join(folder, 'hall'), []);
	const text = readFileSync(hall, 'utf8').replace('enrolment: open', 'enrolment: required');
	writeFileSync(hall, `${text}${stringify({ platforms: [{ id: 'P1', url }] })}`);
	mkdirSync(data);
	platform = await startPlatform({ hall, data, port });
	platform.child.stderr?.on('data', (part: Buffer) => heard.push(part.toString()));
	expect(platform.url).toBe(url);
}, 120_000);
afterAll(async () => {
	await app?.close();
	platform?.child.kill('SIGKILL');
	rmSync(folder, { recursive: true, force: true });
});

const codeFile = join(folder, 'code');
/** Runs the app until it ends by itself. */
async function refusedWith(code: string): Promise<{ code: number | null; said: string }> {
	writeFileSync(codeFile, code);
	const electron = await resolveElectron({ log: () => {} });
	const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
	const child = spawn(electron.path, [
		...[...root, ...electronArguments(process.cwd(), electron)],
		...['--platform', platform.url, '--stations', stations, '--hall', hall, '--data', machine, '--enrol-code-file', codeFile],
	]);
	let said = '';
	child.stderr.on('data', (part: Buffer) => {
		said += part.toString();
	});
	return { code: await new Promise((resolve) => child.once('exit', resolve)), said };
}
const start = (...more: string[]) => launchApp({ platformUrl: platform.url, stations, hall, data: machine, more });
async function look(page: Page, name: string): Promise<void> {
	await comeToRest(page);
	if (process.env.TIDEHALL_LOOK) await page.screenshot({ path: join(process.env.TIDEHALL_LOOK, `${name}.png`) });
}

test('a wrong code enrols nobody; a code of the hall does, and the app works by TLS with its pinned authority alone', async () => {
	const loaded = loadHall(hall);
	if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
	expect(await refusedWith('22222-22222')).toMatchObject({ code: 1, said: expect.stringContaining('the code is wrong') });

	const code = await leaveCode(data, loaded.hall.plan.code, stations.split(','), Date.now());
	writeFileSync(codeFile, shownCode(code));
	// Told another authority, it does not speak to its own hall, though it has just been enrolled.
	const stranger = join(folder, 'stranger.pem');
	writeFileSync(stranger, (await makeAuthority(loaded.hall.plan.code, Date.now())).certificate);
	app = await start('--enrol-code-file', codeFile, '--hall-ca', stranger);
	await until(
		'the refusal',
		() => readFileSync(join(machine, 'logs', 'station.log'), 'utf8').includes('platform-certificate-refused'),
		40_000,
	);
	expect(heard.join('')).toContain('station-enrolled');
	expect(heard.join('')).not.toContain('"seated"');
	expect(existsSync(codeFile)).toBe(false);
	await app.close();

	app = await start('--enrol-code-file', codeFile);
	const manager = await faceOf(app, 'manager');
	await signInAtWindow(manager, '0001', '1379');
	await manager.getByRole('button', { name: '机器登记' }).click();
	await manager.getByText('已登记的机器').waitFor();
	await manager.getByRole('rowheader', { name: 'T1' }).waitFor();
	await manager.locator('.enrolment-make .ant-select').click();
	await manager.getByTitle('T2', { exact: true }).click();
	await manager.keyboard.press('Escape');
	await manager.getByRole('button', { name: '生成登记码' }).click();
	await manager.locator('.enrolment-code code').waitFor();
	await look(manager, 'enrolment');
	expect(await axeProblems(manager)).toEqual([]);
	expect(await layoutProblems(manager, limits.staff)).toEqual([]);

	const terminal = await faceOf(app, 'terminal');
	await manager.getByRole('row', { name: /^T1/ }).getByRole('button', { name: '结束登记' }).click();
	await manager.getByLabel('原因').fill('收回');
	await manager.getByRole('button', { name: '结束', exact: true }).click();
	// One key for both seats: the whole machine is out, and says so.
	await manager.getByText('这台机器还没有登记').waitFor({ timeout: 30_000 });
	await look(manager, 'not-enrolled');
	expect(terminal.isClosed()).toBe(false);
}, 180_000);
