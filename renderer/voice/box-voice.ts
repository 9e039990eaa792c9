/**
 * The voice box of a board's own station, as a loudspeaker equal to the computer's voice: used while it is declared and well, and the computer
 * speaks while it is not. What a box has taken is never said a second time by the computer.
 */
import type { Bridge } from '../../domain/contracts/bridge.ts';
import type { DeviceHealth } from '../../domain/contracts/device.ts';
import type { DeviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import type { SayResult } from '../../domain/contracts/device-desk.ts';
import type { Loudspeaker } from './announcement.ts';

export type BoxBridge = Pick<Bridge, 'say' | 'health' | 'onHealth' | 'onDevices'>;

/** Speaks each call through whichever voice is well. */
export interface VoiceChoice {
	/** The voice for one call. `name` is its own for ever: with it a call is said once, also by a page that was loaded anew (S9). */
	forCall(name: string): Loudspeaker;
	stop(): void;
}

/** The box that failed without saying so in its health is tried again after so long. */
export const tryAgainMs = 60_000;
const longestJob = 64;
const longestSentence = 400;

/** Whether a sentence is over for the box: it was spoken, or so much of it may have been that it must not be said again. */
function wasTaken({ outcome, proof }: SayResult): boolean {
	return outcome === 'spoken' || (outcome === 'unknown' && (proof === 'acknowledged' || proof === 'done'));
}

function boxOf(devices: readonly DeviceDeclaration[], station: string): string | null {
	return devices.find((device) => device.kind === 'voice' && device.station === station)?.id ?? null;
}

/** `computer`: used without a bridge, without a box, and while the box is not well. `now`: milliseconds. */
export function createVoiceChoice(parts: {
	bridge: BoxBridge | undefined;
	devices: readonly DeviceDeclaration[];
	station: string;
	computer: Loudspeaker;
	now(): number;
}): VoiceChoice {
	const { bridge, station, computer, now } = parts;
	let box = boxOf(parts.devices, station);
	let ready = false;
	let failedAt: number | null = null;
	let stopped = false;
	const unsubscribe: (() => void)[] = [];

	const hear = (health: DeviceHealth) => {
		if (health.device !== box) return;
		ready = health.state === 'ready';
		// Whatever it failed for, it has said since that it is well.
		if (ready) failedAt = null;
	};
	const lookAtHealth = () => {
		if (bridge && box)
			bridge.health().then(
				(all) => all.forEach(hear),
				() => {},
			);
	};
	if (bridge) {
		unsubscribe.push(
			bridge.onHealth(hear),
			bridge.onDevices((devices) => {
				box = boxOf(devices, station);
				ready = false;
				failedAt = null;
				lookAtHealth();
			}),
		);
		lookAtHealth();
	}
	const usable = () => bridge !== undefined && box !== null && ready && !stopped && (failedAt === null || now() - failedAt >= tryAgainMs);

	/** `false`: nothing of it was heard, and somebody else may say it. */
	async function sayWithBox(job: string, sentence: string): Promise<boolean> {
		if (!bridge || box === null) return false;
		try {
			const result = await bridge.say({ job, device: box, text: sentence.slice(0, longestSentence) });
			if (wasTaken(result)) {
				if (result.outcome === 'spoken') failedAt = null;
				else failedAt = now();
				return true;
			}
		} catch {
			// The machine did not answer; a call heard twice is better than one not heard.
		}
		failedAt = now();
		return false;
	}

	return {
		forCall(name) {
			let times = 0;
			return {
				// A box has no chime of its own, and one from another loudspeaker would come from elsewhere in the hall.
				chime: async () => {
					if (!usable()) await computer.chime();
				},
				async say(sentence) {
					times++;
					const suffix = `/${times}`;
					const job = `${name.slice(0, longestJob - suffix.length)}${suffix}`;
					if (usable() && (await sayWithBox(job, sentence))) return;
					if (!stopped) await computer.say(sentence);
				},
				silence: (ms) => computer.silence(ms),
			};
		},
		stop() {
			stopped = true;
			for (const end of unsubscribe) end();
		},
	};
}
