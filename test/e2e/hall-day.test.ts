/** Card on the reader, ticket in the hand, called, shown, served; then the same with the platform killed half-way. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Hall, openHall } from './support/hall.ts';
import { numberOnScreen, signInAtWindow, takeNumberFor, wordsOn } from './support/people-at-work.ts';
import { pictured, picturedAtTerminal } from './support/pictured.ts';
import { until } from './support/until.ts';

/** Any item that is done fast: it goes to queue K, which window 01 serves. */
const item = /快办/;
let hall: Hall;
let terminal: Page;
let window: Page;
let board: Page;

beforeAll(async () => {
	hall = await openHall({ stations: 'T2,W01,B1,M1', ledStation: 'W01' });
	terminal = await hall.machine.face('terminal');
	window = await hall.machine.face('window');
	board = await hall.machine.face('board');
}, 120_000);
afterAll(async () => {
	await hall?.close();
});
afterEach(async ({ task }) => {
	if (task.result?.state === 'fail') await hall?.machine.pictures(task.name);
});

const paper = () => hall.devices.printer.papers().filter((each) => each.cut);
const home = async () => {
	await terminal.getByRole('button', { name: '好了，回首页' }).click();
	await terminal.getByText('您好，今天想怎么开始？').waitFor();
};

describe('a day in the hall, connected', () => {
	let number = '';

	it('reads the card laid on the reader, and shows no more of the name than the family name', async () => {
		await terminal.getByText('您好，今天想怎么开始？').waitFor({ timeout: 30_000 });
		expect(hall.devices.reader.layCard('zhang')).toBe(true);
		await terminal.getByText('张*').first().waitFor({ timeout: 15_000 });
		await picturedAtTerminal(terminal);
		expect(await terminal.locator('body').innerText()).not.toContain('张示例');
	});

	it('prints the number that the screen shows, with the queue and a signed QR code of the same number', async () => {
		number = await takeNumberFor(terminal, item);
		expect(number).toMatch(/^K\d{3}$/);
		const [ticket] = await until('a cut paper', () => (paper().length > 0 ? paper() : null));
		expect(wordsOn(ticket!)).toContain(number);
		expect(wordsOn(ticket!)).toContain('快办业务');
		expect(await hall.readTicket(ticket!.qr ?? '')).toMatchObject({ ok: true, code: { number, queue: 'K', station: 'T2' } });
		expect(await hall.readTicket((ticket!.qr ?? '').replace(number, 'K099'))).toEqual({ ok: false, why: 'bad-signature' });
		await terminal.getByText('号取好了，请拿好号票').waitFor();
		await picturedAtTerminal(terminal);
	});

	it('prints the same number again when asked, marked 补打', async () => {
		await terminal.getByRole('button', { name: '补打号票' }).click();
		const again = await until('a second paper', () => paper()[1]);
		expect(wordsOn(again)).toContain(number);
		expect(wordsOn(again)).toContain('补打');
		hall.devices.reader.takeCard();
		await home();
	});

	it('refuses a wrong PIN in words, and lets the right one in', async () => {
		await signInAtWindow(window, '0307', '0000');
		await window.getByText('工号或口令不对').waitFor();
		await signInAtWindow(window, '0307', '2580');
		await window
			.getByRole('button', { name: /打开 01 号窗口/ })
			.first()
			.click();
		await window.getByRole('button', { name: new RegExp(`叫 ${number} 到 01 号窗口`) }).waitFor();
	});

	it('calls by one key; the display at the window and the board show it', async () => {
		await window.keyboard.press('F1');
		await until('the display shows the call', () => hall.devices.led.text.includes(number));
		await board.getByText(number).first().waitFor();
		expect(await board.locator('body').innerText()).toContain('01');
		await pictured(board);
	});

	it('speaks the call at the board, without internet and without a voice of the system', async () => {
		const spoken = await until(
			'the loudspeaker reports how it went',
			async () => (await hall.events()).find((event) => event.name === 'device-health-changed' && event.body.device === 'voice-B1'),
			60_000,
		);
		expect(spoken.body).toMatchObject({ state: 'ready', code: 'ok' });
	});

	it('starts and finishes the service, and the log says done', async () => {
		await window.getByText('等人来').first().waitFor();
		await window.keyboard.press('F2');
		await window.getByText('正在办理').first().waitFor();
		await window.keyboard.press('F3');
		const checked = await until('the ticket is done', () => {
			const now = hall.verify();
			return now.counts.done === 1 ? now : null;
		});
		expect(checked.violations).toEqual([]);
		await until('the display is idle again', () => !hall.devices.led.text.includes(number));
	});
});

describe('a day in the hall, cut off', () => {
	it('S7 issues from the terminal’s own series and prints when the platform is killed', async () => {
		await hall.killPlatform();
		await terminal.getByText('离线取号').first().waitFor({ timeout: 20_000 });
		await terminal.getByRole('button', { name: /不用身份证/ }).click();
		const number = await takeNumberFor(terminal, item);
		expect(number).toBe('K2-001');
		const ticket = await until('the offline paper', () => paper().find((each) => wordsOn(each).includes(number)));
		expect(wordsOn(ticket)).toContain('离线');
		expect(await hall.readTicket(ticket.qr ?? '')).toMatchObject({ ok: true, code: { number, station: 'T2' } });
		await picturedAtTerminal(terminal);
		await home();
	});

	it('the board says how old it is, and nothing on it pretends to be new', async () => {
		await board
			.getByText(/秒前更新|分钟前|请听工作人员叫号|您手里的号都有效/)
			.first()
			.waitFor({ timeout: 90_000 });
		await pictured(board);
	});

	it('S5 the app is killed as well, starts again, and still owes the same report', async () => {
		hall.machine.kill();
		await hall.restartMachine();
		terminal = await hall.machine.face('terminal');
		window = await hall.machine.face('window');
		board = await hall.machine.face('board');
		await terminal.getByText('离线取号').first().waitFor({ timeout: 30_000 });
		await terminal.getByRole('button', { name: /不用身份证/ }).click();
		expect(await takeNumberFor(terminal, item)).toBe('K2-002');
		await home();
	});

	it('S2 when the platform is back the reports arrive once, the window calls them, and verify finds nothing wrong', async () => {
		await hall.startPlatformAgain();
		await until('both offline tickets are in the log', () => hall.verify().counts.issued === 3, 30_000);
		await signInAtWindow(window, '0307', '2580');
		for (const number of ['K2-001', 'K2-002']) {
			await window.getByRole('button', { name: new RegExp(`叫 ${number} 到 01 号窗口`) }).waitFor({ timeout: 20_000 });
			await window.keyboard.press('F1');
			await until(`the display shows ${number}`, () => hall.devices.led.text.includes(number));
			await window.getByText('等人来').first().waitFor();
			await window.keyboard.press('F2');
			await window.getByText('正在办理').first().waitFor();
			await window.keyboard.press('F3');
		}
		const checked = await until('all three are done', () => {
			const now = hall.verify();
			return now.counts.done === 3 ? now : null;
		});
		expect(checked.violations).toEqual([]);
	});
});

describe('a day in the hall, with faults', () => {
	it('a printer out of paper leaves the number valid, large and with its QR code on the screen', async () => {
		hall.devices.printer.setFault('paper-end', true);
		await terminal.getByRole('button', { name: /不用身份证/ }).click();
		await terminal.getByRole('button', { name: item }).first().click();
		await terminal.getByRole('button', { name: /^办这一项/ }).click();
		await terminal.getByRole('button', { name: '取号', exact: true }).click();
		const number = await numberOnScreen(terminal);
		await terminal.getByText('号有效，请拍照或扫码保存').waitFor();
		await picturedAtTerminal(terminal);
		expect(await terminal.getByRole('img', { name: '窗口可以扫这个码' }).count()).toBe(1);
		const before = paper().length;
		hall.devices.printer.setFault('paper-end', false);
		await until('the printer is ready again', async () => {
			await terminal.getByRole('button', { name: '补打号票' }).click({ timeout: 1_000 });
			return paper().length > before;
		});
		expect(wordsOn(paper().at(-1)!)).toContain(number);
		expect(wordsOn(paper().at(-1)!)).toContain('补打');
		await home();
	});

	it('a card pulled away mid-read is said in words, and the way on without a card stays open', async () => {
		hall.devices.reader.setFault('pulled-away', true);
		hall.devices.reader.layCard('zhao-66');
		await terminal.getByText('身份证拿开得早了一点').waitFor({ timeout: 15_000 });
		await picturedAtTerminal(terminal);
		hall.devices.reader.setFault('pulled-away', false);
		hall.devices.reader.takeCard();
		await terminal.getByRole('button', { name: '不用身份证取号' }).click();
		await terminal.getByText('您要办什么？').waitFor();
		await terminal.keyboard.press('Escape');
		await terminal.getByRole('button', { name: '回首页', exact: true }).click();
	});

	it('a reader unplugged and plugged in again reads the next card', async () => {
		await terminal.getByText('您好，今天想怎么开始？').waitFor({ timeout: 10_000 });
		await hall.devices.lines.reader.pullOut();
		await terminal.getByText('读卡器暂时用不了').waitFor({ timeout: 20_000 });
		await hall.devices.lines.reader.plugIn();
		await hall.devices.attach('reader');
		await terminal.getByText('放上身份证', { exact: true }).waitFor({ timeout: 60_000 });
		hall.devices.reader.layCard('zhao-66');
		await terminal.getByText('赵*').first().waitFor({ timeout: 20_000 });
		hall.devices.reader.takeCard();
	});

	it('P1 no name, number or address of a card is in any file that platform and machine left', async () => {
		const people = ['张示例', '赵', '110101199003070011', '测试胡同'];
		const found: string[] = [];
		for (const file of filesBelow(join(hall.folder, 'platform')).concat(filesBelow(join(hall.folder, 'machine')))) {
			const bytes = readFileSync(file);
			for (const secret of people.filter((each) => each.length > 1)) {
				if (bytes.includes(Buffer.from(secret, 'utf8')) || bytes.includes(Buffer.from(secret, 'utf16le'))) found.push(`${file}: ${secret}`);
			}
		}
		expect(found).toEqual([]);
	});
});

function filesBelow(folder: string): string[] {
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.map((name) => join(folder, name))
		.filter((path) => {
			try {
				return statSync(path).isFile();
			} catch {
				return false;
			}
		});
}
