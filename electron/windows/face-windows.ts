/** Every window of the machine: opened with its own session, found by its contents, told what concerns it. */
import { join } from 'node:path';
import { session } from 'electron';
import type { FaceInfo } from '../../domain/contracts/bridge.ts';
import type { MachineHall } from '../hall.ts';
import { certificateJudge } from '../lock-down/certificates.ts';
import { type AppPages, closeSession, listServed } from '../lock-down/session.ts';
import type { StationArguments } from '../station-arguments.ts';
import type { EnginePorts } from './engine-ports.ts';
import { FaceWindow } from './face-window.ts';
import type { Place, Size } from './layout.ts';
import { safePage, safePath } from './safe-page.ts';

export interface FaceWindowsOptions {
	settings: StationArguments;
	hall: MachineHall;
	/** Folder with package.json and `dist`. */
	appFolder: string;
	ports: EnginePorts;
	/** Whose certificates the hall's platforms show, PEM; `null` = nobody's. */
	authority: string | null;
	now(): number;
	alarm(code: string, facts?: Record<string, string | number>): void;
	/** No seat has a window any more: the engine has nobody to serve. */
	noSeatLeft(): void;
}

export class FaceWindows {
	readonly #options: FaceWindowsOptions;
	readonly #windows = new Map<number, FaceWindow>();
	readonly #pages: Omit<AppPages, 'made'>;
	/** Sessions that were closed to the outside already; one that is used again keeps what was set. */
	readonly #sessions = new Set<string>();

	constructor(options: FaceWindowsOptions) {
		this.#options = options;
		const folder = join(options.appFolder, 'dist', 'app');
		this.#pages = {
			folder,
			served: listServed(folder),
			platforms: originsOf(options),
			judge: certificateJudge(options.authority, options),
		};
	}

	/** `closed`: called when this window is gone. */
	open({ face, station }: Pick<FaceInfo, 'face' | 'station'>, size: Size, place: Place | null, closed: () => void = () => {}): FaceWindow {
		const { settings, hall, appFolder, ports, now, alarm, noSeatLeft } = this.#options;
		const window: FaceWindow = new FaceWindow({
			info: { face, station, seats: hall.seats, platformUrl: settings.platforms[0]!, platformUrls: settings.platforms },
			session: this.#sessionOf(face, station),
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
				this.#windows.delete(id);
				ports.forget(id);
				closed();
				if (!this.all().some(({ info }) => info.station !== null && info.face !== 'technician')) noSeatLeft();
			},
		});
		const { id } = window.contents;
		this.#windows.set(id, window);
		void window.open();
		return window;
	}

	/** By the id of its contents. */
	of(contentsId: number): FaceWindow | null {
		return this.#windows.get(contentsId) ?? null;
	}

	all(): FaceWindow[] {
		return [...this.#windows.values()];
	}

	tell(channel: string, value: unknown, wanted: (info: FaceInfo) => boolean): void {
		for (const { info, contents } of this.all()) if (wanted(info) && !contents.isDestroyed()) contents.send(channel, value);
	}

	#sessionOf(face: FaceInfo['face'], station: string | null): Electron.Session {
		// Only the engine keeps anything; a face's own session is forgotten with it.
		const name = face === 'engine' ? 'persist:engine' : `face-${face}-${station ?? ''}`;
		const own = session.fromPartition(name);
		if (this.#sessions.has(name)) return own;
		this.#sessions.add(name);
		const { wording, plan } = this.#options.hall.config;
		const camera = face === 'terminal' && plan.stations.some((one) => one.id === station && one.camera !== undefined);
		closeSession(own, { ...this.#pages, camera, made: new Map([[safePath, safePage(wording, face)]]) });
		return own;
	}
}

/** Where pages may go: the platform of the start, and every one of the hall's list. */
function originsOf({ settings, hall }: FaceWindowsOptions): string[] {
	const listed = hall.config.plan.platforms?.map(({ url }) => new URL(url).origin) ?? [];
	return [...new Set([...settings.platforms, ...listed])];
}
