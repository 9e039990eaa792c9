/** The real Electron app, started as a hall starts it, driven through Playwright. */
import { type ElectronApplication, errors, type Page } from 'playwright-core';
import { type AppChoice, faceOf, launchApp } from '../../../scripts/electron/launch-app.ts';

export interface Machine {
	app: ElectronApplication;
	/** The face of a seat, loaded; `part` is found in its address, e.g. `terminal`. */
	face(part: string): Promise<Page>;
	/** Pictures of every face as it stands, for the failed step `title`, in test/artifacts. */
	pictures(title: string): Promise<void>;
	stop(): Promise<void>;
	kill(): void;
}

export async function startMachine(choice: AppChoice): Promise<Machine> {
	const app = await launchApp(choice).catch((cause) => {
		// On a busy machine Playwright now and then does not hear the debugger of an app that runs; it has killed that one.
		if (!(cause instanceof errors.TimeoutError)) throw cause;
		console.warn('The debugger of the app was not heard within a minute: the app is started once more.');
		return launchApp(choice);
	});
	return {
		app,
		face: (part) => faceOf(app, part),
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
