/** Keeps a picture of every screen that is held to the rules, with what axe said of it, when `npm run gallery` asks for it. */
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { type GalleryScreen, pictureName } from '../../../scripts/gallery-screen.ts';

const shown = new Map<string, number>();

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
	await page.screenshot({ path: join(folder, `${picture}.png`) });
	const line: GalleryScreen = { file, title: `${title} (${turn})`, picture: `${picture}.png`, problems };
	appendFileSync(join(folder, 'screens.jsonl'), `${JSON.stringify(line)}\n`);
}
