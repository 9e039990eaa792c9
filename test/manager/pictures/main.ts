/**
 * `npm run screenshots -- --manager`: every page of the manager's seat as a browser shows it, at a desk's size and at a tablet's, upright and lying, touched by
 * a finger, in both languages; from a demo hall with a past, a morning and a crowd before the door. Beside each picture what the ruler finds.
 * Names of stops choose some of them; all before them are walked too. Leaves `test/artifacts/manager/index.html`. Needs Chromium.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CDPSession, chromium, type Page } from 'playwright-core';
import { build } from '../../../scripts/build.ts';
import { seedMorning } from '../../../scripts/demo/morning.ts';
import { seedPastDays } from '../../../scripts/demo/past-days.ts';
import { takeSeat } from '../../../scripts/demo/seat.ts';
import { startPlatform } from '../../../scripts/platform-process.ts';
import { comeToRest, layoutProblems } from '../../e2e/support/screen-checks.ts';
import { fingerProblems } from './finger-targets.ts';
import { managerTour } from './tour.ts';

const hall = 'config/halls/demo/hall.yaml';
const folder = join('test', 'artifacts', 'manager');
const sizes = [
	{ name: 'desk', width: 1920, height: 1080, touch: false },
	{ name: 'tablet', width: 1024, height: 768, touch: true },
	{ name: 'tablet-upright', width: 768, height: 1024, touch: true },
] as const;
const languages = [
	{ name: 'zh', other: 'English' },
	{ name: 'en', other: '中文' },
] as const;
const crowd = 14;
/** Each step of the tour; a machine that does much else is slow. */
const patienceMs = 120_000;

interface Picture {
	file: string;
	problems: string[];
}

/** Browsers where systems keep them; `CHROMIUM` names another. */
function chromiumHere(): string | undefined {
	return [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
		(path) => path !== undefined && existsSync(path),
	);
}

const log = (line: string) => process.stderr.write(`${line}\n`);

/** 0 = every picture was taken and the ruler found nothing. */
async function managerPictures(wanted: readonly string[]): Promise<number> {
	const executablePath = chromiumHere();
	if (executablePath === undefined) {
		log('There is no Chromium here, and these pictures are taken with it: install it (apt-get install chromium), or name one in CHROMIUM.');
		return 1;
	}
	const unknown = wanted.find((name) => !managerTour.some((stop) => stop.name === name));
	if (unknown !== undefined) {
		log(`There is no stop "${unknown}". There are: ${managerTour.map(({ name }) => name).join(', ')}.`);
		return 1;
	}
	await build({ log });
	const data = mkdtempSync(join(tmpdir(), 'tidehall-manager-'));
	const now = Date.now();
	await seedPastDays({ hallFile: hall, dataDir: data, now, days: 6, log });
	await seedMorning({ hallFile: hall, dataDir: data, now, freeWindows: ['W02'], log });
	const platform = await startPlatform({ hall, data, port: 0 });
	const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	const pictures: Picture[] = [];
	try {
		const door = await takeSeat(platform.url, 'T3');
		for (let person = 0; person < crowd; person += 1)
			// On a busy machine an answer may be late; one person more or less is no matter here.
			await door.say('issue-ticket', { visit: { queue: 'A', items: ['RS-001'], channel: 'no-card' } }).catch(() => {});
		door.close();
		const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
		page.setDefaultTimeout(patienceMs);
		page.on('pageerror', (error) => pictures.push({ file: '', problems: [`the page failed: ${error.message}`] }));
		const hand = await page.context().newCDPSession(page);
		await page.goto(`${platform.url}/manager?station=M1`);
		for (const stop of managerTour) {
			try {
				await stop.go(page);
			} catch (error) {
				await page.screenshot({ path: join(folder, 'failed.png'), fullPage: true });
				throw new Error(`The tour did not come to "${stop.name}"; ${join(folder, 'failed.png')} shows where it stands.`, { cause: error });
			}
			const taken = wanted.length === 0 || wanted.includes(stop.name) ? await picturesOf(stop.name, page, hand) : [];
			pictures.push(...taken);
			log(stop.name);
			for (const { file, problems } of taken) for (const problem of problems) log(`  ${file}: ${problem}`);
			if (stop.name === wanted.at(-1)) break;
		}
	} finally {
		await browser.close();
		platform.child.kill('SIGTERM');
		rmSync(data, { recursive: true, force: true });
	}
	const problems = pictures.reduce((sum, each) => sum + each.problems.length, 0);
	writeFileSync(join(folder, 'index.html'), pageOf(pictures));
	console.log(`${pictures.length} pictures, ${problems} problems found by the ruler: ${join(folder, 'index.html')}`);
	return problems === 0 ? 0 : 1;
}

async function picturesOf(name: string, page: Page, hand: CDPSession): Promise<Picture[]> {
	const taken: Picture[] = [];
	for (const size of sizes) {
		await page.setViewportSize(size);
		for (const language of languages) {
			// A finger and no mouse; to be said again after each picture of a page higher than its screen.
			await hand.send('Emulation.setTouchEmulationEnabled', { enabled: size.touch, ...(size.touch ? { maxTouchPoints: 5 } : {}) });
			await page.waitForTimeout(700);
			await comeToRest(page);
			const problems = await layoutProblems(page, { text: 14, target: null });
			if (size.touch) problems.push(...(await fingerProblems(page)));
			const file = `${name}.${size.name}.${language.name}.png`;
			await page.screenshot({ path: join(folder, file), fullPage: true });
			taken.push({ file, problems });
			await page.getByRole('button', { name: language.other, exact: true }).click();
		}
	}
	await hand.send('Emulation.setTouchEmulationEnabled', { enabled: false });
	await page.setViewportSize(sizes[0]);
	return taken;
}

function pageOf(pictures: readonly Picture[]): string {
	const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
	const figures = pictures.map(
		({ file, problems }) =>
			`<figure><a href="${file}"><img loading="lazy" src="${file}" alt=""></a><figcaption>${file}${problems.map((each) => `<br><b>${escaped(each)}</b>`).join('')}</figcaption></figure>`,
	);
	return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Tidehall: the manager's seat</title>
<style>body{font:16px sans-serif;margin:24px}figure{display:inline-block;vertical-align:top;width:440px;margin:0 16px 24px 0}img{width:100%;border:1px solid #bbb}b{color:#a00}</style>
<h1>The manager's seat in a browser</h1>
${figures.join('\n')}
</html>
`;
}

process.exitCode = await managerPictures(process.argv.slice(2).filter((word) => !word.startsWith('--')));
