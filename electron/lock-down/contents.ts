/** Closes every page there ever is, whoever made it: no leaving, no new window, no frame, no menu (items 11–14). */
import type { App, WebContents } from 'electron';
import { isAppAddress } from './app-address.ts';

export function closeContents(app: App, alarm: (code: string) => void): void {
	app.on('web-contents-created', (_event, contents) => {
		contents.setWindowOpenHandler(() => {
			alarm('window-open-denied');
			return { action: 'deny' };
		});
		contents.on('will-attach-webview', (event) => event.preventDefault());
		contents.on('will-navigate', (event) => stay(event, event.url, contents, alarm));
		contents.on('will-redirect', (event) => stay(event, event.url, contents, alarm));
		contents.on('will-frame-navigate', (event) => stay(event, event.url, contents, alarm));
		contents.on('context-menu', (event) => event.preventDefault());
	});
}

/** A page may go to itself (a reload) and nowhere else, not even to another face. */
export function mayNavigate(to: string, from: string): boolean {
	if (!isAppAddress(to) || !isAppAddress(from)) return false;
	return new URL(to).pathname === new URL(from).pathname;
}

function stay(event: { preventDefault(): void }, to: string, contents: WebContents, alarm: (code: string) => void): void {
	if (mayNavigate(to, contents.getURL())) return;
	event.preventDefault();
	alarm('navigation-denied');
}
