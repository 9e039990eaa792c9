/**
 * Walks the terminal through its screens in a real browser, takes a picture of each, and measures: axe-core violations, targets below
 * the minimum, text below the smallest size, anything outside the frame. Run: `node test/terminal/harness/shoot.ts <folder> [only]`.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Page } from 'playwright-core';
import { serveHarness } from './serve.ts';

const folder = process.argv[2] ?? 'test/artifacts/terminal';
const only = process.argv[3];
mkdirSync(folder, { recursive: true });
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const card = {
	type: 'card-read',
	device: 'T2-reader',
	readAt: 0,
	card: {
		kind: 'resident',
		name: '林秀英',
		sexCode: '2',
		sex: '女',
		birthDate: '19520310',
		idNumber: '000000000000000000',
		validFrom: '20100101',
		validTo: '长期',
		warnings: [] as string[],
	},
};

interface Walk {
	name: string;
	script?: object;
	scale?: number;
	/** Phones reach this hall. */
	phone?: boolean;
	do?: (page: Page) => Promise<void>;
}
const key = (name: string | RegExp) => async (page: Page) => page.getByRole('button', { name }).first().click();
const card1 =
	(extra: object = {}) =>
	async (page: Page) => {
		await page.waitForTimeout(300);
		await page.evaluate((event) => (window as unknown as { card: (event: unknown) => void }).card(event), {
			...card,
			card: { ...card.card, ...extra },
		});
	};
const sequence =
	(...steps: ((page: Page) => Promise<void>)[]) =>
	async (page: Page) => {
		for (const one of steps) await one(page);
	};
const contrast = key(/高对比|^Contrast/);
const english = key('English');
const noCard = key(/^不用身份证|^Without ID card/);
const newborn = sequence(noCard, key(/^新生儿出生|^Newborn/));
const skip = key(/^不答了|^Skip/);
const toTheme = sequence(newborn, skip);
const toList = sequence(toTheme, key(/^看完整清单|^完整清单|^Full list|^See the full list/));
const toThemeWithCard = sequence(key(/^新生儿出生/), skip);
const toConfirm = sequence(toTheme, key(/^办这|^Go on with/));
const toTicket = sequence(toConfirm, key(/^取号$|^Take number$/), async (page) => page.waitForTimeout(300));
const event =
	(type: string, more: object = {}) =>
	async (page: Page) => {
		await page.waitForTimeout(300);
		await page.evaluate((one) => (window as unknown as { card: (event: unknown) => void }).card(one), {
			type,
			device: 'T2-reader',
			...more,
		});
	};

const walks: Walk[] = [
	{ name: '01-welcome' },
	{ name: '01-welcome-en', do: english },
	{ name: '01-welcome-contrast', do: contrast },
	{ name: '01-welcome-down', script: { down: true } },
	{ name: '01-welcome-low', do: key('低位操作') },
	{ name: '01-welcome-read', do: sequence(key('读给我听'), async (page) => page.waitForTimeout(3000)) },
	{ name: '01-welcome-no-reader', script: { reader: 'disconnected' } },
	{ name: '02-services', do: noCard },
	{ name: '02-services-en', do: sequence(english, noCard) },
	{ name: '02-services-contrast', do: sequence(noCard, contrast, async (page) => page.keyboard.press('Tab')) },
	{ name: '02-services-low', do: sequence(key('低位操作'), noCard) },
	{ name: '02-services-down', script: { down: true }, do: noCard },
	{ name: '02-services-enterprise', do: sequence(noCard, key('我是来办企业的事')) },
	{ name: '02-services-card', do: card1() },
	{ name: '02-all', do: sequence(noCard, key('全部事项')) },
	{ name: '02-all-department', do: sequence(noCard, key('全部事项'), key('按部门分')) },
	{ name: '02-all-group', do: sequence(noCard, key('全部事项'), key(/^生活/)) },
	{ name: '02-all-group-en', do: sequence(english, noCard, key('All services'), key(/^Daily living/)) },
	{ name: '03-guide', do: newborn },
	{ name: '03-guide-en', do: sequence(english, newborn) },
	{ name: '03-guide-elder', do: sequence(newborn, key(/^长辈版/)) },
	{
		name: '03-guide-multi',
		do: sequence(noCard, key('全部事项'), key(/^身后|^离世|^殡葬|^死亡/), key(/^公民身后|^身后/), async (page) =>
			page.locator('.tile').first().click(),
		),
	},
	{ name: '03-theme', do: toTheme },
	{ name: '03-theme-en', do: sequence(english, toTheme) },
	{ name: '03-theme-contrast', do: sequence(toTheme, contrast) },
	{ name: '03-theme-low', do: sequence(key('低位操作'), toTheme) },
	{ name: '03-theme-elder', do: sequence(toTheme, key(/^长辈版/)) },
	{ name: '03-theme-elder-one', do: sequence(toTheme, key(/^长辈版/), key(/^一项一项选/)) },
	{ name: '03-theme-printed', do: sequence(toTheme, key(/^打印清单/)) },
	{ name: '03-list', phone: true, do: toList },
	{ name: '03-list-2', do: sequence(toList, key(/^条件和费用/)) },
	{ name: '03-list-3', do: sequence(toList, key(/^怎么办/)) },
	{ name: '03-list-en', phone: true, do: sequence(english, toList) },
	{ name: '03-list-contrast', do: sequence(toList, contrast) },
	{ name: '03-list-elder', phone: true, do: sequence(toList, key(/^长辈版/)) },
	{ name: '03-item', phone: true, do: sequence(noCard, async (page) => page.locator('.item-key').first().click()) },
	{ name: '03-item-en', phone: true, do: sequence(english, noCard, async (page) => page.locator('.item-key').first().click()) },
	{ name: '04-confirm', do: toConfirm },
	{ name: '04-confirm-priority', do: sequence(card1(), toThemeWithCard, key(/^办这/)) },
	{ name: '04-confirm-en', do: sequence(english, toConfirm) },
	{ name: '04-taking-slow', script: { answer: 'slow' }, do: sequence(toTicket, async (page) => page.waitForTimeout(3200)) },
	{ name: '05-ticket', do: toTicket },
	{ name: '05-ticket-en', do: sequence(english, toTicket) },
	{ name: '05-ticket-contrast', do: sequence(contrast, toTicket) },
	{ name: '05-ticket-reprinted', do: sequence(toTicket, key('补打号票'), async (page) => page.waitForTimeout(200)) },
	{ name: '06-no-paper', script: { paper: 'paper-end' }, do: toTicket },
	{ name: '06-cut-off', script: { down: true, paper: 'paper-end' }, do: toTicket },
	{ name: '06-cut-off-paper', script: { down: true }, do: toTicket },
	{ name: '06-cut-off-en', script: { down: true, paper: 'paper-end' }, do: sequence(english, toTicket) },
	{ name: '07-elder', do: key(/^长辈版/) },
	{ name: '07-elder-services', do: sequence(key(/^长辈版/), key(/^取号办事/)) },
	{ name: '07-elder-services-2', do: sequence(key(/^长辈版/), key(/^取号办事/), key(/^都不是/)) },
	{ name: '07-elder-confirm', do: sequence(key(/^长辈版/), key(/^取号办事/), key(/^社保医保/)) },
	{ name: '07-elder-ticket', do: sequence(key(/^长辈版/), key(/^取号办事/), key(/^社保医保/), key(/^取号$/)) },
	{
		name: '07-elder-cut-off',
		script: { down: true, paper: 'paper-end' },
		do: sequence(key(/^长辈版/), key(/^取号办事/), key(/^社保医保/), key(/^取号$/)),
	},
	{ name: '07-elder-en', do: sequence(english, key(/^Large type/), key(/^Take a number/)) },
	{ name: '07-elder-contrast', do: sequence(contrast, key(/^长辈版/)) },
	{ name: '10-reading', do: event('card-found') },
	{ name: '10-pulled-away', do: sequence(event('card-found'), event('card-failed', { code: 'card-removed' })) },
	{ name: '10-not-genuine', do: event('card-failed', { code: 'not-genuine' }) },
	{ name: '10-expired', do: card1({ warnings: ['expired', 'unreadable-field:address'] }) },
	{ name: '10-held', script: { held: true }, do: card1() },
	{ name: '11-refused', script: { answer: 'refused' }, do: toTicket },
	{ name: '11-cannot', script: { answer: 'cannot' }, do: toTicket },
	{ name: '11-not-open', script: { stage: 'not-open' } },
	{ name: '11-closed', script: { stage: 'closed' } },
	{ name: '11-closed-elder', script: { stage: 'closed' }, do: key(/^长辈版/) },
	{ name: '11-closed-list', script: { stage: 'closed' }, do: sequence(key(/^看要带什么/), key(/^新生儿出生/), skip) },
	{ name: '11-closed-en', script: { stage: 'closed' }, do: english },
	{ name: '11-out-of-use', script: { stage: 'unknown' }, do: async (page) => page.waitForTimeout(3200) },
	{ name: '12-help', do: key('叫人帮忙') },
	{ name: '17-still-there', do: sequence(noCard, async (page) => page.clock.fastForward(38_000)) },
	{ name: '17-still-there-en', do: sequence(english, noCard, async (page) => page.clock.fastForward(38_000)) },
	{ name: '20-twice-welcome', scale: 2 },
	{ name: '20-twice-services', scale: 2, do: noCard },
	{ name: '20-twice-theme', scale: 2, do: toTheme },
	{ name: '20-twice-list', scale: 2, phone: true, do: toList },
	{ name: '20-twice-confirm', scale: 2, do: toConfirm },
	{ name: '20-twice-ticket', scale: 2, do: toTicket },
	{ name: '20-twice-ticket-en', scale: 2, do: sequence(english, toTicket) },
];

/** In the page: what overflows, what is too small. */
function measure(elder: boolean) {
	const found: string[] = [];
	const smallest = elder ? 40 : 28;
	for (const button of document.querySelectorAll<HTMLElement>('button, .check-row')) {
		const box = button.getBoundingClientRect();
		if (box.width === 0) continue;
		if (box.height < 72 || box.width < 72) found.push(`target ${Math.round(box.width)}x${Math.round(box.height)} ${button.textContent}`);
		if (button.scrollWidth > button.clientWidth + 1) found.push(`wide key ${button.textContent}`);
		if (button.scrollHeight > button.clientHeight + 1) found.push(`high key ${button.textContent}`);
	}
	for (const element of document.querySelectorAll<HTMLElement>('.terminal *')) {
		const box = element.getBoundingClientRect();
		const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
		if (element.classList.contains('unseen')) continue;
		if (box.width > 0 && (box.right > innerWidth + 1 || box.left < -1))
			found.push(`outside ${element.className} ${element.textContent?.slice(0, 30)}`);
		if (own && box.width > 0 && Number.parseFloat(getComputedStyle(element).fontSize) < smallest - 0.1)
			found.push(`small ${getComputedStyle(element).fontSize} ${element.textContent?.slice(0, 30)}`);
	}
	const frame = document.querySelector('.frame');
	if (frame && frame.scrollHeight > frame.clientHeight + 1) found.push(`frame overflows by ${frame.scrollHeight - frame.clientHeight}`);
	const choices = document.querySelector('.choices');
	if (choices && choices.scrollHeight > choices.clientHeight + 1) found.push(`scrolls by ${choices.scrollHeight - choices.clientHeight}`);
	return [...new Set(found)];
}

const harness = await serveHarness();
const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
	args: ['--no-sandbox', '--force-color-profile=srgb'],
});
let bad = 0;
try {
	for (const walk of walks) {
		if (only !== undefined && !new RegExp(only).test(walk.name)) continue;
		const page = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
		const errors: string[] = [];
		page.on('pageerror', (error) => errors.push(error.message));
		page.on('console', (message) => {
			if (message.type() === 'error' && !message.location().url.endsWith('favicon.ico')) errors.push(message.text());
		});
		page.setDefaultTimeout(8000);
		if (walk.name.startsWith('17')) await page.clock.install();
		const query = new URLSearchParams({ script: JSON.stringify(walk.script ?? {}) });
		if (walk.phone) query.set('phone', '1');
		if (walk.scale) query.set('scale', String(walk.scale));
		await page.goto(`${harness.url}?${query}`, { timeout: 90_000 });
		await page.locator('.top').waitFor();
		try {
			await walk.do?.(page);
			await page.waitForTimeout(250);
		} catch (error) {
			errors.push(String(error).slice(0, 300));
		}
		await page.screenshot({ path: `${folder}/${walk.name}.png` });
		await page.evaluate(axe);
		const violations = await page.evaluate(async () => {
			const run = (
				window as unknown as { axe: { run: (root: Document) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
			).axe;
			return (await run.run(document)).violations.map(
				(one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`,
			);
		});
		const measured = await page.evaluate(measure, /elder/.test(walk.name));
		const said = [...errors.map((one) => `error ${one}`), ...violations.map((one) => `axe ${one}`), ...measured];
		if (said.length > 0) {
			bad += 1;
			console.log(`${walk.name}\n  ${said.join('\n  ')}`);
		}
		await page.close();
	}
} finally {
	await browser.close();
	await harness.stop();
}
console.log(`${bad} of the screens have something to say`);
