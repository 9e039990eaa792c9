import { vi } from 'vitest';

/** A page of jsdom has no media queries, and antd asks for some: none of them ever matches. Until `vi.unstubAllGlobals`. */
export function noMediaQueries(): void {
	vi.stubGlobal('matchMedia', () => ({
		matches: false,
		addEventListener() {},
		removeEventListener() {},
		addListener() {},
		removeListener() {},
	}));
}
