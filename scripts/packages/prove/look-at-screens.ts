/** Waits for screens of a hall as somebody standing before them would, and keeps a picture of each. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { until } from './until.ts';
import type { VirtualScreen } from './virtual-screen.ts';

/**
 * Resolves with what the title of the screen looks like, once there are words on it to its edges; `another`: and the title is not this one any more.
 * Rejects when that does not come.
 */
export type Drawn = (of: { screen: VirtualScreen; station: string }, what: string, another?: string, rows?: Rows) => Promise<string>;

export interface Rows {
	from: number;
	to: number;
}

export function lookAtScreens(pictures: string): Drawn {
	return async ({ screen, station }, what, another = '', rows) => {
		const file = join(pictures, `hall-${station}-${what}.png`);
		let title = '';
		await until(`the screen of ${station}: ${what} (the last picture is ${file})`, async () => {
			await new Promise((go) => setTimeout(go, 1_000));
			const { colours, black } = screen.picture(file);
			const before = title;
			title = titleIn(file, rows);
			// Seen twice: a page is not touched while it is being painted.
			return colours > 200 && black < 0.01 && title === before && title !== another;
		});
		return title;
	};
}

/** Rows in which a screen has its title, and no clock. */
const titleRows = { tall: { from: 140, to: 330 }, wide: { from: 140, to: 195 } };

function titleIn(file: string, rows?: Rows): string {
	const { width, height, data } = PNG.sync.read(readFileSync(file));
	const { from, to } = rows ?? titleRows[width > height ? 'wide' : 'tall'];
	return createHash('sha256')
		.update(data.subarray(from * width * 4, to * width * 4))
		.digest('hex');
}
