/** Everything lost but paper (L3): the manager turns the hall to calling by hand, sheets are printed, two papers are entered, the hall goes back. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { figures } from '../../platform/http/figures.ts';
import { textOf } from '../documents/pdf-text.ts';
import { morningZone } from '../morning-zone.ts';
import { type Hall, openHall } from './support/hall.ts';
import { signInAtWindow, takeNumberFor } from './support/people-at-work.ts';
import { comeToRest } from './support/screen-checks.ts';
import { staffFaceIsSound } from './support/staff-face.ts';
import { until } from './support/until.ts';

const item = /快办/;
let hall: Hall;
let terminal: Page;
let window: Page;
let board: Page;
let manager: Page;
const kept: string[] = [];

beforeAll(async () => {
	hall = await openHall({ stations: 'T2,W01,B1,M1', ledStation: 'W01' });
	terminal = await hall.machine.face('terminal');
	window = await hall.machine.face('window');
	board = await hall.machine.face('board');
	manager = await hall.machine.face('manager');
}, 120_000);
afterAll(async () => {
	await hall?.close();
	for (const path of kept) rmSync(path, { force: true });
});
afterEach(async ({ task }) => {
	if (task.result?.state === 'fail') await hall?.machine.pictures(task.name);
});

/** A picture to look at, when somebody wants to look: `TIDEHALL_LOOK=folder`. */
async function look(page: Page, name: string): Promise<void> {
	await comeToRest(page);
	if (process.env.TIDEHALL_LOOK) await page.screenshot({ path: join(process.env.TIDEHALL_LOOK, `${name}.png`) });
}
/** `HHMM` by the hall's clock, so many minutes from now. */
const wall = (minutes: number) =>
	new Intl.DateTimeFormat('en-GB', { timeZone: morningZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
		.format(Date.now() + minutes * 60_000)
		.replace(':', '');
async function savedPdf(page: Page, key: string): Promise<string[]> {
	const before = await page.locator('.manual-print .manual-told').innerText();
	await page.getByRole('button', { name: key, exact: true }).click();
	const told = await until('the file is kept', async () => {
		const words = await page.locator('.manual-print .manual-told').innerText();
		return words !== before && words.startsWith('已存成') ? words : null;
	});
	const path = /已存成 (.+\.pdf)/.exec(told)?.[1] ?? '';
	kept.push(path);
	return textOf(readFileSync(path));
}
const today = async () => {
	const events = await hall.events();
	const day = events.at(-1)?.day ?? '';
	return figures.parse(await (await fetch(`${hall.platformUrl}/api/days/${day}/figures`)).json());
};

describe('a morning with the machines gone', () => {
	let printed = '';

	it('runs as always: one number is taken, the window is open', async () => {
		await terminal.getByText('您好，今天想怎么开始？').waitFor({ timeout: 30_000 });
		await terminal.getByRole('button', { name: /不用身份证/ }).click();
		printed = await takeNumberFor(terminal, item);
		await terminal.getByRole('button', { name: '好了，回首页' }).click();
		await signInAtWindow(window, '0307', '2580');
		await window
			.getByRole('button', { name: /打开 01 号窗口/ })
			.first()
			.click();
		await window.getByRole('button', { name: new RegExp(`叫 ${printed} 到 01 号窗口`) }).waitFor();
		await signInAtWindow(manager, '0001', '1379');
		await manager.getByText('大厅平面').waitFor();
	});

	it('prints sheets ahead at the manager’s desk: ten numbers on each, from a series that no machine has', async () => {
		await manager.getByRole('button', { name: '人工兜底', exact: true }).click();
		await manager.locator('.manual-print select').selectOption('K');
		await manager.getByLabel('打几张').fill('2');
		const pages = await savedPdf(manager, '备用号单');
		expect(pages).toHaveLength(2);
		expect(pages[0]?.match(/K90-0\d\d/g)).toHaveLength(10);
		expect(pages[1]).toContain('K90-020');
		expect(await savedPdf(manager, '登记表')).toHaveLength(1);
		await manager.getByText(/这台机器上次打到 K-002/).waitFor();
		await look(manager, 'manager-before');
		await staffFaceIsSound(manager);
	});

	it('turns to calling by hand with one button, a reason and a confirmation that says what follows', async () => {
		await manager.getByRole('button', { name: '实况', exact: true }).click();
		await manager.getByRole('button', { name: '转人工叫号' }).click();
		await manager.getByLabel('取号机或打印机全停').check();
		await look(manager, 'manager-asked');
		await manager.getByRole('button', { name: '确定，转人工叫号' }).click();
		await manager.getByText('全大厅人工叫号中').waitFor();
		await manager.getByText('全大厅人工叫号', { exact: true }).waitFor();
		await look(manager, 'manager-manual');
		await staffFaceIsSound(manager);
	});

	it('every face says so: terminal, board, the display at the window, the window itself', async () => {
		await terminal.getByText('请到导办台领纸质号，听工作人员叫号').waitFor();
		await terminal.getByText('Please fetch a paper number at the help desk').waitFor();
		await look(terminal, 'terminal-manual');
		await staffFaceIsSound(terminal);
		await terminal.getByRole('button', { name: /长辈版/ }).click();
		await look(terminal, 'terminal-manual-elder');
		await terminal.getByRole('button', { name: /普通版/ }).click();
		await board.getByText('请听工作人员叫号').first().waitFor();
		await look(board, 'board-manual');
		await until('the display says so', () => hall.devices.led.text.includes('人工叫号'));
		await window.getByText('现在人工叫号').waitFor();
		await look(window, 'window-manual');
		await staffFaceIsSound(window);
	});

	it('the printed number stands on the list of those to be called first', async () => {
		await window.getByRole('button', { name: '打开名单、打印和补录' }).click();
		const [list] = await savedPdf(window, '候号名单');
		expect(list).toContain(printed);
	});

	it('a clerk enters a served paper, the printed ticket, and one that still waits, by keyboard alone', async () => {
		const line = async (...typed: string[]) => {
			for (const text of typed) {
				await window.keyboard.type(text);
				await window.keyboard.press('Enter');
			}
		};
		await window.getByLabel('号码', { exact: true }).click();
		// Number, handed out, result (served), called, began, ended.
		await line('k90 1', wall(-1), '1', wall(0), wall(0), wall(0));
		await window.getByText('K90-001 已记下：办结').waitFor();
		expect(await window.getByLabel('号码', { exact: true }).inputValue()).toBe('K90-002');
		// The number of the next paper stands there already.
		await line('', wall(0), '4');
		await window.getByText('K90-002 已记下：还在等').waitFor();
		await window.getByLabel('号码', { exact: true }).fill(printed);
		await window.keyboard.press('Enter');
		await line('', '1', wall(0), wall(0), wall(0));
		await window.getByText(`${printed} 已记下：办结`).waitFor();
		await look(window, 'window-entered');
		await staffFaceIsSound(window);
	});

	it('a paper entered twice asks once more before it is saved', async () => {
		await window.getByLabel('号码', { exact: true }).fill('K90-001');
		await window.keyboard.press('Enter');
		for (const text of [wall(0), '1', wall(0), wall(0), wall(0)]) {
			await window.keyboard.type(text);
			await window.keyboard.press('Enter');
		}
		await window.getByText(/K90-001 已经补录过/).waitFor();
		await look(window, 'window-doubt');
		await window.getByLabel('号码', { exact: true }).fill('K90-009');
	});

	it('goes back to the machine: the paper that waits is called by it, and the terminal gives numbers again', async () => {
		await manager.getByRole('button', { name: '恢复机器叫号' }).click();
		await manager.getByText('恢复后排队：1 位').waitFor();
		await manager.getByRole('button', { name: '都补录了，恢复' }).click();
		await manager.getByText('现在都是机器叫号').waitFor();
		await terminal.getByText('您好，今天想怎么开始？').waitFor();
		await window.getByRole('button', { name: '返回', exact: true }).click();
		await window.getByRole('button', { name: /叫 K90-002 到 01 号窗口/ }).waitFor();
		await window.keyboard.press('F1');
		await board.getByText('K90-002').first().waitFor();
		// The board may hear of it before the window, whose key begins a service only once it stands there.
		await window.getByRole('button', { name: /^开始办理 K90-002/ }).waitFor();
		await window.keyboard.press('F2');
		await window.getByText('正在办理').first().waitFor();
		await window.keyboard.press('F3');
	});

	it('I-21: the figures keep the ways apart, and the log breaks no rule', async () => {
		const counted = await until('the last service is counted', async () => {
			const read = await today();
			return read.total.finished === 3 ? read : null;
		});
		expect(counted.total).toMatchObject({ issued: 1, issuedManual: 2, conflicts: 0 });
		expect(counted.ways.manual).toMatchObject({ issued: 3, finished: 3 });
		expect(counted.periods.manual.filter((period) => period.queue === 'K')).toHaveLength(1);
		const verified = hall.verify();
		expect(verified.violations).toEqual([]);
		expect(verified.counts).toMatchObject({ issuedManual: 2, enteredByHand: 2 });
	});
});

describe('a window alone, with the platform dead', () => {
	it('turns its queues to calling by hand on its own, and the platform hears of it when it is back', async () => {
		await hall.killPlatform();
		await window.getByRole('button', { name: '人工兜底', exact: true }).click();
		await window.getByRole('button', { name: '转人工叫号' }).click();
		await window.getByLabel('系统故障').check();
		await window.getByRole('button', { name: '确定，转人工叫号' }).click();
		await window.getByText('全大厅人工叫号中').waitFor();
		await window.getByText(/连不上大厅主机/).waitFor({ timeout: 20_000 });
		await look(window, 'window-alone');
		await hall.startPlatformAgain();
		const began = await until(
			'the platform hears of it',
			async () => {
				const events = await hall.events();
				return events.find((event) => event.name === 'manual-began' && event.station === 'W01') ?? null;
			},
			60_000,
		);
		expect(began).toMatchObject({ staff: '0307', body: { reason: '系统故障' } });
		await manager.getByText('全大厅人工叫号中').waitFor({ timeout: 20_000 });
	});
});
