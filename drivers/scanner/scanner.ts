import type { DeviceTestResult } from '../../domain/contracts/device.ts';
import type { DeviceDeclarationOf } from '../../domain/contracts/device-declaration.ts';
import { createBus } from '../bus/bus.ts';
import { transferMs } from '../bus/exchange.ts';
import { type Driver, type DriverOptions, noSuchTest } from '../driver.ts';
import { bytesOf } from '../profile/bytes.ts';
import { createLink } from '../transport/link.ts';
import { pause } from '../transport/timers.ts';
import { dialects } from './dialects.ts';
import { createScannerInput, type ScannerEvent } from './input.ts';
import { ssiFrame, ssiOpcode } from './ssi.ts';
import { textOf } from './text.ts';

type Declared = Pick<DeviceDeclarationOf<'scanner'>, 'protocol' | 'prefix' | 'suffix' | 'pauseMs' | 'encoding' | 'sameCodeMs' | 'wake'>;

export interface ScannerOptions extends DriverOptions, Declared {
	/** A code was held up. May be anything a person carries: never logged. Must not throw. */
	tell(event: { type: 'code-scanned'; text: string; readAt: number }): void;
}

export interface Scanner extends Driver {
	/** Switches the light. `not-supported` where this maker has no such command; `no-answer` after three tries. Never rejects. */
	trigger(on: boolean): Promise<DeviceTestResult>;
}

type Verdict = Extract<ScannerEvent, { type: 'answer' }>['verdict'];

const answerMs = 500;
const tries = 3;
const wakeMs = 50;
/** A code whose suffix has not come after so long of silence has broken off. */
const brokenOffMs = 500;

/** Barcode and QR scanner (protocols.md 6): tells each code once, and switches the light where the maker has a command for it. */
export function createScanner(options: ScannerOptions): Scanner {
	const { protocol, now, timers } = options;
	const dialect = dialects[protocol];
	const input = createScannerInput(protocol, bytesOf(options.prefix), bytesOf(options.suffix));
	const counts = { discarded: 0, answered: 0, failed: 0, codes: 0, repeats: 0, tooLong: 0, noSuffix: 0 };
	let last: { text: string; at: number } | null = null;
	let stopped = false;
	let cancelPause: () => void = () => {};
	let commands: Promise<unknown> = Promise.resolve();

	const link = createLink(options.open, timers, {
		opened() {
			input.reset();
			options.health({ state: 'ready', code: 'listening' });
		},
		bytes(bytes) {
			cancelPause();
			take(input.feed(bytes));
			if (stopped) return;
			cancelPause = timers.after(options.pauseMs, () => {
				take(input.pause('short'));
				cancelPause = timers.after(Math.max(0, brokenOffMs - options.pauseMs), () => take(input.pause('long')));
			});
		},
		down(code) {
			cancelPause();
			bus.closed();
			options.health({ state: 'disconnected', code });
		},
	});
	// Bytes are told apart before the bus: a code that comes while an answer is awaited is neither lost nor taken for one.
	const answers: Verdict[] = [];
	const bus = createBus<Verdict>(link, { feed: () => answers.splice(0), reset() {} }, { now, timers });

	function take(events: readonly ScannerEvent[]): void {
		for (const event of events) {
			if (event.type === 'code') takeCode(event.payload);
			else if (event.type === 'answer') {
				answers.push(event.verdict);
				bus.heard(new Uint8Array());
			} else if (event.type === 'acknowledge') void link.write(ssiFrame(ssiOpcode.acknowledge));
			else {
				counts.discarded += event.bytes;
				if (event.type === 'too-long') {
					counts.tooLong++;
					options.log?.(`a code of more than 4096 bytes was dropped: ${event.bytes} bytes`);
				}
				if (event.type === 'no-suffix') {
					counts.noSuffix++;
					options.log?.(`a code without its end mark was dropped: ${event.bytes} bytes`);
					if (link.up) options.health({ state: 'warning', code: 'no-suffix' });
				}
			}
		}
	}
	function takeCode(payload: Uint8Array): void {
		const text = textOf(payload, options.encoding);
		if (text === '') {
			counts.discarded += payload.length;
			return;
		}
		if (!text.includes('\ufffd')) options.speed.heard();
		options.health({ state: 'ready', code: 'ok' });
		const at = now();
		const same = last !== null && last.text === text && at - last.at < options.sameCodeMs;
		// A scanner that stands still reads what is held before it again and again: each sighting lengthens the first.
		last = { text, at };
		if (same) {
			counts.repeats++;
			return;
		}
		counts.codes++;
		options.log?.(`a code of ${payload.length} bytes`);
		options.tell({ type: 'code-scanned', text, readAt: at });
	}

	async function command(bytes: Uint8Array): Promise<DeviceTestResult> {
		const failed = (code: string): DeviceTestResult => ({ ok: false, proof: 'none', code, facts: {} });
		await link.settled();
		for (let attempt = 0; attempt < tries; attempt++) {
			if (!link.up) return failed('port-lost');
			if (options.wake) {
				await bus.tell(new Uint8Array([0x00]));
				await pause(timers, wakeMs);
			}
			if (!dialect.answers) {
				return (await bus.tell(bytes)) ? { ok: true, proof: 'written', code: 'one-way', facts: {} } : failed('port-lost');
			}
			const wait = answerMs + transferMs(bytes.length + 20, options.speed.baud);
			const result = await bus.ask({
				bytes,
				timeouts: { firstByteMs: wait, gapMs: wait },
				accept: (verdict) => verdict,
				damaged: () => false,
			});
			if (result.ok) {
				counts.answered++;
				options.speed.heard();
				options.health({ state: 'ready', code: 'ok' });
				if (result.answer === 'done') return { ok: true, proof: 'acknowledged', code: 'ok', facts: {} };
				return { ok: false, proof: 'acknowledged', code: result.answer === 'refused' ? 'refused' : 'not-understood', facts: {} };
			}
			counts.failed++;
			if (result.failure === 'port-lost') return failed('port-lost');
		}
		if (link.up) options.health({ state: 'disconnected', code: 'no-answer' });
		if (options.speed.silent()) void link.reopen();
		return failed('no-answer');
	}

	function trigger(on: boolean): Promise<DeviceTestResult> {
		const bytes = on ? dialect.on : dialect.off;
		if (!bytes) return Promise.resolve(noSuchTest);
		const turn = commands.then(() => command(bytes));
		commands = turn.catch(() => {});
		return turn.then((result) => {
			options.log?.(`light ${on ? 'on' : 'off'}: ${result.code}`);
			return result;
		});
	}

	return {
		start: () => link.start(),
		trigger,
		report: () => ({
			discarded: counts.discarded + bus.dropped,
			answered: counts.answered,
			failed: counts.failed,
			facts: {
				codes: counts.codes,
				'repeated-codes': counts.repeats,
				'too-long-codes': counts.tooLong,
				'codes-without-end': counts.noSuffix,
			},
		}),
		tests: [...(dialect.on ? ['trigger-on'] : []), ...(dialect.off ? ['trigger-off'] : [])],
		test(name) {
			if (name === 'trigger-on' || name === 'trigger-off') return trigger(name === 'trigger-on');
			return Promise.resolve(noSuchTest);
		},
		async stop() {
			stopped = true;
			cancelPause();
			const closed = link.stop();
			bus.closed();
			await closed;
		},
	};
}
