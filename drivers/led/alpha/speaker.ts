import { minuteOfDay } from '../dimming.ts';
import type { DisplayDeclaration, Wanted } from '../display.ts';
import type { Desired, DisplayLanguage, Speaker, Step, Verdict } from '../speaker.ts';
import { asciiText } from '../text.ts';
import {
	type AlphaTarget,
	clearPriority,
	dim,
	readErrors,
	readString,
	readText,
	setUpMemory,
	special,
	textShowingString,
	textShowsString,
	writePriority,
	writeString,
} from './frames.ts';
import { type AlphaEvent, createAlphaStream } from './packets.ts';

const answerMs = 1500;
/** After the memory was written the sign hears nothing for so long. */
const setUpRestMs = 2000;
/** Setting up erases the sign: by itself the driver does it no more often than this. */
const setUpAgainMs = 10 * 60_000;
/** Writing its TEXT file blanks the sign for a moment: without need it is written again no more often than this. */
const textAgainMs = 15 * 60_000;
const characterDots = 6;
/** Bytes of STRING file 1 as the driver sets it up. */
export const defaultStringBytes = 32;

/** Alpha Sign Communications Protocol (protocols.md 4.2). */
export const alphaLanguage: DisplayLanguage<AlphaEvent> = {
	framing: () => createAlphaStream(true),
	damaged: (event) => event.type === 'bad-checksum' || event.type === 'bad-frame',
	noise: (event) => (event.type === 'discarded' ? event.bytes : 0),
	gapMs: 50,
	speaker: createAlphaSpeaker,
};

/** What one sign is known to hold. */
interface Known {
	acknowledges: boolean;
	/** Of TEXT file A. */
	mode: 'a' | 'b' | null;
	textProved: boolean;
	string: string | null;
	proved: boolean;
	/** Text of the priority file; empty = released; `null` = not known. */
	priority: string | null;
	level: number | null;
	asked: boolean;
}
const nothing = (): Known => ({
	acknowledges: false,
	mode: null,
	textProved: false,
	string: null,
	proved: false,
	priority: null,
	level: null,
	asked: false,
});

/** Speaks to one sign; `now` in milliseconds since 1970. What is known of the sign is memory only. */
export function createAlphaSpeaker(display: DisplayDeclaration, now: () => number): Speaker<AlphaEvent> {
	const target: AlphaTarget = { type: display.signType, address: (display.address & 0xff).toString(16).toUpperCase().padStart(2, '0') };
	// Nobody answers a frame to every sign.
	const verify = display.address === 0 ? 'none' : display.verify;
	const stringBytes = Math.min(125, display.stringBytes ?? defaultStringBytes);
	const columns = Math.floor(display.widthDots / characterDots);
	let known = nothing();
	let setUpAt = Number.NEGATIVE_INFINITY;
	let textAt = Number.NEGATIVE_INFINITY;
	/** TEXT file A as the sign gave it back after it was written, by mode. */
	const ownWording = new Map<'a' | 'b', string>();
	let mustSetUp = false;
	let lit: boolean | null = null;

	/** A frame that changes something: answered where ACK/NAK is on, else written and no more. */
	const write = (key: string, bytes: Uint8Array, taken: () => void): Step<AlphaEvent> => ({
		key,
		bytes,
		answerMs: verify === 'ack' ? answerMs : null,
		accept(event) {
			if (event.type === 'nak') return refusalOf(event.status);
			if (event.type !== 'ack') return null;
			taken();
			return { ok: true };
		},
		written: taken,
	});
	/** A frame that asks: `judge` sees the data of the answer that has this command letter. */
	const read = (key: string, bytes: Uint8Array, command: string, judge: (data: string) => Verdict): Step<AlphaEvent> => ({
		key,
		bytes,
		answerMs,
		accept(event) {
			if (event.type === 'nak') return refusalOf(event.status);
			if (event.type !== 'packet' || event.packet.type !== '0' || event.packet.command !== command) return null;
			return judge(String.fromCharCode(...event.packet.data));
		},
	});

	const acknowledgeStep = (): Step<AlphaEvent> => ({
		// A sign may begin to acknowledge with the next frame only.
		...write('acknowledge', special(target, 's1'), () => {
			known.acknowledges = true;
		}),
		mayBeSilent: true,
	});
	const setUpStep = (): Step<AlphaEvent> => ({
		...write('set-up', setUpMemory(target, stringBytes), () => {
			known = { ...nothing(), acknowledges: known.acknowledges };
			mustSetUp = false;
			setUpAt = now();
		}),
		restMs: setUpRestMs,
	});
	const proofStep = (expected: string): Step<AlphaEvent> =>
		read('show:proof', readString(target, '1'), 'G', (data) => {
			if (data[0] !== '1') return { ok: false, code: 'protocol-error' };
			if (data.slice(1) === expected) {
				known.proved = true;
				return { ok: true };
			}
			const missing = data.length === 1 && now() - setUpAt >= setUpAgainMs;
			known.string = null;
			// What took the one may have taken the other.
			known.textProved = false;
			if (missing) {
				mustSetUp = true;
				return { ok: true };
			}
			return { ok: false, code: 'text-not-taken', again: { times: 2, afterMs: 0 } };
		});
	/** What is not what was written is written anew. A sign that gives the same back again words it in its own way: from then on that is right. */
	const textProofStep = (mode: 'a' | 'b'): Step<AlphaEvent> =>
		read('show:text-proof', readText(target, 'A'), 'A', (data) => {
			if (data[0] !== 'A') return { ok: false, code: 'protocol-error' };
			known.textProved = true;
			if (data.slice(1) === textShowingString(mode)) return { ok: true };
			const missing = data.length === 1;
			if (!missing && ownWording.get(mode) === data) return { ok: true };
			ownWording.set(mode, data);
			known.mode = null;
			return missing ? { ok: false, code: 'text-not-taken', again: { times: 2, afterMs: 0 } } : { ok: true };
		});
	const aliveStep = (key: string): Step<AlphaEvent> =>
		read(key, readErrors(target), 'F', (data) => {
			if (data[0] !== '*') return { ok: false, code: 'protocol-error' };
			known.asked = true;
			return { ok: true };
		});

	/** What the sign is to hold now; `null` when nothing was ever stated. A dark sign is one that shows nothing. */
	const shown = (desired: Desired): Wanted | null => {
		if (!desired.on || desired.cleared) return { text: '', style: 'steady' };
		return desired.zones.get(0) ?? null;
	};
	const ascii = (text: string, bytes: number) => String.fromCharCode(...asciiText(text).bytes.subarray(0, bytes));

	const announcementStep = (text: string): Step<AlphaEvent> | null =>
		known.priority === text
			? null
			: write('show:announcement', writePriority(target, text), () => {
					known.priority = text;
				});
	const textStep = (text: string, refused: { has(key: string): boolean }): Step<AlphaEvent> | null => {
		const mode = text.length > columns ? 'a' : 'b';
		if (mustSetUp && !refused.has('set-up')) return setUpStep();
		if (known.mode !== mode && !refused.has('show:text')) {
			return write('show:text', textShowsString(target, mode), () => {
				known.mode = mode;
				known.textProved = verify === 'ack';
				textAt = now();
			});
		}
		if (known.string !== text && !refused.has('show:string') && !refused.has('show:proof')) {
			return write('show:string', writeString(target, '1', text, stringBytes), () => {
				known.string = text;
				known.proved = false;
			});
		}
		if (verify === 'read' && !known.proved && !refused.has('show:proof')) return proofStep(text);
		if (verify !== 'none' && known.mode === mode && !known.textProved && !refused.has('show:text-proof')) return textProofStep(mode);
		if (known.priority !== '' && !refused.has('show:release')) {
			return write('show:release', clearPriority(target), () => {
				known.priority = '';
			});
		}
		return null;
	};

	return {
		answers: verify !== 'none',
		forget() {
			known = nothing();
		},
		renew() {
			const stays = verify !== 'none' || now() - textAt < textAgainMs;
			known = { ...nothing(), mode: stays ? known.mode : null, priority: known.priority === '' ? '' : null };
		},
		doubt() {
			known.asked = false;
			known.proved = false;
		},
		next(desired, refused) {
			const wanted = shown(desired);
			lit = desired.on;
			if (verify === 'ack' && !known.acknowledges) return acknowledgeStep();
			if (wanted?.style === 'announcement') {
				const step = refused.has('show:announcement') ? null : announcementStep(wanted.text);
				if (step) return step;
			} else if (wanted) {
				const step = textStep(ascii(wanted.text, stringBytes), refused);
				if (step) return step;
			}
			const { level } = desired;
			if (level !== null && level > 0 && known.level !== level && !refused.has('brightness')) {
				return write('brightness', dim(target, level), () => {
					known.level = level;
				});
			}
			return verify !== 'none' && !known.asked && !refused.has('status') ? aliveStep('status') : null;
		},
		ping: () => (verify === 'none' ? null : aliveStep('ping')),
		can: (what) => typeof what !== 'object' || what.zone === 0,
		ownTests: {
			'set-up': () => [setUpStep()],
			'set-time': () => [
				write('set-time', special(target, ` ${clockTime(now())}`), () => {}),
				write('set-time', special(target, "'M"), () => {}),
			],
		},
		facts: () => ({ ...(lit === null ? {} : { on: lit }), ...(known.level === null ? {} : { brightness: known.level }) }),
		replaced: (desired) => asciiText(desired.zones.get(0)?.text ?? '').replaced,
	};
}

/** Bits of the status byte that comes with a NAK. */
function refusalOf(status: number): Verdict {
	const again = { times: 2, afterMs: 0 };
	if (status & 0x20) return { ok: false, code: 'unknown-command' };
	if (status & 0x10) return { ok: false, code: 'crc', again };
	if (status & 0x08) return { ok: false, code: 'memory' };
	if (status & 0x04) return { ok: false, code: 'crc', again };
	return status & 0x03 ? { ok: false, code: 'wire-settings', again } : { ok: false, code: 'display-fault' };
}

/** `HHMM` by this machine's clock and zone. */
function clockTime(now: number): string {
	const minute = minuteOfDay(now);
	return `${Math.floor(minute / 60)
		.toString()
		.padStart(2, '0')}${(minute % 60).toString().padStart(2, '0')}`;
}
