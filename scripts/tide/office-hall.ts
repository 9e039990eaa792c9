/**
 * Offices made from a seed: departments whose windows share one sign, few skills beyond it, no lunch, usual speed, 4 to 9 departments. The sixth shape
 * on which call rules are judged (decision 0032): unlike `made-hall.ts`, a window here seldom helps elsewhere.
 */
import { lognormal, randomFrom } from '../../domain/tide/random.ts';
import type { TideScenario } from '../../domain/tide/scenario.ts';
import type { TideQueue, TideWindow } from '../../domain/tide/tide-hall.ts';
import { madeDay, normalised, pick, profile } from './made-day.ts';

const maxSet = 3;
/** Of a window's clerk, to know a queue of another department. */
const knowsAnother = 0.2;

export function officeHall(seed: number): TideScenario {
	const random = randomFrom(seed);
	const load = 0.7 + 0.16 * random.next();
	const departments = 4 + Math.floor(6 * random.next());
	const queues: TideQueue[] = [];
	const signs = Array.from({ length: departments }, () =>
		Array.from({ length: 1 + Math.floor(maxSet * random.next()) }, () => {
			const minutes = pick(random, [2, 3, 4, 5, 6, 8, 10, 12, 15, 20]);
			queues.push({
				id: `Q${queues.length + 1}`,
				name: `queue ${queues.length + 1}`,
				meanServiceS: minutes * 60,
				variation: 0.4 + 0.6 * random.next(),
				targetWaitS: minutes <= 5 ? 180 : minutes <= 10 ? 480 : 900,
			});
			return queues.length - 1;
		}),
	);
	const shares = normalised(queues.map(() => lognormal(random, 1, 0.8)));
	const profiles = queues.map(() => profile(random));
	// As many windows as the work of a department wants; none has fewer than one.
	const about = departments * (1.5 + 2 * random.next());
	const windows = signs.flatMap((sign) => {
		const work = sign.reduce((sum, queue) => sum + shares[queue]!, 0);
		return Array.from({ length: Math.max(1, Math.round(work * about)) }, (): Omit<TideWindow, 'id'> => {
			const skills = [...sign];
			const other = Math.floor(random.next() * queues.length);
			if (random.next() < knowsAnother && !skills.includes(other)) skills.push(other);
			return { home: sign, skills, speed: 1, off: [] };
		});
	});
	return madeDay(random, {
		...{ id: `office-${seed}`, queues, shares, profiles, load },
		windows: windows.map((window, w) => ({ id: `W${w + 1}`, ...window })),
		params: { reassignS: 45, nonhomeFactor: 1.1, maxSet },
	});
}
