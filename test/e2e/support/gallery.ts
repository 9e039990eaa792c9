/** Keeps a picture of every screen that is held to the rules, with what axe said of it, when `npm run gallery` asks for it. */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { type GalleryScreen, pictureName } from '../../../scripts/gallery-screen.ts';

const shown = new Map<string, number>();
const cameras = new WeakMap<Page, () => Promise<Uint8Array>>();

/** A zoomed page is cut in pictures taken from inside of it: `take` gives a PNG of what stands on the screen. */
export function picturedBy(page: Page, take: () => Promise<Uint8Array>): void {
	cameras.set(page, take);
}

/** Nothing without a folder in `TIDEHALL_GALLERY`. */
export async function keepInGallery(page: Page, problems: string[]): Promise<void> {
	const folder = process.env.TIDEHALL_GALLERY;
	if (!folder) return;
	const { testPath, currentTestName } = expect.getState();
	const file = testPath?.replace(/^.*\/(.+)\.test\.ts$/, '$1') ?? 'screens';
	const title = (currentTestName ?? file).replaceAll(' > ', ' · ');
	const turn = (shown.get(title) ?? 0) + 1;
	shown.set(title, turn);
	const picture = pictureName(file, title, turn);
	mkdirSync(folder, { recursive: true });
	const take = cameras.get(page) ?? (() => page.screenshot());
	writeFileSync(join(folder, `${picture}.png`), await take());
	const line: GalleryScreen = { file, title: `${title} (${turn})`, picture: `${picture}.png`, problems };
	appendFileSync(join(folder, 'screens.jsonl'), `${JSON.stringify(line)}\n`);
}
