/** The way through every page of the manager's seat, for pictures: at each stop the page stands as it should be looked at, in Chinese. */
import type { Page } from 'playwright-core';

export interface Stop {
	name: string;
	/** From the stop before to this one. */
	go(page: Page): Promise<unknown>;
}

const press = (page: Page, name: string | RegExp, exact = true) => page.getByRole('button', { name, exact }).first().click();
const tab = (page: Page, name: string) => page.locator('.top-bar .tabs').getByRole('button', { name, exact: true }).click();
const part = (page: Page, name: string) => page.locator('.history-pages').getByRole('button', { name, exact: true }).click();
const drawn = (page: Page) => page.locator('.chart').first().waitFor();

/** Asks until a proposal is there: with a surge before the door one comes, and it may already have come by itself. */
async function proposal(page: Page): Promise<void> {
	const card = page.locator('.tide-card[data-plan]');
	const again = page.getByRole('button', { name: '现在看一次' });
	for (let turn = 0; turn < 60 && (await card.count()) === 0; turn += 1) {
		if ((await again.count()) > 0 && (await again.isEnabled())) await again.click({ timeout: 1_000 }).catch(() => {});
		await page.waitForTimeout(500);
	}
	await card.getByText('这台机器又推演').waitFor();
}

export const managerTour: readonly Stop[] = [
	{ name: 'sign-in', go: (page) => page.getByLabel('工号').waitFor() },
	{
		name: 'live-proposal',
		async go(page) {
			await page.getByText('运行正常').waitFor();
			await page.getByLabel('工号').fill('0001');
			await page.getByLabel('口令').fill('1379');
			await page.keyboard.press('Enter');
			await page.getByText('大厅平面').waitFor();
			await proposal(page);
		},
	},
	{
		name: 'live-tables',
		async go(page) {
			const keys = page.locator('.tide-charts').getByRole('button', { name: '看数据', exact: true });
			while ((await keys.count()) > 0) await keys.first().click();
		},
	},
	{
		name: 'live-editing',
		async go(page) {
			const keys = page.locator('.tide-charts').getByRole('button', { name: '看图', exact: true });
			while ((await keys.count()) > 0) await keys.first().click();
			await press(page, '改一改');
			await page.getByText(/同样的 \d+ 个未来/).waitFor();
		},
	},
	{
		name: 'live-declining',
		async go(page) {
			await page.locator('.tide-editor').getByRole('button', { name: '不改了' }).click();
			await press(page, '不同意…');
		},
	},
	{
		name: 'live-window',
		async go(page) {
			await press(page, '再想想');
			await page.locator('[data-window="W11"]').click();
		},
	},
	{
		name: 'live-approved',
		async go(page) {
			await page.locator('.window-panel').getByRole('button', { name: '收起' }).click();
			await page.getByRole('button', { name: /^同意，通知/ }).click();
			await page.locator('.tide-day li').first().waitFor();
		},
	},
	{
		name: 'history',
		async go(page) {
			await tab(page, '历史');
			await drawn(page);
		},
	},
	{
		name: 'history-tables',
		async go(page) {
			const keys = page.getByRole('button', { name: '看数据', exact: true });
			while ((await keys.count()) > 0) await keys.first().click();
		},
	},
	{
		name: 'what-if',
		async go(page) {
			await part(page, '推演');
			await page.getByRole('button', { name: '开始重放' }).waitFor();
		},
	},
	{
		name: 'what-if-result',
		async go(page) {
			await press(page, '开始重放');
			await page.locator('.what-if-verdict').waitFor();
			await page
				.locator('.what-if-progress [role="status"]')
				.getByText(/^200 \/ 200/)
				.waitFor();
		},
	},
	{
		name: 'slots',
		async go(page) {
			await part(page, '明天的窗口');
			await page.getByRole('button', { name: '按建议放号' }).waitFor({ timeout: 240_000 });
		},
	},
	{
		name: 'plan',
		async go(page) {
			await press(page, '排一次');
			await page.locator('.plan-short').waitFor({ timeout: 120_000 });
		},
	},
	{
		name: 'week',
		async go(page) {
			await tab(page, '方案');
			await page.locator('.tide-week-sums').waitFor();
		},
	},
	{ name: 'reviews', go: (page) => tab(page, '评价') },
	{ name: 'by-hand', go: (page) => tab(page, '人工兜底') },
	{ name: 'reconciliation', go: (page) => tab(page, '对账') },
	{ name: 'devices', go: (page) => tab(page, '设备') },
	{
		name: 'staff',
		async go(page) {
			await tab(page, '人员');
			await page.getByText('王静').first().waitFor();
		},
	},
	{ name: 'staff-person', go: (page) => page.getByText('王静').first().click() },
	{ name: 'machines', go: (page) => tab(page, '机器登记') },
	{
		name: 'end-of-day',
		async go(page) {
			await tab(page, '实况');
			await press(page, '结束今天的业务');
		},
	},
	{
		name: 'day-is-over',
		async go(page) {
			await page.locator('[role="alertdialog"] .ant-btn-dangerous').click();
			await page
				.getByText(/今天的业务已结束/)
				.first()
				.waitFor();
			await tab(page, '对账');
			await page.waitForTimeout(1_500);
		},
	},
];
