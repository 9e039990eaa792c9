/** What the LED displays of this machine show: state, worded, never a job (S8). */
import type { WindowDisplay } from '../../domain/contracts/decision.ts';
import type { DeviceDeclaration, DeviceDeclarationOf } from '../../domain/contracts/device-declaration.ts';
import type { LedWanted } from '../../domain/contracts/device-desk.ts';
import type { HallPlan, WindowPlan } from '../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import { outputs } from '../../domain/outputs.ts';

/** What a display shows in each of its states: `{{ticket}}` and `{{window}}` are filled in. */
interface LedWords {
	call: string;
	serving: string;
	idle: string;
	paused: string;
	closed: string;
	manual: string;
	/** Idle with another duty than its own (the tide): `{{queues}}` are the letters of the queues; absent = as idle. */
	moved?: string;
}

/** Wording of the displays of a hall. */
export interface LedWording extends LedWords {
	/** For displays that have digits and Latin letters alone: number and window, which need no language. */
	figures?: LedWords;
}

/** When the hall worded nothing. */
const figuresOnly: LedWords = {
	call: '{{ticket}} {{window}}',
	serving: '{{ticket}}',
	idle: '{{window}}',
	paused: '- -',
	closed: '-',
	manual: '{{window}} -',
	moved: '{{window}} {{queues}}',
};

/** Reads the words of a display from the hall's wording (`led.yaml`). */
export function ledWording(wording: Record<string, Record<string, unknown>> | undefined): LedWording {
	const found = wording?.led;
	return { ...wordsIn(found), figures: wordsIn(found?.figures) };
}

/** What is worded, and figures for what is not. */
function wordsIn(found: unknown): LedWords {
	const words = { ...figuresOnly };
	if (typeof found !== 'object' || found === null) return words;
	for (const [key, value] of Object.entries(found)) if (key in words && typeof value === 'string') words[key as keyof LedWords] = value;
	return words;
}

/** What is worded in Chinese would leave such a display with gaps, and its health with a warning that nobody can end. */
function wordsFor(device: DeviceDeclarationOf<'led'>, words: LedWording): LedWords {
	const letters = device.letters ?? (device.protocol === 'alpha' ? 'latin' : 'all');
	return letters === 'latin' ? (words.figures ?? figuresOnly) : words;
}

/** `moved`: the queues of a duty that is not the window's own; empty = it is. */
function text(display: WindowDisplay, windowNumber: string, moved: readonly string[], words: LedWords): string {
	const said = display.show === 'idle' && moved.length > 0 ? (words.moved ?? words.idle) : words[display.show];
	return said
		.replaceAll('{{queues}}', moved.join(' '))
		.replaceAll('{{ticket}}', display.ticket ?? '')
		.replaceAll('{{window}}', windowNumber)
		.trim()
		.slice(0, 120);
}

/**
 * One entry for each LED declared for a window seat of this machine, in the order declared.
 * `change` differs whenever they must be shown again: also for a repeated call, whose text is the same.
 */
function ledsWanted(
	state: HallDay,
	plan: HallPlan,
	devices: readonly DeviceDeclaration[],
	seats: readonly string[],
	words: LedWording,
): { wanted: LedWanted[]; change: string } {
	const displays = outputs(state, plan);
	const wanted: LedWanted[] = [];
	const times: number[] = [];
	for (const device of devices) {
		if (device.kind !== 'led' || !seats.includes(device.station)) continue;
		const windowId = plan.stations.find((station) => station.id === device.station)?.window;
		const window = plan.windows.find((candidate) => candidate.id === windowId);
		const display = window && displays[window.id];
		if (!display) continue;
		times.push(display.times);
		wanted.push({
			device: device.id,
			text: text(display, window.number, movedDuty(state, window), wordsFor(device, words)),
			style: display.show === 'call' ? 'call' : 'steady',
		});
	}
	return { wanted, change: JSON.stringify([wanted, times]) };
}

/** A window whose duty was changed shows whom it serves now; the sign of its own duty hangs beside the display. */
function movedDuty(state: HallDay, { id, homeDuty }: WindowPlan): readonly string[] {
	const duty = state.windows[id]?.duty ?? homeDuty;
	return [...duty].sort().join() === [...homeDuty].sort().join() ? [] : duty;
}

export interface LedFollower {
	/** Shows what follows from the state, when it is not shown already. */
	follow(state: HallDay, plan: HallPlan): void;
}

/** `show` makes it so on the machine; when that fails, the next change of state shows everything again. */
export function createLedFollower(parts: {
	devices: readonly DeviceDeclaration[];
	seats: readonly string[];
	words: LedWording;
	show: (wanted: LedWanted[]) => Promise<void>;
	note: (code: string) => void;
}): LedFollower {
	let shown = '';
	return {
		follow(state, plan) {
			const { wanted, change } = ledsWanted(state, plan, parts.devices, parts.seats, parts.words);
			if (wanted.length === 0 || change === shown) return;
			shown = change;
			parts.show(wanted).catch(() => {
				shown = '';
				parts.note('leds-not-shown');
			});
		},
	};
}
