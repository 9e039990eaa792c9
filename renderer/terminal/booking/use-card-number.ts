import { useEffect, useRef } from 'react';

/** The number of the next card that is laid down, while this screen stands; handed on once, and kept nowhere. */
export function useCardNumber(heard: (number: string) => void, failed: () => void): void {
	const listeners = useRef({ heard, failed });
	listeners.current = { heard, failed };
	useEffect(
		() =>
			window.tidehall?.onCard((event) => {
				if (event.type === 'card-read') listeners.current.heard(event.card.idNumber);
				if (event.type === 'card-failed' && event.code !== 'card-removed') listeners.current.failed();
			}),
		[],
	);
}
