/** Bugs put in on purpose into the copy of the hall's log at the centre. */
import type { PlantedBug } from './plants.ts';

const copied: PlantedBug['options'] = { centre: true, minutes: 3, terminals: 2, windows: 2, pace: 2, faults: ['cut-both'] };

export const centreBugs: readonly PlantedBug[] = [
	{
		name: 'the centre keeps an event with its own time of recording',
		breaks: 'I-10 centre',
		options: copied,
		plant: () => ({
			centre: (store) => ({
				...store,
				commit: (batch) =>
					store.commit({ ...batch, events: batch.events.map((event) => ({ ...event, recordedAt: event.recordedAt + 1 })) }),
			}),
		}),
	},
];
