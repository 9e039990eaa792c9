/** Brings the authority up on what the store holds: closes days that were left open, opens today's log and goes on. */
import { businessDay } from '../../domain/business-day.ts';
import type { DayEntry } from '../storage/contract.ts';
import { Authority, type AuthorityParts } from './authority.ts';
import { loadLog } from './hall-log.ts';
import { commandAsPlatform, platformEpoch } from './platform-seat.ts';

export interface DayKeeper {
	authority: Authority;
	/** True when the store holds a later day than the clock says: the clock is wrong, and a person must look. */
	clockBehindLog: boolean;
	/** Closes the day and begins the next when the hall's midnight has passed; otherwise does nothing. */
	checkDay(): Promise<void>;
}

/**
 * The platform opens each business day itself when it first starts on it (or when midnight passes), so that terminals can issue before any
 * manager has signed in; a day that a manager closed stays closed. A day that was never closed is closed by the platform once it is past.
 */
export async function startAuthority(parts: AuthorityParts, onNewDay: (day: string) => Promise<void>): Promise<DayKeeper> {
	const { store, plan, rules, clock } = parts;
	const epoch = await platformEpoch(store, plan.code);
	const byClock = businessDay(clock.now(), plan.timezone);
	const known = (await store.days()).filter((entry) => entry.hall === plan.code);
	const today = (await dayLeftOpen(parts, known, byClock)) ?? byClock;

	for (const entry of known.filter(({ day }) => day < today)) {
		const log = await loadLog(store, rules, entry.plan, entry.day);
		if (log.state.stage !== 'open') continue;
		const past = new Authority({ ...parts, plan: entry.plan }, log);
		await commandAsPlatform(past, epoch, 'close-day', clock.now());
		await past.stop();
	}

	await store.keepDay(plan.code, today, plan);
	const authority = new Authority(parts, await loadLog(store, rules, plan, today));
	await onNewDay(today);
	if (authority.state.stage === 'not-open') await commandAsPlatform(authority, epoch, 'open-day', clock.now());

	let turning = false;
	return {
		authority,
		clockBehindLog: known.some(({ day }) => day > byClock),
		async checkDay() {
			const day = businessDay(clock.now(), plan.timezone);
			// Forward only: a clock that jumps back does not reopen a day that is over.
			if (turning || authority.stopped || day <= authority.day) return;
			turning = true;
			try {
				if (authority.state.stage === 'open') await commandAsPlatform(authority, epoch, 'close-day', clock.now());
				await authority.turnTo(day);
				await onNewDay(day);
				if (authority.state.stage === 'not-open') await commandAsPlatform(authority, epoch, 'open-day', clock.now());
			} finally {
				turning = false;
			}
		},
	};
}

/**
 * The newest day, when it is later than the clock says and was still open: the power came back and the clock did not (a dead battery says 1970).
 * The hall goes on with the day it was in; an older day's log would give out numbers that are on paper. A closed later day is not returned to.
 */
async function dayLeftOpen({ store, rules }: AuthorityParts, known: DayEntry[], byClock: string): Promise<string | null> {
	const newest = known.at(-1);
	if (!newest || newest.day <= byClock) return null;
	const log = await loadLog(store, rules, newest.plan, newest.day);
	return log.state.stage === 'open' ? newest.day : null;
}
