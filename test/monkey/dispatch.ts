/** Carries an action out through Chromium's debugger, as events that come from outside of the page. */
import type { CDPSession } from 'playwright-core';
import type { Action } from './actions.ts';

export interface Around {
	/** A file to drop onto the page. */
	file: string;
	/** Middles of the keys that the page showed last. */
	keys: readonly { x: number; y: number }[];
	/** Where there is a card reader. */
	card?(person: number | null): void;
}

/** Resolves when the page has taken it; a page that is loading meanwhile may refuse, which the checks look at. */
export async function carryOut(session: CDPSession, action: Action, around: Around): Promise<void> {
	switch (action.do) {
		case 'press': {
			const point = around.keys[Math.floor(action.share * around.keys.length)];
			if (point) await carryOut(session, { do: 'touch', points: [point], to: [point], steps: 0 }, around);
			return;
		}
		case 'card':
			around.card?.(action.person);
			return;
		case 'touch': {
			const at = (share: number) =>
				action.points.map(({ x, y }, finger) => ({
					x: x + (action.to[finger]!.x - x) * share,
					y: y + (action.to[finger]!.y - y) * share,
					id: finger,
				}));
			const sent = [session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0) })];
			for (let step = 1; step <= action.steps; step += 1)
				sent.push(session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(step / action.steps) }));
			sent.push(session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] }));
			await Promise.all(sent);
			return;
		}
		case 'mouse': {
			const { button, x, y, modifiers } = action;
			const sent: Promise<unknown>[] = [];
			for (let clickCount = 1; clickCount <= action.clicks; clickCount += 1)
				for (const type of ['mousePressed', 'mouseReleased'] as const)
					sent.push(session.send('Input.dispatchMouseEvent', { type, button, x, y, modifiers, clickCount }));
			await Promise.all(sent);
			return;
		}
		case 'wheel':
			await session.send('Input.dispatchMouseEvent', {
				type: 'mouseWheel',
				x: action.x,
				y: action.y,
				deltaX: 0,
				deltaY: action.by,
				modifiers: action.modifiers,
			});
			return;
		case 'key': {
			const { key, code: windowsVirtualKeyCode, modifiers, text } = action;
			const sent: Promise<unknown>[] = [];
			for (let time = 0; time < action.times; time += 1) {
				sent.push(
					session.send('Input.dispatchKeyEvent', {
						type: text ? 'keyDown' : 'rawKeyDown',
						key,
						windowsVirtualKeyCode,
						modifiers,
						...(text ? { text } : {}),
					}),
				);
				sent.push(session.send('Input.dispatchKeyEvent', { type: 'keyUp', key, windowsVirtualKeyCode, modifiers }));
			}
			await Promise.all(sent);
			return;
		}
		case 'text':
		case 'paste':
			// Where nothing takes text it goes nowhere; pasted text comes the same way, only more of it.
			await session.send('Input.insertText', { text: action.text });
			return;
		case 'drop': {
			const items = {
				file: { items: [], files: [around.file], dragOperationsMask: 1 },
				link: { items: [{ mimeType: 'text/uri-list', data: 'https://example.org/' }], files: [], dragOperationsMask: 1 },
				text: { items: [{ mimeType: 'text/plain', data: 'app://tidehall/manager.html' }], files: [], dragOperationsMask: 1 },
			};
			const { x, y } = action;
			for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
				await session.send('Input.dispatchDragEvent', { type, x, y, data: items[action.what] });
		}
	}
}
