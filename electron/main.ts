/** Entry of the station app's main process: what must hold before anything is shown, then the machine. */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { app, protocol } from 'electron';
import { enrolFromFile } from './enrolment/enrol-from-file.ts';
import { pinnedAuthority } from './enrolment/enrolment-file.ts';
import { readHall } from './hall.ts';
import { appScheme } from './lock-down/app-address.ts';
import { StationLog } from './log/station-log.ts';
import { runMachine } from './machine.ts';
import { mendPageStores } from './profile/mend-page-stores.ts';
import { runSetUp } from './set-up/run-set-up.ts';
import { askAgainFile, ownHallFile, readSetUp } from './set-up/set-up-file.ts';
import { readArguments, type SetUpArguments, type StationArguments, usage } from './station-arguments.ts';

function refuse(lines: string[], code = 1): void {
	process.stderr.write(`${lines.join('\n')}\n`);
	app.exit(code);
}

const appFolder = app.getAppPath();
const root = process.getuid?.() === 0;
// A packaged app is driven by nobody, whatever its environment says.
const inspect = process.env.TIDEHALL_INSPECT === '1' && !app.isPackaged;
// An installed app that is started from a menu and was told nothing asks at its screen.
const words = process.argv.slice(1);
const read = readArguments(app.isPackaged && words.length === 0 ? ['--set-up'] : words, { inspect, root, appFolder });
if (read.ok) start('setUp' in read ? read.setUp : read.settings);
else refuse([...read.problems.map((problem) => `tidehall: ${problem}`), `usage: ${usage}`], 2);

function start(settings: StationArguments | SetUpArguments): void {
	// As root Chromium cannot use its sandbox at all; each page is then still a sandboxed one towards Node (webPreferences.sandbox).
	if (!process.argv.includes('--no-sandbox')) app.enableSandbox();
	// The bench's devices are simulated, the document camera too: no real one of a developer's machine is ever watched.
	if (settings.bench) app.commandLine.appendSwitch('use-fake-device-for-media-stream');
	protocol.registerSchemesAsPrivileged([
		{ scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } },
	]);
	const data = settings.data ?? join(app.getPath('userData'), 'stations' in settings ? settings.stations.join('-') : 'station');
	app.setPath('userData', join(data, 'profile'));
	app.setPath('crashDumps', join(data, 'profile', 'crashes'));
	// The lock belongs to the profile folder, so it is one app per folder of data: two would write one journal.
	if (!app.requestSingleInstanceLock()) {
		refuse([`tidehall: another station app already works with ${data}. Close it, or give this one its own --data DIR.`], 3);
		return;
	}
	const log = new StationLog({ folder: join(data, 'logs'), now: () => Date.now() });
	mendPageStores(join(data, 'profile'), (code, facts) => log.write('warn', code, facts));
	process.on('uncaughtException', (error) => {
		log.write('error', 'main-process-failed', { name: error.name });
		process.stderr.write(`${error.stack}\n`);
		// What a half-broken process would still do is unknown; the supervisor starts a whole one.
		app.exit(70);
	});
	process.on('unhandledRejection', (reason) => {
		log.write('error', 'promise-failed', { name: reason instanceof Error ? reason.name : 'unknown' });
		process.stderr.write(`${reason instanceof Error ? reason.stack : 'a promise failed'}\n`);
	});
	app.on('child-process-gone', (_event, { type, reason }) =>
		log.write('warn', 'child-process-gone', { type: type.replaceAll(' ', '-'), reason }),
	);
	app.on('window-all-closed', () => app.quit());
	void ('stations' in settings ? begin(settings, data, log) : beginBySetUp(settings, data, log));
}

/** By what a person told at this screen: now, or at an earlier start. */
async function beginBySetUp(settings: SetUpArguments, data: string, log: StationLog): Promise<void> {
	await app.whenReady();
	const again = settings.again || existsSync(askAgainFile(data));
	let told = readSetUp(data);
	let close = () => {};
	if (again || !told?.done) {
		const done = await runSetUp({ settings, again, data, appFolder, log }).catch((error: NodeJS.ErrnoException) => {
			log.write('error', 'set-up-not-shown', { code: error.code ?? 'unknown' });
			refuse([`tidehall: the first start cannot be shown, with data in ${data}. Check the rights of that folder.`, `${error.stack}`]);
			return null;
		});
		if (done === null) return;
		rmSync(askAgainFile(data), { force: true });
		told = done.told;
		close = done.close;
	}
	const { platform, stations } = told;
	await begin({ ...settings, platforms: [platform], stations, hall: ownHallFile(data) }, data, log);
	close();
}

async function begin(settings: StationArguments, data: string, log: StationLog): Promise<void> {
	const hall = readHall(settings.hall, settings.stations, join(appFolder, 'config'), join(appFolder, 'dist', 'main', 'known-files.json'));
	if (!hall.ok) {
		log.write('error', 'hall-not-loaded', { problems: hall.problems.length });
		refuse(['tidehall: the hall cannot be used until its files are put right:', ...hall.problems.map((problem) => `  ${problem}`)]);
		return;
	}
	if (settings.enrolmentCodeFile !== null) {
		const refused = await enrolFromFile({ settings, file: settings.enrolmentCodeFile, data, hall: hall.hall.config.plan, log });
		if (refused !== null) {
			refuse([`tidehall: ${refused}`]);
			return;
		}
	}
	const pinned = pinnedAuthority(settings.hallAuthorityFile, data, hall.hall.config.plan.code);
	if (!pinned.ok) {
		refuse([`tidehall: ${pinned.problem}`]);
		return;
	}
	await app.whenReady();
	try {
		await runMachine({ settings, hall: hall.hall, log, data, appFolder, authority: pinned.authority });
	} catch (error) {
		const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
		log.write('error', 'machine-not-started', { code });
		refuse([
			`tidehall: the journal in ${join(data, 'journal')} cannot be opened (${code}). Make room and check the rights of that folder.`,
			`${(error as Error).stack}`,
		]);
	}
}
