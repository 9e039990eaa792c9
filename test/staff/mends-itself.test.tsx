// @vitest-environment jsdom

import { readFileSync } from 'node:fs';
import { act, cleanup, render } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { againAfterMs, MendsItself } from '../../renderer/design/mends-itself.tsx';

beforeEach(() => {
	vi.useFakeTimers();
	vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
	cleanup();
	vi.unstubAllGlobals();
	vi.useRealTimers();
	vi.restoreAllMocks();
});

/** What a citizen typed is in the error, as it may be in a real one. */
function Page({ breaks }: { breaks: boolean }) {
	if (breaks) throw new Error('cannot read 张三丰');
	return <p>the page</p>;
}

test('a page that breaks while it is drawn says so instead of standing there empty, and is opened anew once', () => {
	const again = vi.fn();
	const note = vi.fn(async () => {});
	vi.stubGlobal('tidehall', { note });
	const { container, rerender } = render(
		<MendsItself broken={<p>words</p>} again={again}>
			<Page breaks={false} />
		</MendsItself>,
	);
	expect(container.textContent).toBe('the page');
	rerender(
		<MendsItself broken={<p>words</p>} again={again}>
			<Page breaks />
		</MendsItself>,
	);
	expect(container.textContent).toBe('words');
	expect(note.mock.calls).toEqual([[{ code: 'face-failed' }]]);
	act(() => vi.advanceTimersByTime(againAfterMs - 1));
	expect(again).not.toHaveBeenCalled();
	act(() => vi.advanceTimersByTime(10 * againAfterMs));
	expect(again).toHaveBeenCalledTimes(1);
});

test('a part of a page that an update has taken away is the same mishap', async () => {
	const { lazy, Suspense } = await import('react');
	const Gone = lazy(() => Promise.reject(new Error('Failed to fetch dynamically imported module')));
	const again = vi.fn();
	const { container } = render(
		<MendsItself broken={<p>words</p>} again={again}>
			<Suspense fallback={null}>
				<Gone />
			</Suspense>
		</MendsItself>,
	);
	await act(async () => void (await vi.advanceTimersByTimeAsync(0)));
	expect(container.textContent).toBe('words');
	act(() => vi.advanceTimersByTime(againAfterMs));
	expect(again).toHaveBeenCalledTimes(1);
});

test('every face that stands in a hall has it around what it shows', () => {
	for (const file of ['renderer/terminal/main.tsx', 'renderer/staff/start-face.tsx'])
		expect(readFileSync(file, 'utf8'), file).toMatch(/<MendsItself broken=/);
	for (const face of ['board', 'window', 'manager'])
		expect(readFileSync(`renderer/${face}/main.tsx`, 'utf8'), face).toContain("from '../staff/start-face.tsx'");
});
