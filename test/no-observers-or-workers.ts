import { vi } from 'vitest';

/** A page of jsdom has neither, and charts and the guide ask for them: nothing is ever seen or answered. Until `vi.unstubAllGlobals`. */
export function noObserversOrWorkers(): void {
	vi.stubGlobal(
		'ResizeObserver',
		class {
			observe() {}
			unobserve() {}
			disconnect() {}
		},
	);
	vi.stubGlobal(
		'Worker',
		class {
			addEventListener() {}
			removeEventListener() {}
			postMessage() {}
			terminate() {}
		},
	);
}
