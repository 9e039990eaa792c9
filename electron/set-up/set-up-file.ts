/** What the first start of this machine was told: kept when it enrolled, marked done when its role was started. It then never asks again by itself. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { languages } from '../../domain/contracts/bridge.ts';
import { hallCode, stationId } from '../../domain/contracts/identity.ts';
import { keepWhole } from '../disk/keep-whole.ts';
import { type JournalDisk, machineDisk } from '../journal/journal-disk.ts';

const kept = z.object({
	schema: z.literal('set-up/1'),
	platform: z.string().max(200),
	hall: hallCode,
	stations: z.array(stationId).min(1).max(64),
	language: z.enum(languages),
	done: z.boolean(),
});
export type SetUpKept = z.infer<typeof kept>;

const placeOf = (data: string) => join(data, 'set-up.json');
/** Where the hall's files lie that a platform told this machine. */
export const ownHall = (data: string) => join(data, 'hall');
export const ownHallFile = (data: string) => join(ownHall(data), 'hall.yaml');
/** Left by a technician (`tidehall-kiosk set-up`): the next start asks again. */
export const askAgainFile = (data: string) => join(data, 'set-up-again');

/** `null` = nobody has set this machine up, or nothing that can be read: it asks. */
export function readSetUp(data: string): SetUpKept | null {
	try {
		const read = kept.parse(JSON.parse(readFileSync(placeOf(data), 'utf8')));
		return existsSync(ownHallFile(data)) || !read.done ? read : null;
	} catch {
		return null;
	}
}

/** Durable when it resolves. */
export async function keepSetUp(data: string, told: SetUpKept, disk: JournalDisk = machineDisk): Promise<void> {
	await keepWhole(disk, placeOf(data), JSON.stringify(told));
}
