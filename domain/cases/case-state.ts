/** A case as its reports make it. Plain data; `case-of.ts` makes it, nobody changes it. */
import type {
	authorisations,
	CasePaper,
	CaseStep,
	deliveryWays,
	Mark,
	NeededMaterial,
	PromisedItem,
	pauseReasons,
	priorityReasons,
	proxyChecks,
	ReminderKind,
	refuseReasons,
	SubTask,
} from '../contracts/cases.ts';

/** Who did something, and when (platform time). */
export interface Deed {
	at: number;
	staff: string | null;
	window: string | null;
}

/** What is irregular about a case, in order of weight; worded in `cases.yaml` under `flags`. The first group waits for a person. */
export const flagsForPeople = [
	'accepted-twice', // two windows accepted it, cut off from each other
	'accepted-and-refused',
	'two-results', // one item was granted and not granted
	'begun-twice', // two windows began it
] as const;
export const flagsOfRule = [
	'new-material-asked', // a later notice named what the first one did not: breach of 一次性告知
	'accepted-incomplete', // accepted although something needed was missing, and could not be deferred
	'result-before-material', // a result was issued before the deferred material had come
	'result-before-tasks',
	'result-not-accepted',
	'delivered-without-result',
	'task-too-early', // before those that go before it
	'task-unknown',
	'task-of-other-department',
	'after-end',
	'taken-without-offer',
	'pause-unmatched',
	'not-begun', // heard of before its beginning was, or its beginning was lost
	'not-signed-in',
] as const;
export type FlagCode = (typeof flagsForPeople)[number] | (typeof flagsOfRule)[number];

export interface Flag extends Deed {
	code: FlagCode;
	/** What it is about: a material, an item, a task, or nothing. */
	about: string | null;
	/** The other window, where two did the same. */
	otherWindow: string | null;
	settled: (Deed & { decision: string }) | null;
}

export interface CaseMaterial extends NeededMaterial {
	mark: Mark | null;
	marked: Deed | null;
	/** Deferred: promised until this day. */
	by: string | null;
	brought: Deed | null;
	reminded: Deed[];
}

export type TaskStage = 'waiting' | 'open' | 'begun' | 'agreed' | 'not-agreed';
export interface CaseTask extends SubTask {
	stage: TaskStage;
	/** The last word on it. */
	last: Deed | null;
}

export type CaseStage = 'unknown' | 'begun' | 'accepted' | 'decided' | 'delivered' | 'refused' | 'withdrawn';

export interface CaseState {
	ref: string;
	number: string;
	stage: CaseStage;
	/** `null` = its beginning is not known here. */
	begun: (Deed & { origin: 'application' | 'window'; day: string; ticket: string | null }) | null;
	items: string[];
	theme: string | null;
	materials: CaseMaterial[];
	notices: (Deed & { materials: string[] })[];
	accepted: (Deed & { day: string; items: PromisedItem[]; delivery: (typeof deliveryWays)[number] }) | null;
	refused: (Deed & { reason: (typeof refuseReasons)[number] }) | null;
	withdrawn: (Deed & { why: Extract<CaseStep, { do: 'withdraw' }>['why'] }) | null;
	tasks: CaseTask[];
	pauses: { from: number; to: number | null; reason: (typeof pauseReasons)[number] }[];
	/** By item. */
	results: Record<string, Deed & { outcome: 'granted' | 'not-granted' }>;
	deliveries: Record<string, Deed & { way: (typeof deliveryWays)[number] }>;
	/** 首问负责: who answers for it. */
	owner: { staff: string; since: number } | null;
	/** Offered to this member of staff, who has not taken it yet. */
	offered: string | null;
	identified: (Deed & { how: 'card' | 'sight'; same: boolean | null }) | null;
	/** `names`: the sealed record with both names. */
	proxy: (Deed & { authorisation: (typeof authorisations)[number]; check: (typeof proxyChecks)[number]; names: string | null }) | null;
	priority: (Deed & { reason: (typeof priorityReasons)[number] }) | null;
	/** Sent by the hall itself: of what, and of which day. */
	reminders: { kind: ReminderKind; day: string; at: number }[];
	papers: (Deed & { paper: CasePaper; copy: number; outcome: string })[];
	flags: Flag[];
	lastAt: number;
}
