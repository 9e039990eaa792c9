/**
 * Hands the hall over to another platform of its list, in order: this one takes no more commands, gives the other its log and records, stands down
 * for good, and only then tells it to begin. So there is never a moment in which both decide, and shared numbers go on without a block. When the
 * other fails before this one has stood down, this one goes on as if nothing had been; when it fails afterwards, this one begins a new term itself,
 * with a block, as after a take-over: the other may have begun unheard.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { PlatformId, TakeOverOrder, TermBegin } from '../../domain/contracts/term.ts';
import type { Authority } from '../authority/authority.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observe/log.ts';
import { type HallStore, StoreFailure } from '../storage/contract.ts';
import { tellPeer } from './peer-client.ts';
import { peerDone } from './peer-contract.ts';
import { recordsToHand } from './records-to-hand.ts';
import { takeOver } from './take-over.ts';
import type { TermOffice } from './term-office.ts';

export interface HandOverParts {
	plan: HallPlan;
	store: HallStore;
	clock: Clock;
	log: Log;
	office: TermOffice;
	authority: Authority;
	token: string;
	/** This platform has become something else: it is to be started anew on its store. */
	startAnew(): void;
}

export type HandedOver =
	| { ok: true }
	| { ok: false; code: 'not-in-charge' | 'unknown-platform' | 'not-reached' | 'refused' | 'took-back'; what: string };

const beginTries = 3;
const betweenTriesMs = 1_000;

/** One at a time; rejects with a `StoreFailure`. */
export async function handOver(
	{ to, reason, by }: { to: PlatformId; reason: string; by: string | null },
	parts: HandOverParts,
): Promise<HandedOver> {
	const { plan, store, clock, log, office, authority, token } = parts;
	if (!office.mayDecide() || authority.held !== null || authority.stopped)
		return { ok: false, code: 'not-in-charge', what: `Platform ${office.id} does not decide now, so it has nothing to hand over.` };
	const url = plan.platforms?.find(({ id }) => id === to)?.url;
	if (url === undefined || to === office.id)
		return {
			ok: false,
			code: 'unknown-platform',
			what: `The hall's list has no other platform ${to}. Look at platforms in the hall file.`,
		};
	authority.hold('The hall is being handed over to another platform. Send again in a few seconds.');
	let stoodDown = false;
	try {
		await authority.rest();
		const order: TakeOverOrder = {
			version: 1,
			hall: plan.code,
			platform: to,
			by,
			reason,
			at: clock.now(),
			after: office.own,
			day: authority.day,
			events: [...authority.log],
			series: {},
		};
		const prepared = await tellPeer({ url, token }, 'prepare', peerDone, { order, records: await recordsToHand(store, plan.code) });
		if (!prepared.ok)
			return {
				ok: false,
				code: prepared.code === 'cut' ? 'not-reached' : 'refused',
				what: `Platform ${to}: ${prepared.what}. Nothing was handed over; this platform goes on.`,
			};
		const unsettled = office.unsettled.filter((each) => each !== to);
		const begin: TermBegin = {
			number: office.own.number + 1,
			platform: to,
			from: { day: order.day, position: order.events.length },
			// Where a platform of an earlier term may still be at work, the block goes on being needed; it is free, for this one has stopped.
			block: unsettled.length === 0 ? 0 : (authority.state.term?.block ?? 0),
			planned: true,
			at: order.at,
			by,
			reason,
		};
		stoodDown = true;
		await office.hear(begin, to);
		const { events: _events, ...said } = order;
		for (let tried = 0; tried < beginTries; tried += 1) {
			if (tried > 0) await pause(betweenTriesMs);
			const begun = await tellPeer({ url, token }, 'begin', peerDone, { order: said, begin, unsettled });
			if (begun.ok) {
				log.warn('handed-over', { code: `${begin.number}${to}`, staff: by ?? undefined, head: order.events.length });
				return { ok: true };
			}
		}
		return await takeBack(order, to, parts);
	} finally {
		if (!stoodDown) authority.release();
	}
}

/** The other one was ready and does not answer any more: whether it has begun is not known, so this one begins a term after it. */
async function takeBack(
	order: TakeOverOrder,
	to: PlatformId,
	{ office, store, plan, clock, log, startAnew }: HandOverParts,
): Promise<HandedOver> {
	const back: TakeOverOrder = { ...order, platform: office.id, after: office.heard, reason: `${to} did not begin`, at: clock.now() };
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
