import type { DeviceTestResult } from '../../domain/contracts/device.ts';
import type { ExchangeFailure } from '../bus/exchange.ts';
import { noSuchTest } from '../driver.ts';
import type { Timers } from '../transport/timers.ts';
import { createDesiredState } from './desired.ts';
import { dimmingLevel, minuteOfDay } from './dimming.ts';
import type { Display, DisplayMember, ShowProof } from './display.ts';
import { createRefusals } from './refusals.ts';
import type { Speaker, Step } from './speaker.ts';
import { createWaiters } from './waiters.ts';

/** Everything is sent again after so long at the latest. */
export const renewMs = 60_000;
/** What can be asked is asked so often: a display that lost its power is found by it. */
export const lookMs = 15_000;
/** A display that does not answer is asked for a sign of life so often. */
export const lostPingMs = 5000;
/** A step without answer is repeated so many times. */
export const silentRepeats = 2;
/** A technician's test stays so long; then the wanted state is back. */
export const trialMs = 5000;
const trialText = '1234567890';
/** Refusals of these say nothing about the text. */
const besideText = ['power', 'brightness', 'status'];

/** What a turn on the line brought. */
export type Outcome =
	| { type: 'answered'; verdict: { ok: true } | Refusal }
	| { type: 'written' }
	| { type: 'failed'; failure: ExchangeFailure };
type Refusal = { ok: false; code: string; again?: { times: number; afterMs: number } };

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
	/** Three steps went unanswered. */
	fellSilent(): void;
	join(): void;
	leave(): Promise<void>;
}

/** Keeps one display equal to what it should show: says what it needs of the line, and judges what came of it. Sends nothing itself. */
export function createKeeper<Event>(options: KeeperOptions<Event>): Keeper<Event> {
	const { member, speaker, clock } = options;
	const { now, timers } = clock;
	const state = createDesiredState();
	const refusals = createRefusals();
	const waiters = createWaiters();
	const trips: { steps: Step<Event>[]; proof(proof: ShowProof): void }[] = [];
	let takesPart = false;
	let lost = false;
	let urgent = true;
	let silent = 0;
	let notBefore = 0;
	let pingAt = 0;
	let renewAt = 0;
	let lookAt = 0;
	let sentText = false;
	let scheduled: number | null = null;
	let replacedAll = 0;
	const counts = { discarded: 0, answered: 0, failed: 0 };
	let cancelTrial = () => {};
	let cancelMinute = () => {};

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
	const settle = () => {
		if (lost || trips.length > 0 || next() !== null) return;
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
		for (const trip of trips.splice(0)) trip.proof(failedBy(code));
	};
	const afresh = () => {
		speaker.forget();
		refusals.clear();
		renewAt = now() + renewMs;
		lookAt = now() + lookMs;
	};
	/** The wanted state has changed: it is sent as soon as the line is free, and the answer is waited for. */
	const changed = (about: string): Promise<ShowProof> => {
		refusals.clear();
		if (!takesPart || !options.up()) return Promise.resolve(failedBy('port-lost'));
		if (lost) return Promise.resolve(failedBy('no-answer'));
		urgent = true;
		const waiting = waiters.add(about);
		settle();
		options.wake();
		return waiting;
	};
	const travel = (steps: Step<Event>[]): Promise<ShowProof> => {
		if (!takesPart || !options.up()) return Promise.resolve(failedBy('port-lost'));
		if (steps.length === 0) return Promise.resolve(failedBy('not-supported'));
		const proof = new Promise<ShowProof>((resolve) => trips.push({ steps, proof: resolve }));
		options.wake();
		return proof;
	};
	const endTrial = () => {
		cancelTrial();
		cancelTrial = () => {};
		state.endTrial();
		urgent = true;
		options.wake();
	};
	const trial = (text: string | null): Promise<ShowProof> => {
		cancelTrial();
		state.beginTrial(text);
		cancelTrial = timers.after(trialMs, endTrial);
		return changed('text');
	};
	const followSchedule = () => {
		cancelMinute();
		if (!takesPart || member.dimming.length === 0) return;
		const level = dimmingLevel(member.dimming, minuteOfDay(now()));
		if (level !== scheduled) {
			scheduled = level;
			state.level(level);
			refusals.clear();
			options.wake();
		}
		cancelMinute = timers.after(60_000 - (now() % 60_000), followSchedule);
	};
	const countReplaced = () => {
		const replaced = speaker.replaced(state.now);
		replacedAll += replaced;
		if (replaced > 0) member.log?.(`${replaced} characters are not in the display's font and were replaced`);
	};
	const facts = () => ({ screen: member.address, 'replaced-characters': replacedAll, ...speaker.facts() });
	const told = async (proof: Promise<ShowProof>): Promise<DeviceTestResult> => {
		const result = await proof;
		if (result.ok) return { ok: true, proof: result.proof, code: result.proof === 'written' ? 'one-way' : 'ok', facts: facts() };
		return { ok: false, proof: 'none', code: result.code, facts: facts() };
	};
	const pingNow = () => {
		const step = speaker.ping();
		return travel(step ? [step] : []);
	};
	const power = (on: boolean): Promise<ShowProof> => {
		if (!speaker.can('power')) return Promise.resolve(failedBy('not-supported'));
		state.power(on);
		return changed('power');
	};
	const showZone = (zone: number, text: string, style: 'steady' | 'call' | 'announcement') => {
		if (!speaker.can({ zone })) return Promise.resolve(failedBy('not-supported'));
		cancelTrial();
		state.show(zone, { text, style });
		countReplaced();
		return changed('text');
	};
	const tests: Readonly<Record<string, () => Promise<ShowProof>>> = {
		...(speaker.ping() ? { ping: pingNow } : {}),
		'test-text': () => trial(trialText),
		...(speaker.can('clear') ? { clear: () => trial(null) } : {}),
		...(speaker.can('power') ? { 'power-off': () => power(false), 'power-on': () => power(true) } : {}),
		...Object.fromEntries(
			Object.entries(speaker.ownTests).map(([name, steps]) => [
				name,
				() => {
					// What such a test does may undo what is shown: all of it is sent again behind it.
					const done = travel(steps());
					void done.then(() => {
						afresh();
						options.wake();
					});
					return done;
				},
			]),
		),
	};

	const display: Display = {
		start() {
			takesPart = true;
			options.join();
			followSchedule();
			if (!options.up()) return;
			keeper.opened();
			options.wake();
		},
		async stop() {
			takesPart = false;
			cancelTrial();
			cancelMinute();
			waiters.resolve(() => failedBy('port-lost'));
			for (const trip of trips.splice(0)) trip.proof(failedBy('port-lost'));
			await options.leave();
		},
		want: ({ text, style }) => showZone(0, text, style),
		show: showZone,
		clear() {
			if (!speaker.can('clear')) return Promise.resolve(failedBy('not-supported'));
			cancelTrial();
			state.clear();
			return changed('text');
		},
		ping: pingNow,
		power,
		brightness(level) {
			const whole = Math.max(0, Math.min(16, Math.round(level)));
			state.level(whole);
			const done = changed(whole === 0 ? 'power' : 'brightness');
			// Lit or dark can be done everywhere; the levels between cannot.
			if (whole > 0 && whole < 16 && !speaker.can('brightness'))
				return done.then((proof) => (proof.ok ? failedBy('not-supported') : proof));
			return done;
		},
		report: () => ({ ...counts, facts: facts() }),
		tests: Object.keys(tests),
		async test(name) {
			const run = Object.hasOwn(tests, name) ? tests[name] : undefined;
			return run ? told(run()) : noSuchTest;
		},
	};

	/** It answered: whatever was feared of it is over. */
	const alive = () => {
		silent = 0;
		if (!lost) return;
		lost = false;
		urgent = true;
		afresh();
	};
	const stepDone = (step: Step<Event>) => {
		refusals.done(step.key);
		if (step.key.startsWith('show') || step.key === 'clear') sentText = true;
		const trip = trips[0];
		if (trip?.steps[0] !== step) return;
		trip.steps.shift();
		if (trip.steps.length > 0) return;
		trips.shift();
		trip.proof({ ok: true, proof: step.answerMs === null ? 'written' : 'acknowledged' });
	};
	const stepRefused = (step: Step<Event>, refusal: Refusal) => {
		if (refusals.again(step.key, refusal.code, refusal.again?.times ?? 0)) {
			notBefore = now() + (refusal.again?.afterMs ?? 0);
			return;
		}
		member.log?.(`${step.key} was refused: ${refusal.code}`);
		const trip = trips[0];
		if (trip?.steps[0] !== step) return refusals.refuse(step.key, refusal.code);
		trips.shift();
		trip.proof(failedBy(refusal.code));
	};
	const stepSilent = (step: Step<Event>, failure: ExchangeFailure) => {
		const code = failure === 'no-answer' ? 'no-answer' : 'protocol-error';
		if (step.mayBeSilent) {
			step.written?.();
			return stepDone(step);
		}
		counts.failed++;
		if (lost) pingAt = now() + lostPingMs;
		else if (++silent <= silentRepeats) return;
		lost = true;
		pingAt = now() + lostPingMs;
		member.health({ state: 'disconnected', code });
		giveUp(code);
		options.fellSilent();
	};

	const keeper: Keeper<Event> = {
		display,
		due() {
			if (!takesPart) return null;
			if (trips.length > 0) return { at: notBefore, rank: 0 };
			if (lost) return { at: pingAt, rank: 2 };
			// One that did not answer just now must not stand before those that do.
			if (next() !== null) return { at: notBefore, rank: urgent && silent === 0 ? 0 : 1 };
			return { at: Math.max(notBefore, Math.min(renewAt, lookAt)), rank: 1 };
		},
		step() {
			const trip = trips[0];
			if (trip) return trip.steps[0] ?? null;
			if (lost) {
				const step = speaker.ping() ?? next();
				if (step === null) pingAt = now() + lostPingMs;
				return step;
			}
			if (now() >= renewAt) afresh();
			else if (now() >= lookAt) {
				lookAt = now() + lookMs;
				speaker.doubt();
			}
			const step = next();
			if (step === null) settle();
			return step;
		},
		result(step, outcome) {
			if (!takesPart) return;
			if (outcome.type === 'failed') {
				if (outcome.failure === 'port-lost') return;
				stepSilent(step, outcome.failure);
			} else {
				if (outcome.type === 'answered') {
					counts.answered++;
					alive();
				}
				if (outcome.type === 'answered' && !outcome.verdict.ok) stepRefused(step, outcome.verdict);
				else stepDone(step);
			}
			settle();
		},
		opened() {
			lost = false;
			silent = 0;
			notBefore = 0;
			urgent = true;
			afresh();
			settle();
		},
		down(code) {
			if (!takesPart) return;
			member.health({ state: 'disconnected', code });
			giveUp(code);
		},
		discarded(bytes) {
			counts.discarded += bytes;
		},
	};
	return keeper;
}
