/** What whoever sits at a window or leads the hall must not overlook today: deadlines of their cases, and how the window is reviewed. */
import { z } from 'zod';
import { reminderReport } from './reminders.ts';

const count = z.number().int().min(0);
export const deskDay = z.object({
	/** Cases with something of the kind: of the asker's own, or of the whole hall for a manager. */
	materialsDue: count,
	materialsLate: count,
	promisesNear: count,
	promisesLate: count,
	/** Numbers of the most urgent ones, at most five, and who answers for each. */
	first: z.array(z.object({ number: z.string(), owner: z.string().nullable(), kind: z.string(), day: z.string() })).max(5),
	/** `null` = the hall sends none: people have to be reminded by hand. */
	reminders: reminderReport.nullable(),
	/**
	 * Reviews of this window in whole weeks that are over, so that nobody can tell from a figure that moves who has just rated; `null` = fewer than
	 * five, or not a window's seat.
	 */
	reviews: z.object({ weeks: count, reviewed: count, good: z.number().min(0).max(1) }).nullable(),
});
export type DeskDay = z.infer<typeof deskDay>;
