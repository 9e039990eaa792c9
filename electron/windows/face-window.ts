/** One window of the machine: opened, kept alive, zoomed to fit, and closed to the outside. */
import { BrowserWindow, type Session } from 'electron';
import type { FaceInfo } from '../../domain/contracts/bridge.ts';
import { appOrigin } from '../lock-down/app-address.ts';
import { keyMayPass } from '../lock-down/kiosk-keys.ts';
import { pagePreferences } from '../lock-down/page-preferences.ts';
import { afterCrash } from './crash-policy.ts';
import { type Place, type Size, zoomFor } from './layout.ts';
import { safePath } from './safe-page.ts';
import { watchPulse } from './watch-pulse.ts';

export interface FaceWindowOptions {
	info: FaceInfo;
	session: Session;
	preload: string;
	title: string;
	kiosk: boolean;
	/** Content size and, when not in kiosk mode, place on the screen. */
	size: Size;
	place: Place | null;
	now: () => number;
	alarm: (code: string, facts?: Record<string, string | number>) => void;
	/** The page of the face has been loaded, for the first time or again. */
	loaded: (window: FaceWindow) => void;
	closed: (window: FaceWindow) => void;
}

export class FaceWindow {
	readonly info: FaceInfo;
	readonly window: BrowserWindow;
	readonly #options: FaceWindowOptions;
	#crashes: number[] = [];
	#timer: NodeJS.Timeout | null = null;

	constructor(options: FaceWindowOptions) {
		this.#options = options;
		this.info = options.info;
		this.window = openWindow(options);
		const { contents } = this;
		contents.on('render-process-gone', (_event, details) => {
			if (details.reason !== 'clean-exit') this.#crashed(details.reason);
		});
		// A page that hangs is ended, and then treated as one that crashed.
		const stopWatch = watchPulse(contents, () => {
			options.alarm('page-unresponsive', { face: this.info.face, station: this.info.station ?? '-' });
			contents.forcefullyCrashRenderer();
		});
		contents.on('did-finish-load', () => {
			this.#zoom();
			void contents.setVisualZoomLevelLimits(1, 1);
			if (new URL(contents.getURL()).pathname === this.path) options.loaded(this);
		});
		contents.on('did-fail-load', (_event, code, _text, _url, mainFrame) => {
			if (mainFrame && code !== -3) options.alarm('page-not-loaded', { face: this.info.face, error: code });
		});
		contents.on('preload-error', () => options.alarm('preload-failed', { face: this.info.face }));
		this.window.on('resize', () => this.#zoom());
		this.window.on('closed', () => {
			stopWatch();
			if (this.#timer) clearTimeout(this.#timer);
			options.closed(this);
		});
		const publicFace = this.info.face === 'terminal' || this.info.face === 'board';
		if (options.kiosk)
			contents.on('before-input-event', (event, input) => {
				if (!keyMayPass(input, publicFace)) event.preventDefault();
			});
	}

	get contents() {
		return this.window.webContents;
	}

	/** Path of the page this window may show and call the machine from. */
	get path(): string {
		return `/${this.info.face}.html`;
	}

	async open(): Promise<void> {
		// What can go wrong is told by the events above.
		await this.contents.loadURL(`${appOrigin}${this.path}`).catch(() => undefined);
	}

	#zoom(): void {
		if (this.info.face === 'engine' || this.window.isDestroyed()) return;
		const [width, height] = this.window.getContentSize();
		this.contents.setZoomFactor(zoomFor(this.info.face, { width: width!, height: height! }));
	}

	#crashed(reason: string): void {
		const { alarm, now } = this.#options;
		const { crashes, next } = afterCrash(this.#crashes, now());
		this.#crashes = crashes;
		const { face, station } = this.info;
		alarm('page-gone', { face, station: station ?? '-', reason, crashes: crashes.length });
		if (next.do === 'safe-page') alarm('page-given-up', { face, station: station ?? '-' });
		const address = next.do === 'safe-page' ? safePath : this.path;
		this.#later(next.do === 'safe-page' ? 0 : next.afterMs, async () => {
			await this.contents.loadURL(`${appOrigin}${address}`).catch(() => undefined);
			if (next.do === 'safe-page') this.#later(next.againAfterMs, () => this.open());
		});
	}

	#later(ms: number, action: () => Promise<void>): void {
		if (this.#timer) clearTimeout(this.#timer);
		this.#timer = setTimeout(() => {
			this.#timer = null;
			if (!this.window.isDestroyed()) void action();
		}, ms);
	}
}

function openWindow({ info, session, preload, title, kiosk, size, place }: FaceWindowOptions): BrowserWindow {
	const hidden = info.face === 'engine';
	// A technician looks at the machine over the face that fills the screen.
	const above = info.face === 'technician';
	const window = new BrowserWindow({
		width: size.width,
		height: size.height,
		...(place ?? {}),
		useContentSize: true,
		show: !hidden,
		title,
		kiosk: kiosk && !hidden && !above && info.face !== 'bench',
		alwaysOnTop: above,
		autoHideMenuBar: true,
		backgroundColor: '#f4f6f8',
		webPreferences: pagePreferences({ preload, session, kiosk }),
	});
	window.removeMenu();
	window.on('page-title-updated', (event) => event.preventDefault());
	return window;
}
