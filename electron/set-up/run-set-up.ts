/** The first start at the screen: a window of its own, closed to the outside like every other, and the devices of the seat once they are known. */
import { join } from 'node:path';
import { app, BrowserWindow, ipcMain, screen, session, utilityProcess } from 'electron';
import { ProblemList } from '../../config/problems.ts';
import { readWording } from '../../config/wording.ts';
import { DeskHost } from '../desk/desk-host.ts';
import { askSeats, hallAt } from '../enrolment/ask-seats.ts';
import { enrolMachine } from '../enrolment/enrol.ts';
import { keepEnrolment, readEnrolment } from '../enrolment/enrolment-file.ts';
import { readHall } from '../hall.ts';
import { machineDisk } from '../journal/journal-disk.ts';
import { openMachineKey } from '../keys/machine-key.ts';
import { custodyHere } from '../keys/open-custody.ts';
import { appOrigin } from '../lock-down/app-address.ts';
import { certificateJudge } from '../lock-down/certificates.ts';
import { closeContents } from '../lock-down/contents.ts';
import { beatHeart } from '../lock-down/heart.ts';
import { keyMayPass } from '../lock-down/kiosk-keys.ts';
import { pagePreferences } from '../lock-down/page-preferences.ts';
import { closeSession, listServed } from '../lock-down/session.ts';
import type { StationLog } from '../log/station-log.ts';
import type { SetUpArguments } from '../station-arguments.ts';
import { after } from '../timers.ts';
import { fetchHall, keepHall } from './fetch-hall.ts';
import { owedBy } from './owed-by.ts';
import { serveSetUp, setUpPage } from './serve-set-up.ts';
import { SetUpDesk } from './set-up-desk.ts';
import { keepSetUp, ownHall, ownHallFile, readSetUp, type SetUpKept } from './set-up-file.ts';

export interface RunSetUp {
	settings: SetUpArguments;
	again: boolean;
	data: string;
	appFolder: string;
	log: StationLog;
}

export interface SetUpDone {
	told: SetUpKept;
	/** Once the windows of the role are there. */
	close(): void;
}

/** Wide or tall, one page fits: it is drawn for the narrower side. */
const drawn = 1_080;

/** Resolves when a person has told everything; the app ends when the window is closed before. */
export async function runSetUp({ settings, again, data, appFolder, log }: RunSetUp): Promise<SetUpDone> {
	const now = () => Date.now();
	const note = (code: string, facts?: Record<string, string | number>) => log.write('info', code, facts);
	const alarm = (code: string, facts?: Record<string, string | number>) => log.write('warn', code, facts);
	const config = join(appFolder, 'config');
	const custody = custodyHere((level, code, facts) => log.write(level, code, facts));
	const secrets = custody.is === 'open' ? null : custody.secrets;
	const key = await openMachineKey({ folder: join(data, 'keys'), secrets, note: (said) => note(said) });
	const kept = readSetUp(data);
	const enrolment = kept && readEnrolment(data, kept.hall);
	let devices: DeskHost | null = null;
	let begin = (_told: SetUpKept) => {};
	const told = new Promise<SetUpKept>((resolve) => {
		begin = resolve;
	});
	const desk = new SetUpDesk({
		version: app.getVersion(),
		platform: settings.platform,
		before: kept && enrolment ? { kept, enrolment } : null,
		...{ again, key, now, hallAt, askSeats, enrol: enrolMachine, fetchHall, note },
		owed: (stations) => owedBy({ data, stations, secrets, now }),
		keepEnrolment: (one) => keepEnrolment(data, one),
		keepSetUp: (one) => keepSetUp(data, one, machineDisk),
		keepHall: (files) => keepHall(ownHall(data), files),
		readHall: (stations) => readHall(ownHallFile(data), stations, config),
		devices: {
			run(hall) {
				const work = { devices: hall.config.devices, papers: hall.papers, profiles: hall.profiles };
				if (devices) void devices.configure(work);
				else {
					devices = new DeskHost({
						...{ ...work, now, alarm, after, tell: () => {} },
						fork: ({ message, exit }) => {
							const child = utilityProcess.fork(join(appFolder, 'dist', 'main', 'desk.cjs'), [], { serviceName: 'tidehall-device-desk' });
							child.on('message', message);
							child.on('exit', exit);
							return { post: (request) => child.postMessage(request), kill: () => void child.kill() };
						},
					});
					devices.start();
				}
			},
			inspect: async () => (devices ? devices.inspect() : { ok: false, code: 'desk-stopped' }),
			async test(device, test) {
				const asked = devices ? await devices.test(device, test) : ({ ok: false, code: 'desk-stopped' } as const);
				return asked.ok ? asked.value : (asked.code as 'desk-stopped');
			},
		},
		begin,
	});

	closeContents(app, alarm);
	const folder = join(appFolder, 'dist', 'app');
	const own = session.fromPartition('set-up');
	closeSession(own, { folder, served: listServed(folder), platforms: [], made: new Map(), judge: certificateJudge(null, { now, alarm }) });
	const window = openWindow(settings, own, join(appFolder, 'dist', 'main', 'set-up.cjs'));
	const close = serveSetUp(ipcMain, {
		contentsId: window.webContents.id,
		desk,
		alarm,
		wording: () => readWording(join(config, 'wording'), new ProblemList(), []).wording,
	});
	// The session of kiosk mode ends an app whose heart stands still.
	const stopHeart = beatHeart(process.env.TIDEHALL_HEART, {
		every(ms, action) {
			const timer = setInterval(action, ms);
			return () => clearInterval(timer);
		},
		now,
		failed: () => alarm('heart-not-written'),
	});
	window.webContents.on('render-process-gone', () => {
		alarm('page-gone', { face: 'set-up' });
		after(1_000, () => void (window.isDestroyed() || window.loadURL(`${appOrigin}${setUpPage}`).catch(() => undefined)));
	});
	note('set-up-asks');
	await window.loadURL(`${appOrigin}${setUpPage}`).catch(() => undefined);
	const done = await told;
	await (devices as DeskHost | null)?.stop();
	stopHeart();
	close();
	return { told: done, close: () => window.destroy() };
}

function openWindow({ kiosk, screenScale }: SetUpArguments, own: Electron.Session, preload: string): BrowserWindow {
	const { bounds, workArea } = screen.getPrimaryDisplay();
	const scale = screenScale ?? 0.9;
	const size = kiosk ? bounds : { width: Math.round(workArea.width * scale), height: Math.round(workArea.height * scale) };
	const window = new BrowserWindow({
		// One line more than the screen has: X would make a window of exactly its size smaller by one.
		...{ width: size.width, height: size.height + (kiosk && process.platform === 'linux' ? 1 : 0) },
		...{ x: bounds.x, y: bounds.y, useContentSize: true, title: 'Tidehall 潮窗', kiosk, autoHideMenuBar: true, backgroundColor: '#f4f6f8' },
		webPreferences: pagePreferences({ preload, session: own, kiosk }),
	});
	window.removeMenu();
	window.on('page-title-updated', (event) => event.preventDefault());
	const zoom = () => {
		const [width, height] = window.getContentSize();
		window.webContents.setZoomFactor(Math.max(0.3, Math.min(3, Math.min(width!, height!) / drawn)));
	};
	window.on('resize', zoom);
	window.webContents.on('did-finish-load', zoom);
	// A technician with a keyboard, and perhaps a citizen who came by.
	if (kiosk)
		window.webContents.on('before-input-event', (event, input) => {
			if (!keyMayPass(input, true)) event.preventDefault();
		});
	return window;
}
