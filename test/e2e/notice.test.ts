/** One notice, in the real app: a theme with all its items and with three, printed whole, opened on a phone, in every look, and a single item. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadHall } from '../../config/load-hall.ts';
import { checkLog } from '../../domain/check-log.ts';
import { noticeOf } from '../../domain/notice/notice.ts';
import { type CutOffHall, openCutOffHall } from './support/cut-off-hall.ts';
import { inLine } from './support/in-line.ts';
import { onAPhone } from './support/on-a-phone.ts';
import { walkAway } from './support/page-clock.ts';
import { numberOnScreen, signInAtWindow } from './support/people-at-work.ts';
import { axeProblems, comeToRest, layoutProblems } from './support/screen-checks.ts';
import { terminalIsSound } from './support/terminal-limits.ts';
import { until } from './support/until.ts';

const address = 'https://hall.example';
const loaded = loadHall('config/halls/demo/hall.yaml');
if (!loaded.ok) throw new Error('the demo hall does not load');
const { book } = loaded.hall;
let hall: CutOffHall;
let terminal: Page;

beforeAll(async () => {
	hall = await openCutOffHall('T1,M1', { hours: 72, shortestPin: 4, prepare: 'machine' }, (text) => `${text}\nphoneAddress: ${address}\n`);
	terminal = await hall.machine.face('terminal');
	await terminal.getByText('您好，今天想怎么开始？').waitFor({ timeout: 40_000 });
}, 120_000);
afterAll(async () => {
	await hall?.close();
});
afterEach(async ({ task }) => {
	if (task.result?.state === 'fail') await hall?.machine.pictures(task.name);
});

const press = (name: string | RegExp) => terminal.getByRole('button', { name }).first().click();
const at = (screen: string) => terminal.locator(`.frame[data-screen="${screen}"]`).waitFor({ timeout: 20_000 });
const row = (name: RegExp) => terminal.getByRole('checkbox', { name });
const home = () => walkAway(terminal);
async function newborn(): Promise<void> {
	await home();
	await press(/^不用身份证/);
	await press(/^新生儿出生/);
	await at('guide');
}
/** Does something that leads to another screen, and waits for its title. */
async function another(deed: () => Promise<void>): Promise<void> {
	const title = () => terminal.locator('h1').innerText();
	const before = await title();
	await deed();
	await expect.poll(title).not.toBe(before);
}
/** For looking at: `TIDEHALL_LOOK=folder`. */
async function look(page: Page, name: string): Promise<void> {
	await comeToRest(page);
	if (process.env.TIDEHALL_LOOK) await page.screenshot({ path: join(process.env.TIDEHALL_LOOK, `${name}.png`) });
}
/** Prints the list and gives back what came out of the printer, as one text without line breaks, and its code. */
async function printed(): Promise<{ text: string; qr: string }> {
	const papers = async () => (await hall.act({ do: 'snapshot' })).printers.find(({ device }) => device === 'T1-printer')?.papers ?? [];
	const before = JSON.stringify(await papers());
	await press(/^打印清单/);
	const paper = await until('the list on paper', async () => {
		const now = await papers();
		return JSON.stringify(now) === before ? null : (now.at(-1) ?? null);
	});
	await terminal.getByText(/^清单打好了/).waitFor();
	expect(paper.cut).toBe(true);
	return { text: paper.lines.map(({ text }) => text.replace(/\s/g, '')).join(''), qr: paper.qr ?? '' };
}
const materialsOf = (theme: string | null, items: string[]) =>
	noticeOf(book, { theme, items }).materials.map(({ material }) => material.name);
const visitOfLast = async () => {
	const issued = (await hall.events()).filter(({ name }) => name === 'ticket-issued').at(-1);
	return issued?.name === 'ticket-issued' ? issued.body.visit : null;
};

describe('a newborn, all items', () => {
	const all = ['YY-001', 'WJ-002', 'GA-001', 'RS-001', 'YB-001', 'WJ-001', 'SW-005', 'YB-005', 'WJ-003', 'WJ-004'];

	it('three questions, every row, and the whole list with its three parts', async () => {
		await newborn();
		await look(terminal, 'guide');
		await terminalIsSound(terminal, false);
		await press(/^还没有$/);
		await press(/^有单位交生育保险$/);
		await press(/^一起申领$/);
		await at('theme');
		await press(/^再看/);
		for (const name of [/^生育登记/, /^城乡居民社会保险费缴纳/, /^科学育儿指导/]) await row(name).click({ force: true });
		await terminal.getByText('选了 10 项，要准备这些').waitFor();
		await look(terminal, 'theme-all');
		await terminalIsSound(terminal, false);
		await press(/^完整清单/);
		await at('notice');
		for (const name of materialsOf('GR-01', all))
			expect(await terminal.getByRole('heading', { level: 3, name: name.zh, exact: true }).count(), name.zh).toBe(1);
		for (const part of [/^准备材料$/, /^条件和费用$/, /^怎么办$/]) {
			await press(part);
			await look(terminal, `list ${part.source.replaceAll(/[^\p{L}]/gu, '')}`);
			await terminalIsSound(terminal, false);
		}
	});

	it('the paper holds every material, and its code opens the same notice on a phone', async () => {
		const { text, qr } = await printed();
		for (const name of materialsOf('GR-01', all)) expect(text).toContain(name.zh.replace(/\s/g, ''));
		for (const words of ['办事清单', '承诺5个工作日内办好', '同时办', '它不是号票']) expect(text).toContain(words);
		expect(qr).toBe(`${address}/notice?theme=GR-01&items=${all.join('.')}`);
		const page = await fetch(qr.replace(address, hall.platformUrl), { headers: { 'accept-language': 'zh-CN' } });
		expect(page.status).toBe(200);
		const html = await page.text();
		for (const name of materialsOf('GR-01', all)) expect(html).toContain(name.zh);
	});

	it('and a number for all ten', async () => {
		await press(/^办这 10 项/);
		await at('confirm');
		await terminal.getByRole('button', { name: '取号', exact: true }).click();
		expect(await numberOnScreen(terminal)).toMatch(/^A\d{3}$/);
		expect(await visitOfLast()).toMatchObject({ theme: 'GR-01', items: all });
	});
});

it('a newborn, three of the items: list, paper and number are of these three', async () => {
	const three = ['YY-001', 'GA-001', 'RS-001'];
	await newborn();
	await press(/^不答了/);
	await row(/^预防接种档案建立/).click({ force: true });
	await row(/^城乡居民基本医疗保险/).click({ force: true });
	await terminal.getByText('选了 3 项，要准备这些').waitFor();
	const { text, qr } = await printed();
	const names = materialsOf('GR-01', three);
	for (const name of names) expect(text).toContain(name.zh);
	expect(text).not.toContain('城乡居民基本医疗保险参保登记');
	expect(qr).toContain('items=YY-001.GA-001.RS-001');
	await press(/^办这 3 项/);
	await terminal.getByRole('button', { name: '取号', exact: true }).click();
	await numberOnScreen(terminal);
	expect(await visitOfLast()).toMatchObject({ theme: 'GR-01', items: three });
});

it('no paper: it is said, and the next press prints', async () => {
	await newborn();
	await press(/^不答了/);
	await hall.act({ do: 'fault', device: 'T1-printer', fault: 'paper-end', on: true });
	await press(/^打印清单/);
	await terminal.getByText(/^打印机没纸了，清单没打出来/).waitFor({ timeout: 20_000 });
	await look(terminal, 'theme-no-paper');
	await terminalIsSound(terminal, false);
	await hall.act({ do: 'fault', device: 'T1-printer', fault: 'paper-end', on: false });
	await until('a printer that is ready', async () => {
		const health = await terminal.evaluate(() => window.tidehall?.health());
		return health?.find(({ device }) => device === 'T1-printer')?.state === 'ready' ? true : null;
	});
	expect((await printed()).text).toContain('办事清单');
});

/** A quick item in 长辈版, from the start to its last question before the number. */
async function quickItemInLargeType(): Promise<void> {
	await home();
	await press(/^长辈版/);
	await press(/^取号办事/);
	await until('the search to be offered', async () => {
		const search = terminal.getByRole('button', { name: /^写出来找/ });
		if (await search.isVisible()) return search.click().then(() => true);
		await terminal.getByRole('button', { name: /^都不是/ }).click({ timeout: 2_000 });
		return false;
	});
	await at('find');
	await terminal.locator('.find-box input').fill('老年人优待证');
	await terminal
		.getByRole('button', { name: /老年人优待证/ })
		.first()
		.click();
	await at('notice');
	await press(/^办这一项/);
	await at('confirm');
	await terminalIsSound(terminal, true);
}
const takeIt = async () => {
	await terminal.getByRole('button', { name: '取号', exact: true }).click();
	return numberOnScreen(terminal);
};

it('one quick item in 长辈版: found in her own words, its list, its number', async () => {
	await quickItemInLargeType();
	expect(await takeIt()).toMatch(/^[A-Z]\d{3}$/);
	await terminalIsSound(terminal, true);
	expect((await visitOfLast())?.items).toEqual(['MZ-008']);
});

describe('each of these journeys with the platform killed in the middle', () => {
	const taken: { number: string; items: string[] }[] = [];
	const all = ['YY-001', 'WJ-002', 'GA-001', 'RS-001', 'YB-001', 'WJ-001', 'SW-005', 'YB-005', 'WJ-003', 'WJ-004'];
	const cutOff = () => terminal.locator('.top .status-chip').waitFor({ timeout: 30_000 });
	const connected = () => terminal.locator('.top .status-chip').waitFor({ state: 'detached', timeout: 40_000 });

	it('killed while all items are chosen: list and number come all the same, and nothing is told that nobody knows', async () => {
		await newborn();
		await press(/^还没有$/);
		await press(/^有单位交生育保险$/);
		await press(/^一起申领$/);
		await hall.killPlatform();
		await press(/^再看/);
		for (const name of [/^生育登记/, /^城乡居民社会保险费缴纳/, /^科学育儿指导/]) await row(name).click({ force: true });
		expect((await printed()).text).toContain('办事清单');
		await cutOff();
		await press(/^办这 10 项/);
		await at('confirm');
		await terminalIsSound(terminal, false);
		taken.push({ number: await takeIt(), items: all });
		expect(taken[0]?.number).toMatch(/^A1-\d{3}$/);
		expect(await terminal.locator('main').innerText()).not.toMatch(/分钟|前面还有 ?\d/);
		await terminalIsSound(terminal, false);
	});

	it('back between the list and the number: three of the items', async () => {
		await newborn();
		await press(/^不答了/);
		await row(/^预防接种档案建立/).click({ force: true });
		await row(/^城乡居民基本医疗保险/).click({ force: true });
		await terminal.getByText('选了 3 项，要准备这些').waitFor();
		await hall.startPlatformAgain();
		await connected();
		await press(/^办这 3 项/);
		await at('confirm');
		taken.push({ number: await takeIt(), items: ['YY-001', 'GA-001', 'RS-001'] });
		expect(taken[1]?.number).toMatch(/^A\d{3}$/);
	});

	it('killed at the last question of 长辈版: the item keeps its number', async () => {
		await quickItemInLargeType();
		await hall.killPlatform();
		taken.push({ number: await takeIt(), items: ['MZ-008'] });
		await terminalIsSound(terminal, true);
		await hall.startPlatformAgain();
		await connected();
	});

	it('nobody lost a place: each number is in the log once, in the order in which they were taken, with what it is for', async () => {
		const events = await until('all three in the log', async () => {
			const now = await hall.events();
			return inLine(now, taken).length >= taken.length ? now : null;
		});
		expect(inLine(events, taken)).toEqual(taken);
		expect(checkLog(loaded.hall.plan, events[0]!.day, events).violations).toEqual([]);
	});
});

describe('in every look, also in 高对比', () => {
	for (const english of [false, true])
		for (const elder of [false, true])
			it(`${english ? 'English' : '中文'}${elder ? ', large type' : ''}: question, items, list`, async () => {
				await home();
				if (english) await press(/^English$/);
				await press(english ? /^Without ID card|^No ID card/ : /^不用身份证/);
				await press(english ? /^Newborn baby/ : /^新生儿出生/);
				await at('guide');
				if (elder) await press(english ? /^Large type/ : /^长辈版/);
				const name = `${english ? 'en' : 'zh'}${elder ? '-elder' : ''}`;
				await look(terminal, `${name}-guide`);
				await terminalIsSound(terminal, elder, { alsoInChinese: true });
				for (let question = 0; question < 3; question += 1) {
					await another(() => terminal.locator('main .choices .tile').last().click());
				}
				await at('theme');
				await look(terminal, `${name}-theme`);
				await terminalIsSound(terminal, elder, { alsoInChinese: true });
				if (elder) {
					await terminal.locator('main .choices .tile').nth(1).click();
					await look(terminal, `${name}-one`);
					await terminalIsSound(terminal, elder, { alsoInChinese: true });
					await terminal.locator('.tools .key').first().click();
					await terminal.locator('main .choices .tile').last().click();
				} else await press(english ? /^Full list/ : /^完整清单/);
				await at('notice');
				await look(terminal, `${name}-list`);
				await terminalIsSound(terminal, elder, { alsoInChinese: true });
			});

	it('低位操作: all controls stand in reach', async () => {
		await home();
		await press(/^低位操作/);
		await press(/^不用身份证/);
		await press(/^新生儿出生/);
		await at('guide');
		await look(terminal, 'low-guide');
		await terminalIsSound(terminal, false);
		await press(/^不答了/);
		await look(terminal, 'low-theme');
		await terminalIsSound(terminal, false);
	});
});

it('five keys lead from the question to the printed list', async () => {
	await newborn();
	for (let question = 0; question < 3; question += 1) {
		await another(async () => {
			await terminal.keyboard.press('ArrowDown');
			await terminal.keyboard.press('Enter');
		});
	}
	await at('theme');
	await until('打印清单 under the ring', async () => {
		await terminal.keyboard.press('ArrowDown');
		return (await terminal.evaluate(() => document.activeElement?.textContent?.includes('打印清单'))) ? true : null;
	});
	await terminal.keyboard.press('Enter');
	await terminal.getByText(/^清单打好了/).waitFor({ timeout: 20_000 });
});

it('read aloud: the title, then what to bring, then the choices', async () => {
	await newborn();
	await press(/^不答了/);
	await at('theme');
	await press(/^读给我听/);
	const captions = new Set<string>();
	await until('what to bring is said', async () => {
		captions.add(
			(
				await terminal
					.locator('.caption')
					.innerText()
					.catch(() => '')
			).replace(/\s+/g, ''),
		);
		return [...captions].some((said) => said.includes('带上，')) ? true : null;
	});
	expect([...captions].some((said) => said.includes('新生儿出生，一起办这几项'))).toBe(true);
	await terminal.locator('h1').click();
});

describe('on a phone', () => {
	const phone = (path: string) => onAPhone(hall.machine, `${hall.platformUrl}${path}`);

	for (const language of ['zh-CN', 'en'] as const)
		it(`${language}: readable, reachable, and axe finds nothing`, async () => {
			const page = await phone(`/notice?theme=GR-01&items=YY-001.GA-001.WJ-004&lang=${language}`);
			expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
			expect(await axeProblems(page)).toEqual([]);
			expect(await layoutProblems(page, { text: 14, target: 43 })).toEqual([]);
			await look(page, `phone-${language}`);
			await page.close();
		});
});

describe('when nobody is here', () => {
	it('the terminal says when people are back, shows and prints the list, and lets a form be begun; no number is offered', async () => {
		const manager = await hall.machine.face('manager');
		await signInAtWindow(manager, '0001', '1379');
		await home();
		await manager.getByRole('button', { name: '结束今天的业务' }).click({ timeout: 20_000 });
		await manager.getByRole('alertdialog').getByRole('button', { name: '结束今天的业务' }).click();
		await terminal.getByText('今天取号结束了').waitFor({ timeout: 20_000 });
		await look(terminal, 'closed');
		await terminalIsSound(terminal, false);
		await press(/^长辈版/);
		await look(terminal, 'closed-elder');
		await terminalIsSound(terminal, true);
		await press(/^没人也能办的事/);
		await at('self-service');
		await look(terminal, 'alone-elder');
		await terminalIsSound(terminal, true);
		await press(/^普通版/);
		// On a working day the day was ended within the hall's hours.
		const back = terminal.getByText(/周.*有人|现在是上班时间/);
		await back.first().waitFor();
		await look(terminal, 'alone');
		await terminalIsSound(terminal, false);
		await terminal.locator('main .item-key').first().click();
		await at('notice');
		await press(/^先把表填好/);
		await at('form-start');
		await home();
		await press(/^预约/);
		await at('booking');
		await look(terminal, 'closed-booking');
		await terminalIsSound(terminal, false);
		expect(await terminal.getByRole('button', { name: /签到/ }).count()).toBe(0);
		await home();
		await press(/^我的办件/);
		await at('progress');
		await terminalIsSound(terminal, false);
		await home();
		await press(/^看要带什么/);
		await at('services');
		await press(/^新生儿出生/);
		await press(/^不答了/);
		await at('theme');
		await look(terminal, 'closed-theme');
		await terminalIsSound(terminal, false);
		expect(await terminal.getByRole('button', { name: /^办这/ }).count()).toBe(0);
		expect((await printed()).text).toContain('办事清单');
		await press(/^先把表填好/);
		await at('form-start');
		await look(terminal, 'closed-form');
	});
});
