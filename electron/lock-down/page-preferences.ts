/** What every page of the machine is made with (items 2, 3, 4 and 6). */
import type { Session, WebPreferences } from 'electron';

/** Nothing of Node, nothing that leaves it. */
export function pagePreferences({ preload, session, kiosk }: { preload: string; session: Session; kiosk: boolean }) {
	return {
		preload,
		session,
		sandbox: true,
		contextIsolation: true,
		nodeIntegration: false,
		nodeIntegrationInWorker: false,
		nodeIntegrationInSubFrames: false,
		webSecurity: true,
		webviewTag: false,
		devTools: !kiosk,
		spellcheck: false,
		navigateOnDragDrop: false,
		disableDialogs: true,
		// Boards speak without anyone touching them.
		autoplayPolicy: 'no-user-gesture-required',
		// Clocks, calls and the engine go on while another window is in front.
		backgroundThrottling: false,
	} as const satisfies WebPreferences;
}
