/** What every screen must hold, read from the page as it stands: axe finds nothing, and what is on it can be read, hit and seen whole. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { keepInGallery } from './gallery.ts';

const axeSource = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Colours and places on their way are no state to judge. */
export async function comeToRest(page: Page): Promise<void> {
	await page.evaluate(async () => {
		await document.fonts.ready;
		await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
		await Promise.allSettled(
			document
				.getAnimations()
				.filter((one) => one.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
				.map((one) => one.finished),
		);
	});
}

export interface Limits {
	/** Smallest text, CSS px. */
	text: number;
	/** Lowest thing to press, CSS px; `null` = pressed with a mouse, not with a finger. */
	target: number | null;
}

interface AxeResult {
	violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[];
}

/** Rules of WCAG 2.2 A and AA and best practices; `only`: these rules instead of all. One line for each place that breaks one. `spoilt`: on purpose. */
export async function axeProblems(page: Page, only?: string[], spoilt = false): Promise<string[]> {
	// Through the debugger, which stands outside of the page's content security policy.
	if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
	const { violations } = (await page.evaluate(
		(runOnly) =>
			(window as unknown as { axe: { run(context: Document, options: object): Promise<unknown> } }).axe.run(document, {
				runOnly,
				resultTypes: ['violations'],
				// No rule that runs here looks at the style sheets themselves, and to read them all again takes longer than most rules.
				preload: { assets: ['media'] },
			}),
		only === undefined ? { type: 'tag', values: tags } : { type: 'rule', values: only },
	)) as AxeResult;
	const problems = violations.flatMap(({ id, help, nodes }) =>
		nodes.map(({ html, failureSummary }) => `${id} (${help}): ${html.slice(0, 160)} ${failureSummary?.split('\n')[1]?.trim() ?? ''}`),
	);
	if (!spoilt) await keepInGallery(page, problems);
	return problems;
}

/** English screens of each file so far, since several files share this module: which of them axe is asked about hangs on no other file. */
const inEnglish = new Map<string | undefined, number>();

/**
 * Whether axe is asked about this screen, which is also looked at in Chinese: about each in Chinese, and about each fourth in English. What axe looks
 * at is structure and colour, which words do not change; what words do change is held by `layoutProblems` every time. `npm run gallery` asks about all.
 */
export async function axeIsAsked(page: Page): Promise<boolean> {
	const language = await page.evaluate(() => document.documentElement.lang);
	if (!language.startsWith('en') || process.env.TIDEHALL_GALLERY !== undefined) return true;
	const { testPath } = expect.getState();
	const before = inEnglish.get(testPath) ?? 0;
	inEnglish.set(testPath, before + 1);
	return before % 4 === 0;
}

/** Text that is too small, targets that are too low, and what is cut or runs out of the page. */
export async function layoutProblems(page: Page, limits: Limits): Promise<string[]> {
	return page.evaluate(({ text, target }) => {
		const found: string[] = [];
		const modal = document.querySelector('dialog[open]');
		const root = modal ?? document.body;
		const named = (element: Element) =>
			`<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}"> “${(element.textContent ?? '').trim().slice(0, 30)}”`;
		const box = (element: Element) => element.getBoundingClientRect();
		/** For screen readers alone: one pixel large or shown nowhere. */
		const unseen = (element: Element) => {
			const { width, height } = box(element);
			return width <= 1 || height <= 1 || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
		};
		const written: { words: Text; on: Element }[] = [];
		const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
		while (walker.nextNode()) {
			const words = walker.currentNode as Text;
			const on = words.parentElement;
			if (on && words.data.trim() !== '' && !on.closest('.unseen, style, script') && !unseen(on)) written.push({ words, on });
		}
		for (const on of new Set(written.map((each) => each.on))) {
			const size = Number.parseFloat(getComputedStyle(on).fontSize);
			if (size < text - 0.01) found.push(`text of ${size} px, below ${text}: ${named(on)}`);
		}
		if (written.length === 0) found.push('there is nothing to read');
		if (target !== null)
			for (const element of root.querySelectorAll('button, a[href], label:has(input), select, input:not(.unseen)')) {
				if (unseen(element)) continue;
				const { height } = box(element);
				if (height < target - 0.5) found.push(`target of ${Math.round(height)} px height, below ${target}: ${named(element)}`);
			}
		const page = document.documentElement;
		if (page.scrollWidth > page.clientWidth + 1 || document.body.scrollWidth > document.body.clientWidth + 1)
			found.push(`the page is ${Math.max(page.scrollWidth, document.body.scrollWidth)} px wide in ${page.clientWidth}`);
		for (const element of root.querySelectorAll('*')) {
			if (element.closest('svg, .unseen') || unseen(element)) continue;
			const { overflowX, overflowY } = getComputedStyle(element);
			if (/hidden|clip/.test(overflowX) && element.scrollWidth > element.clientWidth + 1)
				found.push(`cut at the side by ${element.scrollWidth - element.clientWidth} px: ${named(element)}`);
			if (/hidden|clip/.test(overflowY) && element.scrollHeight > element.clientHeight + 2)
				found.push(`cut at the foot by ${element.scrollHeight - element.clientHeight} px: ${named(element)}`);
		}
		// Words stay inside of what they stand on: key, card, dialog, and in the end the page.
		const range = document.createRange();
		for (const { words, on } of written) {
			// A table that is moved to the side under its own edge brings its words in.
			const moved = on.closest('.history-sheet, .moved-aside');
			if (moved && moved.scrollWidth > moved.clientWidth && /auto|scroll/.test(getComputedStyle(moved).overflowX)) continue;
			const under = on.closest('button, label, .card, .tile, .notice, .summary, .ticket, .advice, section, dialog, main, header, nav');
			const edge = under ? box(under) : { left: 0, right: page.clientWidth };
			range.setStart(words, words.data.length - words.data.trimStart().length);
			range.setEnd(words, words.data.trimEnd().length);
			const out = [...range.getClientRects()].find(
				({ left, right }) => left < Math.max(edge.left, 0) - 1 || right > Math.min(edge.right, page.clientWidth) + 1,
			);
			if (out)
				found.push(
					`words from ${Math.round(out.left)} to ${Math.round(out.right)} px on ${Math.round(edge.left)} to ${Math.round(edge.right)}: ${named(on)}`,
				);
		}
		return found;
	}, limits);
}

/**
 * Nothing of a terminal screen lies out of reach: what stands at the foot is on the screen, and choices that are higher than their room have
 * the key that leads to the rest.
 */
export async function reachProblems(page: Page): Promise<string[]> {
	return page.evaluate(() => {
		const found: string[] = [];
		const height = window.innerHeight;
		for (const name of ['.top', '.foot', '.tools', 'dialog[open]'])
			for (const element of document.querySelectorAll(name)) {
				const { top, bottom } = element.getBoundingClientRect();
				if (top < -1 || bottom > height + 1) found.push(`${name} stands from ${Math.round(top)} to ${Math.round(bottom)} px of ${height}`);
			}
		const choices = document.querySelector('.choices');
		if (choices) {
			if (choices.scrollHeight > choices.clientHeight + 8 && !document.querySelector('.more-below'))
				found.push(`${choices.scrollHeight} px of choices in ${choices.clientHeight} px, and no key to the rest`);
			if (choices.childElementCount > 0 && choices.clientHeight < 200) found.push(`the choices have ${choices.clientHeight} px of height`);
			const foot = document.querySelector('.foot') ?? document.querySelector('.tools');
			if (foot && choices.getBoundingClientRect().bottom > foot.getBoundingClientRect().top + 1)
				found.push('the choices run into the foot');
		}
		return found;
	});
}
