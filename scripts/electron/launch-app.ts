/** The real app under Playwright, started as a hall starts it: what the pictures and the end-to-end tests share. */
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { electronArguments, resolveElectron } from './resolve.ts';

export interface AppChoice {
	platformUrl: string;
	/** Seats, e.g. `T2,W02`. */
	stations: string;
	hall: string;
	data: string;
	bench?: boolean;
	/** As in a hall, filling the screen, instead of in a window. */
	kiosk?: boolean;
	/** More words for the command line. */
	more?: string[];
}

export function launchApp(choice: AppChoice): Promise<ElectronApplication> {
	return launchWith([
		...['--platform', choice.platformUrl, '--stations', choice.stations, '--hall', choice.hall, '--data', choice.data],
		choice.kiosk ? '--kiosk' : '--windowed',
		...(choice.bench ? ['--bench'] : []),
		...(choice.more ?? []),
	]);
}

/** With the station's own words alone. */
export async function launchWith(words: readonly string[]): Promise<ElectronApplication> {
	const electron = await resolveElectron({ log: () => {} });
	return _electron.launch({
		executablePath: electron.path,
		args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...electronArguments(process.cwd(), electron), ...words],
		env: { ...(process.env as Record<string, string>), TIDEHALL_INSPECT: '1' },
		timeout: 60_000,
	});
}

/** The page whose address holds `part`, e.g. `terminal`, once it is loaded. Rejects after a minute. */
export async function faceOf(app: ElectronApplication, part: string): Promise<Page> {
	for (let tries = 0; tries < 600; tries += 1) {
		const page = app.windows().find((each) => each.url().includes(part));
		if (page) {
			await page.waitForLoadState('domcontentloaded');
			return page;
		}
		await new Promise((go) => setTimeout(go, 100));
	}
	throw new Error(`No face "${part}"; there are ${app.windows().map((each) => each.url())}`);
}
