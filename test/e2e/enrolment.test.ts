/** A hall by TLS that asks for enrolment: an unset machine goes through its first start to a served role; another is enrolled by a file, and is out when the manager ends it. */
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
import { faceOf, launchApp, launchWith } from '../../scripts/electron/launch-app.ts';
import { type PlatformProcess, startPlatform } from '../../scripts/platform-process.ts';
import { freePort } from '../platform/free-port.ts';
import { demoHallWith } from './support/hall-folder.ts';
import { signInAtWindow } from './support/people-at-work.ts';
import { pictured, picturedInBoth } from './support/pictured.ts';
import { axeProblems, comeToRest, layoutProblems } from './support/screen-checks.ts';
import { limits } from './support/terminal-limits.ts';
import { until } from './support/until.ts';

const folder = mkdtempSync(join(tmpdir(), 'tidehall-enrolled-'));
const data = join(folder, 'platform');
const machine = join(folder, 'machine');
const stations = 'M1';
let hall: string;
let platform: PlatformProcess;
let app: ElectronApplication | null = null;
let terminalApp: ElectronApplication | null = null;
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
	await terminalApp?.close();
	platform?.child.kill('SIGKILL');
	rmSync(folder, { recursive: true, force: true });
});

const codeFile = join(folder, 'code');
const start = (...more: string[]) => launchApp({ platformUrl: platform.url, stations, hall, data: machine, more });
async function look(page: Page): Promise<void> {
	await comeToRest(page);
	await pictured(page);
}

test('a machine that nobody set up is told at its screen what it is: wrong addresses and codes are answered in words, then it works, and never asks again', async () => {
	const own = join(folder, 'unset');
	const loaded = loadHall(hall);
	if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
	const words = ['--set-up', '--data', own, '--windowed'];
	terminalApp = await launchWith(words);
	const page = await faceOf(terminalApp, 'set-up');
	const key = (name: string) => page.getByRole('button', { name, exact: true }).click();
	const titled = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
	const sized = (width: number, height: number) =>
		terminalApp!.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]!.setContentSize(size.width, size.height), {
			width,
			height,
		});
	await sized(1920, 1080);
	const judged = async (name: string) => {
		if (process.env.TIDEHALL_GALLERY) {
			await sized(1080, 1920);
			await look(page);
			await sized(1920, 1080);
		}
		expect(await axeProblems(page), name).toEqual([]);
		expect(await layoutProblems(page, { text: 22, target: 32 }), name).toEqual([]);
	};
	await titled('请选择语言');
	await judged('language');
	await page.getByRole('radio', { name: 'English' }).check();
	await titled('Choose a language');
	// By keys alone: the next step has the focus at its heading.
	await page.getByRole('button', { name: 'Next' }).press('Enter');
	await titled('What is this machine for?');
	await judged('role');
	await page.getByRole('radio', { name: /^Terminal/ }).check();
	await key('Next');
	await titled('Where is the platform of the hall?');
	await page.getByLabel('Address of the platform').fill('127.0.0.1:9');
	await key('Connect');
	await page.getByRole('alert').getByText('Nobody answers at this address.').waitFor();
	await judged('unreachable');
	await page.getByLabel('Address of the platform').fill(platform.url);
	await key('Connect');
	await titled('Type the one-time code');
	for (const sign of '2222222222') await key(sign);
	await key('Check the code');
	await page.getByRole('alert').getByText('The code is wrong, was used, or is older than 15 minutes.').waitFor();
	await judged('wrong-code');
	const code = shownCode(await leaveCode(data, loaded.hall.plan.code, ['T1', 'T2'], Date.now()));
	await page.getByLabel('Code', { exact: true }).fill(code.toLowerCase());
	await page.keyboard.press('Enter');
	await titled('Which seat is this machine?');
	await page.getByText('The code proves that this is Demo District Government Service Hall.').waitFor();
	expect(await page.getByRole('radio', { name: /^T3/ }).isDisabled()).toBe(true);
	await judged('seat');
	await page.getByRole('radio', { name: /^T1/ }).check();
	await key('Enrol this machine');
	await titled('Do the devices work?');
	const printer = page.getByRole('listitem').filter({ hasText: 'T1-printer' });
	await printer
		.getByRole('button', { name: /^Try: / })
		.first()
		.click();
	await printer.getByText(/: it worked|: done/i).waitFor();
	await judged('devices');
	await key('Next');
	await titled('Everything is set');
	await judged('done');
	await key('Begin to work');
	const terminal = await faceOf(terminalApp, 'terminal');
	await terminal.getByRole('button', { name: /^不用身份证/ }).waitFor({ timeout: 40_000 });
	expect(terminalApp.windows().some((one) => one.url().includes('set-up'))).toBe(false);
	await until('the seat at the platform', () => heard.join('').includes('"seated"'), 40_000);
	await terminalApp.close();
	terminalApp = null;
	expect(heard.join('')).not.toContain(code.slice(0, 5));
}, 180_000);

test('a code left in a file enrols as well, and the app works by TLS with its pinned authority alone, until the manager ends it', async () => {
	const loaded = loadHall(hall);
	if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
	heard.length = 0;
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
	// Who signs in before the line is up is told so, and has to press again.
	await manager.getByText('运行正常').first().waitFor({ timeout: 40_000 });
	await signInAtWindow(manager, '0001', '1379');
	await manager.getByRole('button', { name: '机器登记' }).click();
	await manager.getByText('已登记的机器').waitFor();
	await manager.getByRole('rowheader', { name: 'T1' }).waitFor();
	await manager.locator('.enrolment-make .ant-select').click();
	await manager.getByTitle('T2', { exact: true }).click();
	await manager.keyboard.press('Escape');
	await manager.getByRole('button', { name: '生成登记码' }).click();
	await manager.locator('.enrolment-code code').waitFor();
	await look(manager);
	expect(await axeProblems(manager)).toEqual([]);
	expect(await layoutProblems(manager, limits.staff)).toEqual([]);

	await manager.getByRole('row', { name: /^M1/ }).getByRole('button', { name: '结束登记' }).click();
	await manager.getByLabel('原因').fill('收回');
	await manager.getByRole('button', { name: '结束', exact: true }).click();
	// The machine that ended its own is out, and says so.
	await manager.getByText('这台机器还没有登记').waitFor({ timeout: 30_000 });
	await picturedInBoth(manager);
}, 180_000);
