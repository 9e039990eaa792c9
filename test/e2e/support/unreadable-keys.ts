import type { Page } from 'playwright-core';

/** Two keys that nobody could use, so that the looks have something to find: small, low and beyond the edge; and one without a name. */
export async function putUnreadableKeys(page: Page): Promise<void> {
	await page.evaluate(() => {
		const key = document.createElement('button');
		key.textContent = '看不清也点不着的键';
		Object.assign(key.style, {
			position: 'absolute',
			left: '-40px',
			top: '300px',
			width: '120px',
			height: '40px',
			fontSize: '12px',
			whiteSpace: 'nowrap',
		});
		const nameless = document.createElement('button');
		Object.assign(nameless.style, { width: '100px', height: '100px' });
		document.querySelector('main')?.append(key, nameless);
	});
}
