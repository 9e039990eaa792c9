import type { DeviceTestResult } from '../../domain/contracts/device.ts';
import type { RatingResult } from '../../domain/contracts/device-desk.ts';
import type { FrameTemplate, RatingPadProfile } from '../../domain/contracts/device-profiles.ts';
import { type Driver, type DriverOptions, noSuchTest } from '../driver.ts';
import { bytesOf } from '../profile/bytes.ts';
import { createPatternFraming, type PatternEvent } from '../profile/pattern.ts';
import { buildFrame, type FieldValue } from '../profile/template.ts';
import { encodeField } from '../profile/text.ts';
import { createLink } from '../transport/link.ts';
import { type Asking, notAsking, takePress } from './asking.ts';
import { ratingOf } from './frames.ts';

export interface RatingPadOptions extends DriverOptions {
	profile: RatingPadProfile;
}

/** What became of a frame: a pad does not say that it took one. */
export type PadSent = { ok: true; proof: 'written' } | { ok: false; code: 'port-lost' | 'not-supported' };

export interface RatingPad extends Driver {
	/** Asks the citizen. Resolves when pressed, cancelled, out of time (0, never a good mark), or when the port is lost. `busy`: one is asked already. */
	ask(): Promise<RatingResult>;
	/** Ends the ask that is open; does nothing without one. */
	cancel(): void;
	welcome(): Promise<PadSent>;
	/** Shows who serves here. The name is not logged. */
	showEmployee(employee: { name: string; number: string }): Promise<PadSent>;
}

/** A frame that has not ended after so long of silence is none. */
const gapMs = 200;
/** So many bytes in a row that are no frame: the speed or the profile is wrong. */
const strangeBytes = 64;
const longestTestMs = 30_000;

/** Rating pad of a profile (protocols.md 5). A rating counts only while one is asked for, and only the first. */
export function createRatingPad(options: RatingPadOptions): RatingPad {
	const { profile, now, timers } = options;
	const ack = bytesOf(profile.ack ?? '');
	const framing = createPatternFraming(profile.rx);
	let asking: Asking = notAsking;
	let finish: ((result: RatingResult) => void) | null = null;
	let queue: Promise<unknown> = Promise.resolve();
	let cancelExpiry: () => void = () => {};
	let stopped = false;
	let strange = 0;
	const counts = { discarded: 0, answered: 0, failed: 0, unasked: 0, replaced: 0 };

	const link = createLink(options.open, timers, {
		opened: () => {
			framing.reset();
			strange = 0;
			options.health({ state: 'ready', code: 'one-way' });
			void send('welcome');
		},
		bytes(bytes) {
			cancelExpiry();
			take(framing.feed(bytes));
			if (framing.held > 0) cancelExpiry = timers.after(gapMs, () => take(framing.expire()));
		},
		down(code) {
			cancelExpiry();
			end({ outcome: 'failed', rating: 0, code: 'port-lost' });
			options.health({ state: 'disconnected', code });
		},
	});

	function write(bytes: Uint8Array): Promise<boolean> {
		const turn = queue.then(() => link.write(bytes));
		queue = turn.catch(() => {});
		return turn;
	}
	async function send(name: keyof RatingPadProfile['tx'], fields: Record<string, FieldValue> = {}): Promise<PadSent> {
		const template: FrameTemplate | undefined = profile.tx[name];
		if (!template) return { ok: false, code: 'not-supported' };
		return (await write(buildFrame(template, fields))) ? { ok: true, proof: 'written' } : { ok: false, code: 'port-lost' };
	}

	function take(events: readonly PatternEvent[]): void {
		for (const event of events) {
			if (event.type === 'frame') takeFrame(event.bytes);
			else {
				const bytes = event.type === 'discarded' ? event.bytes : 1;
				counts.discarded += event.type === 'discarded' ? bytes : 0;
				strange += bytes;
				if (event.type === 'bad-checksum') options.log?.('a frame with a wrong checksum was dropped');
				if (strange >= strangeBytes && link.up) options.health({ state: 'warning', code: 'protocol-error' });
			}
		}
	}
	function takeFrame(frame: Uint8Array): void {
		strange = 0;
		options.speed.heard();
		options.health({ state: 'ready', code: 'ok' });
		const rating = ratingOf(profile.rx, frame);
		if (rating === null) {
			counts.discarded++;
			options.log?.('a frame that is no rating was dropped');
			return;
		}
		if (ack.length > 0) void write(ack);
		const taken = takePress(asking, rating, now(), ack.length > 0 ? profile.repeatMs : 0);
		asking = taken.asking;
		if (taken.press.counts) {
			counts.answered++;
			if (rating === 0) end({ outcome: 'no-answer', rating: 0, code: 'no-answer' });
			else end({ outcome: 'rated', rating, code: 'ok' });
			return;
		}
		counts.discarded++;
		if (taken.press.why === 'unasked') counts.unasked++;
		options.log?.(`a rating was dropped: ${taken.press.why}`);
	}

	/** Ends the open ask, if there is one. */
	const end = (result: RatingResult) => finish?.(result);
	const isOpen = () => finish !== null;

	async function askFor(timeoutMs: number): Promise<RatingResult> {
		if (isOpen()) return { outcome: 'failed', rating: 0, code: 'busy' };
		let cancelTimeout: () => void = () => {};
		let finishOwn: (result: RatingResult) => void = () => {};
		const answered = new Promise<RatingResult>((resolve) => {
			finishOwn = (result) => {
				finish = null;
				asking = { ...asking, open: false };
				cancelTimeout();
				resolve(result);
			};
		});
		finish = finishOwn;
		/** Cancelled while the port was opened or the frame went out, and perhaps the next citizen is asked already: this ask is over. */
		const isOver = () => finish !== finishOwn;
		await link.settled();
		if (isOver()) return answered;
		asking = { ...asking, open: true };
		const sent = await send('askRating');
		if (isOver()) return answered;
		if (!sent.ok && sent.code === 'port-lost') end({ outcome: 'failed', rating: 0, code: 'port-lost' });
		// A pad without such a frame can always be pressed: it is listened to.
		else {
			cancelTimeout = timers.after(timeoutMs, () => {
				end({ outcome: 'no-answer', rating: 0, code: 'no-answer' });
				void send('cancel');
			});
		}
		const result = await answered;
		if (result.outcome === 'failed' || result.code === 'no-answer') counts.failed++;
		options.log?.(`asked: ${result.outcome}, ${result.code}`);
		return result;
	}

	function cancel(): void {
		if (!isOpen()) return;
		end({ outcome: 'cancelled', rating: 0, code: 'ok' });
		void send('cancel');
	}
	const testOf = async (sent: Promise<PadSent>): Promise<DeviceTestResult> => {
		const result = await sent;
		return result.ok ? { ok: true, proof: 'written', code: 'ok', facts: {} } : { ok: false, proof: 'none', code: result.code, facts: {} };
	};

	return {
		start: () => link.start(),
		ask: () => askFor(profile.timeoutMs),
		cancel,
		welcome: () => send('welcome'),
		showEmployee({ name, number }) {
			const shown = { name: encodeField(name, profile.charset), number: encodeField(number, profile.charset) };
			counts.replaced = shown.name.replaced + shown.number.replaced;
			return send('showEmployee', { name: shown.name.value, number: shown.number.value });
		},
		report: () => ({
			discarded: counts.discarded,
			answered: counts.answered,
			failed: counts.failed,
			facts: { profile: profile.name, 'unasked-ratings': counts.unasked, 'replaced-characters': counts.replaced },
		}),
		tests: ['welcome', 'ask', 'cancel'],
		async test(name): Promise<DeviceTestResult> {
			if (name === 'welcome') return testOf(send('welcome'));
			if (name === 'cancel') {
				if (!isOpen()) return testOf(send('cancel'));
				cancel();
				return { ok: true, proof: 'written', code: 'ok', facts: {} };
			}
			if (name !== 'ask') return noSuchTest;
			const { outcome, rating, code } = await askFor(Math.min(profile.timeoutMs, longestTestMs));
			const proof = outcome === 'rated' ? 'done' : code === 'port-lost' || code === 'busy' ? 'none' : 'written';
			return { ok: outcome === 'rated', proof, code, facts: { rating } };
		},
		async stop() {
			if (stopped) return;
			stopped = true;
			cancelExpiry();
			end({ outcome: 'failed', rating: 0, code: 'port-lost' });
			await link.stop();
		},
	};
}
