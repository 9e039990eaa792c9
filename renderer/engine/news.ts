/** Who is told what the engine shows: faces over their ports every change, a page's own face that something changed. */

export interface News<Change> {
	tell(...changes: Change[]): void;
	/** Returns how to end it. */
	watch(watcher: (change: Change) => void): () => void;
	subscribe(listener: () => void): () => void;
}

export function createNews<Change>(): News<Change> {
	const listeners = new Set<() => void>();
	const watchers = new Set<(change: Change) => void>();
	return {
		tell(...changes) {
			for (const change of changes) for (const watcher of [...watchers]) watcher(change);
			for (const listener of [...listeners]) listener();
		},
		watch(watcher) {
			watchers.add(watcher);
			return () => watchers.delete(watcher);
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}
