/**
 * One form at the terminal, in the real app: filled with cards, fingers and the document camera, handed in while the platform is gone, and wiped
 * from the page when its person leaves. Persons are invented.
 */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { badFormInput } from './support/bad-form-input.ts';
import { type BusyHall, openBusyHall } from './support/busy-hall.ts';
import { walkAway } from './support/page-clock.ts';
import { terminalIsSound } from './support/terminal-limits.ts';
import { until } from './support/until.ts';

let hall: BusyHall;
let terminal: Page;

beforeAll(async () => {
	hall = await openBusyHall('T1,W02', ['W02']);
	terminal = await hall.machine.face('terminal');
	await terminal.getByText('您好，今天想怎么开始？').waitFor({ timeout: 40_000 });
}, 240_000);
afterAll(async () => {
	await hall?.close();
});
afterEach(async ({ task }) => {
	if (task.result?.state === 'fail') await hall?.machine.pictures(task.name);
});

const press = (name: string | RegExp) =>
	terminal
		.getByRole('button', { name, exact: typeof name === 'string' })
		.first()
		.click();
const at = (screen: string) => terminal.locator(`.frame[data-screen="${screen}"]`).waitFor({ timeout: 20_000 });
const field = (key: string) => terminal.locator(`[data-field="${key}"]`);
const page = process.env.FORM_PICTURES;
let pictures = 0;
/** For looking at: `FORM_PICTURES=folder`. */
async function picture(name: string): Promise<void> {
	pictures += 1;
	if (page) await terminal.screenshot({ path: `${page}/${String(pictures).padStart(2, '0')}-${name}.png` });
}
/** As if the last person had walked away. */
const home = () => walkAway(terminal);
async function toForm(): Promise<void> {
	await press(/^不用身份证/);
	await at('services');
	await press(/^新生儿出生/);
	await at('guide');
	await press(/^不答了/);
	await at('theme');
	await press(/^办这 5 项/);
	await at('confirm');
	await press(/^先填表/);
	await at('form-start');
}
async function layCard(person: string): Promise<void> {
	await hall.act({ do: 'lay-card', device: 'T1-reader', person });
	await terminal.getByText('这是谁的身份证？').waitFor({ timeout: 20_000 });
}
const takeCard = () => hall.act({ do: 'take-card', device: 'T1-reader' });
/** Types with the keys of the screen, as a finger does. */
async function type(key: string, text: string): Promise<void> {
	await field(key).locator('.field-input').click();
	for (const one of text) await terminal.locator('.keyboard').getByRole('button', { name: one, exact: true }).first().click();
}
async function done(): Promise<void> {
	await terminal
		.locator('.keyboard')
		.getByRole('button', { name: /^(下一格|填好了)$/ })
		.click();
}

/** What the page in front of the citizen asks, filled in; text goes through the field itself, as from a keyboard that is plugged in. */
const answers: Record<string, string> = {
	...{ insuredPlace: '示例省样本市', bankName: '样本银行', bankAccount: '622200000000000000' },
	...{
		phone: '13800000000',
		liveAddress: '示例省样本市东城区测试胡同1号院2号楼303室（靠近样本小学南门的那一栋）',
		hukouAddress: '示例省样本市东城区',
	},
	...{
		motherName: '李㐂𠮷',
		childEthnicity: '汉族',
		birthHospital: '样本医院',
		houseHead: '张示例',
		birthOrder: '1',
		birthCertNo: 'A12345678',
	},
};
async function fillPage(): Promise<void> {
	for (const key of await terminal
		.locator('main [data-field]')
		.evaluateAll((all) => all.map((one) => one.getAttribute('data-field') ?? ''))) {
		const own = field(key);
		if (await own.locator('.from-card').count()) continue;
		const input = own.locator('.field-input');
		if (answers[key] !== undefined && (await input.count())) await input.fill(answers[key]);
		else if ((await own.locator('button.option').count()) && !(await own.locator('canvas').count()))
			await own.locator('button.option').first().click();
	}
}
/** Of the slip that was printed. */
let code = '';
const papers = async () => {
	const snapshot = await hall.bench.evaluate(() => window.tidehall!.bench({ do: 'snapshot' }));
	return (
		snapshot.printers
			.find(({ device }) => device === 'T1-printer')
			?.papers.filter(({ cut }) => cut)
			.map(({ lines }) => lines.map(({ text }) => text).join('')) ?? []
	);
};
/** Into the field of the slip's code, and looked up. */
async function typeCode(text: string): Promise<void> {
	await terminal.locator('.field-input').click();
	for (const one of text) await terminal.locator('.keyboard').getByRole('button', { name: one, exact: true }).first().click();
	await done();
	await press(/^查一查$/);
}
const title = () => terminal.locator('h1').innerText();

describe('one form', () => {
	it('asks whose card it is and fills that person’s fields alone', async () => {
		await home();
		await toForm();
		await picture('start');
		await terminalIsSound(terminal, false);
		await press(/^开始填表$/);
		await at('form');
		await picture('first-page');
		await layCard('zhang');
		await picture('whose-card');
		await terminalIsSound(terminal, false);
		await press(/^父亲$/);
		await takeCard();
		await at('form');
		await fillPage();
		await picture('applicant');
		await terminalIsSound(terminal, false);
		await press(/^下一页$/);
		await terminal.getByText('家人的情况').waitFor();
		await picture('family');
		expect(await field('fatherName').innerText()).toContain('张*');
		expect(await field('fatherIdNumber').innerText()).toMatch(/1\*{16}/);
		expect(await field('motherName').locator('.field-input').inputValue()).toBe('');
		await terminalIsSound(terminal, false);
	}, 120_000);

	it('takes a rare character from the keyboard, and tells a wrong check figure at once', async () => {
		await field('motherName').locator('.field-input').click();
		await terminal.locator('.keyboard').waitFor();
		for (const one of 'hong') await terminal.locator('.keyboard').getByRole('button', { name: one, exact: true }).click();
		await terminal.locator('.keyboard').getByRole('button', { name: '全部候选字' }).click();
		await picture('keyboard-all');
		await terminalIsSound(terminal, false);
		await terminal.locator('.keyboard').getByRole('button', { name: '回到键盘' }).click();
		await terminal.locator('.keyboard-candidate').first().click();
		await picture('keyboard');
		expect(await field('motherName').locator('.field-input').inputValue()).toBe('红');
		await field('motherName').locator('.field-input').fill('李㐂𠮷');
		await type('motherIdNumber', '110105194912310029');
		await terminal.getByText('和最后一位对不上').waitFor();
		await picture('wrong-check');
		await terminalIsSound(terminal, false);
		await field('motherIdNumber').locator('.field-input').fill('11010519491231002X');
		await done();
		await press(/^下一页$/);
		await terminal.getByText('孩子的情况').waitFor();
	}, 120_000);

	it('goes through all pages to the materials, signs, photographs, checks and hands in while the platform is dead', async () => {
		await type('childName', '');
		await field('childName').locator('.field-input').fill('许知夏');
		for (let turns = 0; turns < 20; turns += 1) {
			await fillPage();
			const time = field('childBirthTime').locator('.field-input');
			if (await time.count()) {
				await time.click();
				for (const one of '202611200830') await terminal.locator('.keyboard').getByRole('button', { name: one, exact: true }).click();
				await picture('birth-time');
				await done();
			}
			const canvas = terminal.locator('.sign canvas');
			if (await canvas.count()) {
				const box = (await canvas.boundingBox())!;
				await terminal.mouse.move(box.x + 80, box.y + 80);
				await terminal.mouse.down();
				for (let step = 1; step < 12; step += 1) await terminal.mouse.move(box.x + 80 + step * 50, box.y + 80 + (step % 2) * 120);
				await terminal.mouse.up();
				await picture('signature');
				await terminalIsSound(terminal, false);
				await press(/^签好了$/);
				await terminal.getByText('已签名').waitFor();
			}
			await picture(`page-${await title()}`);
			await press(/^(下一页|先空着，往下填)$/);
			if ((await terminal.locator('.frame').getAttribute('data-screen')) === 'materials') break;
		}
		await at('materials');
		await picture('materials');
		await terminalIsSound(terminal, false);
		await hall.killPlatform();
		await press(/^现在拍照$/);
		await at('camera');
		await terminal.locator('.camera-picture[data-state="live"]').waitFor({ timeout: 15_000 });
		await picture('camera');
		await terminalIsSound(terminal, false);
		await press(/^拍这一页$/);
		await press(/^转一下$/);
		await picture('still');
		await terminalIsSound(terminal, false);
		await press(/^清楚，留下这页$/);
		await terminal.getByText('第 1 页').waitFor();
		await press(/^拍好了/);
		await at('materials');
		await press(/^去核对$/);
		await at('check');
		await picture('check');
		await terminalIsSound(terminal, false);
		expect(await terminal.locator('main').innerText()).not.toContain('11010519491231002X');
		await press(/^没错，交上去$/);
		await at('handed-in');
		await picture('handed-in');
		await terminalIsSound(terminal, false);
		const number = await terminal.locator('.handed-in-number').innerText();
		expect(number).toMatch(/^SQ-[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{2}$/);
		const slip = await until('the slip', async () => (await papers()).find((paper) => paper.includes(number)));
		code = (await terminal.locator('[data-code]').innerText()).replace(' ', '');
		expect(slip).toContain(code);
		// The number in the line is given out although the platform is dead, and says nothing of a person.
		await press(/^去取号$/);
		await at('confirm');
		await terminal.getByText('表已交好，窗口能看到').waitFor();
		await press(/^取号$/);
		await at('ticket');
		await picture('ticket');
		expect(await terminal.locator('.number').innerText()).toMatch(/^A1-/);
	}, 300_000);

	it('P1: nothing of a person is in the log, and the ticket names its application once the platform is back', async () => {
		await hall.startPlatformAgain();
		const handedIn = await until('the report of the hand-in', async () =>
			(await hall.events()).find((event) => event.name === 'application-handed-in'),
		);
		if (handedIn.name !== 'application-handed-in') throw new Error('not a hand-in');
		const { application, items } = handedIn.body;
		await until('the ticket with its application', async () =>
			JSON.stringify(await hall.events()).includes(`"application":"${application}"`),
		);
		const bound = await until('the ticket', async () =>
			(await hall.events()).find(({ body }) => 'visit' in body && body.visit?.application === application),
		);
		expect(bound.name).toMatch(/^ticket-/);
		const log = JSON.stringify(await hall.events());
		for (const canary of ['许知夏', '李㐂𠮷', '11010519491231002X', '13800000000', '测试胡同', code]) expect(log).not.toContain(canary);
		expect(items).toContain('GA-001');
	}, 120_000);

	it('is wiped when its person leaves, and found again by the code of its slip', async () => {
		await home();
		await toForm();
		await press(/^开始填表$/);
		await at('form');
		await field('phone').locator('.field-input').fill('13911112222');
		await done();
		await press(/先离开/);
		await at('kept');
		await picture('put-aside');
		await terminalIsSound(terminal, false);
		const own = (await terminal.locator('[data-code]').innerText()).replace(' ', '');
		await press(/^回首页$/);
		await at('welcome');
		expect(await terminal.content()).not.toContain('13911112222');
		expect(await terminal.content()).not.toContain(own);
		await press(/^接着填表/);
		await at('resume');
		await typeCode(own);
		await press(/^接着填$/);
		await at('form');
		expect(await field('phone').locator('.field-input').inputValue()).toBe('13911112222');
		// Left open: a minute later nothing of it is on the page.
		await home();
		expect(await terminal.content()).not.toContain('13911112222');
		// The slip of what was handed in, held up to the scanner, says how far it is.
		await hall.act({ do: 'hold-up-code', device: 'T1-scanner', text: `TH-SQ1 ${code}` });
		await at('resume');
		await terminal.getByText(/SQ-/).waitFor();
		await picture('progress');
		await terminalIsSound(terminal, false);
	}, 120_000);

	it('in English the pages of the form are sound too', async () => {
		await home();
		await press('English');
		await press(/^Without/);
		await at('services');
		await press(/^Newborn/);
		await at('guide');
		await press(/^Skip/);
		await at('theme');
		await press(/^Go on with 5/);
		await at('confirm');
		await press(/^Fill in the form first/);
		await at('form-start');
		await picture('english-start');
		await terminalIsSound(terminal, false);
		await press(/^Begin the form/);
		await at('form');
		await press(/^Why we ask/);
		await picture('english-why');
		await terminalIsSound(terminal, false);
		await terminal.locator('.field-input').nth(1).click();
		await terminal.locator('.keyboard').waitFor();
		await picture('english-keyboard');
		await terminalIsSound(terminal, false);
	}, 120_000);

	it('in 长辈版 the pages of the form are sound too', async () => {
		const look = 'elder';
		await home();
		await toForm();
		if (look === 'elder') await press(/^长辈版$/);
		await terminalIsSound(terminal, look === 'elder');
		await press(/^开始填表$/);
		await at('form');
		await picture(`${look}-page`);
		await terminalIsSound(terminal, look === 'elder');
		await terminal.locator('.field-input').first().click();
		await terminal.locator('.keyboard').waitFor();
		await picture(`${look}-keyboard`);
		await terminalIsSound(terminal, look === 'elder');
	}, 120_000);

	badFormInput({
		...{ hall: () => hall, terminal: () => terminal, home, toForm, at, press, field, done, picture, typeCode },
		address: answers.liveAddress!,
	});
});
