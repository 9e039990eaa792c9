/**
 * Takes pictures of the manager's screens in the moments of `scenes.ts`, at three sizes and in two languages, and tells what axe and the ruler find.
 * `node test/manager/look/shoot.ts FOLDER [NAME…] [--en] [--size=1280x800]`; needs Chromium at CHROMIUM or /usr/bin/chromium.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { chromium } from 'playwright-core';
import { createServer } from 'vite';
import { layoutProblems } from '../../e2e/support/screen-checks.ts';
import { demoHall } from '../../window/look/story.ts';
import { managerScenes } from './scenes.ts';

const [folder = 'test/artifacts/look', ...rest] = process.argv.slice(2);
const language = rest.includes('--en') ? 'en' : 'zh-CN';
const [width = 1920, height = 1080] = (rest.find((one) => one.startsWith('--size='))?.slice(7) ?? '1920x1080').split('x').map(Number);
const hall = demoHall();
const all = managerScenes(hall);
const wanted = rest.filter((one) => !one.startsWith('--'));
const names = Object.keys(all).filter((name) => wanted.length === 0 || wanted.includes(name));
const config = { plan: hall.plan, catalogue: hall.catalogue, wording: hall.wording, devices: hall.devices, demo: hall.demo };
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const root = fileURLToPath(new URL('../../..', import.meta.url));

const server = await createServer({
	root,
	configFile: false,
	logLevel: 'error',
	cacheDir: join(root, '.cache/look'),
	optimizeDeps: { entries: ['test/manager/look/page.tsx', 'renderer/manager/tide/what-if-worker.ts'] },
	server: { port: 0, host: '127.0.0.1', hmr: false, watch: null },
	worker: { format: 'es' },
	plugins: [
		react(),
		{
			name: 'look',
			configureServer(vite) {
				vite.middlewares.use((request, response, next) => {
					const url = new URL(request.url ?? '/', 'http://look');
					const json = (value: unknown) => response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
					if (url.pathname === '/look/config.json') return void json(config);
					if (url.pathname === '/look/scene.json') return void json(all[url.searchParams.get('name') ?? '']?.());
					if (url.pathname !== '/look') return next();
					const html =
						'<!doctype html><html lang="zh-CN"><head><title>look</title></head><body><div id="root"></div><script type="module" src="/test/manager/look/page.tsx"></script></body></html>';
					void vite.transformIndexHtml('/look', html).then((page) => response.setHeader('content-type', 'text/html').end(page));
				});
			},
		},
	],
});
await server.listen();
const address = server.resolvedUrls?.local[0] ?? '';
const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
	args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
mkdirSync(folder, { recursive: true });
let bad = 0;
try {
	for (const name of names) {
		const page = await browser.newPage({ viewport: { width, height } });
		page.on('console', (line) => line.type() === 'error' && console.log(name, line.text()));
		page.on('pageerror', (error) => console.log(`${name}: ${error.message}`));
		await page.goto(`${address}look?scene=${name}&lang=${language}`);
		await page.waitForSelector('main', { timeout: 60_000 });
		await page.evaluate(() => document.fonts.ready);
		await page.waitForTimeout(1500);
		const press = all[name]?.().press ?? [];
		const choices = press.length === 2 ? [press[language === 'en' ? 1 : 0]!] : press;
		for (const words of choices) {
			if (/^W\d\d$/.test(words)) await page.locator(`[data-window="${words}"]`).click();
			else
				await page
					.getByText(words.replace(/ \d$/, ''), { exact: true })
					.nth(/ 2$/.test(words) ? 1 : 0)
					.click();
		}
		await page.waitForTimeout(1500);
		const suffix = `${language === 'en' ? '.en' : ''}${width === 1920 ? '' : `.${width}`}`;
		await page.screenshot({ path: join(folder, `${name}${suffix}.png`), fullPage: rest.includes('--full') });
		await page.evaluate(axe);
		const violations = await page.evaluate(async () => {
			const { axe } = window as unknown as {
				axe: { run: (o: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
			};
			const found = await axe.run({ resultTypes: ['violations'] });
			return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 140)).join(' | ')}`);
		});
		const layout = await layoutProblems(page, { text: 14, target: 36 });
		const keys = await page.evaluate(() =>
			[...document.querySelectorAll('body *')]
				.filter((one) => one.children.length === 0 && /^[a-z-]+(\.[a-zA-Z-]+)+$|\{\{/.test(one.textContent ?? ''))
				.map((one) => one.textContent),
		);
		bad += violations.length + layout.length + keys.length;
		console.log(name, JSON.stringify({ violations, layout, keys }, null, 1));
		await page.close();
	}
} finally {
	await browser.close();
	await server.close();
}
process.exitCode = bad === 0 ? 0 : 1;
