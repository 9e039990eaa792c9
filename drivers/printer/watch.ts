import type { DriverOptions } from '../driver.ts';
import type { DownCode, Link } from '../transport/link.ts';
import type { Conversation } from './conversation.ts';
import { filler, type HalfJob } from './half-job.ts';
import type { Learned, Learner, StatusMode } from './learn.ts';
import { type Meaning, meaningOf, type PrinterStatus, readAutomatic } from './status.ts';

export interface WatchOptions extends Pick<DriverOptions, 'speed' | 'now' | 'timers' | 'health'> {
	declared: StatusMode;
	link: Link;
	conversation: Conversation;
	learner: Learner;
	/** What an earlier job may have left in the printer. */
	half(): HalfJob | null;
	/** A job or a test is under way: it looks for itself. */
	busy(): boolean;
	/** The printer answers and is idle; called once after each opening. */
	met(): Promise<void>;
}

/** Keeps an eye on the printer between jobs and says how it is. */
export interface Watch {
	opened(): void;
	down(code: DownCode): void;
	automatic(bytes: readonly [number, number, number, number]): void;
	/** Looks now and says what it saw. */
	look(): Promise<Learned>;
	/** Looks when it is due; at once when called. */
	poll(): Promise<void>;
	/** Bytes went out to a printer that cannot answer. */
	wroteOneWay(): void;
	/** Characters of the last paper were replaced, or not. */
	replaced(some: boolean): void;
	/** It was stopped and has not been well for a second yet. */
	readonly settling: boolean;
	/** Why it is stopped, as far as it has said. */
	readonly stoppedBy: Meaning | null;
	readonly known: PrinterStatus | null;
	stop(): void;
}

const idlePollMs = 5000;
/** With automatic status: only to see that it is still there. */
const heartbeatMs = 30_000;
/** Pauses between two fillings: the first, doubled each time up to the last. */
const firstFillMs = 30_000;
const lastFillMs = 600_000;
export const wellForMs = 1000;

/** Sleeps until the port is opened. */
export function createWatch(options: WatchOptions): Watch {
	const { link, learner, now, timers } = options;
	let known: PrinterStatus | null = null;
	let meaning: Meaning | null = null;
	let wasStopped = false;
	let wellSince: number | null = null;
	let someReplaced = false;
	let oneWayWritten = options.declared === 'none';
	let filled: { half: HalfJob | null; at: number; againMs: number } = { half: null, at: 0, againMs: 0 };
	let met = false;
	let looking: Promise<Learned> | null = null;
	let stopped = false;
	let cancelPoll: () => void = () => {};

	const pollIn = (ms: number) => {
		cancelPoll();
		if (!stopped && link.up) cancelPoll = timers.after(ms, () => void poll());
	};
	const well = (by: string, what: Meaning): { state: Meaning['state']; code: string } => {
		if (what.code !== 'ok') return { state: what.state, code: what.code };
		if (someReplaced) return { state: 'warning', code: 'characters-replaced' };
		if (by !== options.declared) return { state: 'warning', code: 'status-limited' };
		return { state: 'ready', code: 'ok' };
	};
	function tell(learned: Learned): void {
		if (!link.up || stopped) return;
		if (learned.is === 'known') tellKnown(learned);
		else if (learned.is === 'silent') options.health({ state: 'disconnected', code: 'no-answer' });
		else if (learned.is === 'garbled') options.health({ state: 'disconnected', code: 'protocol-error' });
		else if (learned.is === 'mute')
			options.health(oneWayWritten ? { state: 'ready', code: 'one-way' } : { state: 'warning', code: 'no-answer' });
	}
	function tellKnown(learned: Extract<Learned, { is: 'known' }>): void {
		known = learned.status;
		meaning = meaningOf(learned.status);
		oneWayWritten = false;
		options.speed.heard();
		if (meaning.state === 'stopped') {
			wasStopped = true;
			wellSince = null;
			options.health({ state: 'stopped', code: meaning.code });
			return;
		}
		wellSince ??= now();
		if (wasStopped && now() - wellSince < wellForMs) return;
		wasStopped = false;
		options.health(well(learned.by, meaning));
	}
	/** Two looks at once would take each other's answers: who comes while one is under way gets what it brings. */
	function look(): Promise<Learned> {
		looking ??= lookOnce().finally(() => {
			looking = null;
		});
		return looking;
	}
	/**
	 * Silence after a broken job may be a printer that takes every question for the rest of a QR code: it is given that rest. Not too often:
	 * it may as well be switched off, or stopped, and then its buffer is not to be filled.
	 */
	function mayFill(half: HalfJob): boolean {
		if (filled.half !== half) filled = { half, at: Number.NEGATIVE_INFINITY, againMs: firstFillMs };
		if (now() - filled.at < filled.againMs) return false;
		filled = { half, at: now(), againMs: filled.at < 0 ? firstFillMs : Math.min(2 * filled.againMs, lastFillMs) };
		return true;
	}
	async function lookOnce(): Promise<Learned> {
		let learned = await learner.look();
		const half = options.half();
		const mayBeStuck = half !== null && (learned.is === 'silent' || (learned.is === 'mute' && half.cutOff));
		if (mayBeStuck && options.declared !== 'none' && link.up && mayFill(half)) {
			if (await options.conversation.tell(filler(half))) learned = await learner.look();
		}
		tell(learned);
		const notUnderstood = learned.is === 'mute' || learned.is === 'silent' || learned.is === 'garbled';
		if (notUnderstood && !learner.heard && options.declared !== 'none' && options.speed.silent()) void link.reopen();
		return learned;
	}
	async function poll(): Promise<void> {
		cancelPoll();
		if (stopped || !link.up) return;
		let lost = false;
		if (!options.busy()) {
			const learned = await look();
			lost = learned.is === 'port-lost';
			if (learned.is === 'known' && meaning?.state !== 'stopped' && !met && !options.busy()) {
				met = true;
				await options.met();
			}
		}
		// What was asked before the cable came back says nothing of the printer that hangs there now.
		pollIn(wasStopped || lost ? wellForMs : learner.mode === 'automatic' ? heartbeatMs : idlePollMs);
	}

	return {
		opened() {
			learner.forget();
			known = null;
			meaning = null;
			wasStopped = false;
			wellSince = null;
			filled = { half: null, at: 0, againMs: 0 };
			met = false;
			oneWayWritten = options.declared === 'none';
			if (options.declared === 'none') options.health({ state: 'ready', code: 'one-way' });
			else void poll();
		},
		down(code) {
			cancelPoll();
			// Another printer may hang there when the port is back.
			options.speed.forget();
			if (!stopped) options.health({ state: 'disconnected', code });
		},
		automatic(bytes) {
			// Among noise four bytes fit by chance.
			if (options.declared === 'none' || options.conversation.noisyNow) return;
			const status = readAutomatic(bytes);
			learner.automaticSeen(status);
			const { mode } = learner;
			tell({ is: 'known', status, by: mode === null || mode === 'one-way' ? 'automatic' : mode });
			// The four questions tell more of a stop, and whether it is well for a whole second.
			if (wasStopped) pollIn(wellForMs);
		},
		look,
		async poll() {
			if (options.declared !== 'none') await poll();
		},
		wroteOneWay() {
			oneWayWritten = true;
			tell({ is: 'mute' });
		},
		replaced(some) {
			someReplaced = some;
		},
		get settling() {
			return wasStopped && meaning?.state !== 'stopped';
		},
		get stoppedBy() {
			return meaning?.state === 'stopped' ? meaning : null;
		},
		get known() {
			return known;
		},
		stop() {
			stopped = true;
			cancelPoll();
		},
	};
}
