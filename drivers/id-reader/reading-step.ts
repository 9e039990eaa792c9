import type { ExchangeFailure } from '../bus/exchange.ts';
import { decodeCard, decodeNewAddress, type ReadCard, splitCardData } from './card.ts';
import type { CommandName } from './commands.ts';
import type { Answer } from './frames.ts';
import {
	type FailedCode,
	type Health,
	loseReader,
	type Reading,
	type ReadingEvent,
	type ReadingInput,
	type ReadingSettings,
	type ReadingStep,
} from './reading.ts';
import { meaningOf, type ReaderMeaning } from './status.ts';

const silentLimit = 3;
/** After so many silent answers in a row another reader, of another speed, may have been plugged in: the search begins anew. */
export const searchAgainAfter = 8;
const disconnectedPollMs = 2000;
const idleCheckMs = 10_000;
/** A card that was reported or refused is looked for this often; readers answer "no card" while it still lies there. */
const probeMs = 1000;

const ready: Health = { state: 'ready', code: 'ok' };

/** How far into a reading a command is: one that is answered well shows that what failed at it, or before it, works again. */
function reach(command: CommandName): number {
	const steps: readonly CommandName[] = ['find', 'select', 'readBase', 'readBaseFinger', 'readNewAddress'];
	return steps.indexOf(command) + 1;
}

/**
 * The reading sequence (protocols.md 2.10) with the table of status bytes (2.4), pure: what came in, what to tell, what to send next
 * and when. Total: never throws, whatever the answer. `today` is `YYYYMMDD`, for the validity of the card.
 */
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
	const well = (): Health => {
		if (state.fault) return { state: 'stopped', code: state.fault.code };
		return state.trouble ? { state: 'warning', code: state.trouble } : ready;
	};
	const go = (command: CommandName, afterMs = 0, health: Health | null = well(), paced = false): ReadingStep => ({
		state,
		events,
		health,
		next: { command, afterMs, paced },
	});
	const poll = (health?: Health) => go('find', settings.pollMs, health);
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
		state.told = null;
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
		state.blocked = false;
		state.last = { text, seenAt: now };
		state.fresh = false;
		state.announced = false;
		state.told = null;
		state.selectFailures = 0;
		state.pending = null;
		state.probedAt = now;
	};
	/** The card whose newer address did not come was read in whole all the same. */
	const reportPending = (): boolean => {
		if (!state.pending) return false;
		report(state.pending.card, state.pending.text);
		return true;
	};
	const inReading = reach(sent) >= reach('select');
	const probing = state.probing;
	state.probing = false;

	if (!input.ok) return state.searching && input.failure !== 'port-lost' ? afterSearch(input.triedAll) : afterFailure(input.failure);
	state.silent = 0;
	state.searching = false;
	const meaning = meaningOf(input.answer.sw3);
	if (meaning === 'misheard') return onceMore();
	state.repeated = false;
	if (meaning === 'self-test-failed' || meaning === 'not-authorised' || meaning === 'not-permitted') return deviceFault(meaning);
	// The number of the module is for the technician's table alone: without it everything goes on.
	if (sent === 'samId') return go('find');
	if (sent !== 'samReset' && meaning !== 'protocol-error') works();
	if (sent === 'samStatus' || sent === 'samReset') return afterCheck();
	if (sent === 'find') return afterFind(meaning);
	if (probing) return afterProbe(meaning, input.answer);
	if (sent === 'select') return afterSelect(meaning);
	if (sent === 'readNewAddress') return afterAddress(meaning, input.answer);
	return afterRead(meaning, input.answer);

	function works(): void {
		if (state.fault && reach(sent) >= reach(state.fault.by) && (!inReading || meaning === 'done')) state.fault = null;
		if (state.resetFor && reach(sent) >= reach(state.resetFor)) state.resetFor = null;
	}

	function afterCheck(): ReadingStep {
		state.checkedAt = now;
		if (sent === 'samReset') return go('samStatus');
		if (!state.idAsked) {
			state.idAsked = true;
			return go('samId');
		}
		return go('find', before.silent >= silentLimit ? 0 : settings.pollMs);
	}

	function afterFind(found: ReaderMeaning): ReadingStep {
		const first = state.firstFind;
		state.firstFind = false;
		if (found === 'card-found') {
			if (state.blocked) return poll();
			if (!state.last || now - state.last.seenAt > settings.sameCardMs) state.fresh = true;
			if (state.last) state.last = { ...state.last, seenAt: now };
			if (state.fresh && !state.announced && state.told === null) {
				// Out of sight for so long, the card reported before is not this one.
				gone();
				state.announced = true;
				events.push({ type: 'card-found' });
			}
			state.checkedAt = now;
			return go('select');
		}
		if (found === 'protocol-error') return poll({ state: 'warning', code: 'protocol-error' });
		// A card that can no longer be read, or was not found yet, is no card.
		if (found !== 'no-card' && found !== 'card-gone' && found !== 'not-found-yet') return state.blocked ? poll() : refused(found);
		// Lifted before it could be selected: whoever was told of it waits for its end.
		if (state.announced) fail('card-removed');
		if (!state.blocked) state.told = null;
		state.selectFailures = 0;
		state.trouble = null;
		if (!state.present && state.last && now - state.last.seenAt > settings.sameCardMs) state.last = null;
		if (first || ((state.present || state.blocked) && now - state.probedAt >= probeMs)) {
			state.probing = true;
			state.probedAt = now;
			return go('readBase');
		}
		if (!state.present && now - state.checkedAt >= idleCheckMs) return go('samStatus', settings.pollMs);
		return poll();
	}

	function afterProbe(found: ReaderMeaning, answer: Answer): ReadingStep {
		if (found === 'done') return afterRead(found, answer);
		if (found !== 'not-genuine' && found !== 'not-an-id-card') gone();
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
		const read = cardOf(answer);
		if (!read) return onceMore();
		state.trouble = null;
		const { card, text } = read;
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

	/** Text and photo of one and the same frame; `null` when its inner lengths lie. */
	function cardOf(answer: Answer): { card: ReadCard; text: string } | null {
		const data = splitCardData(answer.data, sent === 'readBaseFinger');
		if (!data.ok) return null;
		const card = decodeCard(data.text, today);
		return { card: settings.photo ? { ...card, photo: base64(data.photo) } : card, text: keyOf(data.text) };
	}

	function refused(found: ReaderMeaning): ReadingStep {
		if (found === 'card-gone') {
			// Nobody waits for the reading of a card that was reported before; that it is gone is all there is to tell.
			if (state.present) gone();
			else fail('card-removed');
			state.told = null;
		} else if (found === 'not-genuine' || found === 'not-an-id-card') {
			fail(found);
			state.blocked = true;
			state.probedAt = now;
		} else fail(found === 'protocol-error' ? 'protocol-error' : 'read-error');
		return poll();
	}

	/** The reader misheard us, or we the reader: the same command once more, then a protocol error. */
	function onceMore(): ReadingStep {
		if (!before.repeated) {
			state.repeated = true;
			state.probing = probing;
			return go(sent, 0);
		}
		state.repeated = false;
		if (sent === 'readNewAddress' && reportPending()) return poll();
		if (inReading) state.trouble = 'protocol-error';
		if (inReading && !probing) fail('protocol-error');
		return poll({ state: 'warning', code: 'protocol-error' });
	}

	function deviceFault(found: 'self-test-failed' | 'not-authorised' | 'not-permitted'): ReadingStep {
		const given = sent === 'readNewAddress' && reportPending();
		if (found === 'self-test-failed' && sent !== 'samReset' && state.resetFor === null) {
			state.resetFor = sent;
			// Told only when the reset has not helped: `health` says nothing new.
			return go('samReset', 0, null);
		}
		if (given && found === 'not-permitted') return poll({ state: 'warning', code: 'device-fault' });
		if (inReading && !probing && !given) {
			fail('device-fault');
			// What is not permitted now will not be in a second either: this card is left alone.
			state.blocked = true;
			state.probedAt = now;
		}
		const by = sent === 'samReset' && state.resetFor ? state.resetFor : sent;
		state.fault = { by, code: found === 'not-permitted' ? 'device-fault' : found };
		return go('samStatus', disconnectedPollMs, well(), true);
	}

	/** Nobody was understood at this speed, whether nothing came back or only what another speed makes of it. */
	function afterSearch(triedAll: boolean): ReadingStep {
		state.silent++;
		state.triedAll ||= triedAll;
		const inVain = state.triedAll && state.silent >= silentLimit;
		const health: Health = inVain ? { state: 'disconnected', code: 'no-answer' } : { state: 'connecting', code: 'connecting' };
		return triedAll && inVain ? go('samStatus', disconnectedPollMs, health, true) : go('samStatus', 0, health);
	}

	function afterFailure(failure: ExchangeFailure): ReadingStep {
		if (failure === 'damaged') return onceMore();
		if (sent === 'samId' && failure !== 'port-lost') return go('find');
		if (failure === 'port-lost') {
			lose();
			return go('find', disconnectedPollMs, { state: 'disconnected', code: 'port-lost' });
		}
		state.repeated = false;
		if (!(sent === 'readNewAddress' && reportPending()) && inReading && !probing) fail('read-error');
		if (inReading) state.trouble = 'no-answer';
		state.silent++;
		if (state.silent < silentLimit) return go('find', settings.pollMs, { state: 'warning', code: 'no-answer' });
		lose();
		if (state.silent >= searchAgainAfter) {
			state.searching = true;
			state.triedAll = true;
			state.idAsked = false;
		}
		return go('samStatus', disconnectedPollMs, { state: 'disconnected', code: 'no-answer' }, true);
	}
}

/** Same type, number and text: the whole text block as one key. Memory only. */
function keyOf(text: Uint8Array): string {
	return String.fromCharCode(...text);
}

function base64(bytes: Uint8Array): string {
	let text = '';
	for (const byte of bytes) text += String.fromCharCode(byte);
	return btoa(text);
}
