/** A fair word at the end: pad, terminal and phone; a bad one becomes a case and is closed; what could not be done; and a review while cut off. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { codeInAddress } from '../../domain/ticket-code.ts';
import { type CutOffHall, openCutOffHall } from './support/cut-off-hall.ts';
import { walkAway } from './support/page-clock.ts';
import { signInAtWindow, takeNumberFor } from './support/people-at-work.ts';
import { axeProblems, comeToRest, layoutProblems } from './support/screen-checks.ts';
import { limits, terminalIsSound } from './support/terminal-limits.ts';
import { until } from './support/until.ts';

const item = /快办/;
const address = 'https://hall.example';
let hall: CutOffHall;
let terminal: Page;
let window: Page;
let manager: Page;

beforeAll(async () => {
	hall = await openCutOffHall(
		'T1,W01,M1',
		{ hours: 72, shortestPin: 4, prepare: 'machine' },
		(text) => `${text}\nphoneAddress: ${address}\n`,
	);
	terminal = await hall.machine.face('terminal');
	window = await hall.machine.face('window');
	manager = await hall.machine.face('manager');
	await terminal.getByText('您好，今天想怎么开始？').waitFor({ timeout: 40_000 });
	await signInAtWindow(window, '0307', '2580');
	await window
		.getByRole('button', { name: /打开 01 号窗口/ })
		.first()
		.click();
	await signInAtWindow(manager, '0001', '1379');
}, 120_000);
afterAll(async () => {
	await hall?.close();
});
afterEach(async ({ task }) => {
	if (task.result?.state === 'fail') await hall?.machine.pictures(task.name);
});

async function look(page: Page, name: string): Promise<void> {
	await comeToRest(page);
	if (process.env.TIDEHALL_LOOK) await page.screenshot({ path: join(process.env.TIDEHALL_LOOK, `${name}.png`) });
}
const home = () => walkAway(terminal);
async function take(): Promise<{ number: string; qr: string }> {
	await terminal.getByRole('button', { name: /不用身份证/ }).click();
	const number = await takeNumberFor(terminal, item);
	const qr = await until('the paper', async () => {
		const { printers } = await hall.act({ do: 'snapshot' });
		const own = printers.find(({ device }) => device === 'T1-printer')?.papers.at(-1);
		return own?.lines.some(({ text }) => text.includes(number)) ? own.qr : null;
	});
	await look(terminal, 'ticket-with-phone');
	await home();
	return { number, qr: qr ?? '' };
}
/** A key of the clerk, pressed until it did something: while the call before it is under way it does nothing. */
async function press(key: string, then: string) {
	await until(`${key} to work`, async () => {
		await window.keyboard.press(key);
		await window.getByText(then).first().waitFor({ timeout: 2_000 });
		return true;
	});
}
async function serve() {
	await press('F1', '等人来');
	await press('F2', '正在办理');
	await window.keyboard.press('F3');
	await until('the service to be over', async () => (await window.getByText('正在办理').count()) === 0);
}
const padAsks = () =>
	until(
		'the pad asks',
		async () => (await hall.act({ do: 'snapshot' })).pads.find(({ device }) => device === 'W01-pad')?.shows === 'asking',
		20_000,
	);
const pressPad = async (rating: number) => {
	await padAsks();
	await hall.act({ do: 'press-rating', device: 'W01-pad', rating });
};
async function given(number: string): Promise<HallEvent<'review-given'>['body']> {
	const found = await until(`the review of ${number} is in the log`, async () =>
		(await hall.events()).find(
			(event): event is HallEvent<'review-given'> => event.name === 'review-given' && event.body.ticket === number,
		),
	);
	return found.body;
}
async function step(name: string, card = manager.locator('.review-case').first()) {
	await card.getByRole('combobox', { name: '记一步' }).click();
	await manager.locator('.ant-select-item-option', { hasText: name }).first().click();
	await card.getByRole('button', { name: '记下这一步' }).click();
	await card.locator('.review-steps').getByText(name.split(' · ')[1]!).last().waitFor();
}

describe('a bad review', () => {
	it('is pressed on the pad after the clerk has finished, and the clerk sees nothing of it', async () => {
		const { number } = await take();
		await serve();
		await padAsks();
		await pressPad(5);
		expect(await given(number)).toMatchObject({ level: 1, channel: 'pad', window: 'W01', clerk: '0307' });
		expect(await window.locator('body').innerText()).not.toMatch(/满意|差评|已评/);
	});

	it('is a case for the manager, with terms; contacted, answered, called back and closed', async () => {
		await manager.getByText('1 件没办结').waitFor({ timeout: 30_000 });
		await look(manager, 'manager-live-with-case');
		await manager.getByRole('button', { name: '去处理' }).click();
		const card = manager.locator('.review-case').first();
		await card.getByText('评价：非常不满意').waitFor();
		expect(await axeProblems(manager)).toEqual([]);
		expect(await layoutProblems(manager, limits.staff)).toEqual([]);
		await look(manager, 'manager-reviews');
		await step('接下 · 接下');
		await step('联系 · 联系上了');
		await step('答复 · 当场改了');
		await card.locator('.review-notes summary').click();
		await card.getByRole('textbox', { name: '写一条' }).fill('来电说等太久，已道歉');
		await card.getByRole('button', { name: '存进密封记录' }).click();
		await card.getByText('来电说等太久，已道歉').first().waitFor();
		await look(manager, 'manager-case');
		await step('回访 · 回访满意');
		await card.getByRole('combobox', { name: '记一步' }).click();
		await manager.locator('.ant-select-item-option', { hasText: '办好结案' }).first().click();
		await card.getByRole('button', { name: '记下这一步' }).click();
		await manager.getByText('没有要处理的。').waitFor();
		const events = await hall.events();
		expect(events.filter(({ name }) => name === 'complaint-stepped').map(({ staff }) => staff)).toEqual(Array(5).fill('0001'));
		expect(JSON.stringify(events)).not.toContain('等太久');
	});
});

describe('at the terminal', () => {
	it('whoever holds up a ticket that is done may say how it was, once', async () => {
		const { number, qr } = await take();
		expect(qr.startsWith(`${address}/t/TH2:`)).toBe(true);
		await serve();
		await until('the ticket is done', async () =>
			(await hall.events()).some((event) => event.name === 'service-finished' && event.body.ticket === number),
		);
		await hall.act({ do: 'hold-up-code', device: 'T1-scanner', text: qr });
		await terminal.getByText('这个号办完了').waitFor({ timeout: 15_000 });
		await look(terminal, 'terminal-done');
		await terminal.getByRole('button', { name: /评一评这次办事/ }).click();
		await terminal.getByText('这次办得怎么样？').waitFor();
		await terminalIsSound(terminal, false);
		await look(terminal, 'terminal-review');
		await terminal.getByRole('button', { name: '不满意', exact: true }).click();
		await terminalIsSound(terminal, false);
		await look(terminal, 'terminal-review-why');
		await terminal.getByText('办得慢').click();
		await terminal.getByRole('button', { name: '交评价' }).click();
		await terminal.getByText('谢谢，评价收到了').waitFor();
		expect(await given(number)).toMatchObject({ level: 2, reasons: ['slow'], channel: 'terminal' });
		await look(terminal, 'terminal-review-thanks');
		await home();
	});

	it('办不成事: by a code alone; the manager is told at once', async () => {
		await terminal.getByRole('button', { name: '办不成的事' }).click();
		await terminal.getByText('什么事没办成？').waitFor();
		await terminalIsSound(terminal, false);
		await look(terminal, 'terminal-complaint');
		await terminal.getByRole('button', { name: '不给办，没说为什么' }).click();
		await terminal.getByText('记下了').first().waitFor();
		const ref = (await terminal.locator('.complaint-ref').innerText()).replaceAll(' ', '');
		expect(ref).toMatch(/^BC-[0-9A-Z]{12}$/);
		await terminalIsSound(terminal, false);
		await look(terminal, 'terminal-complaint-kept');
		await manager.getByText(ref).waitFor({ timeout: 30_000 });
		await home();
	});

	it('the same screens in 长辈版 and English', async () => {
		await terminal.getByRole('button', { name: 'English' }).click();
		await terminal.getByRole('button', { name: 'Not solved elsewhere' }).or(terminal.locator('.row.three .key').nth(2)).first().click();
		await terminal.getByText('What could not be done?').waitFor();
		await terminalIsSound(terminal, false);
		await look(terminal, 'terminal-complaint-en');
		await terminal.getByRole('button', { name: 'Large type' }).click();
		await terminalIsSound(terminal, true);
		await look(terminal, 'terminal-complaint-elder-en');
		await home();
	});
});

describe('while cut off', () => {
	it('what was pressed on the pad waits in the journal, through a power cut, and counts when the platform is back', async () => {
		await hall.killPlatform();
		await terminal.getByText('离线取号').first().waitFor({ timeout: 30_000 });
		const { number, qr } = await take();
		await hall.act({ do: 'hold-up-code', device: 'W01-scanner', text: qr });
		await window.getByText(number).first().waitFor();
		await window
			.getByRole('button', { name: new RegExp(`开始办理 ?${number}|办理 ${number}`) })
			.first()
			.click();
		await window.getByText('正在办理').first().waitFor();
		await window.keyboard.press('F3');
		await pressPad(5);
		await until('the pad is quiet', async () => (await hall.act({ do: 'snapshot' })).pads.every(({ shows }) => shows !== 'asking'));
		// 办不成事, said while nobody hears it.
		await home();
		await terminal.getByRole('button', { name: '办不成的事' }).click();
		await terminal.getByRole('button', { name: '不给办，没说为什么' }).click();
		await terminal.getByText('这台机器现在连不上大厅系统，记录存好了，联上就送到。').waitFor();
		const ref = (await terminal.locator('.complaint-ref').innerText()).replaceAll(' ', '');
		await terminalIsSound(terminal, false);
		await hall.restartMachine('kill');
		await hall.startPlatformAgain();
		expect(await given(number)).toMatchObject({ level: 1, channel: 'pad' });
		const opened = await until('the matter is in the log', async () => {
			const found = (await hall.events()).filter(({ name, body }) => name === 'complaint-opened' && body.complaint === ref);
			return found.length > 0 ? found : null;
		});
		expect(opened).toHaveLength(1);
		terminal = await hall.machine.face('terminal');
		window = await hall.machine.face('window');
		manager = await hall.machine.face('manager');
		await terminal.getByText('您好，今天想怎么开始？').waitFor({ timeout: 40_000 });
	});

	it('its case is answered, the platform killed between two steps, and closed: each step once, in its order', async () => {
		await manager.getByLabel('工号').waitFor({ timeout: 30_000 });
		await signInAtWindow(manager, '0001', '1379');
		await manager.getByRole('button', { name: '去处理' }).click({ timeout: 30_000 });
		const first = manager.locator('.review-case[data-kind="bad-review"]').first();
		await first.getByText('评价：非常不满意').waitFor();
		const ref = (await first.locator('.review-facts code').innerText()).trim();
		const bad = manager.locator('.review-case', { hasText: ref });
		await step('接下 · 接下', bad);
		await step('联系 · 联系上了', bad);
		await hall.killPlatform();
		await manager.getByText(/连不上大厅系统，只看得到今天这台机器知道的/).waitFor({ timeout: 30_000 });
		await bad.getByRole('combobox', { name: '记一步' }).click();
		await manager.locator('.ant-select-item-option', { hasText: '答复 · 当场改了' }).first().click();
		await bad.getByRole('button', { name: '记下这一步' }).click();
		await bad.getByText('记下了').waitFor();
		expect(await axeProblems(manager)).toEqual([]);
		await hall.startPlatformAgain();
		await manager.getByText(/连不上大厅系统，只看得到今天这台机器知道的/).waitFor({ state: 'detached', timeout: 40_000 });
		await bad.locator('.review-steps').getByText('当场改了').waitFor({ timeout: 20_000 });
		await step('回访 · 回访满意', bad);
		await bad.getByRole('combobox', { name: '记一步' }).click();
		await manager.locator('.ant-select-item-option', { hasText: '办好结案' }).first().click();
		await bad.getByRole('button', { name: '记下这一步' }).click();
		const steps = await until('every step is in the log', async () => {
			const said = (await hall.events()).flatMap(({ name, body }) =>
				name === 'complaint-stepped' && body.complaint === ref ? [body.step] : [],
			);
			return said.length >= 5 ? said : null;
		});
		expect(steps).toEqual(['taken', 'contacted', 'answered', 'revisited', 'closed']);
		await manager.getByRole('button', { name: '实况', exact: true }).click();
	}, 120_000);
});

describe('the phone', () => {
	async function phone(qr: string): Promise<Page> {
		const url = `${hall.platformUrl}/t/${codeInAddress(qr)}?lang=zh-CN`;
		const opened = hall.machine.app.waitForEvent('window');
		await hall.machine.app.evaluate(({ BrowserWindow }, to) => {
			const page = new BrowserWindow({
				width: 390,
				height: 844,
				useContentSize: true,
				webPreferences: { partition: 'a-phone', sandbox: true },
			});
			void page.loadURL(to);
		}, url);
		const page = await opened;
		await page.waitForURL(/\/t\//);
		await page.locator('.number').waitFor();
		return page;
	}

	it('shows the place live in 390 × 844, calls its holder, takes the review, and says its age when nobody answers', async () => {
		const signIn = window.getByLabel('工号');
		await signIn.or(window.getByText('叫下一位')).first().waitFor({ timeout: 30_000 });
		if (await signIn.isVisible()) await signInAtWindow(window, '0307', '2580');
		const one = await take();
		const { number, qr } = await take();
		const page = await phone(qr);
		expect(await page.locator('.number').innerText()).toBe(number);
		await page.getByText('前面还有').waitFor();
		await page.getByText(/更新，自动刷新/).waitFor();
		expect(await axeProblems(page)).toEqual([]);
		expect(await layoutProblems(page, { text: 14, target: 43 })).toEqual([]);
		await look(page, 'phone-waiting');
		await page.getByRole('button', { name: '快到了提醒我' }).click();
		await page.getByText('会响铃和振动').waitFor();
		await serve();
		await page.locator('.facts strong', { hasText: /^0$/ }).waitFor({ timeout: 15_000 });
		await press('F1', '等人来');
		await page.getByText('到您了，请到').waitFor({ timeout: 15_000 });
		expect(await page.title()).toContain(number);
		expect(await axeProblems(page)).toEqual([]);
		await look(page, 'phone-called');
		await press('F2', '正在办理');
		await window.keyboard.press('F3');
		await page.getByText('这次办得怎么样？').waitFor({ timeout: 15_000 });
		expect(await axeProblems(page)).toEqual([]);
		await look(page, 'phone-review');
		await page.getByRole('radio', { name: '满意', exact: true }).check();
		await page.getByRole('checkbox', { name: '讲得清楚' }).check();
		await page.getByRole('button', { name: '交评价' }).click();
		await page.getByText('您的评价收到了').waitFor();
		expect(await given(number)).toMatchObject({ level: 4, reasons: ['clear'], channel: 'phone' });
		expect((await hall.events()).some((event) => event.name === 'review-given' && event.body.ticket === one.number)).toBe(false);
		await look(page, 'phone-thanks');
		await hall.killPlatform();
		await page.getByText(/没连上大厅/).waitFor({ timeout: 40_000 });
		await look(page, 'phone-stale');
		await hall.startPlatformAgain();
		await page.getByText(/更新，自动刷新/).waitFor({ timeout: 30_000 });
	});
});
