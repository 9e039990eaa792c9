/**
 * Notices a page that hangs. Chromium itself notices only when someone touches it, and nobody touches a board or the hidden engine;
 * so the page is asked for a trivial answer now and then.
 */
export const pulseEveryMs = 5_000;
/** Long, because a slow PC under load is not dead. */
export const pulsePatienceMs = 20_000;

export interface Pulsed {
	isDestroyed(): boolean;
	isCrashed(): boolean;
	isLoading(): boolean;
	executeJavaScript(code: string): Promise<unknown>;
}

/** Calls `hangs` each time the page has not answered for the whole patience. Returns a function that stops the watch. */
export function watchPulse(page: Pulsed, hangs: () => void): () => void {
	let patience: NodeJS.Timeout | null = null;
	const answered = () => {
		if (patience) clearTimeout(patience);
		patience = null;
	};
	const asking = setInterval(() => {
		if (page.isDestroyed() || page.isCrashed() || page.isLoading()) return answered();
		if (patience) return;
		patience = setTimeout(() => {
			patience = null;
			hangs();
		}, pulsePatienceMs);
		// A page that goes while it is asked is no page that hangs.
		page.executeJavaScript('0').then(answered, answered);
	}, pulseEveryMs);
	return () => {
		clearInterval(asking);
		answered();
	};
}
