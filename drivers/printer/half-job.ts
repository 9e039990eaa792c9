import { type Cut, command, cut } from './commands.ts';
import { createTokenizer } from './tokens.ts';

/**
 * What a job of unknown end may have left in the printer, and the bytes that make the next paper whole all the same.
 *
 * Nobody knows at which byte the job broke off. A printer that was switched off begins with an empty buffer. One that merely stalled, or lost
 * bytes on the line, may still wait for the rest of a command: of a QR code or a picture many bytes, and it would swallow the next ticket as
 * dots. So many zero bytes as the longest command of that job has are enough for the worst case: they complete any half command, printers
 * ignore them elsewhere, and as dots they are white. After them `1B40` is understood and drops the half line.
 */
export interface HalfJob {
	/** Bytes of the longest command that was sent. */
	longest: number;
	/** The paper may hold lines of the lost ticket: they are cut off, so that nobody gets another's number above their own. */
	cutOff: boolean;
}

/** What the sending of these bytes may have left behind. `cutOff`: lines of it may stand on the paper. */
export function halfJobOf(bytes: Uint8Array, cutOff: boolean): HalfJob {
	const tokenizer = createTokenizer();
	const longest = tokenizer.feed(bytes).reduce((most, token) => Math.max(most, token.bytes.length), 0);
	return { longest: Math.max(longest, tokenizer.held.length), cutOff };
}

/** Completes any command that is still open; does nothing to a printer that waits for none. */
export function filler(half: HalfJob): Uint8Array {
	return new Uint8Array(half.longest);
}

/** Goes out before the next paper. */
export function settling(half: HalfJob, kind: Cut): Uint8Array {
	const off = half.cutOff && kind !== 'none' ? cut(kind) : new Uint8Array();
	return new Uint8Array([...filler(half), ...command.init, ...off]);
}
