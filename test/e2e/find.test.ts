/**
 * 用自己的话找, in the real app: typed on the screen's own keyboard, by five keys alone, in every look; it leads to the theme and its number, says
 * what is not done here, and in danger which number to call.
 */

import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type BusyHall, openBusyHall } from './support/busy-hall.ts';
import { letTimePass } from './support/page-clock.ts';
import { terminalIsSound } from './support/terminal-limits.ts';
import { terminalWalk } from './support/terminal-walk.ts';

interface FindWords {
	open: string;
	look: string;
	elder: string;
	field: string;
	noneOfThese: string;
	help: string;
}
const wordsOf = (language: string) => parse(readFileSync(`config/wording/${language}/find.yaml`, 'utf8')) as FindWords;
const notice = parse(readFileSync('config/wording/zh-CN/notice.yaml', 'utf8')) as { guide: { skip: string } };
const words = { 'zh-CN': wordsOf('zh-CN'), en: wordsOf('en') };

let hall: BusyHall;
let terminal: Page;

beforeAll(async () => {
	hall = await openBusyHall('T2,W02', ['W02']);
	terminal = await hall.machine.face('terminal');
	await terminal.locator('.frame[data-screen="welcome"]').waitFor({ timeout: 40_000 });
}, 240_000);
afterAll(async () => {
	await hall?.close();
});
afterEach(async ({ task }) => {
	if (task.result?.state === 'fail') await hall?.machine.pictures(task.name);
});

const key = (name: string) => terminal.getByRole('button', { name, exact: true }).first();
const firstRow = () => terminal.locator('main .tile-words > strong').first();
const input = () => terminal.locator('.find-box input');

async function openSearch(look: { language: 'zh-CN' | 'en'; elder: boolean }): Promise<void> {
	const walk = terminalWalk(terminal, look);
	await walk.services();
	if (look.elder) {
		while ((await terminal.getByText(words[look.language].elder).count()) === 0) await walk.key(walk.words.elder.other);
		await terminal.getByText(words[look.language].elder).click();
	} else await terminal.locator('.find-key').click();
	await walk.at('find');
}

for (const { name, look, says, finds, outside } of [
	{
		name: '普通版，中文',
		look: { language: 'zh-CN', elder: false },
		says: '给孩子上户口',
		finds: '新生儿出生',
		outside: '明天下不下雨',
	},
	{
		name: '长辈版，中文',
		look: { language: 'zh-CN', elder: true },
		says: '六十五岁坐公交免费的卡',
		finds: '老年人优待证（敬老卡）办理',
		outside: '明天下不下雨',
	},
	{
		name: 'standard, English',
		look: { language: 'en', elder: false },
		says: 'renew my passport',
		finds: 'Ordinary passport',
		outside: 'what is the weather',
	},
	{
		name: 'large type, English',
		look: { language: 'en', elder: true },
		says: 'get married',
		finds: 'Marriage',
		outside: 'what is the weather',
	},
] as const) {
	describe(`the search, ${name}, also in 高对比`, () => {
		const f = words[look.language];
		it('empty, typing, results, out of scope and danger are sound, and axe finds nothing', async () => {
			await openSearch(look);
			await terminalIsSound(terminal, look.elder, { alsoInChinese: true });
			await input().fill(says);
			await terminal.getByText(finds).first().waitFor();
			await terminalIsSound(terminal, look.elder, { alsoInChinese: true });
			await key(f.look).click();
			await terminal.locator('.keyboard').waitFor({ state: 'detached' });
			await key(f.noneOfThese).waitFor();
			await terminalIsSound(terminal, look.elder, { alsoInChinese: true });
			expect(await terminal.locator('main .tile').count()).toBeLessThanOrEqual(look.elder ? 3 : 5);
			await input().fill(outside);
			await terminal.locator('.notice[data-tone="wait"]').waitFor();
			await terminalIsSound(terminal, look.elder, { alsoInChinese: true });
			await key(f.look).click();
			await key(f.help).waitFor();
			await terminalIsSound(terminal, look.elder, { alsoInChinese: true });
			await input().fill(look.language === 'en' ? 'fire' : '我家厨房起火了');
			await terminal.getByRole('alert').getByText('119').first().waitFor();
			await terminalIsSound(terminal, look.elder, { alsoInChinese: true });
		});
	});
}

describe('the search, from words to a number', () => {
	it('words typed as pinyin on the screen are found before they are picked, and lead through the theme to a ticket', async () => {
		await openSearch({ language: 'zh-CN', elder: false });
		for (const letter of 'shhk') await terminal.locator('.keyboard').getByRole('button', { name: letter, exact: true }).click();
		await expect.poll(() => firstRow().textContent()).toMatch(/出生登记|新生儿出生/);
		await input().fill('娃刚生下来，户口医保想一次办好');
		await expect.poll(() => firstRow().textContent()).toBe('新生儿出生');
		await key(words['zh-CN'].look).click();
		await terminal.locator('main .tile').first().click();
		const walk = terminalWalk(terminal, { language: 'zh-CN', elder: false });
		await walk.at('guide');
		await key(notice.guide.skip).click();
		await walk.at('theme');
		await terminal.locator('.foot .primary').click();
		await walk.at('confirm');
		await walk.take();
		await walk.at('ticket');
		await terminal.getByText('新生儿出生').first().waitFor();
	});

	it('手写: drawn with a finger, chosen, and written on after a search; sound in 普通版 and 长辈版, and kept for the visit', async () => {
		const keyboard = parse(readFileSync('config/wording/zh-CN/keyboard.yaml', 'utf8')) as { hand: string; undoStroke: string };
		for (const elder of [false, true]) {
			await openSearch({ language: 'zh-CN', elder });
			await key(keyboard.hand).click();
			const pad = (await terminal.locator('.hand-pad').boundingBox())!;
			const draw = async (...way: [number, number][]) => {
				const at = ([x, y]: [number, number]) => [pad.x + pad.width / 2 + x * pad.height, pad.y + pad.height / 2 + y * pad.height] as const;
				await terminal.mouse.move(...at(way[0]!));
				await terminal.mouse.down();
				for (const place of way) await terminal.mouse.move(...at(place), { steps: 3 });
				await terminal.mouse.up();
			};
			// 户: 丶 𠃍 一 丿, as a hand draws it.
			await draw([0, -0.4], [0.06, -0.3]);
			await draw([-0.22, -0.2], [0.22, -0.21], [0.2, 0.06]);
			await draw([-0.2, 0.05], [0.2, 0.04]);
			await draw([-0.22, -0.2], [-0.23, 0.1], [-0.35, 0.42]);
			await terminal.locator('.keyboard-bar .keyboard-candidate', { hasText: '户' }).first().waitFor();
			await terminalIsSound(terminal, elder);
			await key(keyboard.undoStroke).click();
			await draw([-0.22, -0.2], [-0.23, 0.1], [-0.35, 0.42]);
			await terminal.locator('.keyboard-bar').getByRole('button', { name: '户', exact: true }).click();
			await expect.poll(() => input().inputValue()).toBe('户');
			expect(await terminal.locator('.hand-ink').evaluateAll((all) => all.every((one) => one.getAttribute('points') === ''))).toBe(true);
			await key(words['zh-CN'].look).click();
			await input().click();
			await terminal.locator('.hand-pad').waitFor();
		}
	});

	it('five keys are enough: from the field into the keyboard, to the results and on', async () => {
		await openSearch({ language: 'zh-CN', elder: false });
		await input().fill('身份证丢了');
		await expect.poll(() => firstRow().textContent()).toBe('居民身份证换领、补领');
		await terminal.keyboard.press('ArrowDown');
		for (let tries = 0; tries < 6; tries += 1) {
			if (await terminal.evaluate(() => document.activeElement?.matches('main .tile') ?? false)) break;
			await terminal.keyboard.press('ArrowDown');
		}
		await terminal.keyboard.press('Enter');
		await terminal.locator('.frame[data-screen="notice"]').waitFor();
		await terminal.getByText('居民身份证换领、补领').first().waitFor();
		// One step back, and what was written is still there.
		await terminal.keyboard.press('Escape');
		await terminal.locator('.frame[data-screen="find"]').waitFor();
		expect(await input().inputValue()).toBe('身份证丢了');
	});

	it('P1: what somebody wrote is gone with them', async () => {
		await openSearch({ language: 'zh-CN', elder: false });
		await input().fill('张伟的低保怎么停了');
		await letTimePass(terminal, 61_000);
		await terminal.locator('.frame[data-screen="welcome"]').waitFor();
		await openSearch({ language: 'zh-CN', elder: false });
		expect(await input().inputValue()).toBe('');
	});
});
