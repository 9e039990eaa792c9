import { act } from '@testing-library/react';
import { vi } from 'vitest';

/** A reader at the machine of this page; what it gives lays a card on it. Timers are those of the test. */
export function cardReader() {
	const listeners = new Set<(event: unknown) => void>();
	const onCard = (listener: (event: unknown) => void) => {
		listeners.add(listener);
		return () => listeners.delete(listener);
	};
	Object.assign(window.tidehall ?? {}, { onCard });
	return async (name: string, idNumber: string) => {
		await act(async () => {
			for (const listener of listeners) listener({ type: 'card-read', card: { name, idNumber, warnings: [] } });
			await vi.advanceTimersByTimeAsync(50);
		});
	};
}
