/** With which configuration a hall's platform starts: what it took from its centre, or else the files that lie at the hall. */
import type { LoadedHall } from '../../config/load-hall.ts';
import { businessDay } from '../../domain/business-day.ts';
import type { Log } from '../observe/log.ts';
import type { HallStore } from '../storage/contract.ts';
import { HeldConfiguration } from './held-configuration.ts';

/** What waits since an earlier business day is taken. `own`: the files at the hall; they say which hall this is. Rejects with a `StoreFailure`. */
export async function configuredHall<H extends Pick<LoadedHall, 'plan'>>(
	store: HallStore,
	own: H,
	now: number,
	log: Log,
): Promise<H | LoadedHall> {
	const { code, timezone } = own.plan;
	const held = await HeldConfiguration.open(store, code);
	const { staged } = held;
	if (staged && businessDay(staged.at, timezone) < businessDay(now, timezone) && (await held.take()))
		log.info('configuration-taken', { hall: code, code: staged.hash.slice(0, 12) });
	return (await held.load((told, hash) => log.error(told, { hall: code, code: hash.slice(0, 12) }))) ?? own;
}
