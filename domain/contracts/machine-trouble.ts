/** What is wrong with a station's PC itself, for a manager to have somebody look: its disk, its clock, its journal. */
import { z } from 'zod';

export const machineTroubleCodes = [
	'disk-low', // a technician should make room
	'disk-stop', // so full that the station promises nothing new to anyone
	'journal-failed', // it cannot write down what it does, and promises nothing
	'clock-wrong', // its clock is more than a minute off; `seconds`: how much it is behind, negative = ahead
	'log-damaged', // a day of the platform's own log is damaged, and no copy of it is known; said by the platform of itself
] as const;

export const machineTrouble = z.object({ code: z.enum(machineTroubleCodes), seconds: z.number().int().optional() });
export type MachineTrouble = z.infer<typeof machineTrouble>;
/** All of one machine's; none = it is well. */
export const machineTroubles = z.array(machineTrouble).max(machineTroubleCodes.length);
