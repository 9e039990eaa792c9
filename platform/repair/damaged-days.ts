/** Days that were found damaged, noted so that the next start looks at them, however old they are. */
import type { HallStore } from '../storage/contract.ts';

const kind = 'damaged-day';

/** As `HALL/day`, by the names in this store. */
export async function damagedDaysKept(store: HallStore): Promise<string[]> {
	return (await store.records(kind)).map(({ key }) => key);
}

export async function noteDamagedDay(store: HallStore, hall: string, day: string, what: readonly string[]): Promise<void> {
	await store.putRecord(kind, `${hall}/${day}`, what);
}

export async function forgetDamagedDay(store: HallStore, hall: string, day: string): Promise<void> {
	await store.deleteRecord(kind, `${hall}/${day}`);
}
