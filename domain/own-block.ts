/**
 * Blocks of a terminal's own series. The platform knows which own numbers it was told, not those that were printed and lost with a wiped
 * machine. So each life of a terminal's journal (its epoch) counts in a block of its own, and what an earlier life printed is never printed again
 * (I-2): block 0 is `A2-001` to `A2-200`, block 1 `A2-201` to `A2-400`.
 */

/** Numbers of one block, in each own series: what a terminal can give out of one queue on one day while it is cut off. */
export const ownBlockSize = 200;
/** A ticket number has at most four figures. */
export const ownBlockCount = Math.floor(9_999 / ownBlockSize);
/** A block is given to another epoch when its own was not heard of for so many days: nobody works cut off for longer. */
export const ownBlockHeldDays = 7;

/** Both ends belong to it. */
export interface OwnBlock {
	from: number;
	to: number;
}

export function ownBlock(block: number): OwnBlock {
	return { from: block * ownBlockSize + 1, to: (block + 1) * ownBlockSize };
}

export function blockOfSequence(sequence: number): number {
	return Math.floor((sequence - 1) / ownBlockSize);
}

/** Blocks that one of a hall's platforms gives to new lives of a terminal, from, to, `to` not included. */
export interface BlockShare {
	from: number;
	to: number;
}

/**
 * Each platform of the hall's list gives from a share of its own: one that took over knows what its former gave only by the claims of journals, and
 * a machine that was set up anew has no journal to claim with, while its earlier life's papers are in people's hands (T1).
 * `place`: in the list, from 0.
 */
export function shareOf(place: number, platforms: number): BlockShare {
	const size = Math.floor(ownBlockCount / Math.max(1, platforms));
	return { from: place * size, to: (place + 1) * size };
}

export interface BlockWanted {
	/** The block it was given before. */
	mine: number | null;
	/** The block its journal says it has. */
	claim: number | null;
	/** Blocks of other epochs. */
	others: ReadonlySet<number>;
	/** Blocks of which it has itself told numbers: one that was renewed tells those of its earlier epoch too. */
	told: ReadonlySet<number>;
	/** From which a new one is given. */
	share: BlockShare;
}

/**
 * The block of an epoch: the one it was given; else the one its journal says it has, unless another has it (a platform that lost its records,
 * or has taken over, learns it so); else the lowest of the platform's share that nobody ever counted in. `null`: all are held.
 */
export function chooseBlock({ mine, claim, others, told, share }: BlockWanted): number | null {
	if (mine !== null) return mine;
	if (claim !== null && claim < ownBlockCount && !others.has(claim)) return claim;
	for (let block = share.from; block < share.to; block += 1) if (!others.has(block) && !told.has(block)) return block;
	return null;
}
