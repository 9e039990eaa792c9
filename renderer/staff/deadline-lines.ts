/** Deadlines of cases in words, the worst first; empty when nothing is near. Pure but for the words. */
import type { DeskDay } from '../../domain/contracts/desk-day.ts';
import { useDates, useWords } from '../words/words.tsx';

export interface DeadlineLine {
	key: string;
	tone: 'alarm' | 'wait' | 'tide';
	what: string;
	why: string;
}

const dayText = (dates: ReturnType<typeof useDates>, day: string) => dates.day(Date.parse(`${day}T12:00:00Z`));

/** `whose`: at a window the clerk's own; at a manager's seat all, with who answers for each. */
export function useDeadlineLines(whose: 'own' | 'hall'): (day: DeskDay | null) => DeadlineLine[] {
	const say = useWords('deadlines');
	const dates = useDates();
	return (day) => {
		if (!day) return [];
		const counts = [
			{ kind: 'material-late', count: day.materialsLate, tone: 'alarm' },
			{ kind: 'promise-late', count: day.promisesLate, tone: 'alarm' },
			{ kind: 'material-due', count: day.materialsDue, tone: 'wait' },
			{ kind: 'promise-near', count: day.promisesNear, tone: 'wait' },
		] as const;
		const lines = counts.flatMap(({ kind, count, tone }): DeadlineLine[] => {
			if (count === 0) return [];
			const named = day.first.filter((one) => one.kind === kind).slice(0, 3);
			const numbers = named
				.map(({ number, owner, day: until }) => {
					if (whose === 'own') return number;
					return say(owner === null ? 'which.oneNoOwner' : 'which.one', { number, owner: owner ?? '', day: dayText(dates, until) });
				})
				.join(say('which.between'));
			const text = numbers + (count > named.length && named.length > 0 ? say('which.more') : '');
			return [{ key: kind, tone, what: say(`kinds.${kind}`, { count }), why: text === '' ? '' : say(`which.${whose}`, { numbers: text }) }];
		});
		return [...lines, ...reminderLines()];

		/** How people are told of it: by the system, by hand, or not at all just now. */
		function reminderLines(): DeadlineLine[] {
			const { reminders } = day!;
			if (reminders === null)
				return lines.length === 0 || whose === 'hall' ? [] : [{ key: 'by-hand', tone: 'tide', what: say('reminders.byHand'), why: '' }];
			const { stuckSince, waiting, refused, givenUp, sentToday } = reminders;
			const found: DeadlineLine[] = [];
			if (stuckSince !== null)
				found.push({
					...{ key: 'stuck', tone: 'wait' as const, why: say('reminders.stuckWhy') },
					what: say('reminders.stuck', { time: dates.time(stuckSince), waiting }),
				});
			const notTaken = refused + givenUp;
			if (notTaken > 0)
				found.push({
					key: 'not-taken',
					tone: 'wait',
					what: say('reminders.notTaken', { count: notTaken }),
					why: say('reminders.notTakenWhy'),
				});
			if (found.length === 0 && lines.length > 0)
				found.push({
					...{ key: 'sent', tone: 'tide' as const, why: '' },
					what: sentToday > 0 ? say('reminders.sent', { count: sentToday }) : say('reminders.sentNone'),
				});
			return found;
		}
	};
}
