/** ESC/POS commands (protocols.md 3.3, 3.5), named as the page names them. */
const bytes = (...values: number[]) => new Uint8Array(values);

export const command = {
	init: bytes(0x1b, 0x40),
	kanjiOn: bytes(0x1c, 0x26),
	kanjiOff: bytes(0x1c, 0x2e),
	alignLeft: bytes(0x1b, 0x61, 0x00),
	alignCenter: bytes(0x1b, 0x61, 0x01),
	alignRight: bytes(0x1b, 0x61, 0x02),
	boldOn: bytes(0x1b, 0x45, 0x01),
	boldOff: bytes(0x1b, 0x45, 0x00),
	underlineOn: bytes(0x1b, 0x2d, 0x01),
	underlineOff: bytes(0x1b, 0x2d, 0x00),
	kanjiUnderlineOn: bytes(0x1c, 0x2d, 0x01),
	kanjiUnderlineOff: bytes(0x1c, 0x2d, 0x00),
	kanjiQuadOn: bytes(0x1c, 0x57, 0x01),
	kanjiQuadOff: bytes(0x1c, 0x57, 0x00),
	lineFeed: bytes(0x0a),
	lineSpacingDefault: bytes(0x1b, 0x32),
	cutFull: bytes(0x1d, 0x56, 0x00),
	cutPartial: bytes(0x1d, 0x56, 0x01),
	feedCutFull: bytes(0x1d, 0x56, 0x41, 0x00),
	feedCutPartial: bytes(0x1d, 0x56, 0x42, 0x00),
	/** Old models only; they do not feed by themselves. */
	oldCutFull: bytes(0x1b, 0x69),
	oldCutPartial: bytes(0x1b, 0x6d),
	statusPrinter: bytes(0x10, 0x04, 0x01),
	statusOffline: bytes(0x10, 0x04, 0x02),
	statusError: bytes(0x10, 0x04, 0x03),
	statusPaper: bytes(0x10, 0x04, 0x04),
	recoverContinue: bytes(0x10, 0x05, 0x01),
	recoverClear: bytes(0x10, 0x05, 0x02),
	gsrPaper: bytes(0x1d, 0x72, 0x01),
	gsrDrawer: bytes(0x1d, 0x72, 0x02),
	asbOn: bytes(0x1d, 0x61, 0x0f),
	asbOff: bytes(0x1d, 0x61, 0x00),
	drawerRealtime: bytes(0x10, 0x14, 0x01, 0x00, 0x01),
	modelId: bytes(0x1d, 0x49, 0x43),
	firmware: bytes(0x1d, 0x49, 0x41),
	fontLanguage: bytes(0x1d, 0x49, 0x45),
} as const;

/** Character size as factors 1…8; applies to Chinese too. */
export function size(width: number, height: number): Uint8Array {
	return bytes(0x1d, 0x21, ((width - 1) << 4) | (height - 1));
}

/** Prints the line and feeds n lines. */
export function feedLines(lines: number): Uint8Array {
	return bytes(0x1b, 0x64, lines);
}

/** Prints the line and feeds n dots. */
export function feedDots(dots: number): Uint8Array {
	return bytes(0x1b, 0x4a, dots);
}

/** Distance of the lines in dots. */
export function lineSpacing(dots: number): Uint8Array {
	return bytes(0x1b, 0x33, dots);
}

/** Opens the drawer: pin 2 or 5, times in units of 2 ms. Both times are required, or the printer swallows what follows. */
export function drawer(pin: 2 | 5, on = 0x19, off = 0xfa): Uint8Array {
	return bytes(0x1b, 0x70, pin === 2 ? 0 : 1, on, off);
}

export type Cut = 'feed-partial' | 'feed-full' | 'old-full' | 'old-partial' | 'none';

/** How this printer parts the paper; those that do not feed by themselves are fed five lines first. `none`: only fed. */
export function cut(kind: Cut): Uint8Array {
	if (kind === 'feed-partial') return command.feedCutPartial;
	if (kind === 'feed-full') return command.feedCutFull;
	const feed = feedLines(5);
	if (kind === 'none') return new Uint8Array(feed);
	return new Uint8Array([...feed, ...(kind === 'old-full' ? command.oldCutFull : command.oldCutPartial)]);
}
