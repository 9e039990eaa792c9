/** A day's log given away in parts, for another one whose copy was damaged: as far as its own chain proves it, and no further. */
import { type LogPart, mostEvents } from '../../domain/contracts/centre.ts';
import type { HallStore } from '../storage/contract.ts';

/** `null` = this store holds nothing of the day. Rejects with a `StoreFailure`. */
export async function logPartOf(store: HallStore, hall: string, day: string, after: number): Promise<LogPart | null> {
	const head = (await store.heads(hall, day)).find((each) => each.day === day)?.head;
	if (head === undefined) return null;
	// The whole day is proved once, with the first part; each part is proved again as it is read.
	const { sound, damage } = after === 0 ? await store.prove(hall, day) : { sound: { head }, damage: [] };
	const plan = after === 0 && !damage.some(({ kind }) => kind === 'plan' || kind === 'no-day') ? (await store.day(hall, day))?.plan : null;
	const events = await store.read(hall, day, after, Math.max(1, Math.min(mostEvents, sound.head - after)));
	return { head: sound.head, plan: plan ?? null, events };
}
