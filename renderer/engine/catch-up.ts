/** Asks for the log from the position held until the platform's newest; one at a time. */
import type { EventsDown } from '../../domain/contracts/wire.ts';
import type { DayBook } from './day-book.ts';
import type { Link } from './ports.ts';

/** How long after the welcome the platform may take to send the log before it is asked for it. */
export const catchUpAfterMs = 1_000;

export interface CatchUpParts {
	link: Link;
	isUp: () => boolean;
	book: () => DayBook | null;
	startDay: (day: string) => void;
	take: (events: EventsDown['events']) => void;
}

export function createCatchUp({ link, isUp, book, startDay, take }: CatchUpParts): () => Promise<void> {
	let running = false;
	return async () => {
		if (running) return;
		running = true;
		try {
			for (let held = book(); isUp() && held; held = book()) {
				const answer = await link.resume({ day: held.day, position: held.state.position });
				if (!answer || !book()) return;
				if (answer.day !== book()?.day) startDay(answer.day);
				const before = book()?.state.position ?? 0;
				take(answer.events);
				const after = book()?.state.position ?? 0;
				if (after >= answer.head || after === before) return;
			}
		} finally {
			running = false;
		}
	};
}
