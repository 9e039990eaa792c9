import type { ExchangeFailure } from '../bus/exchange.ts';
import type { Timers } from '../transport/timers.ts';
import { createDesiredState } from './desired.ts';
import type { Display, DisplayMember, ShowProof } from './display.ts';
import { createOrders, type Keeping } from './orders.ts';
import { createRefusals } from './refusals.ts';
import type { Speaker, Step, Verdict } from './speaker.ts';
import { createTrips } from './trips.ts';
import { createWaiters } from './waiters.ts';

/** Everything is sent again after so long at the latest. */
export const renewMs = 60_000;
/** What can be asked is asked so often: a display that lost its power is found by it. */
export const lookMs = 15_000;
/** A display that does not answer is asked for a sign of life so often. */
export const lostPingMs = 5000;
/** A step without answer is repeated so many times. */
export const silentRepeats = 2;
/** Refusals of these say nothing about the text. */
const besideText = ['power', 'brightness', 'status'];

/** What a turn on the line brought. */
export type Outcome = { type: 'answered'; verdict: Verdict } | { type: 'written' } | { type: 'failed'; failure: ExchangeFailure };
type Refusal = Extract<Verdict, { ok: false }>;

/** Who comes first on the line: what a person waits for, what keeps things right, the sign of life of a silent one. */
export type Rank = 0 | 1 | 2;

/** One display as its line sees it. */
export interface Keeper<Event> {
	readonly display: Display;
	/** When it wants the line, and how urgently; `null` = not at all. */
	due(): { at: number; rank: Rank } | null;
	/** The frame of its turn, made now: what was replaced meanwhile is not in it. */
	step(): Step<Event> | null;
	result(step: Step<Event>, outcome: Outcome): void;
	opened(): void;
	down(code: string): void;
	/** Bytes that came while it was asked and answered nothing. */
	discarded(bytes: number): void;
}

export interface KeeperOptions<Event> {
	member: DisplayMember;
	speaker: Speaker<Event>;
	clock: { now(): number; timers: Timers };
	/** The line is open. */
	up(): boolean;
	/** Something is due that was not. */
	wake(): void;
	/** One more step went unanswered for good. */
	fellSilent(): void;
	join(): void;
	leave(): Promise<void>;
}

/** Keeps one display equal to what it should show: says what it needs of the line, and judges what came of it. Sends nothing itself. */
export function createKeeper<Event>(options: KeeperOptions<Event>): Keeper<Event> {
	const { member, speaker } = options;
	const { now } = options.clock;
	const state = createDesiredState();
	const refusals = createRefusals();
	const waiters = createWaiters();
	const trips = createTrips<Event>();
	const counts = { discarded: 0, answered: 0, failed: 0 };
	let takesPart = false;
	let lost = false;
	let urgent = true;
	let silent = 0;
	let notBefore = 0;
	let pingAt = 0;
	let renewAt = 0;
	let lookAt = 0;
	let sentText = false;
	/** Counts changes of the wanted state: what was said of an older one is no longer about this one. */
	let version = 0;
	let sentVersion = 0;

	const ready: ShowProof = { ok: true, proof: speaker.answers ? 'acknowledged' : 'written' };
	const failedBy = (code: string): ShowProof => ({ ok: false, code });
	const next = () => speaker.next(state.now, refusals);

	const tellHealth = () => {
		const refused = refusals.first();
		if (refused !== null) member.health({ state: 'warning', code: refused });
		else if (!state.powered) member.health({ state: 'warning', code: 'switched-off' });
		else if (speaker.replaced(state.now) > 0) member.health({ state: 'warning', code: 'characters-not-shown' });
		else member.health({ state: 'ready', code: speaker.answers ? 'ok' : 'one-way' });
	};
	/** Nothing is left to be sent: everyone is told what became of it. */
	const settle = () => {
		if (lost || trips.next !== null || next() !== null) return;
		urgent = false;
		tellHealth();
		const textCode = refusals.first((key) => !besideText.includes(key));
		const textProof = textCode === null ? ready : failedBy(textCode);
		if (sentText) member.shown?.(textProof);
		sentText = false;
		waiters.resolve((about) => {
			if (about === 'text') return textProof;
			const code = refusals.of(about);
			return code === null ? ready : failedBy(code);
		});
	};
	const giveUp = (code: string) => {
		member.shown?.(failedBy(code));
		sentText = false;
		waiters.resolve(() => failedBy(code));
		trips.fail(code);
	};
	const renew = () => {
		speaker.renew();
		refusals.clear();
		renewAt = now() + renewMs;
		lookAt = now() + lookMs;
	};
	const afresh = () => {
		speaker.forget();
		renew();
	};
	const opened = () => {
		lost = false;
		silent = 0;
		notBefore = 0;
		urgent = true;
		afresh();
		settle();
	};

	const keeping: Keeping<Event> = {
		counts,
		begin() {
			takesPart = true;
			options.join();
			if (!options.up()) return;
			opened();
			options.wake();
		},
		async end() {
			takesPart = false;
			waiters.resolve(() => failedBy('port-lost'));
			trips.fail('port-lost');
			await options.leave();
		},
		changed(about) {
			version++;
			refusals.clear();
			if (!takesPart || !options.up()) return Promise.resolve(failedBy('port-lost'));
			if (lost) return Promise.resolve(failedBy('no-answer'));
			urgent = true;
			const waiting = waiters.add(about);
			settle();
			options.wake();
			return waiting;
		},
		travel(steps) {
			if (!takesPart || !options.up()) return Promise.resolve(failedBy('port-lost'));
			const proof = trips.add(steps);
			options.wake();
			return proof;
		},
		renew() {
			afresh();
			options.wake();
		},
	};

	/** It answered: whatever was feared of it is over. */
	const alive = () => {
		counts.answered++;
		silent = 0;
		if (!lost) return;
		lost = false;
		urgent = true;
		afresh();
	};
	const stepDone = (step: Step<Event>) => {
		refusals.done(step.key);
		if (step.key.startsWith('show') || step.key === 'clear') sentText = true;
		trips.done(step);
	};
	const stepRefused = (step: Step<Event>, refusal: Refusal) => {
		if (refusals.again(step.key, refusal.code, refusal.again?.times ?? 0)) {
			notBefore = now() + (refusal.again?.afterMs ?? 0);
			return;
		}
		member.log?.(`${step.key} was refused: ${refusal.code}`);
		if (trips.refused(step, refusal.code) || version !== sentVersion) return;
		refusals.refuse(step.key, refusal.code);
	};
	const stepSilent = (step: Step<Event>, failure: ExchangeFailure) => {
		if (step.mayBeSilent) {
			step.written?.();
			return stepDone(step);
		}
		counts.failed++;
		if (!lost && ++silent <= silentRepeats) return;
		const code = failure === 'no-answer' ? 'no-answer' : 'protocol-error';
		lost = true;
		pingAt = now() + lostPingMs;
		member.health({ state: 'disconnected', code });
		giveUp(code);
		options.fellSilent();
	};

	return {
		display: createOrders(member, speaker, options.clock, state, keeping),
		due() {
			if (!takesPart) return null;
			if (trips.next) return { at: notBefore, rank: 0 };
			if (lost) return { at: pingAt, rank: 2 };
			// One that did not answer just now must not stand before those that do.
			if (next() !== null) return { at: notBefore, rank: urgent && silent === 0 ? 0 : 1 };
			return { at: Math.max(notBefore, Math.min(renewAt, lookAt)), rank: 1 };
		},
		step() {
			sentVersion = version;
			if (trips.next) return trips.next;
			if (lost) {
				const step = speaker.ping() ?? next();
				if (step === null) pingAt = now() + lostPingMs;
				return step;
			}
			if (now() >= renewAt) renew();
			else if (now() >= lookAt) {
				lookAt = now() + lookMs;
				speaker.doubt();
			}
			const step = next();
			if (step === null) settle();
			return step;
		},
		result(step, outcome) {
			if (!takesPart || (outcome.type === 'failed' && outcome.failure === 'port-lost')) return;
			if (outcome.type === 'failed') stepSilent(step, outcome.failure);
			else {
				if (outcome.type === 'answered') alive();
				if (outcome.type === 'answered' && !outcome.verdict.ok) stepRefused(step, outcome.verdict);
				else stepDone(step);
			}
			settle();
		},
		opened,
		down(code) {
			member.health({ state: 'disconnected', code });
			giveUp(code);
		},
		discarded(bytes) {
			counts.discarded += bytes;
		},
	};
}
