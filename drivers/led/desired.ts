import type { Wanted } from './display.ts';
import type { Desired } from './speaker.ts';

/** What one display should show, as it was stated; a technician's test stands before it for some seconds. */
export interface DesiredState {
	readonly now: Desired;
	/** Lit by whoever asked, whatever the schedule says. */
	readonly powered: boolean;
	show(zone: number, wanted: Wanted): void;
	clear(): void;
	power(on: boolean): void;
	level(level: number | null): void;
	/** Shown instead, and lit, until `endTrial`; `null` = wiped. */
	beginTrial(text: string | null): void;
	endTrial(): void;
}

export function createDesiredState(): DesiredState {
	const zones = new Map<number, Wanted>();
	let cleared = false;
	let powered = true;
	let level: number | null = null;
	let trial: Desired | null = null;

	return {
		get now() {
			return trial ?? { zones, cleared, on: powered && level !== 0, level };
		},
		get powered() {
			return powered;
		},
		show(zone, wanted) {
			trial = null;
			cleared = false;
			zones.set(zone, { text: wanted.text, style: wanted.style });
		},
		clear() {
			trial = null;
			cleared = true;
			zones.clear();
		},
		power(on) {
			powered = on;
		},
		level(next) {
			level = next;
		},
		beginTrial(text) {
			// A display that was told nothing yet is left empty afterwards: what the trial showed must not stay.
			if (zones.size === 0) cleared = true;
			const shown: [number, Wanted][] = text === null ? [] : [[0, { text, style: 'steady' }]];
			trial = { zones: new Map(shown), cleared: text === null, on: true, level };
		},
		endTrial() {
			trial = null;
		},
	};
}
