/**
 * `npm run screenshots -- --slots`: choosing a time at the terminal of the real app, in both languages and for elders, and what it shows of quiet times
 * while it is cut off. Needs learned days, so six are made first; into `test/artifacts/slots`.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { seedMorning } from './demo/morning.ts';
import { seedPastDays } from './demo/past-days.ts';
import { faceOf, launchApp } from './electron/launch-app.ts';
import { startPlatform } from './platform-process.ts';

const hall = 'config/halls/demo/hall.yaml';
const folder = join('test', 'artifacts', 'slots');
const patienceMs = 120_000;
/** The platform simulates its days after it was started, a few at a time. */
const simulatedMs = 300_000;

const said = {
	zh: {
		book: '新约一个时间',
		queue: '综合',
		times: '预约、改约',
		back: '上一步',
		hello: '您好',
		quiet: '看看什么时候人少',
		kept: '连不上',
	},
	en: {
		...{ book: 'Book a time', queue: 'Personal', times: 'Book a time', back: 'Back', hello: 'Hello' },
		...{ quiet: 'See which times are quiet', kept: 'cannot be reached' },
	},
} as const;

export async function slotPictures(log: (line: string) => void): Promise<void> {
	const data = mkdtempSync(join(tmpdir(), 'tidehall-slots-'));
	const now = Date.now();
	await seedPastDays({ hallFile: hall, dataDir: join(data, 'platform'), now, days: 6, log });
	await seedMorning({ hallFile: hall, dataDir: join(data, 'platform'), now, freeWindows: ['W02'], log });
	const platform = await startPlatform({ hall, data: join(data, 'platform'), port: 0 });
	const app = await launchApp({ platformUrl: platform.url, stations: 'T2', hall, data: join(data, 'machine'), bench: true });
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	try {
		const terminal = await faceOf(app, 'terminal');
		terminal.setDefaultTimeout(patienceMs);
		const press = (name: string) =>
			terminal
				.getByRole('button', { name: new RegExp(name) })
				.first()
				.click();
		const picture = async (name: string) => {
			await terminal.evaluate('document.fonts.ready.then(() => true)');
			await terminal.waitForTimeout(900);
			await terminal.screenshot({ path: join(folder, `${name}.png`) });
			log(name);
		};
		const home = async () => {
			await terminal.reload();
			await terminal.getByText('您好').first().waitFor();
		};
		const toSlots = async (language: keyof typeof said, away = false) => {
			const words = said[language];
			if (language === 'en') await press('English');
			await press(words.times);
			await picture(`${away ? 'away-' : ''}home-${language}`);
			await press(away ? words.quiet : words.book);
			await picture(`${away ? 'away-' : ''}queues-${language}`);
			await press(words.queue);
			await terminal.locator('.booking-slot').first().waitFor();
		};
		await toBeSimulated(terminal, home, toSlots);
		await home();
		for (const language of ['zh', 'en'] as const) {
			await toSlots(language);
			await picture(`slots-${language}`);
			await terminal.locator('.booking-day').nth(1).click();
			await picture(`slots-tomorrow-${language}`);
			await press(language === 'zh' ? '长辈版' : 'Large type');
			await picture(`slots-elder-${language}`);
			await press(language === 'zh' ? '普通版' : 'Standard');
			await home();
		}
		// Cut off, a page shows what it was told itself: it must not begin anew.
		const back = async (language: keyof typeof said) => {
			for (let step = 0; step < 3; step += 1) await press(said[language].back);
			await terminal.getByText(said[language].hello).first().waitFor();
		};
		await toSlots('zh');
		await back('zh');
		platform.child.kill('SIGKILL');
		await terminal.getByText('离线取号').first().waitFor();
		for (const language of ['zh', 'en'] as const) {
			await toSlots(language, true);
			await terminal.getByText(new RegExp(said[language].kept)).first().waitFor();
			await picture(`away-slots-${language}`);
			await back(language);
		}
	} finally {
		await app.close().catch(() => {});
		platform.child.kill('SIGKILL');
		rmSync(data, { recursive: true, force: true });
	}
}

/** Comes back until the waits of the slots are those of the simulation. */
async function toBeSimulated(terminal: Page, home: () => Promise<void>, toSlots: (language: 'zh') => Promise<void>): Promise<void> {
	const until = Date.now() + simulatedMs;
	for (;;) {
		await terminal.getByText('您好').first().waitFor();
		await toSlots('zh');
		if ((await terminal.getByText(/预计等/).count()) > 0) return;
		if (Date.now() > until) throw new Error('No slot was simulated within five minutes; see the log of the platform.');
		await terminal.waitForTimeout(10_000);
		await home();
	}
}
