/** The loudspeaker of a board: the system's own voice if it has a local Chinese one, else the packaged one. Nothing may hold up the next call. */
import type { Loudspeaker } from './announcement.ts';
import { type PackagedVoice, startPackagedVoice } from './packaged-voice.ts';
import { playChime, playSound } from './sounds.ts';
import { findSystemVoice, sayWithSystem } from './system-voice.ts';

/** Longer than any sentence of a call takes; a driver that never reports the end must not silence the hall. */
const sentenceLimitMs = 20_000;

function within<T>(work: Promise<T>, ms: number): Promise<T> {
	return new Promise((resolve, reject) => {
		const timer = setTimeout(() => reject(new Error('voice-too-slow')), ms);
		work.then(resolve, reject).finally(() => clearTimeout(timer));
	});
}

export interface HallLoudspeaker extends Loudspeaker {
	stop(): void;
}

export function createHallLoudspeaker(): HallLoudspeaker {
	const system = findSystemVoice();
	let packaged: PackagedVoice | null = null;
	async function sayPackaged(sentence: string) {
		packaged ??= startPackagedVoice();
		await playSound(await packaged.make(sentence));
	}
	return {
		chime: () => within(playChime(), 5_000),
		async say(sentence) {
			const voice = await system;
			if (voice) {
				try {
					return await within(sayWithSystem(voice, sentence), sentenceLimitMs);
				} catch {
					speechSynthesis.cancel();
				}
			}
			await within(sayPackaged(sentence), sentenceLimitMs);
		},
		silence: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
		stop() {
			packaged?.stop();
			if (typeof speechSynthesis !== 'undefined') speechSynthesis.cancel();
		},
	};
}
