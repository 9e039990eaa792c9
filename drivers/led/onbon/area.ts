import type { Wanted, Zone } from '../display.ts';
import { cutGbk, gbkText, linesNeeded } from '../text.ts';
import { type Area, alongDisplay, areaOverhead, areaText, runModes } from './commands.ts';
import { frameOverhead, largestBody } from './frames.ts';

const characterDots = 16;
const halfWidthDots = 8;
/** Bytes of A3 06 around its areas: five of every request, how many are deleted, how many follow, and the length of the one area. */
const requestBytes = 5 + 2 + 2;

const still = 1;
const movesLeft = 3;

/** One zone as an area of the card. What stands still has room; what does not fit, and every announcement, runs from right to left until it is replaced. */
export function areaFor(id: number, zone: Zone, wanted: Wanted, fonts: string, forgetSeconds: number): Area {
	const lines = wanted.text.split(/\r\n|\r|\n/).map((line) => gbkText(line).bytes);
	const columns = Math.floor(zone.width / halfWidthDots);
	const rows = Math.max(1, Math.floor(zone.height / characterDots));
	const needed = lines.reduce((sum, line) => sum + linesNeeded(line, columns), 0);
	const runs = wanted.style === 'announcement' || needed > rows;
	const room = largestBody - 1 - frameOverhead - requestBytes - areaOverhead - fonts.length;
	return {
		id,
		x: alongDisplay(zone.x),
		y: zone.y,
		width: alongDisplay(zone.width),
		height: zone.height,
		...(forgetSeconds > 0 ? { runMode: runModes.clearedWhenNotRenewed, renewWithin: forgetSeconds } : { runMode: runModes.loop }),
		align: 0,
		lines: runs ? 1 : 2,
		lineBreak: runs ? 1 : 2,
		movement: runs ? movesLeft : still,
		speed: runs ? (wanted.style === 'call' ? 4 : 8) : 0,
		stay: 10,
		text: areaText(fonts, cutGbk(joined(lines, runs), room)),
	};
}

/** A line break is a mark of its own on the card; in one running line a blank stands for it. */
function joined(lines: readonly Uint8Array[], runs: boolean): Uint8Array {
	const between = runs ? [0x20] : [0x5c, 0x6e];
	return new Uint8Array(lines.flatMap((line, at) => [...(at > 0 ? between : []), ...line]));
}
