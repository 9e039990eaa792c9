/**
 * A morning in the demo hall: 84 minutes of visitors, decided by the real deciders on a virtual clock and written through the real store, so
 * that `npm start` opens a hall at work. Runs only into an empty day.
 */
import { mkdirSync } from 'node:fs';
import { loadHall } from '../../config/load-hall.ts';
import { businessDay } from '../../domain/business-day.ts';
import type { FaceTheme } from '../../domain/contracts/catalogue.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { openSqlite } from '../../platform/storage/sqlite.ts';
import { type DayBook, playDay } from './play-day.ts';
import { seededRandom } from './random.ts';
import { waitingInTheStory } from './visitors.ts';

const minute = 60_000;
const length = 84 * minute;

export interface MorningChoice {
	hallFile: string;
	dataDir: string;
	/** The morning ends here, ms. */
	now: number;
	/** Windows that stay free for the people who play the demo. */
	freeWindows?: string[];
	seed?: number;
	log: (line: string) => void;
}

export async function seedMorning(choice: MorningChoice): Promise<void> {
	const loaded = loadHall(choice.hallFile);
	if (!loaded.ok) return; // The platform says what is wrong, with file and line.
	mkdirSync(choice.dataDir, { recursive: true });
	const store = openSqlite(choice.dataDir);
	try {
		const day = businessDay(choice.now, loaded.hall.plan.timezone);
		if ((await store.days()).some((entry) => entry.day === day && entry.head > 0)) return;
		const book = writeMorning(
			loaded.hall,
			loaded.hall.staff.filter((person) => person.roles.includes('window')),
			choice,
		);
		if (book.events.length === 0) return;
		await store.keepDay(book.plan.code, book.day, book.plan);
		await store.commit({ hall: book.plan.code, day: book.day, events: book.events, outcomes: book.outcomes });
		choice.log(`A morning of ${book.events.filter((event) => event.name === 'ticket-issued').length} visitors is in the hall.`);
	} finally {
		await store.close();
	}
}

/** The morning as events and outcomes; pure but for its arguments. */
export function writeMorning(
	{ plan, catalogue }: { plan: HallPlan; catalogue: { themes: readonly FaceTheme[] } },
	clerks: { id: string; usualWindow?: string }[],
	choice: Pick<MorningChoice, 'now' | 'freeWindows' | 'seed'>,
): DayBook {
	const day = businessDay(choice.now, plan.timezone);
	let from = choice.now - length;
	while (businessDay(from, plan.timezone) !== day) from += minute;
	return playDay({
		...{ plan, themes: catalogue.themes, clerks, day, from, until: choice.now, freeWindows: choice.freeWindows ?? ['W02', 'W03'] },
		random: seededRandom(choice.seed ?? 20_261_123),
		comes: (queue, waiting, progress) => (waiting < (waitingInTheStory[queue.id] ?? 0) * progress ** 0.7 ? 2.2 : 0.45),
	});
}
