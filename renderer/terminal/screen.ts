/** What may be on the terminal's screen, and what is known there of a citizen. The way between screens is `journey.ts`. */
import type { Language } from '../../domain/contracts/bridge.ts';
import type { PrintResult } from '../../domain/contracts/device-desk.ts';
import type { Refusal } from '../../domain/contracts/refusals.ts';
import type { Selection } from '../../domain/selection/selection.ts';
import type { ThemeChoice } from '../../domain/selection/theme-choice.ts';
import type { TakenTicket } from '../engine/contract.ts';
import type { BookingPage } from './booking/booking-page.ts';
import type { Audience, Choice } from './choice.ts';
import type { FormScreen } from './form/form-screen.ts';
import type { ProgressPage } from './progress/progress-page.ts';

/** What a card left behind: never the card itself. Memory only, gone with `forget`. */
export interface Holder {
	/** Family name and `*`. */
	name: string;
	/** Day-scoped reference; `null` when this machine holds no key. */
	ref: string | null;
	/** Priority group by age, when there is one. */
	priority: string | null;
	/** The card's time is over; a number may still be taken. */
	expired: boolean;
	/** Something on the card could not be read or does not fit together. */
	doubtful: boolean;
	/** Numbers this person already holds today. */
	tickets: string[];
	/** A reservation that this card may check in now. */
	booked?: Choice;
}

export type CardTrouble = 'removed' | 'not-genuine' | 'not-an-id-card' | 'not-read' | 'reader-fault';

export type Screen =
	| { at: 'welcome' }
	| { at: 'reading' }
	| { at: 'card-trouble'; why: CardTrouble }
	/** Shown only when the card needs a word: expired, doubtful, or a number already taken. */
	| { at: 'card-note' }
	| { at: 'services'; audience: Audience }
	| { at: 'all-items'; audience: Audience; by: 'life-stage' | 'department'; group: string | null; page: number }
	| { at: 'elder-services'; page: number }
	/** 长辈版: what is no number in a line. */
	| { at: 'elder-more'; page: number }
	/** What can be done while nobody is here. */
	| { at: 'self-service'; page: number }
	/** 用自己的话找. `text`: as far as it is written; forgotten with the citizen. */
	| { at: 'find'; audience: Audience; text: string }
	/** A question of a theme (情形引导), by its place in the guide. */
	| { at: 'guide'; theme: string; choice: ThemeChoice; question: number }
	/** Items of a theme; `one`: asked item by item (长辈版), by its place in the theme. `paper`: of the list (办事清单). */
	| { at: 'theme'; theme: string; choice: ThemeChoice; one: number | null; paper: Paper }
	/** The whole notice of what was chosen; `part`: of its pages. */
	| { at: 'notice'; audience: Audience; selection: Selection; part: number; paper: Paper }
	| { at: 'confirm'; choice: Choice; priority: boolean }
	| { at: 'taking'; choice: Choice; priority: boolean; since: number }
	| { at: 'ticket'; taken: TakenTicket; choice: Choice; priority: boolean; paper: Paper }
	| { at: 'held'; number: string; paper: Paper }
	/** A ticket that was held up to the scanner. */
	| { at: 'place'; number: string }
	/** 好差评 of a ticket that was held up; `level` = `null`: not chosen yet. */
	| { at: 'review'; number: string; level: number | null; sent: boolean }
	/** 办不成事; `ref`: of the case that was written down. */
	| { at: 'complaint'; ref: string | null }
	/** 预约: booking, changing, giving back, checking in. */
	| { at: 'booking'; page: BookingPage }
	/** 一表申请: filling in, materials, handing in. */
	| FormScreen
	/** 我的办件到哪了. */
	| { at: 'progress'; page: ProgressPage }
	| { at: 'refused'; refusal: Refusal }
	/** `awaited`: no answer came in time; one that still comes is for this. */
	| { at: 'cannot'; code: string; awaited?: { choice: Choice; priority: boolean } };

/** What is known of the paper in hand: the first print, or the last 补打. */
export type Paper = { state: 'none' } | { state: 'printing' } | { state: 'known'; result: PrintResult; again: boolean };

export interface Looks {
	elder: boolean;
	contrast: boolean;
	/** Controls in the lower part of the screen. */
	low: boolean;
	language: Language;
	/** Code of a language beyond Chinese and English, for the texts of the screens; names and papers stay in `language`. */
	tongue?: string | undefined;
	/** Writes with a finger: the keyboard opens with the pad. */
	hand?: boolean;
}

export type ThemeAt = Extract<Screen, { at: 'theme' }>;
