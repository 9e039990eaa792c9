/**
 * The block of shared numbers of an unplanned term. Platform k of n takes k, k + n, k + 2n …: two platforms never have one, however many
 * take-overs there were on either side of a cut. It takes the lowest that lies above everything known of the day, with room for what the former
 * platform gives out unheard, and above those it has had.
 */
import type { HallDay } from '../../domain/contracts/state.ts';
import { compareTerms, type PlatformId, type PlatformTerm, type TermBegin } from '../../domain/contracts/term.ts';
import { numbersInBlock } from '../../domain/ticket-number.ts';

/** The former platform may give out so many numbers of one queue that nobody here hears of. */
const unheardNumbers = 300;
/** Blocks 1 to 9 make numbers of four figures; those above, of five, come when they are used up: a longer number is better than no platform. */
export const highestBlock = 99;
/** Of platforms that begin from nothing, by the time of day, both included; what lies above is left for take-overs after them. */
const blind = { from: 10, to: 69 };
const minutesOfDay = 24 * 60;

export interface BlockWanted {
	platform: PlatformId;
	/** The hall's list, in order. */
	platforms: readonly PlatformId[];
	/** The day as far as it is known. */
	state: HallDay;
	/** Terms of this day that are known. */
	begun: readonly TermBegin[];
	/** Terms of this platform that ended before they decided anything: nobody has a number of their blocks. */
	undecided?: readonly PlatformTerm[];
	/**
	 * Nothing is known at this minute of what the platform did on the day: the lower blocks may have been used by a life of it whose disk is lost, so
	 * it takes one by the clock, and two such lives have two (in a hall of three platforms when more than 72 minutes are between them).
	 */
	fromNothingAt?: number | undefined;
	/** A term of this platform was heard of whose log is not known: its block counts as used. */
	unknownOwnTerm: boolean;
}

/** This block, or where a former life of the platform had it too, the next of the platform's that none had; the last one where all are used up. */
export function blockBeside(block: number, taken: readonly number[], platforms: number): number {
	let free = block;
	while (free > 0 && taken.includes(free) && free + platforms <= highestBlock) free += platforms;
	return free;
}

/** `null` = there is none left on this day. */
export function blockFor({ platform, platforms, state, begun, undecided = [], unknownOwnTerm, fromNothingAt }: BlockWanted): number | null {
	const highest = Math.max(0, ...Object.entries(state.series).map(([series, sequence]) => (/\d$/.test(series) ? 0 : sequence)));
	const own = begun
		.filter((term) => term.platform === platform && term.from.day === state.day)
		.filter((term) => !undecided.some((each) => compareTerms(each, term) === 0))
		.map(({ block }) => block);
	const above = Math.max(0, Math.floor((highest + unheardNumbers) / numbersInBlock), ...own);
	const step = Math.max(1, platforms.length);
	let block = platforms.indexOf(platform) + 1;
	while (block <= above) block += step;
	if (unknownOwnTerm) block += step;
	if (fromNothingAt !== undefined) {
		const turns = Math.floor((blind.to - blind.from + 1) / step);
		const turn = Math.min(turns - 1, Math.floor((fromNothingAt * turns) / minutesOfDay));
		while (block < blind.from + turn * step) block += step;
	}
	return block <= highestBlock ? block : null;
}
