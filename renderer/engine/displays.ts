/** What the LED displays of this machine show: state, worded, never a job (S8). */
import type { WindowDisplay } from '../../domain/contracts/decision.ts';
import type { DeviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import type { LedWanted } from '../../domain/contracts/device-desk.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { HallDay } from '../../domain/contracts/state.ts';
import { outputs } from '../../domain/outputs.ts';

/** Wording of a display: `{{ticket}}` and `{{window}}` are filled in. */
export interface LedWording {
	call: string;
	serving: string;
	idle: string;
	paused: string;
	closed: string;
}

/** For signs that know no Chinese, and when the hall worded nothing: figures only, which need no language. */
const figuresOnly: LedWording = { call: '{{ticket}}', serving: '{{ticket}}', idle: '{{window}}', paused: '- -', closed: '' };

/** Reads the words of a display from the hall's wording (`led.yaml`). */
export function ledWording(wording: Record<string, Record<string, unknown>> | undefined): LedWording {
	const found = wording?.led;
	const words = { ...figuresOnly };
	if (found === undefined) return words;
	for (const [key, value] of Object.entries(found)) if (key in words && typeof value === 'string') words[key as keyof LedWording] = value;
	return words;
}

function text(display: WindowDisplay, windowNumber: string, words: LedWording): string {
	return words[display.show]
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
			text: text(display, window.number, device.protocol === 'alpha' ? figuresOnly : words),
			style: display.show === 'call' ? 'call' : 'steady',
		});
	}
	return { wanted, change: JSON.stringify([wanted, times]) };
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
