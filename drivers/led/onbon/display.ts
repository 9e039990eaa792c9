import { createBus } from '../../bus/bus.ts';
import { transferMs } from '../../bus/exchange.ts';
import { createLink } from '../../transport/link.ts';
import { pause } from '../../transport/timers.ts';
import type { Display, DisplayOptions, ShowProof, Wanted } from '../display.ts';
import { gbkText, linesNeeded } from '../text.ts';
import { type Area, areaText, asciiFont, chineseFont, clear, ping, power, readAnswer, showAreas } from './commands.ts';
import { createOnbonFraming, everyScreenSilent } from './frames.ts';

const answerMs = 2000;
const repeats = 2;
const busyMs = 500;
const errorRepeats = 3;
const gapMs = 50;
const renewMs = 60_000;
const pingMs = 5000;

const errorCodes: Readonly<Record<number, string>> = {
	1: 'unknown-command',
	2: 'unknown-command',
	3: 'busy',
	4: 'memory',
	5: 'crc',
	12: 'no-font',
};

export function createOnbonDisplay(options: DisplayOptions): Display {
	const { now, timers, address } = options;
	let wanted: Wanted | null = null;
	let stopped = false;
	let cancelNext: () => void = () => {};
	let lastSentAt = Number.NEGATIVE_INFINITY;
	let lost = false;

	const link = createLink(options.open, timers, {
		opened: () => void renew(),
		bytes: (bytes) => bus.heard(bytes),
		down: (code) => {
			cancelNext();
			bus.closed();
			options.health({ state: 'disconnected', code });
		},
	});
	const bus = createBus(link, createOnbonFraming(), { now, timers });

	/**
	 * Sends until it is taken or there is no hope: no answer is repeated twice, busy and CRC errors three times.
	 * `make` is asked anew each time: a repeat must not bring back a text that has been replaced meanwhile.
	 */
	async function send(make: () => Uint8Array): Promise<ShowProof> {
		let silent = 0;
		let refused = 0;
		for (;;) {
			const gap = lastSentAt + gapMs - now();
			if (gap > 0) await pause(timers, gap);
			const bytes = make();
			if (address === everyScreenSilent) {
				const written = await bus.tell(bytes);
				lastSentAt = now();
				return written ? { ok: true, proof: 'written' } : { ok: false, code: 'port-lost' };
			}
			const onTheWire = transferMs(bytes.length + 40, options.baud);
			const result = await bus.ask({
				bytes,
				timeouts: { firstByteMs: answerMs + onTheWire, gapMs: 300 + onTheWire },
				accept: (event) => (event.type === 'frame' ? readAnswer(event.frame, address) : null),
				damaged: (event) => event.type === 'bad-crc' || event.type === 'bad-frame',
			});
			lastSentAt = now();
			if (!result.ok) {
				if (result.failure === 'port-lost') return { ok: false, code: 'port-lost' };
				if (silent++ >= repeats) return { ok: false, code: 'no-answer' };
				continue;
			}
			const { error } = result.answer;
			if (error === 0) return { ok: true, proof: 'acknowledged' };
			if ((error !== 3 && error !== 5) || refused++ >= errorRepeats) return { ok: false, code: errorCodes[error] ?? 'display-fault' };
			if (error === 3) await pause(timers, busyMs);
		}
	}

	function tellHealth(proof: ShowProof): void {
		if (!link.up) return;
		lost = !proof.ok && proof.code === 'no-answer';
		if (proof.ok) options.health({ state: 'ready', code: 'ok' });
		else if (proof.code === 'no-answer') options.health({ state: 'disconnected', code: 'no-answer' });
		else if (proof.code !== 'port-lost') options.health({ state: 'warning', code: proof.code });
	}

	async function showWanted(): Promise<ShowProof> {
		if (!link.up) return { ok: false, code: 'port-lost' };
		if (!wanted) {
			const proof = await send(() => ping(address));
			tellHealth(proof);
			return proof;
		}
		const { replaced } = gbkText(wanted.text);
		if (replaced > 0) options.log?.(`${replaced} characters are not in the display's font and were replaced`);
		const proof = await send(() => (wanted ? showAreas(address, [], [areaFor(wanted, gbkText(wanted.text).bytes)]) : clear(address)));
		tellHealth(proof);
		options.shown?.(proof);
		return proof;
	}

	/** One area as wide as the display. Text too long for it moves through; the rest stands still. */
	function areaFor(show: Wanted, text: Uint8Array): Area {
		const rows = Math.max(1, Math.floor(options.heightDots / 16));
		const fits = linesNeeded(text, Math.floor(options.widthDots / 8)) <= rows;
		return {
			id: 0,
			x: 0,
			y: 0,
			width: Math.ceil(options.widthDots / 8),
			height: options.heightDots,
			runMode: 0,
			align: 0,
			lines: fits ? 2 : 1,
			lineBreak: fits ? 2 : 1,
			movement: fits ? 1 : 3,
			speed: fits ? 0 : show.style === 'call' ? 4 : 8,
			stay: 10,
			text: areaText(chineseFont + asciiFont, text),
		};
	}

	async function renew(): Promise<void> {
		cancelNext();
		if (stopped || !link.up) return;
		if (lost) {
			const answer = await send(() => ping(address));
			if (answer.ok) await showWanted();
			else tellHealth(answer);
		} else await showWanted();
		renewLater();
	}

	function renewLater(): void {
		cancelNext();
		if (!stopped && link.up) cancelNext = timers.after(lost ? pingMs : renewMs, () => void renew());
	}

	return {
		start: () => link.start(),
		async want(next) {
			wanted = next;
			const proof = await showWanted();
			renewLater();
			return proof;
		},
		power: (on) => send(() => power(address, on)),
		clear() {
			wanted = null;
			return send(() => clear(address));
		},
		async stop() {
			stopped = true;
			cancelNext();
			const closed = link.stop();
			bus.closed();
			await closed;
		},
	};
}
