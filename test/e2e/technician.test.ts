/** A technician at a terminal, and a manager far from it: what the screen says about the devices is what the devices do. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hashServiceCode } from '../../config/service-code.ts';
import type { BenchAction, BenchSnapshot } from '../../domain/contracts/device-desk.ts';
import { readCapture } from '../../drivers/capture/format.ts';
import { type PlatformProcess, startPlatform } from '../../scripts/platform-process.ts';
import { picturedBy } from './support/gallery.ts';
import { demoHallWith } from './support/hall-folder.ts';
import { type Machine, startMachine } from './support/machine.ts';
import { letTimePass, walkAway } from './support/page-clock.ts';
import { pictured, picturedInBoth } from './support/pictured.ts';
import { axeProblems, comeToRest, layoutProblems } from './support/screen-checks.ts';
import { limits } from './support/terminal-limits.ts';
import { until } from './support/until.ts';

const serviceCode = '20261122';
let folder: string;
let devicesFile: string;
let platform: PlatformProcess;
let machine: Machine;
let terminal: Page;
let technician: Page;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'tidehall-technician-'));
	const hall = demoHallWith(join(folder, 'hall'), []);
	devicesFile = join(folder, 'hall', 'devices.yaml');
	const demo = readFileSync(devicesFile, 'utf8').replace(/^serviceCode:.*\n/m, '');
	writeFileSync(devicesFile, demo.replace(/^schema:.*$/m, `$&\nserviceCode: ${await hashServiceCode(serviceCode)}`));
	platform = await startPlatform({ hall, data: join(folder, 'platform'), port: 0 });
	machine = await startMachine({ platformUrl: platform.url, stations: 'T1,W01,M1', hall, data: join(folder, 'machine'), bench: true });
	terminal = await machine.face('terminal');
	await terminal.getByText('您好，今天想怎么开始？').waitFor({ timeout: 40_000 });
}, 120_000);
afterAll(async () => {
	await machine?.stop().catch(() => {});
	platform?.child.kill('SIGTERM');
	rmSync(folder, { recursive: true, force: true });
});
afterEach(async ({ task }) => {
	if (task.result?.state === 'fail') await machine?.pictures(task.name);
});

const act = async (action: BenchAction): Promise<BenchSnapshot> => {
	const bench = await machine.face('bench');
	return bench.evaluate((wanted) => window.tidehall!.bench(wanted), action);
};
const papersAt = async (device: string) =>
	(await act({ do: 'snapshot' })).printers.find((printer) => printer.device === device)?.papers.filter(({ cut }) => cut) ?? [];
const row = (page: Page, device: string) => page.locator(`tr[data-device="${device}"]`);
const ready = (page: Page, device: string) => page.locator(`tr[data-device="${device}"][data-state="ready"]`).waitFor({ timeout: 20_000 });

/** Back to the table of devices, wherever the test before ended. */
const toTable = (page: Page) => page.locator('.service-tabs button').first().click();

/** Presses the mark and keeps the finger on it. */
async function holdTheMark(page: Page) {
	const box = await page.locator('.mark').first().boundingBox();
	if (!box) throw new Error('There is no mark.');
	await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
	await page.mouse.down();
	try {
		await page.getByRole('dialog', { name: '技术人员入口' }).waitFor({ timeout: 8_000 });
	} finally {
		await page.mouse.up();
	}
}
async function enter(page: Page, code: string) {
	for (const digit of code) await page.getByRole('button', { name: digit, exact: true }).click();
	await page.getByRole('button', { name: '进入' }).click();
}
/** Device rows of the copy of `devices.yaml`, changed while the machine runs. */
const edit = (change: (text: string) => string) => writeFileSync(devicesFile, change(readFileSync(devicesFile, 'utf8')));

describe('the way in', () => {
	it('a short press on the mark is nothing; held, it asks for the code, and the terminal forgets the pad by itself', async () => {
		await terminal.locator('.mark').click();
		expect(await terminal.getByRole('dialog').count()).toBe(0);
		await holdTheMark(terminal);
		expect(await axeProblems(terminal)).toEqual([]);
		await terminal.getByRole('button', { name: '返回' }).click();
		await terminal.getByRole('dialog').waitFor({ state: 'detached' });
	});

	it('a wrong code is said so and opens nothing; the right one opens the screen', async () => {
		await holdTheMark(terminal);
		await enter(terminal, '11112222');
		await terminal.getByText('维护码不对，请再输一次。').waitFor();
		expect(machine.app.windows().some((page) => page.url().includes('technician'))).toBe(false);
		await enter(terminal, serviceCode);
		technician = await machine.face('technician');
		picturedBy(technician, onScreen);
		await ready(technician, 'T1-reader');
		await ready(technician, 'T1-printer');
		await technician.getByText('大厅系统已连上').or(technician.getByText('运行正常')).first().waitFor({ timeout: 15_000 });
	});
});

describe('the devices as they are', () => {
	it('D1 a test page comes out of the printer, and the screen claims what was proved', async () => {
		const before = (await papersAt('T1-printer')).length;
		await technician.getByRole('button', { name: /^T1-printer/ }).click();
		await technician.getByRole('button', { name: '打测试页' }).click();
		const outcome = technician.locator('.test-outcome .service-note');
		await outcome.waitFor({ timeout: 30_000 });
		expect(await outcome.getAttribute('data-proof')).toBe('done');
		await pictured(technician);
		await until('the page out of the simulated printer', async () => (await papersAt('T1-printer')).length === before + 1);
		await technician.getByRole('button', { name: '返回设备表' }).click();
	});

	it('a cable pulled out: the row says so and what to do; put back, it is ready again by itself', async () => {
		await toTable(technician);
		await act({ do: 'fault', device: 'T1-printer', fault: 'unplugged', on: true });
		const printer = row(technician, 'T1-printer');
		await printer.getByText('数据线断开').or(printer.getByText('接口打不开')).first().waitFor({ timeout: 20_000 });
		expect(await printer.getAttribute('data-state')).toBe('disconnected');
		expect(await printer.innerText()).toMatch(/请|接口/);
		await pictured(technician);
		await act({ do: 'fault', device: 'T1-printer', fault: 'unplugged', on: false });
		await ready(technician, 'T1-printer');
	});

	it('the wire is recorded without the person whose card is read (P1)', async () => {
		await toTable(technician);
		await technician.getByRole('button', { name: /^T1-reader/ }).click();
		await technician.getByRole('button', { name: '记 10 秒' }).click();
		await act({ do: 'lay-card', device: 'T1-reader', person: 'wang-82' });
		const box = technician.locator('.copyable textarea');
		await box.waitFor({ timeout: 25_000 });
		await act({ do: 'take-card', device: 'T1-reader' });
		const read = readCapture(await box.inputValue());
		if (!read.ok) throw new Error(read.problems.join());
		const heard = read.capture.entries.filter(({ to }) => to === 'host').map(({ bytes }) => bytes);
		// The whole card came over the line: 1024 bytes of photo and 256 of text at least.
		expect(heard.join('').length / 2).toBeGreaterThan(1_280);
		// Another invented person stands in for the one whose card this is; of her nothing is left.
		for (const said of ['王样例', '19440512', '示例省样本市西城区测试大街1'])
			expect(heard.join('')).not.toContain(Buffer.from(said, 'utf16le').toString('hex').toUpperCase());
		await technician.getByRole('button', { name: '返回设备表' }).click();
	}, 60_000);
});

describe('devices.yaml while the hall works', () => {
	it('a wrong line is named, and the devices go on; mended, it is taken without a restart', async () => {
		edit((text) => text.replace('T1-printer, kind: printer', 'T1-printer, kind: pritner'));
		const tab = technician.getByRole('button', { name: /^设备表/ });
		await technician.locator('.service-tabs .chip').waitFor({ timeout: 15_000 });
		await tab.click();
		await technician
			.getByText(/devices\.yaml:\d+: /)
			.first()
			.waitFor();
		await technician.getByText(/仍按上一份好的运行/).waitFor();
		expect(await axeProblems(technician)).toEqual([]);
		edit((text) =>
			text
				.replace('kind: pritner', 'kind: printer')
				.replace('T1-printer, kind: printer, station: T1', 'T1-desk-printer, kind: printer, station: T1'),
		);
		await technician.getByText(/设备表没有问题/).waitFor({ timeout: 15_000 });
		await technician.getByRole('button', { name: '设备', exact: true }).click();
		await ready(technician, 'T1-desk-printer');
		expect(await row(technician, 'T1-printer').count()).toBe(0);
	});

	it('read again at a press, and back to what it was', async () => {
		edit((text) => text.replace('T1-desk-printer', 'T1-printer'));
		await technician.getByRole('button', { name: /^设备表/ }).click();
		await technician.getByRole('button', { name: '重新读取设备表' }).click();
		await technician.getByText(/读取完了/).waitFor({ timeout: 15_000 });
		await pictured(technician);
		await technician.getByRole('button', { name: '设备', exact: true }).click();
		await ready(technician, 'T1-printer');
	});
});

describe('a manager far from the machine', () => {
	it('sees the devices of T1 through the platform, and tries its printer', async () => {
		const manager = await machine.face('manager');
		await manager.getByLabel('工号').fill('0001');
		await manager.getByLabel('口令').fill('1379');
		await manager.keyboard.press('Enter');
		await manager.getByRole('button', { name: '设备', exact: true }).click();
		await manager.getByRole('button', { name: '看设备：T1' }).first().click();
		await ready(manager, 'T1-printer');
		const before = (await papersAt('T1-printer')).length;
		await manager.getByRole('button', { name: /^T1-printer/ }).click();
		await manager.getByRole('button', { name: '打测试页' }).click();
		await manager.locator('.test-outcome .service-note[data-proof="done"]').waitFor({ timeout: 30_000 });
		expect(await papersAt('T1-printer')).toHaveLength(before + 1);
		await comeToRest(manager);
		expect(await axeProblems(manager)).toEqual([]);
		expect(await layoutProblems(manager, limits.staff)).toEqual([]);
		await manager.getByRole('button', { name: '返回设备表' }).click();
		await manager.getByRole('button', { name: '返回', exact: true }).click();
		await manager.getByLabel('看别的工位').selectOption('T2');
		await manager.getByText('那台机器没有连上大厅系统').waitFor({ timeout: 15_000 });
		await picturedInBoth(manager);
	});
});

const tabs = { 'zh-CN': ['设备', '接口', /^设备表/, '日志'], en: ['Devices', 'Ports', /^Device list/, 'Log'] } as const;
const loading = { 'zh-CN': '正在问设备', en: 'Asking the devices' } as const;
const sizes = [
	['portrait', 1080, 1920],
	['landscape', 1920, 1080],
] as const;

/** As it stands on the screen, with its zoom, which a picture taken from the page does not know. */
async function onScreen(): Promise<Buffer> {
	const png = await machine.app.evaluate(async ({ BrowserWindow }) => {
		const window = BrowserWindow.getAllWindows().find((one) => one.webContents.getURL().includes('technician'));
		return (await window!.webContents.capturePage()).toPNG().toString('base64');
	});
	return Buffer.from(png, 'base64');
}

/** Gives the window this content size; the zoom follows as it does on a screen of that size. */
const resize = (width: number, height: number) =>
	machine.app.evaluate(
		({ BrowserWindow }, size) => {
			const window = BrowserWindow.getAllWindows().find((one) => one.webContents.getURL().includes('technician'));
			window?.setContentSize(size.width, size.height);
		},
		{ width, height },
	);

describe.each(['zh-CN', 'en'] as const)('every tab, %s', (language) => {
	// A hall where all is well shows half of the words only.
	beforeAll(() => act({ do: 'fault', device: 'T1-printer', fault: 'paper-end', on: true }));
	afterAll(() => act({ do: 'fault', device: 'T1-printer', fault: 'paper-end', on: false }));
	it.each(sizes)('%s: axe finds nothing, and all of it can be read and seen whole', async (_name, width, height) => {
		await resize(width, height);
		const other = technician.getByRole('button', { name: language === 'en' ? 'English' : '中文', exact: true });
		if ((await other.count()) > 0) await other.click();
		for (const tab of tabs[language]) {
			await technician
				.locator('.service-tabs')
				.getByRole('button', { name: tab, exact: typeof tab === 'string' })
				.click();
			await technician.locator('.service-screen .card').first().waitFor();
			await technician.getByText(loading[language]).waitFor({ state: 'detached', timeout: 15_000 });
			await comeToRest(technician);
			expect(await axeProblems(technician), String(tab)).toEqual([]);
			expect(await layoutProblems(technician, { text: 14, target: null }), String(tab)).toEqual([]);
		}
		await technician.locator('.service-tabs button').first().click();
		await technician.locator('tr[data-device="T1-printer"] .row-key').click();
		await comeToRest(technician);
		expect(await axeProblems(technician)).toEqual([]);
		expect(await layoutProblems(technician, { text: 14, target: null })).toEqual([]);
		await technician.locator('.service-tabs button').first().click();
	});
});

describe('the way out', () => {
	it('nobody touches it: it says so in the last minute, and closes', async () => {
		await letTimePass(technician, 9 * 60_000 + 1_000);
		await technician.locator('.idle-strip').waitFor();
		await pictured(technician);
		await technician.locator('.idle-strip button').click();
		await technician.locator('.idle-strip').waitFor({ state: 'detached' });
		await letTimePass(technician, 10 * 60_000);
		await until('the screen to close', () => !machine.app.windows().some((page) => page.url().includes('technician')), 30_000);
		// The terminal below went on: it still greets whose card was laid on, until her time is over.
		await walkAway(terminal);
	});

	it('P1 the log of the machine holds nothing of a person, and says that the service was used', () => {
		const log = readFileSync(join(folder, 'machine', 'logs', 'station.log'), 'utf8');
		expect(log).toContain('service-open');
		expect(log).not.toMatch(/张|\d{17}[\dX]/);
		expect(log).not.toContain(serviceCode);
	});
});
