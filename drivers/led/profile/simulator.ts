import iconv from 'iconv-lite';
import type { LedProfile } from '../../../domain/contracts/device-profiles.ts';
import { createNoise } from '../../noise.ts';
import { bytesOf } from '../../profile/bytes.ts';
import { createTemplateFraming } from '../../profile/match.ts';
import type { Port } from '../../transport/port.ts';
import { systemTimers, type Timers } from '../../transport/timers.ts';

/** A panel that speaks the real bytes of its profile over any port and says what it shows. */
export const panelFaults = [
	'silent',
	/** Stray bytes before and behind each answer. */
	'garbage',
	/** Its answer is another one than the profile knows. */
	'other-answer',
	/** The power is cut while it is set; what it showed is gone. */
	'loses-power',
	'endless-noise',
	'two-devices',
] as const;
export type PanelFault = (typeof panelFaults)[number];

export interface PanelSimulator {
	attach(port: Port): void;
	setFault(fault: PanelFault, on: boolean): void;
	readonly faults: string[];
	/** Its fields, one behind the other, blanks at the ends removed. */
	readonly text: string;
	readonly on: boolean;
	onChange(listener: (text: string) => void): void;
}

/** A panel of this profile, with nothing on it. */
export function createPanelSimulator(profile: LedProfile, timers: Timers = systemTimers): PanelSimulator {
	const faults = new Set<PanelFault>();
	const answer = profile.answer === undefined ? null : bytesOf(profile.answer);
	const stray = new Uint8Array([0x00, 0xff]);
	let port: Port | null = null;
	let text = '';
	let tell: (text: string) => void = () => {};
	const noise = createNoise(timers, (bytes) => port?.write(bytes));

	const show = (next: string) => {
		if (next === text) return;
		text = next;
		tell(text);
	};
	const say = (bytes: Uint8Array) => {
		if (faults.has('garbage')) void port?.write(stray);
		void port?.write(faults.has('other-answer') ? bytes.map((byte) => byte ^ 0x10) : bytes);
		if (faults.has('two-devices')) void port?.write(bytes);
		if (faults.has('garbage')) void port?.write(stray);
	};

	return {
		attach(next) {
			port = next;
			// A frame of blanks fits `show` as well: what clears is tried first.
			const framing = createTemplateFraming({ clear: profile.clear, show: profile.show });
			noise.run(faults.has('endless-noise'));
			next.onClosed(() => {
				if (port !== next) return;
				port = null;
				noise.run(false);
			});
			next.onBytes((bytes) => {
				for (const event of framing.feed(bytes)) {
					if (event.type !== 'frame' || faults.has('silent') || faults.has('loses-power')) continue;
					const fields = Object.values(event.fields).map((field) => iconv.decode(Buffer.from(field), 'gbk').replaceAll('\0', ' ').trim());
					show(fields.filter((field) => field !== '').join(' '));
					if (answer) say(answer);
				}
			});
		},
		setFault(fault, on) {
			if (on) faults.add(fault);
			else faults.delete(fault);
			if (fault === 'loses-power' && on) show('');
			if (fault === 'endless-noise') noise.run(on && port !== null);
		},
		get faults() {
			return [...faults];
		},
		get text() {
			return text;
		},
		get on() {
			return !faults.has('loses-power');
		},
		onChange(listener) {
			tell = listener;
		},
	};
}
