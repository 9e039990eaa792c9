/** The real Electron app, started as a hall starts it, driven through Playwright. */
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { electronArguments, resolveElectron } from '../../../scripts/electron/resolve.ts';

export interface Machine {
	app: ElectronApplication;
	/** The face of a seat, loaded; `part` is found in its address, e.g. `terminal`. */
	face(part: string): Promise<Page>;
	/** Pictures of every face as it stands, for the failed step `title`, in test/artifacts. */
	pictures(title: string): Promise<void>;
	stop(): Promise<void>;
	kill(): void;
}

export interface MachineChoice {
	platformUrl: string;
	stations: string;
	hall: string;
	data: string;
	bench?: boolean;
}

export async function startMachine(choice: MachineChoice): Promise<Machine> {
	const electron = await resolveElectron({ log: () => {} });
	const app = await _electron.launch({
		executablePath: electron.path,
		args: [
			...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
			...electronArguments(process.cwd(), electron),
			'--platform',
			choice.platformUrl,
			'--stations',
			choice.stations,
			'--hall',
			choice.hall,
			'--data',
			choice.data,
			'--windowed',
			...(choice.bench ? ['--bench'] : []),
		],
		env: { ...(process.env as Record<string, string>), TIDEHALL_INSPECT: '1' },
		timeout: 60_000,
	});
	return {
		app,
		async face(part) {
			for (let tries = 0; tries < 300; tries += 1) {
				const page = app.windows().find((each) => each.url().includes(part));
				if (page) {
					await page.waitForLoadState('domcontentloaded');
					return page;
				}
				await new Promise((go) => setTimeout(go, 100));
			}
			throw new Error(`No face "${part}"; there are ${app.windows().map((each) => each.url())}`);
		},
		async pictures(title) {
			const name = title.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60);
			for (const page of app.windows()) {
				const face = /(\w+)\.html/.exec(page.url())?.[1] ?? 'page';
				if (face !== 'engine') await page.screenshot({ path: `test/artifacts/${name}/${face}.png` }).catch(() => {});
			}
		},
		async stop() {
			await app.close();
		},
		kill() {
			app.process().kill('SIGKILL');
		},
	};
}
