/** A clerk signs in at the real app while the hall's platform is dead, serves people by their paper, and what the log says of it afterwards. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type CutOffHall, openCutOffHall } from './support/cut-off-hall.ts';
import { signInAtWindow, takeNumberFor } from './support/people-at-work.ts';
import { picturedInBoth } from './support/pictured.ts';
import { until } from './support/until.ts';

const clerk = '0307';
let hall: CutOffHall;
let window: Page;

afterEach(async ({ task }) => {
	if (task.result?.state === 'fail') await hall?.machine.pictures(task.name);
});

/** A number from the terminal, and the code on its paper. */
async function ticket(): Promise<{ number: string; qr: string }> {
	const terminal = await hall.machine.face('terminal');
	await terminal.getByRole('button', { name: /不用身份证/ }).click({ timeout: 30_000 });
	const number = await takeNumberFor(terminal, /快办/);
	const paper = await until('its paper', async () => {
		const { printers } = await hall.act({ do: 'snapshot' });
		return printers.flatMap(({ papers }) => papers).find((each) => each.cut && each.lines.some(({ text }) => text.includes(number)));
	});
	await terminal.getByRole('button', { name: '好了，回首页' }).click();
	return { number, qr: paper.qr ?? '' };
}
/** Holds the paper up to the scanner of the window and serves it. */
async function serveByPaper({ number, qr }: { number: string; qr: string }): Promise<void> {
	await hall.act({ do: 'hold-up-code', device: 'W01-scanner', text: qr });
	await window.getByRole('button', { name: new RegExp(`办理 ${number}`) }).click({ timeout: 20_000 });
	await window.getByText('正在办理').first().waitFor();
	await window.keyboard.press('F3');
	await window
		.getByRole('button', { name: /输号办理/ })
		.first()
		.waitFor();
}
const signInFaults = async () =>
	(await hall.events()).flatMap((event) =>
		event.name === 'conflict-found' && /sign-in|session/.test(event.body.kind) ? [event.body] : [],
	);
const finished = async (number: string) =>
	(await hall.events()).find((event) => event.name === 'service-finished' && event.body.ticket === number);

const prepared = () =>
	until(
		'the machine to be prepared',
		async () => {
			const engine = await hall.machine.face('engine');
			const state = await engine.evaluate(() => globalThis.window.tidehall!.offline({ do: 'state', station: 'W01' }));
			return (state as { prepared: number }).prepared === 1;
		},
		40_000,
	);

describe('the platform dies and the clerk’s PC is started anew', () => {
	afterAll(async () => {
		await hall?.close();
	});
	let paper = { number: '', qr: '' };

	it('a clerk who signed in once while connected is prepared for it', async () => {
		hall = await openCutOffHall('T2,W01,M1', { hours: 72, shortestPin: 4 });
		window = await hall.machine.face('window');
		await window.getByText('运行正常').waitFor({ timeout: 40_000 });
		await signInAtWindow(window, clerk, '2580');
		await window
			.getByRole('button', { name: /打开 01 号窗口/ })
			.first()
			.waitFor({ timeout: 30_000 });
		paper = await ticket();
		await prepared();
	});

	it('S5 after a restart while cut off the PIN signs in, and the screen says that it is offline and until when', async () => {
		await hall.killPlatform();
		await hall.restartMachine('kill');
		window = await hall.machine.face('window');
		await window.getByText('大厅系统断开，这台机器上可以离线登录').waitFor({ timeout: 40_000 });
		await picturedInBoth(window);
		await signInAtWindow(window, clerk, '2580');
		await window.getByText(/离线登录，.*前有效/).waitFor({ timeout: 20_000 });
		await picturedInBoth(window);
	});

	it('a number is served by holding its paper up to the scanner', async () => {
		await serveByPaper(paper);
	});

	it('a PC where nobody was prepared says so, and what to do', async () => {
		const manager = await hall.machine.face('manager');
		await manager.getByText('大厅系统断开，这台机器上还登录不了').waitFor();
		await picturedInBoth(manager);
		await signInAtWindow(manager, '0001', '1379');
		await manager.getByText('连不上大厅系统，现在登录不了').waitFor();
	});

	it('S2 when the platform is back the log names the clerk, without a conflict of sign-in, and the clerk goes on without signing in again', async () => {
		await hall.startPlatformAgain();
		const done = await until('the finished service in the log', () => finished(paper.number), 40_000);
		expect(done.staff).toBe(clerk);
		expect(await signInFaults()).toEqual([]);
		await window.getByText('运行正常').waitFor({ timeout: 20_000 });
		await window
			.getByRole('button', { name: /打开 01 号窗口/ })
			.first()
			.click();
		await until('the window to be opened by the clerk', async () =>
			(await hall.events()).find((event) => event.name === 'window-opened' && event.body.clerk === clerk),
		);
	});

	it('a colleague who never signed in here is told that this machine was not prepared for them', async () => {
		await hall.killPlatform();
		await hall.restartMachine('stop');
		window = await hall.machine.face('window');
		await window.getByText('大厅系统断开，这台机器上可以离线登录').waitFor({ timeout: 40_000 });
		await signInAtWindow(window, '0312', '2580');
		await window.getByText('这台机器上没备好这个工号的离线登录').waitFor();
		await picturedInBoth(window);
	});

	it('five wrong PINs lock the number while cut off, and it stays locked after a restart', async () => {
		for (let tries = 1; tries <= 5; tries += 1) {
			await signInAtWindow(window, clerk, '0000');
			await window.getByText(/工号或口令不对/).waitFor();
			await until('the PIN field to be empty again', async () => (await window.getByLabel('口令').inputValue()) === '');
		}
		await signInAtWindow(window, clerk, '2580');
		await window.getByText(/连续输错，已锁定。.*后可以再试/).waitFor();
		await picturedInBoth(window);
		await hall.restartMachine('kill');
		window = await hall.machine.face('window');
		await window.getByText('大厅系统断开，这台机器上可以离线登录').waitFor({ timeout: 40_000 });
		await signInAtWindow(window, clerk, '2580');
		await window.getByText(/连续输错，已锁定。.*后可以再试/).waitFor();
	});
});

describe('a cut that is longer than the hall allows', () => {
	afterAll(async () => {
		await hall?.close();
	});

	let paper = { number: '', qr: '' };

	it('a clerk signs in while cut off', async () => {
		// A minute instead of three days.
		hall = await openCutOffHall('T2,W01,M1', { hours: 1 / 60, shortestPin: 4 });
		window = await hall.machine.face('window');
		paper = await ticket();
		await signInAtWindow(window, clerk, '2580');
		await window
			.getByRole('button', { name: /打开 01 号窗口/ })
			.first()
			.waitFor({ timeout: 30_000 });
		await window.getByRole('button', { name: '退出登录' }).click();
		await window
			.getByRole('button', { name: /退出|确定/ })
			.last()
			.click();
		await window.getByLabel('工号').waitFor();
		await prepared();
		await hall.killPlatform();
		await signInAtWindow(window, clerk, '2580');
		await window.getByText(/离线登录，.*前有效/).waitFor({ timeout: 20_000 });
	});

	it('S6 once it has run out the screen says what that means, and people are served all the same', async () => {
		await window.getByText('登录已过期：办的事照记，会请值班长核对').waitFor({ timeout: 90_000 });
		await picturedInBoth(window);
		await serveByPaper(paper);
	});

	it('S6 what was done then is kept, and flagged with the clerk it claims', async () => {
		await hall.startPlatformAgain();
		await until('the finished service in the log', () => finished(paper.number), 40_000);
		expect(await signInFaults()).toMatchObject([
			{ kind: 'report-under-expired-sign-in', ticket: paper.number, claims: clerk, detail: 'expired' },
		]);
		const manager = await hall.machine.face('manager');
		await manager.getByText('运行正常').waitFor({ timeout: 30_000 });
		await signInAtWindow(manager, '0001', '1379');
		await manager
			.getByText(new RegExp(`${paper.number} .*工号 ${clerk}`))
			.first()
			.waitFor({ timeout: 20_000 });
		await picturedInBoth(manager);
	});
});
