import type { Holder, Looks, Screen } from './screen.ts';

/** Where one citizen stands in the terminal, and what is known of them there. Memory only. */
export interface Journey {
	screen: Screen;
	/** Screens behind 上一步, oldest first. */
	behind: Screen[];
	holder: Holder | null;
	/** A card lies on the reader: people forget them there. */
	cardLies: boolean;
	looks: Looks;
	/** Help was called: what this machine may say about it. */
	help: 'none' | 'calling' | 'lit-and-sent' | 'lit' | 'nothing-worked';
	lastTouch: number;
	/** Grows with each citizen, so that late answers for someone who left are dropped. */
	visitor: number;
}

export const plainLooks: Looks = { elder: false, contrast: false, low: false, language: 'zh-CN' };
