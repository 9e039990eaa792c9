import type { FrameTemplate, RatingPadProfile } from '../../domain/contracts/device-profiles.ts';
import { createNoise } from '../noise.ts';
import { bytesOf } from '../profile/bytes.ts';
import { createTemplateFraming } from '../profile/match.ts';
import type { Port } from '../transport/port.ts';
import { systemTimers, type Timers } from '../transport/timers.ts';
import { ratingFrame } from './frames.ts';

/** A rating pad that speaks the real bytes of its profile over any port, and can be pressed. */
export const padFaults = [
	/** Hears nothing and says nothing. */
	'silent',
	/** Stray bytes around each frame. */
	'garbage',
	'bad-checksum',
	/** Goes on sending a press although it was acknowledged. */
	'repeats-for-ever',
	/** Can be pressed although nobody asked. */
	'presses-unasked',
	/** Each press comes with a second one, of another key. */
	'two-presses',
	'endless-noise',
	/** A second pad on the line: two answers, byte by byte into each other. */
	'two-devices',
] as const;
export type PadFault = (typeof padFaults)[number];

export interface PadSimulator {
	attach(port: Port): void;
	setFault(fault: PadFault, on: boolean): void;
	readonly faults: string[];
	readonly shows: 'nothing' | 'welcome' | 'asking' | 'employee';
	/** As it was sent: raw bytes of the fields, blanks at the end removed. */
	readonly employee: { name: Uint8Array; number: Uint8Array } | null;
	/** 1 … 5; 0 = the pad's own “no answer”. `false`: it does not ask now, or has no such key. */
	press(rating: number): boolean;
	onChange(listener: () => void): void;
	/** Acknowledgements heard. */
	readonly acknowledged: number;
}

const repeatEveryMs = 300;
const mostRepeats = 5;

/** A pad of this profile that shows nothing yet. */
export function createRatingPadSimulator(profile: RatingPadProfile, timers: Timers = systemTimers): PadSimulator {
	const faults = new Set<PadFault>();
	const ack: FrameTemplate | undefined =
		profile.ack === undefined || bytesOf(profile.ack).length === 0 ? undefined : [{ bytes: profile.ack }];
	let port: Port | null = null;
	let shows: PadSimulator['shows'] = 'nothing';
	let employee: PadSimulator['employee'] = null;
	let acknowledged = 0;
	let waiting: { frame: Uint8Array; sent: number } | null = null;
	let cancelRepeat: () => void = () => {};
	let tell: () => void = () => {};
	const noise = createNoise(timers, (bytes) => port?.write(bytes));

	const change = (next: PadSimulator['shows']) => {
		shows = next;
		tell();
	};
	const put = (frame: Uint8Array) => {
		if (faults.has('silent')) return;
		const bytes = frame.slice();
		if (faults.has('bad-checksum')) bytes[bytes.length - 1]! ^= 0x01;
		const doubled = faults.has('two-devices') ? Uint8Array.from([...bytes].flatMap((byte) => [byte, byte])) : bytes;
		if (faults.has('garbage')) void port?.write(new Uint8Array([0x00, 0xff, 0xaa, 0x55, 0xaa]));
		void port?.write(doubled);
		if (faults.has('garbage')) void port?.write(new Uint8Array([0xaa, 0x55, 0x01]));
	};
	const sendUntilAcknowledged = (frame: Uint8Array) => {
		cancelRepeat();
		waiting = ack ? { frame, sent: 0 } : null;
		put(frame);
		const again = () => {
			if (!waiting) return;
			waiting.sent++;
			if (waiting.sent > mostRepeats && !faults.has('repeats-for-ever')) {
				waiting = null;
				return;
			}
			put(waiting.frame);
			cancelRepeat = timers.after(repeatEveryMs, again);
		};
		if (waiting) cancelRepeat = timers.after(repeatEveryMs, again);
	};

	return {
		attach(next) {
			port = next;
			const framing = createTemplateFraming({ ...profile.tx, ack });
			noise.run(faults.has('endless-noise'));
			next.onClosed(() => {
				if (port !== next) return;
				port = null;
				cancelRepeat();
				noise.run(false);
			});
			next.onBytes((bytes) => {
				for (const event of framing.feed(bytes)) {
					if (event.type !== 'frame' || faults.has('silent')) continue;
					if (event.name === 'ack') {
						acknowledged++;
						if (faults.has('repeats-for-ever')) continue;
						waiting = null;
						cancelRepeat();
					} else if (event.name === 'askRating') change('asking');
					else if (event.name === 'showEmployee') {
						employee = { name: trimmed(event.fields.name), number: trimmed(event.fields.number) };
						change('employee');
					} else change(event.name === 'welcome' ? 'welcome' : 'nothing');
				}
			});
		},
		setFault(fault, on) {
			if (on) faults.add(fault);
			else faults.delete(fault);
			if (fault === 'endless-noise') noise.run(on && port !== null);
			if (fault === 'repeats-for-ever' && !on) {
				waiting = null;
				cancelRepeat();
			}
		},
		get faults() {
			return [...faults];
		},
		get shows() {
			return shows;
		},
		get employee() {
			return employee;
		},
		press(rating) {
			// Without a frame that asks, the keys are always alive.
			const alive = shows === 'asking' || faults.has('presses-unasked') || profile.tx.askRating === undefined;
			const frame = ratingFrame(profile.rx, rating);
			if (!frame || !alive || !port) return false;
			sendUntilAcknowledged(frame);
			const other = ratingFrame(profile.rx, rating === 1 ? 5 : 1);
			if (faults.has('two-presses') && other) put(other);
			change('nothing');
			return true;
		},
		onChange(listener) {
			tell = listener;
		},
		get acknowledged() {
			return acknowledged;
		},
	};
}

function trimmed(field: Uint8Array | undefined): Uint8Array {
	let end = field?.length ?? 0;
	while (end > 0 && (field![end - 1] === 0x20 || field![end - 1] === 0)) end--;
	return (field ?? new Uint8Array()).slice(0, end);
}
