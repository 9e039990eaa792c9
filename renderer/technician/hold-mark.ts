/** The hidden way in: the mark held for three seconds, or Ctrl+Shift+F12. A citizen who brushes the mark opens nothing. */
export const holdMs = 3_000;
/** A finger is never quite still. */
const slackPx = 40;
/** Where a face shows no mark (a board), its place is the top left corner. */
const cornerPx = 96;

interface Point {
	clientX: number;
	clientY: number;
	target: EventTarget | null;
}

function isMark({ clientX, clientY, target }: Point): boolean {
	if (target instanceof Element && target.closest('.mark') !== null) return true;
	return document.querySelector('.mark') === null && clientX < cornerPx && clientY < cornerPx;
}

/** Calls `open` each time somebody asks for it. Returns a function that stops listening. */
export function watchForHold(open: () => void): () => void {
	let timer: ReturnType<typeof setTimeout> | undefined;
	let from: Point | null = null;
	const stop = () => {
		clearTimeout(timer);
		from = null;
	};
	const down = (event: PointerEvent) => {
		stop();
		if (!event.isPrimary || !isMark(event)) return;
		from = event;
		timer = setTimeout(() => {
			stop();
			open();
		}, holdMs);
	};
	const move = (event: PointerEvent) => {
		if (from && Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) > slackPx) stop();
	};
	// A long touch is a menu of the system elsewhere; here it is the way in.
	const menu = (event: Event) => {
		if (from) event.preventDefault();
	};
	const key = (event: KeyboardEvent) => {
		if (event.ctrlKey && event.shiftKey && event.key === 'F12' && !event.repeat) open();
	};
	const ends = ['pointerup', 'pointercancel', 'blur'] as const;
	document.addEventListener('pointerdown', down);
	document.addEventListener('pointermove', move);
	document.addEventListener('contextmenu', menu);
	document.addEventListener('keydown', key);
	for (const end of ends) window.addEventListener(end, stop);
	return () => {
		stop();
		document.removeEventListener('pointerdown', down);
		document.removeEventListener('pointermove', move);
		document.removeEventListener('contextmenu', menu);
		document.removeEventListener('keydown', key);
		for (const end of ends) window.removeEventListener(end, stop);
	};
}
