/**
 * What each key of the window console does. Pure, so that the whole map can be proved; positions on screen follow `keyBar` and never move.
 */
export const windowActions = ['call-next', 'start', 'finish', 'recall', 'no-show', 'hold', 'transfer', 'pause'] as const;
export type WindowAction = (typeof windowActions)[number];

/** Left group, then right group, as they stand in the key bar. */
export const keyBar: readonly { action: WindowAction; key: string; side: 'left' | 'right' }[] = [
	{ action: 'call-next', key: 'F1', side: 'left' },
	{ action: 'start', key: 'F2', side: 'left' },
	{ action: 'finish', key: 'F3', side: 'left' },
	{ action: 'recall', key: 'F4', side: 'right' },
	{ action: 'no-show', key: 'F5', side: 'right' },
	{ action: 'hold', key: 'F6', side: 'right' },
	{ action: 'transfer', key: 'F7', side: 'right' },
	{ action: 'pause', key: 'F8', side: 'right' },
];

export type Gesture = { do: 'action'; action: WindowAction } | { do: 'designate' } | { do: 'find' } | { do: 'close' };

/** The part of a keyboard event that counts. `typing`: the focus is in a field that takes letters. */
export interface Press {
	key: string;
	shiftKey: boolean;
	ctrlKey: boolean;
	altKey: boolean;
	metaKey: boolean;
	/** The key is held down: a held F1 must never call twice. */
	repeat: boolean;
	typing: boolean;
}

/** What a key press asks for; `null` = nothing of ours, leave it to the browser. */
export function readPress(press: Press): Gesture | null {
	if (press.ctrlKey || press.altKey || press.metaKey) return null;
	if (press.key === 'Escape' && !press.shiftKey) return press.repeat ? null : { do: 'close' };
	if (press.key === '/' && !press.typing) return press.repeat ? null : { do: 'find' };
	if (press.shiftKey) return press.key === 'F1' && !press.repeat ? { do: 'designate' } : null;
	const place = keyBar.find((one) => one.key === press.key);
	return place && !press.repeat ? { do: 'action', action: place.action } : null;
}

/** Function keys the browser would otherwise take for itself (help, reload …), held down or not. */
export function isOurs(key: string): boolean {
	return keyBar.some((one) => one.key === key);
}
