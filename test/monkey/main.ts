/**
 * `npm run monkey -- --actions 100000 --seed N [--stations T2] [--json]`: a monkey tries to break out of the real app in kiosk mode. The same seed
 * does the same at the same page. Ends with 1 when something got out, and says after which action.
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
import { hallFolder } from '../e2e/support/hall-folder.ts';
import { simulatedDevices } from '../e2e/support/simulated-devices.ts';
import { cardOf } from '../hostile/canaries/card.ts';
import { canaryPerson, secretsOf } from '../hostile/canaries/people.ts';
import { searchDay } from '../hostile/canaries/search-day.ts';
import { canary } from './actions.ts';
import { type MonkeyReport, runMonkey } from './run-monkey.ts';

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
mkdirSync(join(work, 'lines'));
const devices = options.stations.startsWith('T') ? await simulatedDevices(join(work, 'lines')) : null;
const hall = hallFolder(
	join(work, 'hall'),
	devices === null
		? []
		: [
				{ id: `${options.stations}-reader`, station: options.stations, kind: 'id-reader', path: devices.lines.reader.host },
				{ id: `${options.stations}-printer`, station: options.stations, kind: 'printer', path: devices.lines.printer.host },
			],
);
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
const laid = new Set<string>();
const reader = devices?.reader;
const card = (person: number | null): readonly string[] => {
	if (person === null) {
		reader?.takeCard();
		return [];
	}
	const whose = canaryPerson(person);
	reader?.lay(cardOf(whose));
	const traces = secretsOf(whose);
	for (const trace of traces) laid.add(trace);
	return traces;
};
const wanted = Number(options.actions);
const began = Date.now();
const minutesLeft = () => Number(options.minutes) - (Date.now() - began) / 60_000;
const legs: (MonkeyReport & { seed: number })[] = [];
const done = () => legs.reduce((sum, { actions }) => sum + actions, 0);
const findings = () => legs.flatMap(({ wrong, seed }) => wrong.map((each) => ({ seed, ...each })));
// After a finding the machine is started anew, so that one does not hide what comes after it.
while (done() < wanted && findings().length < 8 && legs.length < 8 && minutesLeft() > 0) {
	const seed = Number(options.seed) + legs.length * 1_000_003;
	const app = await launchApp({ platformUrl: platform.url, stations: options.stations, hall, data, kiosk: true });
	const child = app.process();
	try {
		const page = await faceOf(app, face);
		await page.locator('.frame, main').first().waitFor({ timeout: 60_000 });
		const report = await runMonkey({
			...{ app, page, faces: [face], seed, actions: wanted - done(), atMostMs: minutesLeft() * 60_000 },
			...{ data, home, file, display: screen.display, card, told: log },
		});
		legs.push({ ...report, seed });
	} finally {
		reader?.takeCard();
		await Promise.race([app.close().catch(() => {}), new Promise((go) => setTimeout(go, 15_000))]);
		child.kill('SIGKILL');
	}
	for (const { after, what, last } of legs.at(-1)!.wrong)
		log(`OUT after ${after} actions of seed ${seed}: ${what}\n  ${last.map((one) => JSON.stringify(one).slice(0, 160)).join('\n  ')}`);
}
/** What the monkey typed, and whose cards lay there, on the disks of machine and platform. */
const left = searchDay({ folders: { 'home of the app': home, platform: join(work, 'platform') }, texts: {}, secrets: {} }, [
	canary,
	...laid,
]);
const sum = (what: 'kinds' | 'screens' | 'homeFrom' | 'denied') => {
	const total: Record<string, number> = {};
	for (const leg of legs) for (const [name, count] of Object.entries(leg[what])) total[name] = (total[name] ?? 0) + count;
	return Object.fromEntries(Object.entries(total).sort(([, a], [, b]) => b - a));
};
const add = (what: 'checks' | 'resets' | 'sessions' | 'seconds') => legs.reduce((all, leg) => all + leg[what], 0);
const report = {
	...{
		seeds: legs.map(({ seed }) => seed),
		memory: legs.map(({ memory }) => memory),
		kept: legs.flatMap(({ kept }) => kept),
		face,
		actions: done(),
		minutes: Math.round((Date.now() - began) / 6_000) / 10,
	},
	...{ acting: add('seconds'), checks: add('checks'), resets: add('resets'), sessions: add('sessions') },
	...{ kinds: sum('kinds'), screens: sum('screens'), homeFrom: sum('homeFrom'), denied: sum('denied') },
	...{ looked: { texts: laid.size + 1, files: left.files, bytes: left.bytes, found: left.found.length }, findings: findings() },
};
if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`);
else {
	const { seeds, actions, minutes, checks, resets, sessions, looked } = report;
	const counts = (of: Record<string, number>) =>
		Object.entries(of)
			.map(([name, count]) => `${name} ${count}`)
			.join(', ') || 'none';
	log(
		`${actions} actions at the ${face}, seeds ${seeds.join(', ')}, ${minutes} minutes; ${checks} checks, ${resets} times left alone, ${sessions} sessions`,
	);
	log(
		`  done: ${counts(report.kinds)}\n  on the screen: ${counts(report.screens)}\n  went home from: ${counts(report.homeFrom)}\n  shut, by the log: ${counts(report.denied)}`,
	);
	log(
		`  memory of the page: ${report.memory.map(({ first, most, last }) => `${first} MB at first, ${most} at most, ${last} at the end`).join('; ')}`,
	);
	log(`  ${looked.texts} texts looked for in ${looked.files} files, ${(looked.bytes / 1_048_576).toFixed(1)} MB: ${looked.found} found`);
	for (const { file: where, as } of left.found.slice(0, 20)) log(`    ${where} as ${as}`);
	log(
		report.findings.length === 0 && looked.found === 0 && actions >= wanted
			? 'Nothing got out.'
			: `${report.findings.length} findings, ${actions} of ${wanted} actions.`,
	);
}
platform.child.kill('SIGTERM');
await Promise.race([devices?.close().catch(() => {}), new Promise((go) => setTimeout(go, 5_000))]);
screen.stop();
rmSync(work, { recursive: true, force: true });
process.exit(report.findings.length === 0 && left.found.length === 0 ? 0 : 1);
