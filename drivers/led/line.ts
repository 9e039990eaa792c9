import { createBus } from '../bus/bus.ts';
import { transferMs } from '../bus/exchange.ts';
import { createLink } from '../transport/link.ts';
import { alphaLanguage } from './alpha/speaker.ts';
import type { Display, DisplayLine, DisplayLineOptions, DisplayOptions } from './display.ts';
import { createKeeper, type Keeper, type Outcome } from './keeper.ts';
import { onbonLanguage } from './onbon/speaker.ts';
import { profileLanguage } from './profile/language.ts';
import type { DisplayLanguage, Step } from './speaker.ts';

/** Largest answer of any of the protocols, for the time it may need on the wire. */
const largestAnswer = 60;
const gapInAnswerMs = 300;
const stumbleMs = 5000;
/** A line silent for so long may have got other displays meanwhile. */
const longSilenceMs = 10 * 60_000;

/**
 * One port with one or several displays of one protocol. One frame and its answer at a time; a turn is ONE attempt, so repeats and refusals of
 * one display stand in line with the work of the others. New texts go before renewals, renewals before signs of life of silent displays; among
 * equals whoever waited longest. A silent display therefore delays a new text by one unanswered attempt at most (2 s and the wire time with Onbon,
 * 1.5 s with Alpha; 2 s more on a line that is never quiet); of several that fall silent in the same moment each by one. Its repeats stand behind
 * new texts, and once it is known to be silent it is asked only when nothing else is due.
 */
export function createDisplayLine(options: DisplayLineOptions): DisplayLine {
	switch (options.protocol) {
		case 'onbon':
			return lineOf(options, onbonLanguage);
		case 'alpha':
			return lineOf(options, alphaLanguage);
		case 'profile':
			return lineOf(options, profileLanguage());
	}
}

/** A display alone on its line. */
export function createDisplay(options: DisplayOptions): Display {
	const { protocol, gapMs, open, speed, now, timers, ...member } = options;
	const line = createDisplayLine({ protocol, gapMs, open, speed, now, timers });
	const display = line.display(member);
	return {
		...display,
		start() {
			display.start();
			line.start();
		},
		async stop() {
			await display.stop();
			await line.stop();
		},
	};
}

function lineOf<Event>(options: DisplayLineOptions, language: DisplayLanguage<Event>): DisplayLine {
	const { now, timers, speed } = options;
	const betweenFramesMs = options.gapMs ?? language.gapMs;
	const keepers = new Set<Keeper<Event>>();
	const servedAt = new Map<Keeper<Event>, number>();
	let asked: Keeper<Event> | null = null;
	let turns = 0;
	/** Sound frames that answered nothing: of another screen, or too late. */
	let strangers = 0;
	let restUntil = 0;
	let running = false;
	let stopped = false;
	let heardHere = false;
	let heardAt = 0;
	let cancelWake = () => {};

	const link = createLink(options.open, timers, {
		opened() {
			heardHere = false;
			for (const keeper of keepers) keeper.opened();
			wake();
		},
		bytes: (bytes) => bus.heard(bytes),
		down(code) {
			cancelWake();
			bus.closed();
			// Another adapter, and another line behind it, may be plugged in next.
			speed.forget();
			if (!stopped) for (const keeper of keepers) keeper.down(code);
		},
	});
	const count = (event: Event) => {
		const noise = language.noise(event);
		if (noise === 0) strangers++;
		asked?.discarded(noise || 1);
	};
	const bus = createBus(link, language.framing(), { now, timers }, count);

	const wake = () => void serve();
	/** Gives turns until nothing is due; sleeps until something will be. */
	async function serve(): Promise<void> {
		cancelWake();
		if (running) return;
		running = true;
		try {
			while (link.up && !stopped) {
				const next = nextTurn();
				if (!next) break;
				const wait = next.at - now();
				if (wait > 0) {
					cancelWake = timers.after(wait, wake);
					break;
				}
				await turn(next.keeper);
			}
		} catch (error) {
			// A mistake of this program: the displays of other lines go on, and this one again in a while.
			options.log?.(`the line of displays stumbled: ${error instanceof Error ? error.name : 'unknown'}`);
			cancelWake = timers.after(stumbleMs, wake);
		} finally {
			running = false;
		}
	}

	/** Whose turn is next, and when: of those that are due the most urgent, then the one that waited longest; else whoever is due first. */
	function nextTurn(): { keeper: Keeper<Event>; at: number } | null {
		const earliest = Math.max(now(), restUntil);
		const due = [...keepers].flatMap((keeper) => {
			const one = keeper.due();
			return one ? [{ keeper, at: Math.max(one.at, earliest), rank: one.rank, served: servedAt.get(keeper) ?? 0 }] : [];
		});
		return due.sort((a, b) => a.at - b.at || a.rank - b.rank || a.served - b.served)[0] ?? null;
	}

	async function turn(keeper: Keeper<Event>): Promise<void> {
		servedAt.set(keeper, ++turns);
		const step = keeper.step();
		if (!step) return;
		asked = keeper;
		const outcome = await exchange(step);
		restUntil = now() + Math.max(betweenFramesMs, outcome.type === 'failed' ? 0 : (step.restMs ?? 0));
		if (outcome.type === 'answered') {
			heardHere = true;
			heardAt = now();
			speed.heard();
		}
		keeper.result(step, outcome);
	}

	async function exchange(step: Step<Event>): Promise<Outcome> {
		if (step.answerMs === null) {
			const written = await bus.tell(step.bytes);
			if (written) step.written?.();
			return written ? { type: 'written' } : { type: 'failed', failure: 'port-lost' };
		}
		const before = strangers;
		const onTheWire = transferMs(step.bytes.length + largestAnswer, speed.baud);
		const firstByteMs = step.answerMs + onTheWire;
		const gapMs = gapInAnswerMs + onTheWire;
		const result = await bus.ask({
			bytes: step.bytes,
			timeouts: { firstByteMs, gapMs, longestMs: firstByteMs + gapMs },
			accept: (event) => step.accept(event),
			damaged(event) {
				const damaged = language.damaged(event);
				if (damaged) asked?.discarded(language.noise(event) || 1);
				return damaged;
			},
		});
		if (result.ok) return { type: 'answered', verdict: result.answer };
		// Only others spoke: of this one nothing was heard.
		const unheard = result.failure === 'broken-off' && strangers > before;
		return { type: 'failed', failure: unheard ? 'no-answer' : result.failure };
	}

	/** Nothing was understood since the port was opened, or for very long: perhaps the speed is another one. */
	function trySpeed(): void {
		if (stopped || (heardHere && now() - heardAt < longSilenceMs)) return;
		if (heardHere) speed.forget();
		heardHere = false;
		if (!speed.silent()) return;
		bus.closed();
		void link.reopen();
	}

	return {
		start: () => link.start(),
		async stop() {
			stopped = true;
			cancelWake();
			const closed = link.stop();
			bus.closed();
			await closed;
		},
		get size() {
			return keepers.size;
		},
		display(member) {
			const keeper: Keeper<Event> = createKeeper<Event>({
				member,
				speaker: language.speaker(member, now),
				clock: { now, timers },
				up: () => link.up,
				wake,
				fellSilent: trySpeed,
				join: () => keepers.add(keeper),
				async leave() {
					keepers.delete(keeper);
					servedAt.delete(keeper);
				},
			});
			return keeper.display;
		},
	};
}
