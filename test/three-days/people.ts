/** Who comes in three days, and what they hand in: the same for the same seed. Written down as it is told, it is the reference. */
import type { ApplicationForm } from '../../domain/contracts/applications.ts';
import { createRandom } from '../box/random.ts';

export const hour = 3_600_000;
/** 2026-11-26, a Thursday, 9:00 in Shanghai. */
export const begin = Date.UTC(2026, 10, 26, 1);
export const cutFor = 72 * hour;

export interface Visitor {
	index: number;
	terminal: string;
	at: number;
	/** Comes back then to go on with the draft; `null` = fills it in at once. */
	backAt: number | null;
	takesNumber: boolean;
	/** `leaves`: never hands it in. `discards`: throws it away. */
	ends: 'hands-in' | 'leaves' | 'discards';
	form: ApplicationForm;
	/** Seed and length of each attachment. */
	attachments: { seed: number; length: number }[];
	/** Removes one more, which was the wrong page. */
	wrongPage: boolean;
}

/** `applications` hand in, with three attachments each on average; some more leave a draft or throw it away. */
export function visitors(seed: number, applications: number, terminals: readonly string[], scale: number): Visitor[] {
	const random = createRandom(seed);
	const whole = (least: number, most: number) => Math.floor(random.between(least, most + 1));
	const all: Visitor[] = [];
	const extra = Math.ceil(applications / 40);
	for (let index = 0; index < applications + 2 * extra; index += 1) {
		const ends = index < applications ? 'hands-in' : index < applications + extra ? 'leaves' : 'discards';
		// Between 9:10 and 17:00 of four days, the last one until the line is back.
		const day = whole(0, 2);
		const at = begin + day * 24 * hour + whole(10 * 60_000, 8 * hour);
		const later = random.chance(0.15) && day < 2;
		// 1, 2, 3, 4, 5 in turn: exactly three on average. One in twenty is a long scan.
		const count = (index % 5) + 1;
		all.push({
			index,
			terminal: terminals[index % terminals.length]!,
			at,
			backAt: later ? at + whole(hour, 20 * hour) : null,
			takesNumber: random.chance(0.6),
			ends,
			form: {
				fields: {
					name: `申请人${index}`,
					document: `11010119900101${String(index).padStart(4, '0')}`,
					children: index % 4,
					agreed: index % 2 === 0,
				},
				materials: { 'M-1': 'attached', 'M-2': index % 3 === 0 ? 'on-paper' : 'attached' },
			},
			attachments: Array.from({ length: count }, () => ({
				seed: whole(1, 500),
				length: Math.max(
					1,
					Math.floor((random.chance(0.05) ? random.between(2_000_000, 6_000_000) : random.between(30_000, 700_000)) / scale),
				),
			})),
			wrongPage: random.chance(0.1),
		});
	}
	return all;
}

const pages = new Map<number, Uint8Array>();
/** A scan: the same bytes for the same seed, so that thousands need little room. */
export function pageOf({ seed, length }: { seed: number; length: number }): Uint8Array {
	let page = pages.get(seed);
	if (!page || page.length < length) {
		page = new Uint8Array(Math.max(length, 16_384));
		let state = (seed * 2_654_435_761 + 12_345) >>> 0;
		for (let at = 0; at < page.length; at += 1) {
			state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
			page[at] = state >>> 24;
		}
		pages.set(seed, page);
	}
	return page.subarray(0, length);
}
