/** Gives each epoch of a terminal its block of the own series, and keeps who has which (`domain/own-block.ts`). */
import { z } from 'zod';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import type { PlatformId } from '../../domain/contracts/term.ts';
import {
	type BlockShare,
	blockOfSequence,
	chooseBlock,
	type OwnBlock,
	ownBlock,
	ownBlockHeldDays,
	shareOf,
} from '../../domain/own-block.ts';
import type { HallStore } from '../storage/contract.ts';

const kind = 'own-blocks';
const kept = z.array(z.object({ epoch: z.string(), block: z.number().int().min(0), day: z.string() }));
type Kept = z.infer<typeof kept>;

const dayMs = 86_400_000;

export class OwnBlocks {
	#plan: HallPlan;
	#store: HallStore;
	#share: BlockShare;
	/** One after the other: two machines that come at once must not get the same block. */
	#last: Promise<unknown> = Promise.resolve();

	/** `platform`: whose share of the blocks is given; absent = the hall has one platform. */
	constructor(plan: HallPlan, store: HallStore, platform?: PlatformId) {
		const list = plan.platforms ?? [];
		const place = list.findIndex(({ id }) => id === platform);
		this.#share = place < 0 ? shareOf(0, 1) : shareOf(place, list.length);
		this.#plan = plan;
		this.#store = store;
	}

	/**
	 * Resolves when it is durable that nobody else gets the block; `null` = not a terminal, or none is free. `claim`: first number of the block
	 * that the machine's journal holds. Rejects with `StoreFailure`.
	 */
	of(seat: { station: string; epoch: string }, claim: number | undefined, today: HallDay): Promise<OwnBlock | null> {
		const planned = this.#plan.stations.find(({ id }) => id === seat.station);
		if (planned?.role !== 'terminal' || planned.number === undefined) return Promise.resolve(null);
		const turn = this.#last.then(() => this.#choose(seat, claim, today));
		this.#last = turn.catch(() => {});
		return turn;
	}

	async #choose(
		{ station, epoch }: { station: string; epoch: string },
		claim: number | undefined,
		today: HallDay,
	): Promise<OwnBlock | null> {
		const key = `${this.#plan.code}/${station}`;
		const read = kept.safeParse(await this.#store.record(kind, key));
		const known: Kept = read.success ? read.data : [];
		const since = new Date(Date.parse(today.day) - ownBlockHeldDays * dayMs).toISOString().slice(0, 10);
		const lately = known.filter(({ day, epoch: other }) => day >= since && other !== epoch);
		const mine = known.find((each) => each.epoch === epoch);
		const used = usedToday(today, station);
		const block = chooseBlock({
			mine: mine?.block ?? null,
			claim: claim === undefined ? null : blockOfSequence(claim),
			others: new Set([...lately, ...used.filter((each) => each.epoch !== epoch)].map((each) => each.block)),
			share: this.#share,
			told: new Set(used.map((each) => each.block)),
		});
		if (block === null) return null;
		if (mine?.day !== today.day) await this.#store.putRecord(kind, key, [...lately, { epoch, block, day: today.day }] satisfies Kept);
		return ownBlock(block);
	}
}

/** The log tells it too, should the records be lost. */
function usedToday(today: HallDay, station: string): { epoch: string; block: number }[] {
	return Object.values(today.tickets).flatMap(({ station: at, origin, sequence, issuedBy }) =>
		at === station && origin === 'offline' ? [{ epoch: issuedBy.epoch, block: blockOfSequence(sequence) }] : [],
	);
}
