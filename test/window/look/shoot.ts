/**
 * Takes pictures of window and board in the moments of `scenes.ts`, checks each with axe and for text that is cut.
 * `node test/window/look/shoot.ts FOLDER [NAME…] [--en]`; needs Chromium at CHROMIUM or /usr/bin/chromium.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { chromium } from 'playwright-core';
import { createServer } from 'vite';
import { scenes } from './scenes.ts';
import { demoHall } from './story.ts';

const [folder = 'test/artifacts/look', ...rest] = process.argv.slice(2);
const language = rest.includes('--en') ? 'en' : 'zh-CN';
const hall = demoHall();
const all = scenes(hall);
const wanted = rest.filter((one) => !one.startsWith('--'));
const names = Object.keys(all).filter((name) => wanted.length === 0 || wanted.some((one) => name.startsWith(one)));
const config = { plan: hall.plan, catalogue: hall.catalogue, wording: hall.wording, devices: hall.devices, demo: hall.demo };
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const root = fileURLToPath(new URL('../../..', import.meta.url));

const server = await createServer({
	root,
	configFile: false,
	logLevel: 'error',
	cacheDir: join(root, '.cache/look'),
	optimizeDeps: { entries: ['test/window/look/page.tsx'] },
	server: { port: 0, host: '127.0.0.1', hmr: false, watch: null },
	plugins: [
		react(),
		{
			name: 'look',
			configureServer(vite) {
				vite.middlewares.use((request, response, next) => {
					const url = new URL(request.url ?? '/', 'http://look');
					const json = (value: unknown) => response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
					if (url.pathname === '/look/config.json') return void json(config);
					if (url.pathname === '/look/scene.json') return void json({ ...all[url.searchParams.get('name') ?? '']?.(), language });
					if (url.pathname !== '/look') return next();
					const html =
						'<!doctype html><html lang="zh-CN"><head><title>look</title></head><body><div id="root"></div><script type="module" src="/test/window/look/page.tsx"></script></body></html>';
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
		const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
		page.on('console', (line) => line.type() === 'error' && console.log(name, line.text()));
		page.on('pageerror', (error) => console.log(`${name}: ${error.message}`));
		// The first page of a cold start is bundled while it waits.
		await page.goto(`${address}look?scene=${name}`, { timeout: 150_000 });
		await page.waitForSelector('main, .board');
		await page.evaluate(() => document.fonts.ready);
		const scene = all[name]?.();
		for (const key of scene?.keys ?? []) {
			if (key === 'refuse') {
				// Another window takes the last word: the platform refuses although the key was not grey.
				await page.evaluate(() => {
					const engine = (window as unknown as { engine: { ask: unknown } }).engine;
					engine.ask = async () => ({ ok: false, why: 'refused', refusal: { code: 'nobody-waiting', params: {} } });
				});
			} else await page.keyboard.press(key);
		}
		for (const letter of scene?.type ?? '') await page.keyboard.press(letter === '\t' ? 'Tab' : letter === '\n' ? 'Enter' : letter);
		for (const words of scene?.press ?? []) await page.getByText(words, { exact: true }).click();
		await page.waitForTimeout(700);
		await page.screenshot({ path: join(folder, `${name}${language === 'en' ? '.en' : ''}.png`) });
		await page.evaluate(axe);
		const found = await page.evaluate(async () => {
			const { axe } = window as unknown as {
				axe: { run: (o: object) => Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> };
			};
			const { violations } = await axe.run({ resultTypes: ['violations'] });
			const cut = [...document.querySelectorAll<HTMLElement>('body *')]
				.filter(
					(one) => one.children.length === 0 && one.textContent?.trim() && one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 2,
				)
				.map((one) => `${one.className}: ${one.textContent?.slice(0, 40)}`);
			const outside = [...document.querySelectorAll<HTMLElement>('.key-bar *, .top-bar *, .board *')]
				.filter((one) => one.getBoundingClientRect().right > innerWidth + 1 || one.getBoundingClientRect().bottom > innerHeight + 1)
				.map((one) => `${one.className}: ${one.textContent?.slice(0, 40)}`);
			const keys = [...document.querySelectorAll('body *')]
				.filter((one) => one.children.length === 0 && /^[a-z-]+(\.[a-zA-Z-]+)+$|\{\{/.test(one.textContent ?? ''))
				.map((one) => one.textContent);
			return {
				violations: violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`),
				cut,
				outside,
				keys,
			};
		});
		bad += found.violations.length + found.keys.length;
		console.log(name, JSON.stringify(found));
		await page.close();
	}
} finally {
	await browser.close();
	await server.close();
}
process.exitCode = bad === 0 ? 0 : 1;
