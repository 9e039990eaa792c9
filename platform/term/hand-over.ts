/**
 * Hands the hall over to another platform of its list, in order: this one takes no more commands, gives the other its log and records, stands down
 * for good, and only then tells it to begin. So there is never a moment in which both decide, and shared numbers go on without a block. When the
 * other fails before this one has stood down, this one goes on as if nothing had been; what follows is in `finish-hand-over.ts`.
 */
import { setTimeout as afterMs } from 'node:timers/promises';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { PlatformId, TakeOverOrder, TermBegin } from '../../domain/contracts/term.ts';
import type { Authority } from '../authority/authority.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observe/log.ts';
import type { AccountPassage } from '../people/pass-accounts.ts';
import type { HallStore } from '../storage/contract.ts';
import { type HandedOver, takeBack, tellToBegin } from './finish-hand-over.ts';
import { tellPeer } from './peer-client.ts';
import { peerDone } from './peer-contract.ts';
import { recordsToHand } from './records-to-hand.ts';
import type { TermOffice } from './term-office.ts';

export interface HandOverParts {
	plan: HallPlan;
	store: HallStore;
	clock: Clock;
	log: Log;
	office: TermOffice;
	authority: Authority;
	token: string;
	/** How accounts of staff travel; absent = they do not. */
	accounts?: AccountPassage;
	/** This platform has become something else: it is to be started anew on its store. */
	startAnew(): void;
	/** Absent = by the system's own timers. */
	pause?(ms: number): Promise<void>;
}

const beginTries = 3;
const betweenTriesMs = 1_000;

/** One at a time; rejects with a `StoreFailure`. */
export async function handOver(
	{ to, reason, by }: { to: PlatformId; reason: string; by: string | null },
	parts: HandOverParts,
): Promise<HandedOver> {
	const { plan, store, clock, office, authority, token, pause = (ms) => afterMs(ms) } = parts;
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
		const prepared = await tellPeer({ url, token }, 'prepare', peerDone, {
			order,
			records: await recordsToHand(store, plan.code, parts.accounts),
		});
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
		const { events: _events, ...said } = order;
		await office.standDownFor({ order: said, begin, unsettled });
		for (let tried = 0; tried < beginTries; tried += 1) {
			if (tried > 0) await pause(betweenTriesMs);
			if (await tellToBegin(url, parts)) return { ok: true, term: { number: begin.number, platform: to } };
		}
		return await takeBack(parts);
	} finally {
		if (!stoodDown) authority.release();
	}
}
