/** Brings the authority up on what the store holds: closes days that were left open, opens today's log and goes on. */
import { businessDay } from '../../domain/business-day.ts';
import type { CommandName } from '../../domain/contracts/commands.ts';
import type { DayEntry } from '../storage/contract.ts';
import { Authority, type AuthorityParts } from './authority.ts';
import { isDamage, loadLog } from './hall-log.ts';
import { commandAsPlatform, platformEpoch } from './platform-seat.ts';
import { onlyTerm, type TermOfDays } from './term-of-days.ts';

export interface DayKeeper {
	authority: Authority;
	/** True when the store holds a later day than the clock says: the clock is wrong, and a person must look. */
	clockBehindLog: boolean;
	/** Closes the day and begins the next when the hall's midnight has passed; otherwise does nothing. */
	checkDay(): Promise<void>;
	/** Begins to decide where the term did not allow it before: says the term, closes days that were left open, opens today's. */
	begin(): Promise<void>;
}

/**
 * The platform opens each business day itself when it first starts on it (or when midnight passes), so that terminals can issue before any
 * manager has signed in; a day that a manager closed stays closed. A day that was never closed is closed by the platform once it is past.
 */
export async function startAuthority(
	parts: AuthorityParts,
	onNewDay: (day: string) => Promise<void>,
	term: TermOfDays = onlyTerm,
): Promise<DayKeeper> {
	const { store, plan, rules, clock } = parts;
	const epoch = await platformEpoch(store, plan.code);
	const byClock = businessDay(clock.now(), plan.timezone);
	const known = (await store.days()).filter((entry) => entry.hall === plan.code);
	const today = (await dayLeftOpen(parts, known, byClock)) ?? byClock;

	const say = async (authority: Authority, name: CommandName, body?: unknown) =>
		commandAsPlatform(authority, epoch, name, clock.now(), body === undefined ? {} : { body });
	/** A day of a term begins with its name, so that each event tells in which term it was decided. */
	async function sayTerm(authority: Authority) {
		const beginning = term.beginning(authority.state);
		if (beginning) await say(authority, 'begin-term', beginning);
	}

	async function closePast() {
		for (const entry of known.filter(({ day }) => day < today)) {
			const log = await loadLog(store, rules, entry.plan, entry.day).catch((cause) => {
				// Today goes on without it: it is told, and closed when it has been mended.
				if (!isDamage(cause)) throw cause;
				parts.damaged?.(entry.day);
				return null;
			});
			if (log?.state.stage !== 'open') continue;
			const past = new Authority({ ...parts, plan: entry.plan }, log);
			await past.closeFormer();
			await sayTerm(past);
			await say(past, 'close-day');
			await past.stop();
		}
	}

	if (term.mayDecide()) await closePast();
	await store.keepDay(plan.code, today, plan);
	const authority = new Authority(parts, await loadLog(store, rules, plan, today));
	await onNewDay(today);
	async function openToday() {
		await sayTerm(authority);
		if (authority.state.stage === 'not-open') await say(authority, 'open-day');
	}
	if (term.mayDecide()) await openToday();

	let turning = false;
	return {
		authority,
		clockBehindLog: known.some(({ day }) => day > byClock),
		async begin() {
			await closePast();
			await openToday();
		},
		async checkDay() {
			const day = businessDay(clock.now(), plan.timezone);
			// Forward only: a clock that jumps back does not reopen a day that is over.
			if (turning || authority.stopped || authority.held !== null || !term.mayDecide() || day <= authority.day) return;
			turning = true;
			try {
				if (authority.state.stage === 'open') await say(authority, 'close-day');
				await authority.turnTo(day);
				await onNewDay(day);
				await openToday();
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
