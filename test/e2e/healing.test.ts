/**
 * After a cut: what the machines bring back is told to the manager in words, a double is settled by a person, the report leaves as a table and as a
 * PDF, and what a machine brings that nobody vouches for waits for a decision.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { io } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { textOf } from '../documents/pdf-text.ts';
import { epochOf, issue } from '../platform/fixture.ts';
import { type Hall, openHall } from './support/hall.ts';
import { numberOnScreen, signInAtWindow, takeNumberFor } from './support/people-at-work.ts';
import { comeToRest } from './support/screen-checks.ts';
import { staffFaceIsSound } from './support/staff-face.ts';
import { until } from './support/until.ts';

const item = /快办/;
/** No terminal ever gave this number. */
const unknown = 'A2-050';
const pictures = join('test', 'artifacts', 'healing');
let hall: Hall;
let terminal: Page;
let window: Page;
let manager: Page;
const kept: string[] = [];

beforeAll(async () => {
	mkdirSync(pictures, { recursive: true });
	hall = await openHall({ stations: 'T2,W01,M1', ledStation: 'W01' });
	[terminal, window, manager] = await Promise.all([
		hall.machine.face('terminal'),
		hall.machine.face('window'),
		hall.machine.face('manager'),
	]);
	await terminal.getByText('您好，今天想怎么开始？').waitFor({ timeout: 40_000 });
}, 120_000);
afterAll(async () => {
	await hall?.close();
	for (const path of kept) rmSync(path, { force: true });
});
afterEach(async ({ task }) => {
	if (task.result?.state === 'fail') await hall?.machine.pictures(task.name);
});

async function look(page: Page, name: string): Promise<void> {
	await comeToRest(page);
	await page.screenshot({ path: join(pictures, `${name}.png`) });
	await staffFaceIsSound(page);
}
async function serveFromPaper(number: string): Promise<void> {
	await window.getByRole('button', { name: '找号' }).first().click();
	await window.getByLabel(/号，比如/).fill(number);
	await window.getByRole('button', { name: new RegExp(`办理 ${number}`) }).click();
	await window
		.getByRole('button', { name: new RegExp(`办结 ${number}`) })
		.first()
		.click();
}
const inLog = <N extends HallEvent['name']>(name: N, such: (event: Extract<HallEvent, { name: N }>) => boolean = () => true) =>
	until(`${name} in the log`, async () =>
		(await hall.events()).find((event): event is Extract<HallEvent, { name: N }> => event.name === name && such(event as never)),
	);
/** Presses a key of the export and returns where the file lies. */
async function exported(key: string): Promise<string> {
	await manager.getByRole('button', { name: key }).click();
	const told = manager.locator('.export-keys small');
	const path = await until('the file is kept', async () => /已存到 (.+)/.exec(await told.innerText())?.[1] ?? null);
	kept.push(path);
	return path;
}

describe('a cut heals', () => {
	const numbers: string[] = [];

	it('while the platform is dead, one number of the terminal’s own series is served from paper, and one that nobody gave', async () => {
		await signInAtWindow(window, '0307', '2580');
		await window
			.getByRole('button', { name: /打开 01 号窗口/ })
			.first()
			.click();
		await signInAtWindow(manager, '0001', '1379');
		await manager.getByText('大厅平面').waitFor();
		await hall.killPlatform();
		for (let person = 0; person < 2; person += 1) {
			await terminal.getByRole('button', { name: /不用身份证/ }).click();
			numbers.push(await takeNumberFor(terminal, item));
			await numberOnScreen(terminal);
			await terminal.getByRole('button', { name: '好了，回首页' }).click();
		}
		for (const number of numbers) expect(number).toMatch(/^[A-Z]2-0\d\d$/);
		await serveFromPaper(numbers[0]!);
		await serveFromPaper(unknown);
	}, 60_000);

	it('S6 when it is back, the manager reads what was brought and what does not fit', async () => {
		await hall.startPlatformAgain();
		await inLog('cut-off-ended');
		await inLog('conflict-found', (event) => event.body.ticket === unknown);
		await manager.getByRole('button', { name: '对账', exact: true }).click();
		await manager.getByText(`断线时取了 2 个号：${numbers.join('、')}`).waitFor();
		await manager.getByText(new RegExp(`报了 ${unknown} 的办理，没有机器发过这个号`)).waitFor();
		await look(manager, 'reconciliation-open');
	}, 60_000);

	it('a person settles it, and everybody sees by whom and how', async () => {
		await manager.getByRole('button', { name: '号码输错了，没有这张票' }).click();
		await inLog('conflict-settled');
		await manager.getByText('号码输错了，没有这张票').waitFor();
		await manager.getByText(/工号 0001 .*记下/).waitFor();
		await look(manager, 'reconciliation-settled');
	});

	it('the report leaves as a table and as a PDF with the same words', async () => {
		const table = readFileSync(await exported('导出表格'), 'utf8');
		const paper = (textOf(readFileSync(await exported('导出 PDF'))) as string[]).join('\n');
		for (const said of [numbers[0]!, numbers[1]!, unknown, '0001']) {
			expect(table).toContain(said);
			expect(paper).toContain(said);
		}
		expect(table).toContain('号码输错了，没有这张票');
	});
});

describe('a machine that nobody vouches for', () => {
	it('I-17 brings reports: they wait, the manager is told in words, and takes them', async () => {
		const socket = io(hall.platformUrl, { transports: ['websocket'], forceNew: true, reconnection: false });
		const [station, epoch] = ['T9', epochOf('e')];
		const today = (await hall.events()).at(-1)?.day;
		const hello = await socket.emitWithAck('hello', { protocol: 2, seats: [{ station, epoch }], holds: null, stationTime: Date.now() });
		expect(hello).toMatchObject({ ok: false, code: 'unknown-station' });
		const body = { number: 'A9-001', sequence: 1, visit: { queue: 'A', items: [], channel: 'no-card' } };
		const report = { ...issue(1, { station, epoch, name: 'offline-ticket', body }), occurredAt: Date.now(), day: today };
		expect(await socket.emitWithAck('quarantine', { station, epoch, commands: [report] })).toEqual({ ok: true, upTo: 1 });
		socket.close();

		await manager.getByRole('button', { name: '实况', exact: true }).click();
		const card = manager.getByRole('region', { name: '来路不明的记录' });
		await card.getByText('断线取号 1 个').waitFor();
		await look(manager, 'quarantine');
		expect(Object.values(await hall.events()).some((event) => JSON.stringify(event).includes('A9-001'))).toBe(false);
		await card.getByRole('button', { name: '收下，算数' }).click();
		await inLog('ticket-issued', (event) => event.body.number === 'A9-001');
		await card.waitFor({ state: 'detached' });
		expect(hall.verify().violations).toEqual([]);
	}, 60_000);
});
