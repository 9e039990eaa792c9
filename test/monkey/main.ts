/**
 * `npm run monkey -- --actions 100000 --seed N [--stations T2] [--json]`: a monkey tries to break out of the real app in kiosk mode. The same seed
 * does the same. Ends with 1 when something got out, and says after which action.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { build } from '../../scripts/build.ts';
import { faceOf, launchApp } from '../../scripts/electron/launch-app.ts';
import { resolveElectron } from '../../scripts/electron/resolve.ts';
import { openScreen } from '../../scripts/packages/prove/virtual-screen.ts';
import { startPlatform } from '../../scripts/platform-process.ts';
import { demoHallWith } from '../e2e/support/hall-folder.ts';
import { runMonkey } from './run-monkey.ts';

const options = new Command('monkey')
	.option('--actions <number>', 'how many', '100000')
	.option('--seed <number>', 'which', '1')
	.option('--stations <id>', 'the seat, one', 'T2')
	.option('--minutes <number>', 'ends in order after so long', '600')
	.option('--json', 'the report as JSON')
	.parse()
	.opts<{ actions: string; seed: string; stations: string; minutes: string; json?: boolean }>();

const log = (line: string) => process.stderr.write(`${line}\n`);
await build({ log });
const work = mkdtempSync(join(tmpdir(), 'tidehall-monkey-'));
const hall = demoHallWith(join(work, 'hall'), []);
const platform = await startPlatform({ hall, data: join(work, 'platform'), port: 0 });
// Half as large as a real one: drawn without a graphics card, a quarter of the pixels is four times as quick.
const screen = await openScreen(join(work, 'screen'), { width: 540, height: 960 });
const home = join(work, 'home');
const data = join(home, 'data');
mkdirSync(data, { recursive: true });
const face = options.stations.startsWith('T')
	? 'terminal'
	: options.stations.startsWith('W')
		? 'window'
		: options.stations.startsWith('B')
			? 'board'
			: 'manager';
const file = join(work, 'dropped.html');
writeFileSync(file, '<script>window.open("https://example.org")</script>');
// The app gets a home of its own; Electron is looked for before, where it always lies.
const electron = await resolveElectron({ log });
Object.assign(process.env, {
	ELECTRON_OVERRIDE_DIST_PATH: dirname(electron.path),
	DISPLAY: screen.display,
	HOME: home,
	TMPDIR: home,
	XDG_CONFIG_HOME: join(home, 'config'),
	XDG_CACHE_HOME: join(home, 'cache'),
});
const app = await launchApp({ platformUrl: platform.url, stations: options.stations, hall, data, kiosk: true });
let code = 1;
try {
	const page = await faceOf(app, face);
	await page.locator('.frame, main').first().waitFor({ timeout: 60_000 });
	const report = await runMonkey({
		app,
		page,
		faces: [face],
		seed: Number(options.seed),
		actions: Number(options.actions),
		atMostMs: Number(options.minutes) * 60_000,
		data,
		home,
		file,
		display: screen.display,
		told: log,
	});
	if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`);
	else {
		log(
			`seed ${options.seed}: ${report.actions} actions, ${report.perSecond} a second; ${report.checks} checks, ${report.resets} resets; shut: ${JSON.stringify(report.denied)}`,
		);
		for (const { after, what, last } of report.wrong)
			log(`OUT after ${after} actions: ${what}\n  ${last.map((one) => JSON.stringify(one).slice(0, 160)).join('\n  ')}`);
		if (report.wrong.length === 0) log('Nothing got out.');
	}
	code = report.wrong.length === 0 ? 0 : 1;
} finally {
	await app.close().catch(() => {});
	platform.child.kill('SIGTERM');
	screen.stop();
	rmSync(work, { recursive: true, force: true });
}
process.exit(code);
