/** Which key presses reach a page in kiosk mode. Everything that could leave the app, reload it or open a dialog of the system does not. */
export interface KeyPress {
	type: string;
	key: string;
	control: boolean;
	alt: boolean;
	meta: boolean;
	shift: boolean;
}

/** With Control these edit text; the staff faces need them. */
const editing = new Set(['a', 'c', 'v', 'x', 'z']);
const neverKeys = new Set([
	'F11',
	'F12',
	'ContextMenu',
	'PrintScreen',
	'BrowserBack',
	'BrowserForward',
	'BrowserHome',
	'BrowserRefresh',
	'Help',
	'Meta',
]);

/** `publicFace`: a citizen stands in front of it, so there are no chords at all. */
export function keyMayPass(press: KeyPress, publicFace: boolean): boolean {
	// The technician's way in, for a keyboard that is plugged in for it; the service code stands behind it.
	if (press.key === 'F12' && press.control && press.shift && !press.alt && !press.meta) return true;
	if (press.meta || neverKeys.has(press.key)) return false;
	if (press.alt) return false;
	if (!press.control) return !(publicFace && /^F\d{1,2}$/.test(press.key));
	if (press.key === 'Control' || press.key === 'Shift') return true;
	return !publicFace && !press.shift && editing.has(press.key.toLowerCase());
}
