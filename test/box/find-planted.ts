/** Whether the box finds a bug that was put in on purpose. */
import { runBox } from './hall-in-a-box.ts';
import type { PlantedBug } from './plants.ts';

export interface PlantedResult {
	name: string;
	/** The first seed that showed it; `null` = none did. */
	seed: number | null;
	breach: string;
	/** Over all lives until then. */
	happenings: number;
	/** Processor time of all of them. */
	seconds: number;
}

/** Tries seeds until one shows it, but no longer than `mostSeconds` of processor time. */
export async function findPlanted(bug: PlantedBug, mostSeeds: number, mostSeconds: number): Promise<PlantedResult> {
	let happenings = 0;
	const began = process.cpuUsage();
	const seconds = () => {
		const { user, system } = process.cpuUsage(began);
		return Math.round((user + system) / 1e5) / 10;
	};
	for (let seed = 1; seed <= mostSeeds && seconds() < mostSeconds; seed += 1) {
		try {
			const options = { seed, minutes: 4, terminals: 3, windows: 3, pace: 3, everyMs: 4_000, ...bug.options };
			const life = await runBox({ ...options, plant: bug.plant() });
			happenings += life.happenings;
			const [first] = life.breaches;
			// What is found in the same life without the bug too, is not the bug.
			if (first && (await runBox(options)).breaches.length === 0)
				return { name: bug.name, seed, breach: `${first.rule} ${first.what}`.slice(0, 160), happenings, seconds: seconds() };
		} catch (cause) {
			return {
				name: bug.name,
				seed,
				breach: `threw ${cause instanceof Error ? cause.message : cause}`.slice(0, 160),
				happenings,
				seconds: seconds(),
			};
		}
	}
	return { name: bug.name, seed: null, breach: '', happenings, seconds: seconds() };
}
