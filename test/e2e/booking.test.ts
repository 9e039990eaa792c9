/** A reservation booked at the terminal with a card, changed, given back, and checked in with the card; how far a matter is. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { caseNumber } from '../../domain/contracts/cases.ts';
import { StationClient } from '../platform/station-client.ts';
import { type CutOffHall, openCutOffHall } from './support/cut-off-hall.ts';
import { walkAway } from './support/page-clock.ts';
import { comeToRest } from './support/screen-checks.ts';
import { terminalIsSound } from './support/terminal-limits.ts';
import { until } from './support/until.ts';

const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
let hall: CutOffHall;
let terminal: Page;
/** Open at any hour of any day, with slots of half an hour that can be checked in two hours before. */
function alwaysOpen(text: string): string {
	const file = parse(text);
	file.hours.weekly = [{ days: everyDay, periods: [{ from: '00:00', to: '23:59' }] }];
	file.hours.calendar.closedDates = [];
	for (const queue of file.queues) queue.reservation = { enabled: 'AB'.includes(queue.prefix), slotMinutes: 30, quotaPerSlot: 3 };
	Object.assign(file.reservation, {
		slots: { periods: [{ from: '00:00', to: '23:30' }], minutes: 30 },
		release: { time: '00:00', share: 0 },
		cancelBeforeMinutes: 0,
		checkIn: { ...file.reservation.checkIn, earliestMinutes: 120 },
	});
	return stringify(file);
}

beforeAll(async () => {
	hall = await openCutOffHall('T1', { hours: 72, shortestPin: 4 }, alwaysOpen);
	terminal = await hall.machine.face('terminal');
	await terminal.getByText('您好，今天想怎么开始？').waitFor({ timeout: 40_000 });
}, 120_000);
afterAll(async () => {
	await hall?.close();
});
afterEach(async ({ task }) => {
	if (task.result?.state === 'fail') await hall?.machine.pictures(task.name);
});
async function look(name: string): Promise<void> {
	await comeToRest(terminal);
	if (process.env.TIDEHALL_LOOK) await terminal.screenshot({ path: join(process.env.TIDEHALL_LOOK, `${name}.png`) });
}
const key = (name: string | RegExp) => terminal.getByRole('button', { name }).first().click();
const says = (text: string | RegExp) => terminal.getByText(text).first().waitFor({ timeout: 15_000 });
async function home() {
	await walkAway(terminal);
	// The reader has noticed that the card is gone.
	await terminal.getByRole('heading', { name: '放上身份证', exact: true }).waitFor({ timeout: 15_000 });
}
const card = 'zhao-66';
/** On that card. */
const ownNumber = '110101196002200052';
async function layCard() {
	await hall.act({ do: 'lay-card', device: 'T1-reader', person: card });
}

describe('a reservation', () => {
	let when = '';
	it('is booked by card, after the day and the time were chosen', async () => {
		await look('welcome-more');
		await terminalIsSound(terminal, false);
		await key('预约、改约');
		await says('预约，您要做什么？');
		await terminalIsSound(terminal, false);
		await look('booking-home');
		await key('新约一个时间');
		await says('您要约哪类事？');
		await terminalIsSound(terminal, false);
		await key('个人综合业务');
		await terminal.locator('.booking-slot').first().waitFor({ timeout: 15_000 });
		await terminalIsSound(terminal, false);
		await look('booking-slots');
		const slot = terminal.locator('.booking-slot:not([disabled])').first();
		when = (await slot.locator('strong').innerText()).trim();
		await slot.click();
		await says('请放上身份证，约好这个时间');
		await terminalIsSound(terminal, false);
		await look('booking-card');
		await layCard();
		await says('约好了');
		expect(await terminal.locator('.summary').innerText()).toContain(when);
		await terminalIsSound(terminal, false);
		await look('booking-booked');
		await hall.act({ do: 'take-card', device: 'T1-reader' });
		await home();
	});

	it('is found by the card and moved; the old time is free again', async () => {
		await key('预约、改约');
		await key('看我的预约，改或退');
		await says('请放上身份证，看您的预约');
		await layCard();
		await terminal.locator('.review-level').first().click();
		await says('预约码');
		await look('booking-place');
		await key('改时间');
		await terminal.locator('.booking-slot').first().waitFor();
		const next = terminal.locator('.booking-slot:not([disabled])').nth(1);
		const later = (await next.locator('strong').innerText()).trim();
		expect(later).not.toBe(when);
		await next.click();
		await says('改好了');
		expect(await terminal.locator('.summary').innerText()).toContain(later);
		await hall.act({ do: 'take-card', device: 'T1-reader' });
		await home();
	});

	it('is checked in by laying the card down', async () => {
		await layCard();
		await says('您的预约，现在签到吗？');
		await key('签到取号');
		await says('号取好了，请拿好号票');
		expect((await terminal.locator('.ticket .number').innerText()).trim()).toMatch(/^A\d{3}$/);
		const events = await until('the ticket is in the log', async () => {
			const all = await hall.events();
			return all.some(
				({ name, body }) => name === 'ticket-issued' && (body as { visit: { channel: string } }).visit.channel === 'reservation',
			)
				? all
				: null;
		});
		expect(events.filter(({ name }) => name === 'conflict-found')).toEqual([]);
		await hall.act({ do: 'take-card', device: 'T1-reader' });
		await home();
	});

	it('the same person in the same queue once more is told so, and offered the old number', async () => {
		await key(/^长辈版/);
		await layCard();
		await says('您已经有号');
		await key('再取一个号');
		const queue = terminal.getByRole('button', { name: /个人综合业务/ });
		await until('the queue to be offered', async () => {
			if (await queue.isVisible()) return true;
			await terminal.getByRole('button', { name: /^都不是/ }).click({ timeout: 2_000 });
			return false;
		});
		await queue.click();
		await says(/您在这个队已经有 A\d{3}/);
		await terminalIsSound(terminal, true);
		await look('confirm-held-here-elder');
		await key(/不用再取；点这里补打/);
		await says('补打好了');
		await hall.act({ do: 'take-card', device: 'T1-reader' });
		await home();
	});

	it('the same person again on that day is told of the limit, in words; another one is given back', async () => {
		await key('预约、改约');
		await key('新约一个时间');
		await key('企业综合业务');
		await terminal.locator('.booking-day').nth(1).click();
		await terminal.locator('.booking-slot:not([disabled])').nth(3).click();
		await layCard();
		await says('约好了');
		await hall.act({ do: 'take-card', device: 'T1-reader' });
		await home();
		await key('预约、改约');
		await key('新约一个时间');
		await key('企业综合业务');
		await terminal.locator('.booking-day').nth(1).click();
		await terminal.locator('.booking-slot:not([disabled])').nth(5).click();
		await layCard();
		await says('没有办成');
		await says(/每人最多约 1 次/);
		await terminalIsSound(terminal, false);
		await look('booking-trouble');
		await hall.act({ do: 'take-card', device: 'T1-reader' });
		await home();
		await key('预约、改约');
		await key('看我的预约，改或退');
		await layCard();
		await terminal.locator('.review-level', { hasText: '已约' }).first().click();
		await key('退掉');
		await says('退掉这个预约吗？');
		await key('退掉');
		await says('退好了');
		await hall.act({ do: 'take-card', device: 'T1-reader' });
		await home();
	});

	it('in 长辈版 and English the same screens hold', async () => {
		await key('English');
		await key('Book a time');
		await says('Reservations. What would you like?');
		await key('Book a time');
		await terminal.locator('.booking-queues .key').first().click();
		await terminal.locator('.booking-slot').first().waitFor();
		await terminalIsSound(terminal, false);
		await look('booking-slots-en');
		await key('Large type');
		await terminalIsSound(terminal, true);
		const keysToChoose = () => terminal.locator('main .tile.elder').count();
		expect(await keysToChoose()).toBeLessThanOrEqual(3);
		await look('booking-days-elder-en');
		await terminal.locator('main .tile.elder').first().click();
		await says('What time?');
		expect(await keysToChoose()).toBeLessThanOrEqual(3);
		await terminalIsSound(terminal, true);
		await look('booking-slots-elder-en');
		await home();
	});
});

describe('my matters by card, and which way the result goes', () => {
	let number = '';
	const deliveries = async () =>
		(await hall.events()).flatMap((event) =>
			event.name === 'case-reported' ? event.body.steps.filter((step) => step.do === 'delivery') : [],
		);

	it('a form that was accepted is found by its card alone', async () => {
		const ref = await terminal.evaluate(
			async ([document, day]) => {
				const ask = window.tidehall!.applications;
				const begun = await ask({ do: 'begin', items: ['GA-003'] });
				if (begun.do !== 'opened') throw new Error(JSON.stringify(begun));
				const { grip } = begun;
				await ask({ do: 'save', grip, form: { fields: { idNumber: document! }, materials: {} } });
				await ask({ do: 'hand-in', grip, day: day! });
				return begun.summary.ref;
			},
			[ownNumber, new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(Date.now())] as const,
		);
		await until('the application is submitted', async () =>
			(await hall.events()).some((event) => event.name === 'application-submitted' && event.body.application === ref),
		);
		const clerk = new StationClient(hall.platformUrl, 'W01', 'c'.repeat(16));
		try {
			expect(await clerk.signIn('0307', '2580')).toMatchObject({ ok: true });
			const limit = { value: 5, unit: 'workday' };
			const steps = [
				{ do: 'begin', origin: 'application', items: ['GA-003'], materials: [] },
				{
					...{ do: 'accept', deferred: [], tasks: [], delivery: 'window' },
					items: [{ item: 'GA-003', limit, due: '2099-01-05', legal: null, legalDue: null }],
				},
			];
			expect(await clerk.say('report-case', { case: ref, window: 'W01', steps })).toMatchObject({ result: 'accepted' });
		} finally {
			clerk.close();
		}
		number = caseNumber(ref);
		await home();
		await key('我的办件到哪了');
		await says('放上身份证，看您在本厅的全部办件');
		await terminalIsSound(terminal, false);
		await look('progress-ask-card');
		await layCard();
		await says(number);
		await says('赵* 的办件，共');
		await terminalIsSound(terminal, false);
		await look('progress-mine');
	});

	it('P1 by courier to the address on the card: the log has the way alone, and it is printed', async () => {
		await key('选怎么取结果');
		await says('结果怎么给您？');
		await terminalIsSound(terminal, false);
		await look('delivery-ways');
		await key(/^寄给我/);
		await says('请写收件地址');
		await terminal.locator('.field-input').click();
		await terminal.locator('.keyboard').waitFor();
		await terminalIsSound(terminal, false);
		await look('delivery-address');
		await key('用身份证上的地址');
		await key('寄到这里');
		await says('记下了');
		await terminalIsSound(terminal, false);
		await look('delivery-chosen');
		await key('打印出来');
		await until('the paper', async () => {
			const { printers } = await hall.act({ do: 'snapshot' });
			return printers[0]?.papers.some(({ lines }) =>
				lines
					.map(({ text }) => text)
					.join('')
					.includes('寄给您'),
			);
		});
		expect(await deliveries()).toEqual([{ do: 'delivery', way: 'courier' }]);
		expect(JSON.stringify(await hall.events())).not.toContain('样本街');
		await hall.act({ do: 'take-card', device: 'T1-reader' });
		await home();
	});

	it('in 长辈版 and English; and with the platform killed before the choice: nothing is changed, and it is said', async () => {
		await key('English');
		await key(/^Large type/);
		await terminalIsSound(terminal, true);
		await look('elder-welcome-en');
		await key(/^Something else/);
		await terminalIsSound(terminal, true);
		await look('elder-more-en');
		await key(/^More/);
		await terminalIsSound(terminal, true);
		await key(/^My matters/);
		await terminalIsSound(terminal, true);
		await look('progress-ask-elder-en');
		await layCard();
		await says(number);
		await terminalIsSound(terminal, true);
		await look('progress-mine-elder-en');
		await key('Choose how to get the result');
		await terminalIsSound(terminal, true);
		await look('delivery-ways-elder-en');
		await hall.killPlatform();
		await key(/^Collect at a window/);
		await says(/The way stays as it was/);
		await terminalIsSound(terminal, true);
		await look('delivery-cut-off-elder-en');
		await hall.startPlatformAgain();
		await terminal.locator('.top .status-chip').waitFor({ state: 'detached', timeout: 40_000 });
		await key(/^Collect at a window/);
		await says('Noted');
		await terminalIsSound(terminal, true);
		expect(await deliveries()).toEqual([
			{ do: 'delivery', way: 'courier' },
			{ do: 'delivery', way: 'window' },
		]);
		await hall.act({ do: 'take-card', device: 'T1-reader' });
		await home();
	});
});

describe('how far is my matter', () => {
	it('is typed by its number and shown; an unknown one is said to be unknown; cut off it says so', async () => {
		await key('办不成的事');
		await key('别的原因，我当面说');
		const ref = (await terminal.locator('.complaint-ref').innerText()).replaceAll(' ', '');
		await home();
		await key('我的办件到哪了');
		await says('请输收件回执上的编号');
		await terminalIsSound(terminal, false);
		await look('progress-ask');
		await key(/BC-/);
		for (const sign of ref.slice(3)) await terminal.getByRole('button', { name: sign, exact: true }).click();
		await key('查进度');
		await says('已经记下，等人接');
		await terminalIsSound(terminal, false);
		await look('progress-found');
		await key('打印出来');
		await until('the paper', async () => {
			const { printers } = await hall.act({ do: 'snapshot' });
			return printers[0]?.papers.some(({ lines }) => lines.some(({ text }) => text.includes(ref)));
		});
		await home();
		await hall.killPlatform();
		await says('离线取号');
		await key('我的办件到哪了');
		for (const sign of '2345678923') await terminal.getByRole('button', { name: sign, exact: true }).click();
		await key('查进度');
		await says('现在查不了');
		await home();
		await key('预约、改约');
		await says('约不了、改不了');
		await terminalIsSound(terminal, false);
	});
});
