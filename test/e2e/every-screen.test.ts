/** Every screen a person can come to, in every look: axe finds nothing to say, and all of it can be read, hit and seen whole. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { injectionStrings } from '../../scripts/hostile/injection-strings.ts';
import { type BusyHall, openBusyHall } from './support/busy-hall.ts';
import { openInPage, windowsOpen } from './support/closed-pages.ts';
import { letTimePass } from './support/page-clock.ts';
import { signInAtWindow } from './support/people-at-work.ts';
import { axeIsAsked, axeProblems, comeToRest, type Limits, layoutProblems, reachProblems } from './support/screen-checks.ts';
import { limits, terminalIsSound } from './support/terminal-limits.ts';
import { looks, standardEnglish } from './support/terminal-looks.ts';
import { terminalWalk } from './support/terminal-walk.ts';
import { putUnreadableKeys } from './support/unreadable-keys.ts';

let hall: BusyHall;
let terminal: Page;

beforeAll(async () => {
	hall = await openBusyHall('T2,W02,B1,M1', ['W02']);
	terminal = await hall.machine.face('terminal');
	await terminal.locator('.frame[data-screen="welcome"]').waitFor({ timeout: 40_000 });
}, 120_000);
afterAll(async () => {
	await hall?.close();
});
afterEach(async ({ task }) => {
	if (task.result?.state === 'fail') await hall?.machine.pictures(task.name);
});

const terminalHolds = (elder: boolean) => terminalIsSound(terminal, elder, { alsoInChinese: true });

describe('the pages themselves', () => {
	it('hold no Node, no way past the bridge and no text that becomes a program (items 2, 3, 4, 6, 7, 16)', async () => {
		expect(await windowsOpen(hall.machine.app)).toEqual([]);
		const faces = ['terminal', 'window', 'board', 'manager', 'bench', 'engine'];
		const strings = injectionStrings(200 * faces.length);
		for (const [index, face] of faces.entries()) {
			const own = strings.slice(200 * index, 200 * (index + 1));
			expect([face, await openInPage(await hall.machine.face(face), own)]).toEqual([face, []]);
		}
	});
});

for (const { name, look } of looks) {
	const { elder } = look;
	describe(`the terminal, ${name}, also in 高对比`, () => {
		const walk = () => terminalWalk(terminal, look);

		it('welcome', async () => {
			await walk().home();
			await terminalHolds(elder);
		});
		it('help was called', async () => {
			await walk().help();
			await terminalHolds(elder);
			await walk().key(walk().words.help.close);
			await terminal.locator('dialog[open]').waitFor({ state: 'detached' });
		});
		if (elder)
			it('what is no number in a line, three keys at a time, and a matter that could not be done', async () => {
				const { more, rest, complaint } = walk().words.elder;
				await walk().home();
				await walk().key(more);
				await walk().at('elder-more');
				await terminalHolds(elder);
				expect(await terminal.locator('main .tile').count()).toBe(3);
				await walk().key(rest);
				await terminalHolds(elder);
				expect(await terminal.locator('main .tile').count()).toBe(3);
				await walk().key(complaint);
				await walk().at('complaint');
				await terminalHolds(elder);
				expect(await terminal.locator('main .review-level').count()).toBe(3);
			});
		it('services', async () => {
			await walk().services();
			await terminalHolds(elder);
			if (elder) {
				const { other } = walk().words.elder;
				while ((await terminal.getByRole('button', { name: other }).count()) > 0) await walk().key(other);
			} else await walk().key(walk().words.services.enterprise);
			await terminalHolds(elder);
		});
		if (!elder) {
			it('all items, by life event and by department, and one group', async () => {
				await walk().services();
				await walk().key(walk().words.services.all);
				await walk().at('all-items');
				await terminalHolds(elder);
				await walk().key(walk().words.all['by-department']);
				await terminalHolds(elder);
				await terminal.locator('.two .tile').first().click();
				await terminal.locator('.two .item-key').first().waitFor();
				await terminalHolds(elder);
			});
			it('a theme, and what it leads to', async () => {
				await walk().theme();
				await terminalHolds(elder);
				await terminal.locator('.foot .primary').click();
				await walk().at('confirm');
				await terminalHolds(elder);
			});
		}
		it('confirm, taking, ticket', async () => {
			await walk().confirm();
			await terminalHolds(elder);
			// A printer that answers nothing keeps the machine at it long enough to look.
			await hall.act({ do: 'fault', device: 'T2-printer', fault: 'silent', on: true });
			await walk().take();
			await walk().at('taking');
			await terminalHolds(elder);
			await hall.act({ do: 'fault', device: 'T2-printer', fault: 'silent', on: false });
			await walk().at('ticket');
			await terminalHolds(elder);
		});
		it('no paper', async () => {
			await hall.act({ do: 'fault', device: 'T2-printer', fault: 'paper-end', on: true });
			await walk().ticket();
			await terminal.locator('.ticket[data-loud="true"]').waitFor();
			await hall.act({ do: 'fault', device: 'T2-printer', fault: 'paper-end', on: false });
			await terminalHolds(elder);
		});
		it('the card was not read', async () => {
			await walk().home();
			await hall.act({ do: 'fault', device: 'T2-reader', fault: 'bad-checksum', on: true });
			await hall.act({ do: 'lay-card', device: 'T2-reader', person: 'zhang' });
			await walk().at('card-trouble');
			await hall.act({ do: 'take-card', device: 'T2-reader' });
			await hall.act({ do: 'fault', device: 'T2-reader', fault: 'bad-checksum', on: false });
			await terminalHolds(elder);
		});
		it('the card is expired', async () => {
			await walk().home();
			await hall.act({ do: 'lay-card', device: 'T2-reader', person: 'chen-expired' });
			await walk().at('card-note');
			await hall.act({ do: 'take-card', device: 'T2-reader' });
			await terminalHolds(elder);
		});
		it('您还在吗', async () => {
			await walk().services();
			await letTimePass(terminal, 32_000);
			await terminal.locator('dialog[open]').waitFor();
			await terminalHolds(elder);
			await walk().key(walk().words.idle.stay);
			await terminal.locator('dialog[open]').waitFor({ state: 'detached' });
		});
	});
}

describe('the terminal’s own keys for looks', () => {
	it('高对比 is what was looked at above, and 普通颜色 ends it', async () => {
		const walk = terminalWalk(terminal, { language: 'zh-CN', elder: false });
		await walk.home();
		await walk.key('高对比');
		await terminal.locator('html[data-theme="contrast"]').waitFor();
		await terminalHolds(false);
		await walk.key('普通颜色');
		await terminal.locator('html[data-theme="light"]').waitFor();
	});
	it('低位操作 brings the choices down and loses none', async () => {
		const walk = terminalWalk(terminal, { language: 'zh-CN', elder: false });
		await walk.home();
		await walk.key('低位操作');
		await terminalHolds(false);
		await walk.key('不用身份证');
		await walk.at('services');
		await terminalHolds(false);
	});
	it('a held number is printed again from the card', async () => {
		const walk = terminalWalk(terminal, { language: 'zh-CN', elder: false });
		await walk.home();
		await hall.act({ do: 'lay-card', device: 'T2-reader', person: 'zhao-66' });
		await walk.at('services');
		await terminal.locator('.item-key').first().click();
		await walk.at('notice');
		await terminal.locator('.foot .primary').click();
		await walk.at('confirm');
		await terminalHolds(false);
		await walk.take();
		await walk.at('ticket');
		await terminalHolds(false);
		await hall.act({ do: 'take-card', device: 'T2-reader' });
		await walk.home(); // The reader takes its time to notice that a card is gone.
		await terminal.getByText('放上身份证', { exact: true }).waitFor();
		await hall.act({ do: 'lay-card', device: 'T2-reader', person: 'zhao-66' });
		await walk.at('card-note');
		await terminalHolds(false);
		await terminal.locator('.tile.wide').first().click();
		await walk.at('held');
		await terminal.getByText('补打好了').waitFor();
		await terminalHolds(false);
		await hall.act({ do: 'take-card', device: 'T2-reader' });
	});
});

/** The scale that `--text-scale` gives to smaller panels, at its largest. */
async function atTwice(look: () => Promise<void>) {
	const scale = (value: string) =>
		terminal.evaluate((by) => {
			document.documentElement.style.setProperty('--text-scale', by);
		}, value);
	await scale('2');
	try {
		await look();
	} finally {
		await scale('1');
	}
}

describe('the terminal with text twice as large', () => {
	for (const language of ['zh-CN', 'en'] as const)
		it(`welcome, services and ticket stay whole, ${language}`, async () => {
			const walk = terminalWalk(terminal, { language, elder: false });
			let seen = 0;
			const whole = async () => {
				await comeToRest(terminal);
				await terminal.screenshot({ path: `test/artifacts/twice/${language}-${seen++}.png` });
				const problems = [...(await layoutProblems(terminal, { text: 56, target: 72 })), ...(await reachProblems(terminal))];
				expect(problems).toEqual([]);
			};
			await walk.home();
			await atTwice(whole);
			await walk.services();
			await atTwice(whole);
			await walk.ticket();
			await atTwice(whole);
		});
});

describe('the staff faces and the board', () => {
	async function holds(page: Page, wanted: Limits) {
		await comeToRest(page);
		const axe = (await axeIsAsked(page)) ? await axeProblems(page) : [];
		expect({ layout: await layoutProblems(page, wanted), axe }).toEqual({ layout: [], axe: [] });
	}
	/** In Chinese and in English; `inEnglish`: what must then stand there. */
	async function holdsInBoth(page: Page, inEnglish = '') {
		await holds(page, limits.staff);
		await page.getByRole('button', { name: 'English', exact: true }).click();
		if (inEnglish) await page.getByText(inEnglish).waitFor();
		await holds(page, limits.staff);
		await page.getByRole('button', { name: '中文', exact: true }).click();
	}

	it('the window console: sign-in, closed, idle, and its panels', async () => {
		const window = await hall.machine.face('window');
		await window.getByLabel('工号').waitFor();
		await holdsInBoth(window);
		await signInAtWindow(window, '0312', '0000');
		await window.getByText('工号或口令不对').waitFor();
		await holdsInBoth(window);
		await signInAtWindow(window, '0312', '2580');
		const open = window.getByRole('button', { name: /打开 02 号窗口/ }).first();
		await open.waitFor();
		await holdsInBoth(window);
		await open.click();
		await window.getByRole('button', { name: /叫 .+ 到 02 号窗口/ }).waitFor();
		await holdsInBoth(window);
		await window.keyboard.press('Shift+F1');
		await window.getByText('改叫哪个号').waitFor();
		await holdsInBoth(window);
		await window.keyboard.press('Escape');
		await window.keyboard.press('/');
		await window.getByLabel('号，比如').fill('A');
		await window.locator('.found-line').first().waitFor();
		await holdsInBoth(window);
		await window.getByRole('button', { name: '给优先' }).first().click();
		await window.locator('form.panel legend').waitFor();
		await holdsInBoth(window);
		await window.keyboard.press('Escape');
		await window.keyboard.press('F8');
		await window.getByText('暂停时不叫新号').waitFor();
		await holdsInBoth(window);
		await window.getByText('短时离开').click();
		await window.keyboard.press('Enter');
		await window.getByText('窗口暂停中').waitFor();
		await holdsInBoth(window, 'Away for a moment');
		await window.keyboard.press('F8');
		await window.getByRole('button', { name: /叫 .+ 到 02 号窗口/ }).waitFor();
	});
	it('the window console: called, serving, hold, transfer, sign out', async () => {
		const window = await hall.machine.face('window');
		await window.keyboard.press('F1');
		await window.getByText('等人来').first().waitFor();
		await holdsInBoth(window);
		await window.keyboard.press('F2');
		await window.getByText('正在办理').first().waitFor();
		await holdsInBoth(window);
		await window.keyboard.press('F6');
		await window.locator('form.panel').waitFor();
		await holdsInBoth(window);
		await window.keyboard.press('Escape');
		await window.keyboard.press('F7');
		await window.locator('form.panel').waitFor();
		await holdsInBoth(window);
		await window.keyboard.press('Escape');
		await window.getByRole('button', { name: '退出登录' }).click();
		await window.locator('form.panel').waitFor();
		await holdsInBoth(window);
		await window.keyboard.press('Escape');
	});
	it('the board, while calls come', async () => {
		const board = await hall.machine.face('board');
		await holds(board, limits.board);
	});
	it('the manager: sign-in, live, a window, devices', async () => {
		const manager = await hall.machine.face('manager');
		await manager.getByLabel('工号').waitFor();
		await holdsInBoth(manager);
		await manager.getByLabel('工号').fill('0001');
		await manager.getByLabel('口令').fill('1379');
		await manager.keyboard.press('Enter');
		await manager.getByText('大厅平面').waitFor();
		await holdsInBoth(manager);
		await manager.locator('[data-window="W08"]').click();
		await holdsInBoth(manager);
		await manager.getByRole('button', { name: '设备', exact: true }).click();
		await manager.locator('table').waitFor();
		await holdsInBoth(manager);
		await manager.getByRole('button', { name: '实况', exact: true }).click();
	});
	it('the device bench', () => holds(hall.bench, limits.staff));
});

describe('cut off', () => {
	beforeAll(async () => {
		await terminalWalk(terminal, looks[0].look).home();
		await hall.killPlatform();
		await terminal.locator('.top .status-chip').waitFor({ timeout: 30_000 });
	});
	for (const { name, look } of looks)
		it(`the terminal, ${name}: welcome, services, confirm, ticket from its own series`, async () => {
			const walk = terminalWalk(terminal, look);
			await walk.home();
			await terminalHolds(look.elder);
			await walk.services();
			await terminalHolds(look.elder);
			await walk.confirm();
			await terminalHolds(look.elder);
			await walk.take();
			await walk.at('ticket');
			expect(await terminal.locator('.ticket .number').innerText()).toMatch(/^[A-Z]2-\d{3}$/);
			await terminalHolds(look.elder);
		});
	it('window and manager say so, and stay readable', async () => {
		for (const part of ['window', 'manager']) {
			const page = await hall.machine.face(part);
			await comeToRest(page);
			expect({ layout: await layoutProblems(page, limits.staff), axe: await axeProblems(page) }).toEqual({ layout: [], axe: [] });
		}
	});
	it('the board shows how old it is', async () => {
		const board = await hall.machine.face('board');
		await board
			.getByText(/秒前更新|分钟前|请听工作人员叫号/)
			.first()
			.waitFor({ timeout: 60_000 });
		await comeToRest(board);
		expect({ layout: await layoutProblems(board, limits.board), axe: await axeProblems(board) }).toEqual({ layout: [], axe: [] });
	});
});

describe('the end of the day', () => {
	it('the manager is asked once more, and the terminal says that it is closed and when it opens', async () => {
		await terminalWalk(terminal, looks[0].look).home();
		await hall.startPlatformAgain();
		await terminal.locator('.top .status-chip').waitFor({ state: 'detached', timeout: 30_000 });
		const manager = await hall.machine.face('manager');
		await manager.getByRole('button', { name: '结束今天的业务' }).click({ timeout: 20_000 });
		const sure = manager.getByRole('alertdialog');
		await sure.waitFor();
		await comeToRest(manager);
		expect({ layout: await layoutProblems(manager, limits.staff), axe: await axeProblems(manager) }).toEqual({ layout: [], axe: [] });
		await sure.getByRole('button', { name: '结束今天的业务' }).click();
		await terminal.getByText('今天取号结束了').waitFor({ timeout: 20_000 });
		await terminalHolds(false);
		await terminalWalk(terminal, looks[0].look).key('没人也能办的事');
		await terminalHolds(false);
		await terminalWalk(terminal, standardEnglish).home();
		await terminalHolds(false);
	});
});

describe('the looks themselves', () => {
	it('see small words, low keys, words that run out, and a key without a name', async () => {
		await putUnreadableKeys(terminal);
		const layout = (await layoutProblems(terminal, limits.terminal)).join('\n');
		expect(layout).toMatch(/text of 12 px, below 28/);
		expect(layout).toMatch(/target of 40 px height, below 72/);
		expect(layout).toMatch(/words from -\d+ to/);
		expect((await axeProblems(terminal, undefined, true)).join('\n')).toMatch(/button-name/);
	});
});
