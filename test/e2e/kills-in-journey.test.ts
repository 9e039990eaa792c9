/**
 * Every part of the real terminal is killed at every step of a citizen's journey: its page, the engine's page, the device desk, the main process.
 * Afterwards a number can be taken, and at the end paper and log agree.
 */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { type Hall, openHall } from './support/hall.ts';
import { crashPage, killDeviceDesk } from './support/machine-parts.ts';
import { walkAway } from './support/page-clock.ts';
import { numberOnScreen, wordsOn } from './support/people-at-work.ts';
import { until } from './support/until.ts';

const item = /快办/;
let hall: Hall;
let terminal: Page;
/** Numbers that people went away with. */
const taken = new Set<string>();

beforeAll(async () => {
	hall = await openHall({ stations: 'T2', ledStation: 'W01' });
	terminal = await hall.machine.face('terminal');
	await terminal.getByText('您好，今天想怎么开始？').waitFor({ timeout: 40_000 });
}, 120_000);
afterAll(async () => {
	await hall?.close();
});
afterEach(async ({ task }) => {
	if (task.result?.state === 'fail') await hall?.machine.pictures(task.name);
});

/** Whole papers; the printer's simulator keeps the last ten only. */
const whole = new Set<ReturnType<Hall['devices']['printer']['papers']>[number]>();
const papers = () => {
	const kept = hall.devices.printer.papers();
	for (const each of kept) if (each.cut) whole.add(each);
	return [...whole, ...kept.filter((each) => !each.cut)];
};
const linesPrinted = () => papers().reduce((sum, each) => sum + each.lines.length, 0);
const cut = () => papers().filter((each) => each.cut);
const press = (name: string | RegExp) => terminal.getByRole('button', { name, exact: true }).first().click();

const home = () => walkAway(terminal);

/** Each leaves the terminal at one step of the journey. */
const steps = {
	'nobody is there': async () => {},
	'the card is read': async () => {
		await home();
		// The reader takes its time to notice that the card before is gone.
		await terminal.getByText('放上身份证', { exact: true }).waitFor({ timeout: 20_000 });
		hall.devices.reader.layCard('zhang');
		await terminal.getByText('张*').first().waitFor({ timeout: 20_000 });
	},
	'the item is chosen': async () => {
		await home();
		await press(/不用身份证/);
		await terminal.getByRole('button', { name: item }).first().click();
		await terminal.getByRole('button', { name: /^办这一项/ }).click();
		await terminal.getByRole('button', { name: '取号', exact: true }).waitFor();
	},
	'the number is asked for': async () => {
		await steps['the item is chosen']();
		await press('取号');
	},
	'the paper is coming out': async () => {
		// A paper that was broken off before goes on with the next: lines are counted, not papers.
		const before = linesPrinted();
		await steps['the number is asked for']();
		await until('the first line of the paper', () => linesPrinted() > before);
	},
	'the number is on the screen': async () => {
		await steps['the number is asked for']();
		await numberOnScreen(terminal);
	},
};

/** Each kills one part, and brings back what a supervisor would. */
const kills = {
	'its page': async () => {
		expect(await crashPage(hall.machine, 'terminal')).toBe(1);
		// Playwright gives a crashed page up for good, though the app shows it anew: what stands there is asked of the app, then all is restarted.
		await until('the page is back', async () => (await textOf('terminal')).includes('您好'), 20_000);
		await restart();
	},
	'the engine': async () => {
		expect(await crashPage(hall.machine, 'engine')).toBe(1);
	},
	'the device desk': async () => {
		killDeviceDesk(hall.machine);
	},
	'the main process': async () => {
		await restart();
	},
};

async function restart(): Promise<void> {
	await hall.killMachine();
	terminal = await hall.machine.face('terminal');
}

/** What stands on the page of a face, as the app itself sees it. */
function textOf(face: string): Promise<string> {
	return hall.machine.app.evaluate(async ({ webContents }, wanted) => {
		const page = webContents.getAllWebContents().find((one) => one.getURL().endsWith(`/${wanted}.html`));
		if (!page || page.isCrashed() || page.isLoading()) return '';
		// A page that goes while it is asked never answers.
		const late = new Promise<string>((go) => setTimeout(() => go(''), 1_000));
		return Promise.race([page.executeJavaScript('document.body.innerText').then(String, () => ''), late]);
	}, face);
}

/** Whatever stands there, a person walks up and takes a number with its paper. */
async function takeOneMore(): Promise<string> {
	hall.devices.reader.takeCard();
	return until(
		'a number with its paper',
		async () => {
			terminal = await hall.machine.face('terminal');
			// A page that was brought back is another one: it is asked for anew.
			await walkAway(terminal, 8_000);
			await terminal.getByRole('button', { name: /不用身份证/ }).click({ timeout: 2_000 });
			await terminal.getByRole('button', { name: item }).first().click({ timeout: 2_000 });
			await terminal.getByRole('button', { name: /^办这一项/ }).click({ timeout: 2_000 });
			await terminal.getByRole('button', { name: '取号', exact: true }).click({ timeout: 2_000 });
			const number = terminal.locator('.ticket .number');
			await number.waitFor({ timeout: 5_000 });
			const shown = (await number.innerText()).trim();
			await until('its paper', () => cut().some((each) => wordsOn(each).includes(shown)), 6_000);
			return shown;
		},
		90_000,
	);
}

const everyStep = Object.keys(steps) as (keyof typeof steps)[];
const everyKill = Object.keys(kills) as (keyof typeof kills)[];
/** Every step, and every part at every other one; all of them with `TIDEHALL_ALL_KILLS=1`. */
const killsAt = (step: keyof typeof steps) =>
	everyKill.filter((_, at) => process.env.TIDEHALL_ALL_KILLS === '1' || (at + everyStep.indexOf(step)) % 2 === 0);

describe.each(everyStep)('S5 killed while %s', (step) => {
	it.each(killsAt(step))('%s: the next person gets a number', async (victim) => {
		await steps[step]();
		await kills[victim]();
		const number = await takeOneMore();
		expect(number).toMatch(/^K(2-)?\d{3}$/);
		expect(taken.has(number), `${number} was given before`).toBe(false);
		taken.add(number);
	});
});

describe('afterwards', () => {
	it('I-1 T1 I-20 every paper that came out whole is in the log, each number once unless it is marked 补打', async () => {
		const checked = await until('the log is whole', () => (hall.verify().violations.length === 0 ? hall.verify() : null), 40_000);
		expect(checked.violations).toEqual([]);
		const events = await hall.events();
		const issued = events
			.filter((event): event is HallEvent<'ticket-issued'> => event.name === 'ticket-issued')
			.map(({ body }) => body.number);
		const voided = new Set(
			events.filter((event): event is HallEvent<'ticket-voided'> => event.name === 'ticket-voided').map(({ body }) => body.ticket),
		);
		expect(new Set(issued).size).toBe(issued.length);
		const printed = cut()
			.map(wordsOn)
			.filter((words) => !words.includes('补打'))
			// What was broken off stands before what came after it on the same paper.
			.map((words) => [...words.matchAll(/K(?:2-)?\d{3}/g)].at(-1)?.[0]);
		expect(printed.length).toBeGreaterThanOrEqual(taken.size);
		expect(new Set(printed).size).toBe(printed.length);
		for (const number of printed) {
			expect(issued).toContain(number);
			expect(voided.has(number!), `${number} is on paper and was voided`).toBe(false);
		}
	});
});
