/** What a finger presses on a page and how high it is: the whole field around an input, the whole label around a box. */
import type { Page } from 'playwright-core';

/** WCAG 2.2, enhanced; what hands hit on a tablet that is held. */
export const fingerHeight = 44;

/** One line for each thing to press that is lower. */
export async function fingerProblems(page: Page): Promise<string[]> {
	return page.evaluate((least) => {
		const root = document.querySelector('dialog[open]') ?? document.body;
		const found = new Set<string>();
		for (const element of root.querySelectorAll('button, a[href], summary, select, input:not(.unseen), .ant-segmented-item')) {
			const pressed = element.closest('label, .ant-select, .ant-input-affix-wrapper, .ant-picker') ?? element;
			const { width, height } = pressed.getBoundingClientRect();
			if (width <= 1 || height <= 1 || !pressed.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
			if (height < least - 0.5)
				found.add(
					`${Math.round(height)} px high, below ${least}: <${pressed.tagName.toLowerCase()} class="${(pressed.getAttribute('class') ?? '').slice(0, 40)}"> “${(pressed.textContent ?? '').trim().slice(0, 24)}”`,
				);
		}
		return [...found];
	}, fingerHeight);
}
