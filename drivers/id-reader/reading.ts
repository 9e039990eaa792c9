import type { CardEvent, DeviceHealth } from '../../domain/contracts/device.ts';
import type { ExchangeFailure } from '../bus/exchange.ts';
import { decodeCard, decodeNewAddress, type ReadCard, splitCardData } from './card.ts';
import type { CommandName } from './commands.ts';
import type { Answer } from './frames.ts';
import { meaningOf, type ReaderMeaning } from './status.ts';

/** The reading sequence (protocols.md 2.10) as a pure state machine: what came in, what to tell, what to send next and when. */
export interface ReadingSettings {
	pollMs: number;
	sameCardMs: number;
	readNewAddress: boolean;
}

type FailedCode = Extract<CardEvent, { type: 'card-failed' }>['code'];

export type ReadingEvent =
	| { type: 'card-found' }
	| { type: 'card-read'; card: ReadCard }
	| { type: 'card-removed' }
	| { type: 'card-failed'; code: FailedCode };

export interface Reading {
	/** The first find after a start: a card may have been left selected by an earlier program. */
	firstFind: boolean;
	/** A command that tests whether the reported card still lies there, not a reading. */
	probing: boolean;
	/** Exchanges without any answer in a row. */
	silent: number;
	repeated: boolean;
	selectFailures: number;
	/** Last card reported: its text block, and when it was last seen. */
	last: { text: string; seenAt: number } | null;
	/** The last card had been out of sight for longer than `sameCardMs` when a card was found. */
	fresh: boolean;
	/** `card-found` has been told for the card that is being read. */
	announced: boolean;
	/** A reported card is believed to lie there. */
	present: boolean;
	/** Refused card: nothing is tried until it is taken away. */
	blocked: boolean;
	/** Failure told for the card that lies there, so that it is told once. */
	told: FailedCode | null;
	probedAt: number;
	checkedAt: number;
	resetTried: boolean;
	/** Card read in whole, waiting for its newer address. */
	pending: { card: ReadCard; text: string } | null;
}

export type ReadingInput = { ok: true; answer: Answer } | { ok: false; failure: ExchangeFailure };

export interface ReadingStep {
	state: Reading;
	events: ReadingEvent[];
	health: Pick<DeviceHealth, 'state' | 'code'>;
	next: { command: CommandName; afterMs: number };
}

const silentLimit = 3;
const disconnectedPollMs = 2000;
const idleCheckMs = 10_000;
/** A card that was reported is looked for this often; readers answer "no card" while it still lies there. */
const probeMs = 1000;

export function startReading(now: number): Reading {
	return {
		firstFind: true,
		probing: false,
		silent: 0,
		repeated: false,
		selectFailures: 0,
		last: null,
		fresh: true,
		announced: false,
		present: false,
		blocked: false,
		told: null,
		probedAt: now,
		checkedAt: now,
		resetTried: false,
		pending: null,
	};
}

/**
 * The reader cannot be asked any more, in the middle of an exchange or between two: a card that was announced will not be read,
 * and one that was reported can no longer be seen. Whoever waits for the end of either is told.
 */
export function loseReader(before: Reading): { state: Reading; events: ReadingEvent[] } {
	const events: ReadingEvent[] = [];
	if (before.pending) events.push({ type: 'card-read', card: before.pending.card });
	else if (before.announced) events.push({ type: 'card-failed', code: 'device-fault' });
	const removed = before.pending !== null || before.present || before.blocked;
	if (removed) events.push({ type: 'card-removed' });
	const last = before.pending ? { text: before.pending.text, seenAt: before.last?.seenAt ?? before.probedAt } : before.last;
	const nothingLies = { announced: false, present: false, blocked: false, told: null, pending: null, probing: false } as const;
	return {
		state: { ...before, ...nothingLies, fresh: before.fresh || removed, last, firstFind: true, repeated: false, selectFailures: 0 },
		events,
	};
}

/** `today` is `YYYYMMDD`, for the validity of the card. */
export function stepReading(
	before: Reading,
	sent: CommandName,
	input: ReadingInput,
	now: number,
	today: string,
	settings: ReadingSettings,
): ReadingStep {
	const state: Reading = { ...before };
	const events: ReadingEvent[] = [];
	const good = { state: 'ready', code: 'ok' } as const;
	const go = (command: CommandName, afterMs = 0, health: ReadingStep['health'] = good): ReadingStep => ({
		state,
		events,
		health,
		next: { command, afterMs },
	});
	const poll = (health?: ReadingStep['health']) => go('find', settings.pollMs, health);
	const fail = (code: FailedCode) => {
		if (state.told !== code) events.push({ type: 'card-failed', code });
		state.told = code;
		state.announced = false;
		state.selectFailures = 0;
		state.pending = null;
	};
	const gone = () => {
		if (state.present || state.blocked) {
			events.push({ type: 'card-removed' });
			// Whoever was told so has to be told when it lies there again, however soon: people lift a card to try once more.
			state.fresh = true;
		}
		state.present = false;
		state.blocked = false;
	};
	const lose = () => {
		const lost = loseReader(state);
		Object.assign(state, lost.state);
		events.push(...lost.events);
	};
	const report = (card: ReadCard, text: string) => {
		const sameCard = state.last?.text === text && !state.fresh;
		if (!sameCard) {
			gone();
			events.push({ type: 'card-read', card });
		}
		state.present = true;
		state.last = { text, seenAt: now };
		state.fresh = false;
		state.announced = false;
		state.told = null;
		state.selectFailures = 0;
		state.pending = null;
		state.probedAt = now;
	};
	const inReading = sent === 'select' || sent === 'readBase' || sent === 'readNewAddress';
	const probing = state.probing;
	state.probing = false;

	if (!input.ok) return afterFailure(input.failure);
	state.silent = 0;
	const meaning = meaningOf(input.answer.sw3);
	if (meaning === 'misheard') return onceMore();
	if (sent !== 'samReset' && meaning !== 'self-test-failed') state.resetTried = false;
	if (meaning === 'self-test-failed' || meaning === 'device-fault') return deviceFault(meaning);
	if (sent === 'samStatus' || sent === 'samReset') {
		state.checkedAt = now;
		return go('find', before.silent >= silentLimit ? 0 : settings.pollMs);
	}
	if (sent === 'find') return afterFind(meaning);
	if (probing) return afterProbe(meaning, input.answer);
	if (sent === 'select') return afterSelect(meaning);
	if (sent === 'readNewAddress') return afterAddress(meaning, input.answer);
	return afterRead(meaning, input.answer);

	function afterFind(found: ReaderMeaning): ReadingStep {
		const first = state.firstFind;
		state.firstFind = false;
		if (found === 'card-found') {
			if (state.blocked) return poll();
			if (!state.last || now - state.last.seenAt > settings.sameCardMs) state.fresh = true;
			if (state.last) state.last = { ...state.last, seenAt: now };
			if (state.fresh && !state.announced && state.told === null) {
				state.announced = true;
				events.push({ type: 'card-found' });
			}
			state.checkedAt = now;
			return go('select');
		}
		if (found !== 'no-card') return poll();
		state.announced = false;
		state.told = null;
		state.selectFailures = 0;
		if (state.blocked) gone();
		if (first || (state.present && now - state.probedAt >= probeMs)) {
			state.probing = true;
			state.probedAt = now;
			return go('readBase');
		}
		if (!state.present && now - state.checkedAt >= idleCheckMs) return go('samStatus', settings.pollMs);
		return poll();
	}

	function afterProbe(found: ReaderMeaning, answer: Answer): ReadingStep {
		if (found === 'done') {
			const data = splitCardData(answer.data);
			if (data.ok) report(decodeCard(data.text, today), keyOf(data.text));
			return poll();
		}
		gone();
		return poll();
	}

	function afterSelect(found: ReaderMeaning): ReadingStep {
		if (found === 'done') return go('readBase');
		if (found === 'select-failed' && state.selectFailures < 3) {
			state.selectFailures++;
			return go('find');
		}
		return refused(found);
	}

	function afterRead(found: ReaderMeaning, answer: Answer): ReadingStep {
		if (found !== 'done') return refused(found);
		const data = splitCardData(answer.data);
		if (!data.ok) return onceMore();
		state.repeated = false;
		const card = decodeCard(data.text, today);
		const text = keyOf(data.text);
		if (settings.readNewAddress && card.kind === 'resident' && (state.fresh || state.last?.text !== text)) {
			state.pending = { card, text };
			return go('readNewAddress');
		}
		report(card, text);
		return poll();
	}

	function afterAddress(found: ReaderMeaning, answer: Answer): ReadingStep {
		if (!state.pending) return poll();
		const newAddress = found === 'done' ? decodeNewAddress(answer.data) : null;
		const { card, text } = state.pending;
		report(newAddress ? { ...card, newAddress } : card, text);
		return poll();
	}

	function refused(found: ReaderMeaning): ReadingStep {
		if (found === 'card-gone') {
			fail('card-removed');
			state.present = false;
			state.told = null;
		} else if (found === 'not-genuine' || found === 'not-an-id-card') {
			fail(found);
			state.blocked = true;
		} else fail(found === 'protocol-error' ? 'protocol-error' : 'read-error');
		return poll();
	}

	/** The reader misheard us, or we the reader: the same command once more, then a protocol error. */
	function onceMore(): ReadingStep {
		if (!state.repeated) {
			state.repeated = true;
			state.probing = probing;
			return go(sent, 0);
		}
		state.repeated = false;
		if (sent === 'readNewAddress' && state.pending) {
			report(state.pending.card, state.pending.text);
			return poll();
		}
		if (inReading && !probing) fail('protocol-error');
		return poll({ state: 'warning', code: 'protocol-error' });
	}

	function deviceFault(found: ReaderMeaning): ReadingStep {
		if (inReading && !probing) fail('device-fault');
		if (found === 'self-test-failed' && !state.resetTried) {
			state.resetTried = true;
			return go('samReset', 0, { state: 'stopped', code: 'self-test-failed' });
		}
		return go('samStatus', disconnectedPollMs, {
			state: 'stopped',
			code: found === 'self-test-failed' ? 'self-test-failed' : 'not-authorised',
		});
	}

	function afterFailure(failure: ExchangeFailure): ReadingStep {
		if (failure === 'damaged') return onceMore();
		if (failure === 'port-lost') {
			lose();
			return go('find', disconnectedPollMs, { state: 'disconnected', code: 'port-lost' });
		}
		if (sent === 'readNewAddress' && state.pending) report(state.pending.card, state.pending.text);
		else if (inReading && !probing) fail('read-error');
		state.silent++;
		if (state.silent < silentLimit) return go('find', settings.pollMs, { state: 'warning', code: 'no-answer' });
		lose();
		return go('samStatus', disconnectedPollMs, { state: 'disconnected', code: 'no-answer' });
	}
}

/** Same type, number and text: the whole text block as one key. Memory only. */
function keyOf(text: Uint8Array): string {
	let key = '';
	for (const byte of text) key += String.fromCharCode(byte);
	return key;
}
