import type { HallEvent } from '../../../domain/contracts/events.ts';
import { readSqlite } from '../../../platform/storage/sqlite.ts';

/** The log of the newest day as it lies on a platform's disk, while that may be at work. */
export async function logOnDisk(data: string): Promise<HallEvent[]> {
	const store = readSqlite(data);
	try {
		const [today] = (await store.days()).slice(-1);
		return today ? await store.read(today.hall, today.day, 0, 10_000) : [];
	} finally {
		await store.close();
	}
}
