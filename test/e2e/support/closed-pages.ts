/** What a real page of the app must not be able to do, asked of the page itself; and how its window was truly made, asked of Electron. */
import type { ElectronApplication, Page } from 'playwright-core';

/** What is open that must be closed; empty = nothing. `strings`: texts that would act. */
export async function openInPage(page: Page, strings: readonly string[]): Promise<string[]> {
	return page.evaluate(async (texts) => {
		const open: string[] = [];
		const world = globalThis as unknown as Record<string, unknown>;
		for (const name of ['require', 'process', 'module', 'Buffer', '__dirname', 'exports', 'ipcRenderer', 'electron'])
			if (typeof world[name] !== 'undefined') open.push(`the page has ${name}`);
		if (window.opener !== null) open.push('the page has an opener');
		if (window.top !== window) open.push('the page lies in another one');
		const bridge = (world.tidehall ?? {}) as Record<string, unknown>;
		for (const [name, value] of Object.entries(bridge))
			if (typeof value !== 'function') open.push(`the bridge gives ${name}, which is no function`);
		// The bridge cannot be changed.
		const info = bridge.info as () => Promise<{ face: string }>;
		try {
			bridge.info = () => 'mine';
		} catch {}
		if (bridge.info !== info) open.push('the page replaces a function of the bridge');
		// No word becomes a program: neither by the policy's own doors nor as markup.
		// Not within the debugger's own call, which the policy lets through.
		await new Promise((resolve) => setTimeout(resolve, 20));
		let reports = 0;
		const counted = () => {
			reports += 1;
		};
		document.addEventListener('securitypolicyviolation', counted);
		const compiled = (what: string, way: () => unknown) => {
			try {
				way();
				open.push(`${what} compiles words`);
			} catch {}
		};
		compiled('eval', () => (world.eval as (words: string) => unknown)('1'));
		compiled('Function', () => new Function('return 1')());
		const timer = setTimeout as unknown as (words: string, ms: number) => number;
		try {
			timer('globalThis.__pwned = 1', 0);
		} catch {}
		const place = document.createElement('div');
		place.hidden = true;
		document.body.append(place);
		// Forced in as markup, which no screen does: what the pages' policies let through must still not act. Every kind of text is among them.
		const forced = texts.slice(0, 60);
		for (const [n, text] of texts.entries()) {
			if (n % 500 === 0) await new Promise((resolve) => setTimeout(resolve, 0));
			try {
				if (n < forced.length) place.innerHTML = text;
			} catch {}
			// As a text, as an attribute, as an address: as the screens show it.
			const shown = document.createElement('a');
			shown.textContent = text;
			shown.title = text;
			shown.setAttribute('aria-label', text);
			place.replaceChildren(shown);
			if (shown.childElementCount > 0) open.push('a text became markup');
		}
		const frame = document.createElement('iframe');
		frame.src = 'data:text/html,<script>parent.__pwned=1</script>';
		place.append(frame);
		const inline = document.createElement('button');
		// Trusted types refuse even the attribute.
		try {
			inline.setAttribute('onclick', 'globalThis.__pwned = 1');
		} catch {}
		place.append(inline);
		inline.click();
		await new Promise((resolve) => setTimeout(resolve, 150));
		place.remove();
		document.removeEventListener('securitypolicyviolation', counted);
		if (world.__pwned !== undefined) open.push('something was executed');
		if (reports === 0) open.push('the policy reported nothing of all this');
		const elsewhere = await fetch('https://example.org/').then(
			() => 'answered',
			() => 'refused',
		);
		if (elsewhere !== 'refused') open.push('the page reaches another machine');
		if (window.open('https://example.org/') !== null) open.push('the page opens a window');
		return open;
	}, strings);
}

/** By the address of each page. */
export async function windowsOpen(app: ElectronApplication): Promise<string[]> {
	return app.evaluate(({ webContents }) => {
		const wanted: Record<string, unknown> = {
			...{
				sandbox: true,
				contextIsolation: true,
				nodeIntegration: false,
				nodeIntegrationInWorker: false,
				nodeIntegrationInSubFrames: false,
			},
			...{ webSecurity: true, webviewTag: false, allowRunningInsecureContent: false, experimentalFeatures: false },
		};
		return webContents.getAllWebContents().flatMap((contents) => {
			const made = (contents as unknown as { getLastWebPreferences(): Record<string, unknown> | null }).getLastWebPreferences() ?? {};
			return Object.entries(wanted).flatMap(([name, value]) =>
				(made[name] ?? false) === value ? [] : [`${contents.getURL()}: ${name} is ${String(made[name])}`],
			);
		});
	});
}
