/**
 * Working days that are over, so that the demo hall has a past: history, the what-if of yesterday and tomorrow's plan need one. Invented like the
 * morning, by the real deciders through the real store; only into a store without any earlier day.
 */
import { mkdirSync } from 'node:fs';
import { loadHall } from '../../config/load-hall.ts';
import { businessDay, instantOf } from '../../domain/business-day.ts';
import { isWorkday, officePeriods, workCalendarOf } from '../../domain/working-time/calendar.ts';
import { openSqlite } from '../../platform/storage/sqlite.ts';
import { playDay } from './play-day.ts';
import { seededRandom } from './random.ts';

const dayMs = 86_400_000;
/** What comes beside what the windows can serve, by the hour of the day: the middle of the morning and the early afternoon are full. */
const byHour: Record<number, number> = { 8: 0.9, 9: 1.35, 10: 1.45, 11: 0.8, 12: 0.35, 13: 0.9, 14: 1.25, 15: 1, 16: 0.5 };
/** Monday is the fullest. */
const byWeekday = [0.9, 1.12, 1, 0.95, 0.95, 1.02, 0.8];

export async function seedPastDays(choice: {
	hallFile: string;
	dataDir: string;
	now: number;
	days: number;
	log(line: string): void;
}): Promise<void> {
	const loaded = loadHall(choice.hallFile);
	if (!loaded.ok) return; // The platform says what is wrong, with file and line.
	const { plan, catalogue } = loaded.hall;
	mkdirSync(choice.dataDir, { recursive: true });
	const store = openSqlite(choice.dataDir);
	try {
		if ((await store.days()).length > 0) return;
		const calendar = workCalendarOf(plan);
		const clerks = loaded.hall.staff.filter((person) => person.roles.includes('window'));
		const noon = instantOf(businessDay(choice.now, plan.timezone), '12:00', plan.timezone);
		const past: string[] = [];
		for (let back = 1; past.length < choice.days && back < 30; back += 1) {
			const day = businessDay(noon - back * dayMs, plan.timezone);
			if (isWorkday(calendar, day)) past.unshift(day);
		}
		for (const [place, day] of past.entries()) {
			const periods = officePeriods(calendar, day);
			const [from, until] = [periods[0]?.from, periods.at(-1)?.to];
			if (from === undefined || until === undefined) continue;
			const level = byWeekday[new Date(noon - (past.length - place) * dayMs).getUTCDay()] ?? 1;
			const book = playDay({
				...{ plan, themes: catalogue.themes, clerks, day, from, until, freeWindows: [], close: true },
				random: seededRandom(20_261_100 + place),
				comes: (_queue, waiting, _progress, at) => {
					const hour = Math.floor((at - instantOf(day, '00:00', plan.timezone)) / 3_600_000);
					return waiting > 25 ? 0.2 : 0.8 * level * (byHour[hour] ?? 0.3);
				},
			});
			await store.keepDay(plan.code, day, plan);
			await store.commit({ hall: plan.code, day, events: book.events, outcomes: book.outcomes });
		}
		if (past.length > 0) choice.log(`${past.length} working days before today are in the hall.`);
	} finally {
		await store.close();
	}
}
