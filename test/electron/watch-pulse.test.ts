import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Pulsed, pulseEveryMs, pulsePatienceMs, watchPulse } from '../../electron/windows/watch-pulse.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});
const page = (answer: () => Promise<unknown>, state: Partial<Record<'destroyed' | 'crashed' | 'loading', boolean>> = {}): Pulsed => ({
	isDestroyed: () => state.destroyed ?? false,
	isCrashed: () => state.crashed ?? false,
	isLoading: () => state.loading ?? false,
	executeJavaScript: answer,
});
const forever = () => new Promise<never>(() => undefined);

describe('the pulse of a page', () => {
	test('a page that answers is left alone', async () => {
		const hangs = vi.fn();
		watchPulse(
			page(async () => 0),
			hangs,
		);
		await vi.advanceTimersByTimeAsync(20 * pulsePatienceMs);
		expect(hangs).not.toHaveBeenCalled();
	});

	test('a page that stops answering is told of, once per patience', async () => {
		const hangs = vi.fn();
		watchPulse(page(forever), hangs);
		await vi.advanceTimersByTimeAsync(pulseEveryMs + pulsePatienceMs - 1);
		expect(hangs).not.toHaveBeenCalled();
		await vi.advanceTimersByTimeAsync(1);
		expect(hangs).toHaveBeenCalledTimes(1);
	});

	test('a page that has gone, crashed or is being loaded does not count as one that hangs', async () => {
		for (const state of [{ destroyed: true }, { crashed: true }, { loading: true }]) {
			const hangs = vi.fn();
			watchPulse(page(forever, state), hangs);
			await vi.advanceTimersByTimeAsync(5 * pulsePatienceMs);
			expect(hangs).not.toHaveBeenCalled();
		}
		const hangs = vi.fn();
		watchPulse(
			page(() => Promise.reject(new Error('gone'))),
			hangs,
		);
		await vi.advanceTimersByTimeAsync(5 * pulsePatienceMs);
		expect(hangs).not.toHaveBeenCalled();
	});

	test('a watch that was stopped says nothing more', async () => {
		const hangs = vi.fn();
		const stop = watchPulse(page(forever), hangs);
		await vi.advanceTimersByTimeAsync(pulseEveryMs + 1);
		stop();
		await vi.advanceTimersByTimeAsync(5 * pulsePatienceMs);
		expect(hangs).not.toHaveBeenCalled();
	});
});
