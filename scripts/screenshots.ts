/**
 * `npm run screenshots`: the pictures of the README, taken from the real Electron app in a demo hall at work. Without a display it runs itself
 * under a virtual one. `-- --all` also takes every language and look into `test/artifacts/screens`; `-- --manager` every page of the manager's seat
 * in a browser, at a desk's and a tablet's size (`test/manager/pictures`); `-- --slots` the
 * terminal's times for reservations, cut off too (`slot-pictures.ts`).
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { build } from './build.ts';
import { seedMorning } from './demo/morning.ts';
import { displayCommand, hasDisplay } from './display.ts';
import { faceOf, launchApp } from './electron/launch-app.ts';
import { resolveElectron } from './electron/resolve.ts';
import { startPlatform } from './platform-process.ts';

const log = (line: string) => process.stderr.write(`${line}\n`);
if (process.argv.includes('--manager')) {
	const main = fileURLToPath(new URL('../test/manager/pictures/main.ts', import.meta.url));
	process.exit(spawnSync(process.execPath, [main, ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1);
}
if (!hasDisplay()) {
	const [command, ...args] = [...displayCommand(), process.execPath, fileURLToPath(import.meta.url), ...process.argv.slice(2)];
	process.exit(spawnSync(command!, args, { stdio: 'inherit' }).status ?? 1);
}

if (process.argv.includes('--slots')) {
	await resolveElectron({ log });
	await build({ log });
	const { slotPictures } = await import('./slot-pictures.ts');
	await slotPictures(log);
	process.exit(0);
}
const all = process.argv.includes('--all');
const hall = 'config/halls/demo/hall.yaml';
const folder = mkdtempSync(join(tmpdir(), 'tidehall-pictures-'));
const pictures = all ? 'test/artifacts/screens' : 'docs/pictures';
mkdirSync(pictures, { recursive: true });

await resolveElectron({ log });
await build({ log });
await seedMorning({ hallFile: hall, dataDir: join(folder, 'platform'), now: Date.now(), freeWindows: ['W02'], log });
const platform = await startPlatform({ hall, data: join(folder, 'platform'), port: 0 });
const app = await launchApp({ platformUrl: platform.url, stations: 'T2,W02,B1,M1', hall, data: join(folder, 'machine'), bench: true });
const face = (part: string) => faceOf(app, part);

/** The pictures the README shows. */
const shown = new Set([
	'terminal-welcome',
	'terminal-services',
	'terminal-theme',
	'terminal-form',
	'terminal-ticket',
	'terminal-cut-off',
	'window-idle',
	'window-serving',
	'board',
	'manager',
	'device-bench',
]);
async function picture(page: Page, name: string, fullPage = false): Promise<void> {
	if (!all && !shown.has(name)) return;
	// Let fonts and the 200 ms of motion settle; a picture is no measurement.
	await page.evaluate('document.fonts.ready.then(() => true)');
	await new Promise((go) => setTimeout(go, 600));
	// JPEG keeps the README's pictures small; to look closely, PNG keeps every pixel.
	await page.screenshot(
		all ? { fullPage, path: join(pictures, `${name}.png`) } : { fullPage, path: join(pictures, `${name}.jpg`), type: 'jpeg', quality: 78 },
	);
	log(name);
}
const press = (page: Page, name: string | RegExp, exact = false) => page.getByRole('button', { name, exact }).first().click();

/** The devices, from the manager's seat and at the terminal behind the demo hall's service code. */
async function technicianPictures(terminal: Page, manager: Page): Promise<void> {
	await press(manager, '看 T2 的设备', true);
	await manager.locator('tr[data-device="T2-printer"]').waitFor();
	await picture(manager, 'manager-station-devices');
	await press(manager, '返回', true);
	await terminal.locator('.mark').hover();
	await terminal.mouse.down();
	await terminal.getByRole('dialog').waitFor({ timeout: 10_000 });
	await terminal.mouse.up();
	await picture(terminal, 'service-door');
	for (const digit of '20261122') await press(terminal, digit, true);
	await press(terminal, '进入', true);
	const technician = await face('technician');
	await technician.locator('tr[data-device="T2-printer"]').waitFor({ timeout: 20_000 });
	for (const language of ['', '-en']) {
		if (language !== '') await press(technician, 'English', true);
		const tabs = technician.locator('.service-tabs button');
		for (const [at, name] of ['devices', 'ports', 'device-list', 'log'].entries()) {
			await tabs.nth(at).click();
			await picture(technician, `technician-${name}${language}`);
		}
		await tabs.first().click();
		await press(technician, /^T2-printer/);
		await picture(technician, `technician-device${language}`);
		await tabs.first().click();
	}
	await press(technician, 'Close', true);
}

try {
	const terminal = await face('terminal');
	const window = await face('window');
	const board = await face('board');
	const manager = await face('manager');
	const bench = await face('bench');
	await terminal.getByText('您好，今天想怎么开始？').waitFor({ timeout: 30_000 });
	await picture(terminal, 'terminal-welcome');
	await bench
		.getByRole('button', { name: /林|赵|李|周/ })
		.first()
		.click();
	await terminal.getByText('您要办什么？').waitFor({ timeout: 20_000 });
	await picture(terminal, 'terminal-services');
	await press(terminal, /新生儿出生/);
	await terminal.getByText('孩子的出生医学证明办了吗？').waitFor();
	await picture(terminal, 'terminal-guide');
	await press(terminal, /^不答了/);
	await terminal.getByText(/一起办这几项/).waitFor();
	await picture(terminal, 'terminal-theme');
	await press(terminal, /^完整清单/);
	await terminal.getByText('先看这几样').waitFor();
	await picture(terminal, 'terminal-notice');
	await press(terminal, /^办这/);
	await terminal.getByRole('button', { name: '取号', exact: true }).waitFor();
	await picture(terminal, 'terminal-confirm');
	await press(terminal, '取号', true);
	await terminal.getByText('号取好了').waitFor({ timeout: 20_000 });
	await picture(terminal, 'terminal-ticket');
	await bench.getByRole('button', { name: '拿走证件' }).click();
	await picture(bench, 'device-bench', true);
	await press(terminal, '好了，回首页');

	await window.getByLabel('工号').fill('0312');
	await window.getByLabel('口令').fill('2580');
	await window.keyboard.press('Enter');
	await window
		.getByRole('button', { name: /打开 02 号窗口/ })
		.first()
		.click();
	await window.getByRole('button', { name: /叫 .+ 到 02 号窗口/ }).waitFor();
	await picture(window, 'window-idle');
	await window.keyboard.press('F1');
	await window.getByText('等人来').first().waitFor();
	await picture(window, 'window-called');
	await window.keyboard.press('F2');
	await window.getByText('正在办理').first().waitFor();
	await picture(window, 'window-serving');
	await picture(board, 'board');

	await manager.getByLabel('工号').fill('0001');
	await manager.getByLabel('口令').fill('1379');
	await manager.keyboard.press('Enter');
	await manager.getByText('大厅平面').waitFor();
	await manager.locator('[data-window="W08"]').click();
	await picture(manager, 'manager');
	await press(manager, '设备', true);
	await picture(manager, 'manager-devices');

	if (all) {
		await technicianPictures(terminal, manager);
		await press(manager, '实况', true);
		for (const page of [manager, window]) await press(page, 'English', true);
		await picture(manager, 'manager-en');
		await picture(window, 'window-en');
		for (const [look, name] of [
			['高对比', 'contrast'],
			['长辈版', 'elder'],
		] as const) {
			await press(terminal, look);
			await picture(terminal, `terminal-welcome-${name}`);
			await press(terminal, name === 'elder' ? '普通版' : '普通颜色');
		}
		await press(terminal, 'English');
		await picture(terminal, 'terminal-welcome-en');
		await press(terminal, /中文/);
	}

	await press(terminal, /不用身份证/);
	await press(terminal, /新生儿出生/);
	await press(terminal, /^不答了/);
	await press(terminal, /^办这/);
	await press(terminal, /^先填表/);
	await press(terminal, '开始填表', true);
	await terminal.locator('main [data-field] .field-input').first().click();
	await terminal.locator('.keyboard').waitFor();
	await picture(terminal, 'terminal-form');
	// As if the person had walked away.
	await terminal.reload();
	await terminal.getByText('您好，今天想怎么开始？').waitFor({ timeout: 20_000 });

	platform.child.kill('SIGKILL');
	await terminal.getByText('离线取号').first().waitFor({ timeout: 20_000 });
	await press(terminal, /不用身份证/);
	await press(terminal, /快办/);
	await press(terminal, /^办这一项/);
	await press(terminal, '取号', true);
	await terminal.getByText('号取好了').waitFor({ timeout: 20_000 });
	await picture(terminal, 'terminal-cut-off');
	if (all) {
		await board.getByText('请听工作人员叫号').first().waitFor({ timeout: 90_000 });
		await picture(board, 'board-stale');
		await picture(window, 'window-cut-off');
		await picture(manager, 'manager-cut-off');
	}
} finally {
	await app.close().catch(() => {});
	platform.child.kill('SIGTERM');
	rmSync(folder, { recursive: true, force: true });
}
