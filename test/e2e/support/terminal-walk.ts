/** Walks the terminal by the words that stand on its keys, in either language and look. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { parse } from 'yaml';
import { walkAway } from './page-clock.ts';

export interface TerminalLook {
	language: 'zh-CN' | 'en';
	elder: boolean;
}

interface TerminalWords {
	tools: Record<'help' | 'otherLanguage' | 'reprint', string>;
	help: { close: string };
	services: Record<'all' | 'enterprise', string>;
	all: Record<'by-department', string>;
	confirm: { take: string };
	elder: Record<'take' | 'help' | 'other' | 'pickup' | 'more' | 'rest' | 'complaint', string>;
	welcome: Record<'noCard', string>;
	ticket: Record<'done', string>;
	idle: Record<'stay', string>;
}

const wordsOf = (language: string) => parse(readFileSync(`config/wording/${language}/terminal.yaml`, 'utf8')) as TerminalWords;
const words = { 'zh-CN': wordsOf('zh-CN'), en: wordsOf('en') };

export function terminalWalk(page: Page, { language, elder }: TerminalLook) {
	const t = words[language];
	const at = (screen: string) => page.locator(`.frame[data-screen="${screen}"]`).waitFor({ timeout: 20_000 });
	const key = (name: string, exact = false) => page.getByRole('button', { name, exact }).first().click();
	const walk = {
		words: t,
		at,
		key,
		/** As if the last visitor had walked away: the welcome screen, in this look. */
		async home() {
			await walkAway(page);
			if (language === 'en') {
				await key(words['zh-CN'].tools.otherLanguage);
				await page.locator('.terminal[lang="en"]').waitFor();
			}
			if (elder) {
				await page.locator('.elder-key').click();
				await page.locator('.terminal[data-elder="true"]').waitFor();
			}
		},
		async services() {
			await walk.home();
			await key(elder ? t.elder.take : t.welcome.noCard);
			await at(elder ? 'elder-services' : 'services');
		},
		async theme() {
			await walk.services();
			await page.locator('.two .tile').first().click();
			await at('guide');
			await page.locator('.foot .half, .foot .beside').first().click();
			await at('theme');
		},
		/** Of a single item, or of a whole desk in 长辈版. */
		async confirm() {
			await walk.services();
			await page
				.locator(elder ? '.tile.elder' : '.item-key')
				.first()
				.click();
			if (!elder) {
				await at('notice');
				await page.locator('.foot .primary').click();
			}
			await at('confirm');
		},
		async take() {
			await key(t.confirm.take, true);
		},
		async ticket() {
			await walk.confirm();
			await walk.take();
			await at('ticket');
		},
		async help() {
			await walk.home();
			await key(elder ? t.elder.help : t.tools.help);
			await page.locator('dialog[open]').waitFor();
		},
	};
	return walk;
}
