/** The machine at work: journal, device desk, bridge, one window per seat and the hidden one of the engine. */
import { join } from 'node:path';
import { app, ipcMain, powerSaveBlocker, screen, shell, utilityProcess } from 'electron';
import { isServiceCode } from '../config/service-code.ts';
import type { FaceInfo } from '../domain/contracts/bridge.ts';
import { createHallFetch } from '../trust/hall-fetch.ts';
import { openMachineApplications } from './applications/open-applications.ts';
import { createHandlers } from './bridge/handlers.ts';
import { serveBridge } from './bridge/serve-bridge.ts';
import { DeskHost } from './desk/desk-host.ts';
import { printOnce } from './desk/print-once.ts';
import { sayOnce } from './desk/say-once.ts';
import { tellFaces } from './desk/tell-faces.ts';
import { createBallast } from './disk/ballast.ts';
import { DiskGuard, measureRoom } from './disk/disk-guard.ts';
import { withLastWords } from './disk/last-words.ts';
import { keepDocument } from './files/keep-document.ts';
import { keepFile } from './files/keep-file.ts';
import { type MachineHall, readHallDevices } from './hall.ts';
import { thisMachine } from './journal/machine-name.ts';
import { openJournal } from './journal/open-journal.ts';
import { openJournalKey } from './keys/journal-key.ts';
import { openMachineKey } from './keys/machine-key.ts';
import { tickEveryMs } from './keys/offline-sign-ins.ts';
import { custodyHere } from './keys/open-custody.ts';
import { openOfflineSignIns } from './keys/open-offline-sign-ins.ts';
import { closeContents } from './lock-down/contents.ts';
import { beatHeart } from './lock-down/heart.ts';
import type { StationLog } from './log/station-log.ts';
import { ownPlatform } from './platform/start-own-platform.ts';
import { createService } from './service/answer-service.ts';
import { keptTries } from './service/kept-tries.ts';
import { LiveDevices, watchDevicesFile } from './service/live-devices.ts';
import { makeBundle } from './service/make-bundle.ts';
import { ServiceDoor } from './service/service-door.ts';
import { TechnicianWindow } from './service/technician-window.ts';
import type { StationArguments } from './station-arguments.ts';
import { after, every } from './timers.ts';
import { openUpdates } from './updates/open-updates.ts';
import { EnginePorts } from './windows/engine-ports.ts';
import { FaceWindows } from './windows/face-windows.ts';
import { centred, drawnFor, fitFace, placeWindows } from './windows/layout.ts';

export interface MachineParts {
	settings: StationArguments;
	hall: MachineHall;
	log: StationLog;
	/** This machine's own folder. */
	data: string;
	/** Folder with package.json and `dist`. */
	appFolder: string;
	/** The hall's authority, PEM; `null` = its platforms are reached in the clear, or not at all. */
	authority: string | null;
}

const now = () => Date.now();

/** Asked first, then ended: a process held up in native code may not hear that it is asked. */
function endChild(child: Electron.UtilityProcess): void {
	child.kill();
	after(1000, () => {
		// Without a number it is gone.
		if (child.pid === undefined) return;
		try {
			process.kill(child.pid, 'SIGKILL');
		} catch {
			// It went in the meantime.
		}
	});
}

/** Runs until the app quits. Rejects when the journal cannot be opened: without it nothing may be promised to anyone. */
export async function runMachine({ settings, hall, log, data, appFolder, authority }: MachineParts): Promise<void> {
	const alarm = (code: string, facts?: Record<string, string | number>) => log.write('warn', code, facts);
	const note = (level: 'info' | 'warn', code: string, facts: Record<string, string | number>) => log.write(level, code, facts);
	const stations = hall.seats.map((seat) => seat.station);
	const ports = new EnginePorts();
	let windows: FaceWindows | null = null;
	const guard = new DiskGuard({
		measure: () => measureRoom(data),
		ballast: createBallast(data),
		stopMegabytes: settings.stopBelowMegabytes,
		every,
		changed: (state) => windows?.tell('tidehall:disk', state, () => true),
		note: (level, code, facts) => log.write(level, code, facts),
	});
	// Before the journal, which may need the room that is held back to open at all.
	await guard.start();
	const custody = custodyHere((level, code, facts) => log.write(level, code, facts));
	const secrets = custody.is === 'open' ? null : custody.secrets;
	const chain = await openJournalKey(join(data, 'keys'), secrets);
	if (!chain) log.write('error', 'journal-key-unreadable');
	const onDisk = await openJournal({
		folder: join(data, 'journal'),
		stations,
		now,
		note: ({ code, ...facts }) => log.write(code === 'journal-damaged' || code === 'journal-doubted' ? 'error' : 'info', code, facts),
		mark: { path: `${data}.mark`, machine: thisMachine(), after },
		...(chain ? { chain } : {}),
	});
	const journal = withLastWords(onDisk, guard);
	const key = await openMachineKey({
		folder: join(data, 'keys'),
		secrets,
		note: (code) => log.write(code === 'ticket-key-created' ? 'info' : 'error', code),
	});
	const offline = await openOfflineSignIns({
		hall: hall.config.plan.code,
		folder: join(data, 'keys'),
		key,
		secrets,
		note: (code) => log.write(code === 'offline-sign-in-pepper-new' ? 'info' : 'error', code),
	});
	const stopTicking = every(tickEveryMs, () => void offline?.tick());
	windows = new FaceWindows({ settings, hall, appFolder, ports, authority, now, alarm, noSeatLeft: () => app.quit() });
	const applications = await openMachineApplications({
		...{ data, plan: hall.config.plan, stations, platformUrls: settings.platforms, key, secrets, now, after, log: note },
		reach: createHallFetch(() => authority),
		room: () => guard.state,
		owed: () => journal.seats(stations).reduce((sum, seat) => sum + seat.owed.length, 0),
		tell: (all) => windows.tell('tidehall:applications', all, ({ face }) => face === 'engine'),
	});
	const desk: DeskHost = new DeskHost({
		devices: hall.config.devices,
		papers: hall.papers,
		profiles: hall.profiles,
		now,
		alarm,
		after,
		fork: ({ message, exit }) => {
			const child = utilityProcess.fork(join(appFolder, 'dist', 'main', 'desk.cjs'), [], { serviceName: 'tidehall-device-desk' });
			child.on('message', message);
			child.on('exit', exit);
			return { post: (request) => child.postMessage(request), kill: () => endChild(child) };
		},
		tell: (message) =>
			tellFaces(message, {
				tell: (channel, value, wanted) => windows.tell(channel, value, wanted),
				stationOf: (device) => desk.devices.find((one) => one.id === device)?.station ?? null,
				log: (level, code, facts) => log.write(level, code, facts),
			}),
	});
	const { devices, demo, plan } = hall.config;
	const live = new LiveDevices({
		first: { devices, profiles: hall.profiles, serviceCode: hall.serviceCode },
		read: () => readHallDevices(settings.hall, stations, join(appFolder, 'config'), plan),
		apply: async (declared) => {
			const changed = desk.configure({ ...declared, papers: hall.papers });
			// The faces are told while old devices still come to an end: what they ask next is answered by the new list already.
			windows.tell('tidehall:devices', declared.devices, () => true);
			return changed;
		},
		after,
		log: note,
	});
	const platform = ownPlatform({ settings, plan, stations, data, appFolder, after, note, reach: createHallFetch(() => authority) });
	const primary = screen.getPrimaryDisplay();
	const area = primary.workArea;
	const technician = new TechnicianWindow({
		open: (station, closed) => {
			const size = fitFace('technician', area, settings.screenScale);
			const { window, contents } = windows.open({ face: 'technician', station }, size, centred(size, area), closed);
			return { close: () => window.close(), focus: () => window.focus(), onInput: (listener) => contents.on('input-event', listener) };
		},
		after,
		log: (code) => log.write('info', code),
	});
	const keeper = {
		folder: join(app.getPath('documents'), 'Tidehall'),
		disk: () => guard.state,
		note: (code: string) => log.write('info', code),
	};
	serveBridge(ipcMain, {
		handlers: createHandlers({
			hall,
			desk,
			journal,
			disk: () => guard.state,
			keepFile: (file) => keepFile(file, keeper),
			keepDocument: (file) => keepDocument(file, keeper, join(appFolder, 'dist', 'main', 'fonts')),
			key,
			applications,
			offline,
			door: new ServiceDoor({ hash: () => live.declared.serviceCode, matches: isServiceCode, now, kept: keptTries(join(data, 'keys')) }),
			print: printOnce(journal, (job) => desk.print(job), alarm),
			say: sayOnce((job) => desk.say(job)),
			service: createService({
				...{ desk, live, logFolder: join(data, 'logs'), log: (code, facts) => log.write('info', code, facts) },
				bundle: () =>
					makeBundle({
						...{ desk, live, logFolder: join(data, 'logs'), now, version: app.getVersion() },
						keep: (name, text) => keepFile({ name, base64: Buffer.from(text).toString('base64') }, keeper),
					}),
			}),
			platform,
			openTechnician: (station) => technician.open(station),
			technicianActive: () => technician.active(),
			closeTechnician: () => technician.close(),
			help: () => {
				shell.beep();
				for (const { window } of windows.all()) if (window.isVisible()) window.flashFrame(true);
			},
			log: note,
		}),
		windowOf: (id) => windows.of(id),
		wantsEngine: (contents, info) => info.face !== 'engine' && ports.wanted(contents, info),
		alarm,
	});
	closeContents(app, alarm);

	desk.start();
	void platform.start();
	const stopWatching = watchDevicesFile(
		settings.hall,
		() => live.touched(),
		() => alarm('devices-file-not-watched'),
	);
	windows.open({ face: 'engine', station: null }, drawnFor.engine, null);
	const seen: Pick<FaceInfo, 'face' | 'station'>[] = hall.seats.map(({ station, role }) => ({ face: role, station }));
	const simulated = demo && devices.some((device) => device.transport.kind === 'simulated');
	if (settings.bench && simulated) seen.push({ face: 'bench', station: null });
	// A session of kiosk mode has nobody beside the app who would make a window fill the screen.
	// One line more than the screen has: X would make a window of exactly its size smaller by one, and show what is behind it at two edges.
	const screens = [primary, ...screen.getAllDisplays().filter(({ id }) => id !== primary.id)].map(({ bounds }) => ({
		...bounds,
		height: bounds.height + (process.platform === 'linux' ? 1 : 0),
	}));
	const sizes = seen.map(({ face }, index) =>
		settings.kiosk ? (screens[index] ?? screens[0]!) : fitFace(face, area, settings.screenScale),
	);
	const places = settings.kiosk ? sizes.map((_size, index) => screens[index] ?? screens[0]!) : placeWindows(sizes, area);
	for (const [index, one] of seen.entries()) windows.open(one, sizes[index]!, places[index]!);
	if (settings.kiosk) powerSaveBlocker.start('prevent-display-sleep');
	let touchedAt = now();
	const heed = (contents: Electron.WebContents) =>
		contents.on('input-event', () => {
			touchedAt = now();
		});
	for (const { contents } of windows.all()) heed(contents);
	app.on('web-contents-created', (_event, contents) => heed(contents));
	const stopUpdates = openUpdates({
		folder: settings.updates,
		executable: process.execPath,
		...{ plan, stations, platforms: settings.platforms, reach: createHallFetch(() => authority), now, every },
		terminalsOnly: hall.seats.every(({ role }) => role === 'terminal'),
		untouchedMs: () => now() - touchedAt,
		unsent: () => applications.mayReset().length,
		well: () => windows.all().every(({ contents, path }) => !contents.isCrashed() && new URL(contents.getURL()).pathname === path),
		end: () => app.quit(),
		note: (level, code, facts) => log.write(level, code, facts),
	});
	const stopHeart = beatHeart(process.env.TIDEHALL_HEART, { every, now, failed: () => alarm('heart-not-written') });

	let ending = false;
	app.on('before-quit', (event) => {
		if (ending) return;
		ending = true;
		event.preventDefault();
		log.write('info', 'machine-stopping');
		stopWatching();
		live.stop();
		stopTicking();
		stopHeart();
		stopUpdates();
		void desk
			.stop()
			.then(() => platform.stop())
			.then(() => applications.close())
			.then(() => guard.stop())
			.then(() => onDisk.close())
			.finally(() => app.exit(0));
	});
	log.write('info', 'machine-started', { seats: stations.join(','), electron: process.versions.electron ?? '-' });
}
