/** What goes wrong in halls: each time the real app says so in words, nobody loses a number, and it comes back by itself where it can. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { takeSeat } from '../../scripts/demo/seat.ts';
import { runMonkey } from '../monkey/run-monkey.ts';
import { type Hall, openHall } from './support/hall.ts';
import { type Machine, startMachine } from './support/machine.ts';
import { crashPage, killDeviceDesk } from './support/machine-parts.ts';
import { letTimePass, walkAway } from './support/page-clock.ts';
import { numberOnScreen, signInAtWindow, takeNumberFor, wordsOn } from './support/people-at-work.ts';
import { picturedAtTerminal, picturedInBoth } from './support/pictured.ts';
import { until } from './support/until.ts';

const item = /快办/;
let hall: Hall;
let terminal: Page;

beforeAll(async () => {
	hall = await openHall({ stations: 'T2,W01', ledStation: 'W01' });
	terminal = await hall.machine.face('terminal');
	await terminal.getByText('您好，今天想怎么开始？').waitFor({ timeout: 40_000 });
}, 120_000);
afterAll(async () => {
	await hall?.close();
});
afterEach(async ({ task }) => {
	if (task.result?.state === 'fail') await hall?.machine.pictures(task.name);
});

const papers = () => hall.devices.printer.papers().filter((each) => each.cut);
const home = () => walkAway(terminal);
const cardless = async () => {
	await terminal.getByRole('button', { name: /不用身份证/ }).click();
	await terminal.getByText('您要办什么？').waitFor();
};

describe('a card with something to say about it', () => {
	for (const [person, name, words] of [
		['chen-expired', '陈*', '这张身份证过了有效期'],
		['sun-unreadable', '孙*', '身份证上有的地方没读清楚'],
	] as const)
		it(`${person}: it is said, and a number can still be taken`, async () => {
			hall.devices.reader.layCard(person);
			await terminal.getByText(words).waitFor({ timeout: 15_000 });
			await terminal.getByText(`${name}，您好`).waitFor();
			await picturedAtTerminal(terminal);
			await terminal.getByRole('button', { name: '继续取号' }).click();
			expect(await takeNumberFor(terminal, item)).toMatch(/^K\d{3}$/);
			hall.devices.reader.takeCard();
			await home();
		});
});

describe('a citizen who walks away', () => {
	it('P1 the terminal asks after half a minute, and after a minute has forgotten the name', async () => {
		hall.devices.reader.layCard('li-rare');
		await terminal.getByText('李*，您要办什么？').waitFor({ timeout: 15_000 });
		hall.devices.reader.takeCard();
		await letTimePass(terminal, 31_000);
		await terminal.getByRole('button', { name: '我还在，继续' }).waitFor();
		await terminal.getByText('李*').first().waitFor();
		await picturedAtTerminal(terminal);
		await letTimePass(terminal, 30_000);
		await terminal.getByText('您好，今天想怎么开始？').waitFor();
		expect(await terminal.locator('html').innerHTML()).not.toMatch(/李\*|李㐂/);
	});
});

describe('the printer’s cable pulled in the middle of a ticket', () => {
	let number = '';

	it('D1 says that nobody knows about the paper; the number is valid, large, with its QR code', async () => {
		await cardless();
		await terminal.getByRole('button', { name: item }).first().click();
		await terminal.getByRole('button', { name: /^办这一项/ }).click();
		// The paper stops after three lines, so that the cable is pulled while the rest is still owed.
		hall.devices.printer.setFault('paper-ends-soon', true);
		await terminal.getByRole('button', { name: '取号', exact: true }).click();
		await until('a ticket half out of the printer', () => hall.devices.printer.papers().some((each) => !each.cut && each.lines.length > 0));
		hall.devices.printer.setFault('silent', true);
		await hall.devices.lines.printer.pullOut();
		number = await numberOnScreen(terminal);
		await terminal.getByText('不知道纸票打出来没有，号照样算数').waitFor();
		expect(await terminal.getByRole('img', { name: '窗口可以扫这个码' }).count()).toBe(1);
		await picturedAtTerminal(terminal);
		expect(Number.parseFloat(await terminal.locator('.ticket .number').evaluate((one) => getComputedStyle(one).fontSize))).toBeGreaterThan(
			200,
		);
		const logged = await until('the ticket in the log', () => (hall.verify().counts.issued === 3 ? hall.verify() : null));
		expect(logged.violations).toEqual([]);
	});

	it('S9 prints nothing again by itself when the cable is back; 补打 prints the same number, marked', async () => {
		hall.devices.printer.setFault('silent', false);
		await hall.devices.lines.printer.plugIn();
		await hall.devices.attach('printer');
		hall.devices.printer.setFault('paper-end', false);
		const before = papers().length;
		await until(
			'the printer takes the reprint',
			async () => {
				await terminal.getByRole('button', { name: '补打号票' }).click({ timeout: 1_000 });
				await terminal.getByText('补打好了').waitFor({ timeout: 3_000 });
				return true;
			},
			40_000,
		);
		await picturedAtTerminal(terminal);
		// The printer may finish the paper that it held when the cable went; what is asked of it anew is one paper, and that is marked.
		const since = papers()
			.slice(before)
			.map(wordsOn)
			.filter((words) => words.includes(number));
		expect(since.filter((words) => words.includes('补打'))).toHaveLength(1);
		expect(since.filter((words) => !words.includes('补打')).length).toBeLessThanOrEqual(1);
		expect(hall.verify().counts.issued).toBe(3);
		await home();
	});
});

describe('the seat of a window', () => {
	let other: Machine | null = null;
	afterAll(async () => {
		await other?.stop().catch(() => {});
	});

	it('held by another machine: the face says 已经在另一处打开, and 再试一次 works when the other has left', async () => {
		const first = await takeSeat(hall.platformUrl, 'W02');
		other = await startMachine({
			platformUrl: hall.platformUrl,
			stations: 'W02,T3',
			hall: hall.hallFile,
			data: join(hall.folder, 'other-machine'),
		});
		const window = await other.face('window');
		await window.getByText('本窗口已经在另一处打开').waitFor({ timeout: 40_000 });
		await window.getByText('要在这里用，请先在另一处退出').waitFor();
		await picturedInBoth(window);
		first.close();
		await until(
			'the window to sign in at',
			async () => {
				const again = window.getByRole('button', { name: '再试一次' });
				if (await again.isVisible()) await again.click({ timeout: 1_000 }).catch(() => {});
				return window.getByLabel('工号').isVisible();
			},
			30_000,
		);
	});

	it('five wrong PINs lock the seat, in words that say for how long', async () => {
		const window = await other!.face('window');
		for (let tries = 1; tries <= 5; tries += 1) {
			await signInAtWindow(window, '0312', `000${tries}`);
			if (tries < 5) await window.getByText(tries === 4 ? '再错 1 次就会锁定' : `还可以试 ${5 - tries} 次`).waitFor({ timeout: 15_000 });
		}
		await window.getByText('已连续输错，锁定几分钟').waitFor({ timeout: 15_000 });
		await picturedInBoth(window);
		await signInAtWindow(window, '0312', '2580');
		await window.getByText(/连续输错，已锁定。.+后可以再试，或请值班长帮忙。/).waitFor({ timeout: 15_000 });
		await picturedInBoth(window);
		expect(await window.getByLabel('工号').isVisible()).toBe(true);
	});

	it('a form left at terminal 2 is gone on with at terminal 3, another machine, with its photograph; P1 the log knows nothing of it', async () => {
		const name = '金丝雀三号';
		const begun = await terminal.evaluate(
			async ([typed]) => {
				const ask = window.tidehall!.applications;
				const opened = await ask({ do: 'begin', items: ['GA-003'] });
				if (opened.do !== 'opened') throw new Error(JSON.stringify(opened));
				const { grip } = opened;
				const picture = await new Promise<Blob | null>((done) => document.createElement('canvas').toBlob(done, 'image/png'));
				const data = new Uint8Array(await picture!.arrayBuffer());
				await ask({ do: 'attach', grip, material: 'M-HUKOU', mediaType: 'image/png', data });
				await ask({ do: 'save', grip, form: { fields: { name: typed! }, materials: { 'M-HUKOU': 'attached' } } });
				await ask({ do: 'close', grip });
				return { code: opened.code!, ref: opened.summary.ref };
			},
			[name] as const,
		);
		const third = await other!.face('terminal');
		await third.getByText('您好，今天想怎么开始？').waitFor({ timeout: 40_000 });
		await third.getByRole('button', { name: /^接着填表/ }).click();
		await third.locator('.field-input').click();
		for (const one of begun.code) await third.locator('.keyboard').getByRole('button', { name: one, exact: true }).first().click();
		await third
			.locator('.keyboard')
			.getByRole('button', { name: /^(下一格|填好了)$/ })
			.click();
		await third.getByRole('button', { name: '查一查', exact: true }).click();
		await third.getByRole('button', { name: '接着填', exact: true }).waitFor();
		await picturedAtTerminal(third);
		await third.getByRole('button', { name: '接着填', exact: true }).click();
		await third.locator('.frame[data-screen="form"]').waitFor({ timeout: 20_000 });
		expect(await third.locator('[data-field="name"] .field-input').inputValue()).toBe(name);
		await pictureOfWritingByHand(third);
		const here = await third.evaluate((code) => window.tidehall!.applications({ do: 'look', code }), begun.code);
		expect(here).toMatchObject({ do: 'state', summary: { ref: begun.ref, station: 'T3', attachments: 1 } });
		await walkAway(third);
		expect(await third.content()).not.toContain(name);
	});
});

/** For the gallery: somebody old writes a name with a finger, from the first stroke to a character. */
async function pictureOfWritingByHand(page: Page): Promise<void> {
	if (!process.env.TIDEHALL_GALLERY) return;
	await page.getByRole('button', { name: '长辈版', exact: true }).click();
	await page.locator('[data-field="name"] .field-input').click();
	await page.locator('.keyboard').getByRole('button', { name: '手写' }).click();
	const pad = page.locator('.hand-pad');
	await picturedAtTerminal(page);
	const box = (await pad.boundingBox())!;
	for (const y of [0.3, 0.6]) {
		await page.mouse.move(box.x + box.width * 0.25, box.y + box.height * y);
		await page.mouse.down();
		for (let step = 1; step <= 8; step += 1) await page.mouse.move(box.x + box.width * (0.25 + step * 0.06), box.y + box.height * y);
		await page.mouse.up();
	}
	await page.locator('.keyboard-candidate').first().waitFor();
	await picturedAtTerminal(page);
	await page
		.locator('.keyboard')
		.getByRole('button', { name: /^(下一格|填好了)$/ })
		.click();
	await picturedAtTerminal(page);
	await page.getByRole('button', { name: '普通版', exact: true }).click();
}

describe('a part of the machine dies', () => {
	it('the device desk is killed: the screen lives, and the reader reads again', async () => {
		killDeviceDesk(hall.machine);
		await terminal.getByText('读卡器暂时用不了').waitFor({ timeout: 10_000 });
		await picturedAtTerminal(terminal);
		await cardless();
		await home();
		await terminal.getByText('放上身份证', { exact: true }).waitFor({ timeout: 30_000 });
		hall.devices.reader.layCard('zhang');
		await terminal.getByText('张*').first().waitFor({ timeout: 15_000 });
		const number = await takeNumberFor(terminal, item);
		await until('the paper of it', () => papers().find((each) => wordsOn(each).includes(number)));
		hall.devices.reader.takeCard();
		await home();
	});

	it('S5 the engine’s page crashes while cut off: the face works again, no number is lost, none is given twice', async () => {
		const issued = hall.verify().counts.issued ?? 0;
		await hall.killPlatform();
		await terminal.getByText('离线取号').first().waitFor({ timeout: 30_000 });
		await cardless();
		expect(await takeNumberFor(terminal, item)).toBe('K2-001');
		await home();
		expect(await crashPage(hall.machine, 'engine')).toBe(1);
		const second = await until(
			'the next number; until the engine is back the terminal says that it has none',
			async () => {
				await home();
				await cardless();
				await terminal.getByRole('button', { name: item }).first().click();
				await terminal.getByRole('button', { name: /^办这一项/ }).click();
				await terminal.getByRole('button', { name: '取号', exact: true }).click();
				await terminal.locator('.ticket .number').or(terminal.getByText('这台机器没能取到号')).first().waitFor();
				if ((await terminal.locator('.ticket .number').count()) > 0) return numberOnScreen(terminal);
				await picturedAtTerminal(terminal);
				return null;
			},
			30_000,
		);
		expect(second).toBe('K2-002');
		await hall.startPlatformAgain();
		const now = await until('both numbers in the log', () => (hall.verify().counts.issued === issued + 2 ? hall.verify() : null), 40_000);
		expect(now.violations).toEqual([]);
		await home();
	});
});

describe('a monkey at a terminal in kiosk mode', () => {
	it('gets no window, no debugger, no file and no other page in 600 actions of one seed; the terminal forgets it', async () => {
		const home = mkdtempSync(join(hall.folder, 'monkey-'));
		const data = join(home, 'data');
		const file = join(hall.folder, 'dropped.html');
		writeFileSync(file, '<script>window.open("https://example.org")</script>');
		const kiosk = await startMachine({ platformUrl: hall.platformUrl, stations: 'T1', hall: hall.hallFile, data, kiosk: true });
		try {
			const page = await kiosk.face('terminal');
			await page.locator('.frame').waitFor({ timeout: 40_000 });
			const parts = { app: kiosk.app, page, faces: ['terminal'], data, home, file, display: null };
			const report = await runMonkey({ ...parts, seed: 20261122, actions: 600, batch: 200, forgetEvery: 3, atMostMs: 20_000 });
			expect(report.wrong).toEqual([]);
			expect(report.actions).toBeGreaterThanOrEqual(200);
			expect(report.resets).toBe(1);
		} finally {
			await kiosk.stop();
		}
	});
});
