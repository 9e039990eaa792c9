/**
 * The end of a hand-over: this platform has stood down and the other one is ready. It is told to begin until it says that it has; when it does not,
 * this one begins a new term itself, with a block, as after a take-over: the other may have begun unheard. A platform that was killed in between
 * does the same when it is started again, so that a kill at no moment leaves a hall in which nobody decides.
 */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { compareTerms, type PlatformTerm, type TakeOverOrder } from '../../domain/contracts/term.ts';
import { loadLog } from '../authority/hall-log.ts';
import { domainRules } from '../authority/rules.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observe/log.ts';
import type { HallStore } from '../storage/contract.ts';
import { StoreFailure } from '../storage/store-failure.ts';
import { tellPeer } from './peer-client.ts';
import { peerDone } from './peer-contract.ts';
import { takeOver } from './take-over.ts';
import type { TermOffice } from './term-office.ts';

export interface FinishParts {
	plan: HallPlan;
	store: HallStore;
	clock: Clock;
	log: Log;
	office: TermOffice;
	token: string;
	/** This platform has become something else: it is to be started anew on its store. */
	startAnew(): void;
}

export type HandedOver =
	| { ok: true; term?: PlatformTerm }
	| { ok: false; code: 'not-in-charge' | 'unknown-platform' | 'not-reached' | 'refused' | 'took-back'; what: string };

/** Tells the successor once. True when it has begun, or when there is nothing left to see through. Rejects with a `StoreFailure`. */
export async function tellToBegin(url: string, { office, log, token }: FinishParts, ended?: AbortSignal): Promise<boolean> {
	const { handing } = office;
	if (!handing) return true;
	const { order, begin, unsettled } = handing;
	if (compareTerms(office.heard, begin) > 0) {
		// Somebody else has taken over meanwhile.
		await office.handedDown();
		return true;
	}
	const begun = await tellPeer({ url, token }, 'begin', peerDone, { order, begin, unsettled }, ended);
	if (!begun.ok) return false;
	await office.handedDown();
	log.warn('handed-over', { code: `${begin.number}${begin.platform}`, staff: begin.by ?? undefined, head: begin.from.position });
	return true;
}

/** The other one was ready and does not answer any more: whether it has begun is not known, so this one begins a term after it. Rejects with a `StoreFailure`. */
export async function takeBack({ office, store, plan, clock, log, startAnew }: FinishParts): Promise<HandedOver> {
	const { handing } = office;
	if (!handing) return { ok: true };
	const { order, begin } = handing;
	const to = begin.platform;
	const { events } = await loadLog(store, domainRules, plan, order.day);
	const back: TakeOverOrder = {
		...order,
		events: [...events],
		platform: office.id,
		after: office.heard,
		reason: `${to} did not begin`,
		at: clock.now(),
	};
	const taken = await takeOver(back, { office, store, plan, clock });
	if (!taken.ok) throw new StoreFailure('write-failed', taken.what);
	log.error('hand-over-taken-back', { code: to });
	startAnew();
	return {
		ok: false,
		code: 'took-back',
		what: `Platform ${to} was ready and then did not begin. This platform decides again, with numbers of a block of their own. Look at ${to} before it is tried again.`,
	};
}
