/** The machine at work: journal, device desk, bridge, one window per seat and the hidden one of the engine. */
import { join } from 'node:path';
import { app, ipcMain, powerSaveBlocker, screen, session, shell, utilityProcess } from 'electron';
import type { FaceInfo } from '../domain/contracts/bridge.ts';
import type { CardEvent } from '../domain/contracts/device.ts';
import { type BridgeHandlers, serveBridge } from './bridge/serve-bridge.ts';
import { DeskHost, healthFor } from './desk/desk-host.ts';
import { printOnce } from './desk/print-once.ts';
import type { MachineHall } from './hall.ts';
import { openJournal } from './journal/open-journal.ts';
import { closeContents } from './lock-down/contents.ts';
import { type AppPages, closeSession, listServed } from './lock-down/session.ts';
import type { StationLog } from './log/station-log.ts';
import type { StationArguments } from './station-arguments.ts';
import { EnginePorts } from './windows/engine-ports.ts';
import { FaceWindow } from './windows/face-window.ts';
import { drawnFor, fitFace, type Place, placeWindows, type Size } from './windows/layout.ts';
import { safePage, safePath } from './windows/safe-page.ts';

export interface MachineParts {
	settings: StationArguments;
	hall: MachineHall;
	log: StationLog;
	/** This machine's own folder. */
	data: string;
	/** Folder with package.json and `dist`. */
	appFolder: string;
}

/** Runs until the app quits. Rejects when the journal cannot be opened: without it nothing may be promised to anyone. */
export async function runMachine({ settings, hall, log, data, appFolder }: MachineParts): Promise<void> {
	const now = () => Date.now();
	const alarm = (code: string, facts?: Record<string, string | number>) => log.write('warn', code, facts);
	const stations = hall.seats.map((seat) => seat.station);
	const windows = new Map<number, FaceWindow>();
	const ports = new EnginePorts();
	const journal = await openJournal({
		folder: join(data, 'journal'),
		stations,
		now,
		note: ({ code, ...facts }) => log.write(code === 'journal-damaged' ? 'error' : 'info', code, facts),
	});

	const toFaces = (channel: string, value: unknown, wanted: (info: FaceInfo) => boolean) => {
		for (const face of windows.values()) if (wanted(face.info) && !face.contents.isDestroyed()) face.contents.send(channel, value);
	};
	const stationOf = (device: string) => hall.devices.find((one) => one.id === device)?.station ?? null;
	const desk = new DeskHost({
		devices: hall.devices,
		papers: hall.papers,
		now,
		alarm,
		after: (ms, action) => {
			const timer = setTimeout(action, ms);
			return () => clearTimeout(timer);
		},
		fork: ({ message, exit }) => {
			const child = utilityProcess.fork(join(appFolder, 'dist', 'main', 'desk.cjs'), [], { serviceName: 'tidehall-device-desk' });
			child.on('message', message);
			child.on('exit', exit);
			return { post: (request) => child.postMessage(request), kill: () => void child.kill() };
		},
		tell: (message) => {
			if (message.type === 'card') tellCard(message.event);
			else if (message.type === 'bench') toFaces('tidehall:bench-snapshot', message.snapshot, (info) => info.face === 'bench');
			else if (message.type === 'log') log.write(message.level, 'desk', { said: message.text.replaceAll(' ', '-').slice(0, 60) });
			else if (message.type === 'health') {
				const { device, state, code } = message.health;
				log.write('info', 'device-health', { device, state, why: code });
				toFaces('tidehall:device-health', message.health, (info) => info.station === null || info.station === stationOf(device));
			}
		},
	});
	/** A card concerns the terminal it was laid on, and nobody else. */
	const tellCard = (event: CardEvent) => {
		const station = stationOf(event.device);
		toFaces('tidehall:card', event, (info) => info.face === 'terminal' && info.station === station && station !== null);
	};

	const print = printOnce(journal, (job) => desk.print(job), alarm);
	const handlers: BridgeHandlers = {
		info: (info) => info,
		config: () => hall.config,
		'journal-load': () => journal.seats(stations),
		'journal-append': (_info, entries) => journal.append(entries),
		print: (_info, job) => print(job),
		show: (_info, wanted) => desk.show(wanted),
		health: (info) => healthFor(info.station, hall.devices, desk.health()),
		bench: (_info, action) => desk.bench(action),
		help: (info) => {
			log.write('warn', 'help-called', { station: info.station ?? '-' });
			shell.beep();
			for (const face of windows.values()) if (face.window.isVisible()) face.window.flashFrame(true);
		},
		note: (info, { code, count }) =>
			log.write('warn', code, { face: info.face, station: info.station ?? '-', ...(count === undefined ? {} : { count }) }),
	};
	serveBridge(ipcMain, {
		handlers,
		windowOf: (id) => windows.get(id) ?? null,
		wantsEngine: (contents, info) => info.face !== 'engine' && ports.wanted(contents, info),
		alarm,
	});
	closeContents(app, alarm);

	const folder = join(appFolder, 'dist', 'app');
	const pages: Omit<AppPages, 'made'> = { folder, served: listServed(folder), platform: settings.platform };
	const open = ({ face, station }: { face: FaceInfo['face']; station: string | null }, size: Size, place: Place | null) => {
		// Only the engine keeps anything; a face's own session is forgotten with it.
		const own = session.fromPartition(face === 'engine' ? 'persist:engine' : `face-${face}-${station ?? ''}`);
		closeSession(own, { ...pages, made: new Map([[safePath, safePage(hall.config.wording, face)]]) });
		const window = new FaceWindow({
			info: { face, station, seats: hall.seats, platformUrl: settings.platform },
			session: own,
			preload: join(appFolder, 'dist', 'main', 'preload.cjs'),
			title: [hall.config.plan.name.zh, station ?? face].join(' '),
			kiosk: settings.kiosk,
			size,
			place,
			now,
			alarm: (code, facts) => {
				alarm(code, facts);
				if (code === 'page-gone' && face === 'engine') ports.engineGone();
			},
			loaded: ({ contents }) => face === 'engine' && ports.engineReady(contents),
			closed: () => {
				windows.delete(id);
				ports.forget(id);
				// The engine serves the seats; without a seat there is nothing to serve.
				if (![...windows.values()].some((one) => one.info.station !== null)) app.quit();
			},
		});
		const { id } = window.contents;
		windows.set(id, window);
		void window.open();
	};
	desk.start();
	open({ face: 'engine', station: null }, drawnFor.engine, null);
	const seen: { face: FaceInfo['face']; station: string | null }[] = hall.seats.map(({ station, role }) => ({ face: role, station }));
	const simulated = hall.config.demo && hall.devices.some((device) => device.transport.kind === 'simulated');
	if (settings.bench && simulated) seen.push({ face: 'bench', station: null });
	const area = screen.getPrimaryDisplay().workArea;
	const sizes = seen.map(({ face }) => fitFace(face, area, settings.screenScale));
	const places = placeWindows(sizes, area);
	for (const [index, one] of seen.entries()) open(one, sizes[index]!, settings.kiosk ? null : places[index]!);
	if (settings.kiosk) powerSaveBlocker.start('prevent-display-sleep');

	let ending = false;
	app.on('before-quit', (event) => {
		if (ending) return;
		ending = true;
		event.preventDefault();
		log.write('info', 'machine-stopping');
		void desk
			.stop()
			.then(() => journal.close())
			.finally(() => app.exit(0));
	});
	log.write('info', 'machine-started', { seats: stations.join(','), electron: process.versions.electron ?? '-' });
}
