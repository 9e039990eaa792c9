/** The tide in the real app: a surge comes, a proposal appears, the manager changes and approves it, the window follows after its citizen, and it is taken back. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { HallEvent } from '../../domain/contracts/events.ts';
import { type Seat, takeSeat } from '../../scripts/demo/seat.ts';
import { type BusyHall, openBusyHall } from './support/busy-hall.ts';
import { signInAtWindow } from './support/people-at-work.ts';
import { comeToRest } from './support/screen-checks.ts';
import { staffFaceIsSound } from './support/staff-face.ts';
import { until } from './support/until.ts';

let hall: BusyHall;
let manager: Page;
let window: Page;
let terminal: Seat;

/** As the demo hall, only that nobody has to wait a minute for what is announced. */
const quick = (text: string) =>
	text.replace(/^tide:\n(?: .*\n)+/m, 'tide:\n  everyMinutes: 5\n  noticeSeconds: 2\n  declineSeconds: 2\n  mostAtOnce: 1\n');

beforeAll(async () => {
	hall = await openBusyHall('W08,M1', ['W08'], quick);
	manager = await hall.machine.face('manager');
	window = await hall.machine.face('window');
	terminal = await takeSeat(hall.platformUrl, 'T3');
	await manager.getByLabel('工号').waitFor({ timeout: 40_000 });
	await signInAtWindow(manager, '0001', '1379');
	await signInAtWindow(window, '0341', '2580');
}, 120_000);
afterAll(async () => {
	terminal?.close();
	await hall?.close();
});
afterEach(async ({ task }) => {
	if (task.result?.state === 'fail') await hall?.machine.pictures(task.name);
});

async function look(page: Page, name: string): Promise<void> {
	await comeToRest(page);
	if (process.env.TIDEHALL_LOOK) await page.screenshot({ path: `${process.env.TIDEHALL_LOOK}/${name}.png` });
}
async function found<N extends HallEvent['name']>(name: N, which: (event: HallEvent<N>) => boolean = () => true): Promise<HallEvent<N>> {
	return until(`${name} is in the log`, async () =>
		((await hall.events()) as unknown as HallEvent<N>[]).find((event) => (event.name as string) === name && which(event)),
	);
}
/** A key of the clerk, pressed until it did something: while the call before it is under way it does nothing. */
async function press(key: string, then: string) {
	await until(`${key} to work`, async () => {
		await window.keyboard.press(key);
		await window.getByText(then).first().waitFor({ timeout: 2_000 });
		return true;
	});
}
/** Minutes somebody who comes to queue A now should count with, as the chart says them to whoever hears it. */
async function waitOfA(): Promise<number> {
	const label = (await manager.locator('.waits-chart').getAttribute('aria-label')) ?? '';
	return Number(/A \S+ (\d+)/.exec(label)?.[1]);
}
const duty = () => window.locator('body').innerText();

describe('a surge in the demo hall', () => {
	let before = 0;

	it('brings a proposal that says who moves, why, who gains and who pays', async () => {
		await window
			.getByRole('button', { name: /打开 08 号窗口/ })
			.first()
			.click({ timeout: 20_000 });
		await press('F1', '等人来');
		await press('F2', '正在办理');
		for (let person = 0; person < 14; person++)
			await terminal.say('issue-ticket', { visit: { queue: 'A', items: ['RS-001'], channel: 'no-card' } });
		const card = manager.locator('.tide-card[data-plan]');
		await until(
			'a proposal',
			async () => {
				if ((await card.count()) > 0) return true;
				const again = manager.getByRole('button', { name: '现在看一次' });
				// It goes as the proposal comes: to wait for it then would be to wait for nothing.
				if ((await again.count()) > 0 && (await again.isEnabled({ timeout: 500 }))) await again.click({ timeout: 500 });
				return false;
			},
			30_000,
		);
		await card.getByText('谁得到').waitFor();
		await card.getByText('谁付出').waitFor();
		await card.getByText('这台机器又推演').waitFor();
		before = await waitOfA();
		expect(before).toBeGreaterThan(0);
		await look(manager, 'tide-proposal');
		await staffFaceIsSound(manager);
	});

	it('lets queues be carried to windows by mouse, by finger and by keys, plays each at once, and takes back what is dropped back', async () => {
		await manager.getByRole('button', { name: '改一改' }).click();
		const editor = manager.locator('.tide-editor');
		const queue = (id: string) => manager.locator(`.tide-drag[data-queue="${id}"]`);
		const tile = (id: string) => manager.locator(`.tile[data-window="${id}"]`);
		const middle = async (of: Locator) => {
			const box = (await of.boundingBox())!;
			return { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
		};
		const changed = (id: string) => tile(id).and(manager.locator('[data-mark="edited"]'));
		const lift = async (from: Locator, to: Locator) => {
			const [begin, end] = [await middle(from), await middle(to)];
			await manager.mouse.move(begin.x, begin.y);
			await manager.mouse.down();
			await manager.mouse.move(begin.x + 20, begin.y + 5);
			await manager.mouse.move(end.x, end.y, { steps: 4 });
		};
		// A queue onto a window.
		await lift(queue('K'), tile('W04'));
		await manager.locator('.tide-held').waitFor();
		await look(manager, 'tide-carrying');
		await manager.mouse.up();
		await editor.getByText('A → A/K').first().waitFor();
		await changed('W04').waitFor();
		await editor.getByText(/同样的 \d+ 个未来/).waitFor();
		// Put back on the way.
		await lift(queue('A'), tile('W11'));
		await manager.keyboard.press('Escape');
		await manager.mouse.up();
		expect(await manager.locator('.tide-held').count()).toBe(0);
		expect(await changed('W11').count()).toBe(0);
		// By keys: picked up, and put down on the window.
		await queue('A').focus();
		await manager.keyboard.press('Enter');
		await manager.getByText(/^拿着 A/).waitFor();
		await tile('W07').focus();
		await manager.keyboard.press('Enter');
		await changed('W07').waitFor();
		// By finger.
		const hand = await manager.context().newCDPSession(manager);
		const [begin, end] = [await middle(queue('A')), await middle(tile('W06'))];
		const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: { x: number; y: number }) =>
			hand.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] });
		await touch('touchStart', begin);
		for (const share of [0.2, 0.6, 1])
			await touch('touchMove', { x: begin.x + share * (end.x - begin.x), y: begin.y + share * (end.y - begin.y) });
		await touch('touchEnd');
		await hand.detach();
		await changed('W06').waitFor();
		// A window onto a queue: that one alone.
		await lift(tile('W06'), queue('K'));
		await manager.mouse.up();
		await editor.getByText('B → K').waitFor();
		// Nothing of it was asked for, and all of it is gone.
		await editor.getByRole('button', { name: '不改了' }).click();
		expect(await manager.locator('.tile[data-mark="edited"]').count()).toBe(0);
	});

	it('is changed by the manager, and played at once beside the proposal and beside doing nothing', async () => {
		await manager.getByRole('button', { name: '改一改' }).click();
		const editor = manager.locator('.tide-editor');
		// Whatever was proposed: now window 08 alone, and for queue A alone.
		await manager.locator('.tile[data-window="W08"]').click();
		const others = editor.getByRole('button', { name: /^去掉 (?!08)/ });
		while ((await others.count()) > 0) await others.first().click();
		const toggles = editor.locator('.tide-duty');
		const queue = (name: RegExp) => toggles.getByRole('button', { name });
		if ((await queue(/A 个人综合/).getAttribute('aria-pressed')) === 'false') await queue(/A 个人综合/).click();
		if ((await queue(/B 企业综合/).getAttribute('aria-pressed')) === 'true') await queue(/B 企业综合/).click();
		await editor.getByText('B → A').waitFor();
		const took = editor.getByText(/同样的 \d+ 个未来，用时 [\d.]+ 秒/);
		await took.waitFor();
		const [, futures, seconds] = /同样的 (\d+) 个未来，用时 ([\d.]+) 秒/.exec(await took.innerText()) ?? [];
		expect(Number(futures)).toBeGreaterThan(8);
		expect(Number(seconds)).toBeLessThan(1);
		await editor.getByRole('row', { name: /^A / }).waitFor();
		await look(manager, 'tide-editing');
		await staffFaceIsSound(manager);
		await editor.getByRole('button', { name: /按改的同意/ }).click();
		const { body, staff } = await found('tide-plan-approved');
		expect(body).toMatchObject({ edited: true, moves: [{ window: 'W08', from: ['B'], to: ['A'] }] });
		expect(staff).toBe('0001');
	});

	it('changes the sign of the window after the citizen in service, and not before', async () => {
		await manager
			.locator('.tide-day')
			.getByText(/08 号已通知/)
			.waitFor();
		const due = await found('duty-change-due');
		await until('the notice to be over', () => Date.now() > due.body.notBefore + 1_500);
		expect((await hall.events()).filter(({ name }) => name === 'duty-changed')).toEqual([]);
		expect(await duty()).toContain('受理 B 企业综合业务');
		await look(window, 'tide-window-told');
		await window.keyboard.press('F3');
		const changed = await found('duty-changed', ({ body }) => body.window === 'W08');
		expect(changed.body).toMatchObject({ duty: ['A'], why: 'plan' });
		// After its own citizen: the others of the hall go on with theirs.
		const finished = await found('service-finished', ({ body }) => body.window === 'W08');
		expect(finished.position).toBeLessThan(changed.position);
		await until('the window to show its new duty', async () => /受理 A 个人综合业务/.test(await duty()));
		await manager
			.locator('.tile[data-window="W08"]')
			.getByText(/B→A|本来 B，现在 A/)
			.first()
			.waitFor();
		await look(manager, 'tide-in-force');
	});

	it('lets waits fall', async () => {
		await press('F1', '等人来');
		await window
			.getByText(/^A\d{3}$/)
			.first()
			.waitFor();
		await until('the wait of A to fall', async () => (await waitOfA()) < before, 40_000);
		await press('F2', '正在办理');
	}, 60_000);

	it('is taken back: the window goes back after its citizen, too', async () => {
		await manager.getByRole('button', { name: /^撤回/ }).click();
		const undone = await found('tide-plan-undone');
		expect(undone.body).toMatchObject({ back: ['W08'] });
		await staffFaceIsSound(manager);
		const due = await found('duty-change-due', ({ body }) => body.back);
		await until('the notice to be over', () => Date.now() > due.body.notBefore + 500);
		await window.keyboard.press('F3');
		const back = await found('duty-changed', ({ body }) => body.why === 'plan-undone');
		expect(back.body).toMatchObject({ window: 'W08', duty: ['B'] });
		await manager
			.getByText(/08 号已换回/)
			.first()
			.waitFor();
	});

	it('stands in the week, as changed and agreed and taken back', async () => {
		await manager.getByRole('button', { name: '方案', exact: true }).click();
		await manager.locator('.tide-week-list').getByText('请 08 号窗口改办个人综合业务', { exact: false }).waitFor();
		await look(manager, 'tide-week');
		await staffFaceIsSound(manager);
	});
});
