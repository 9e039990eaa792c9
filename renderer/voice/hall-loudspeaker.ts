/** The loudspeaker of a face: the system's own voice if it has a local one of the language, else the packaged one. Nothing may hold up the next call. */
import type { Loudspeaker } from './announcement.ts';
import type { VoiceLanguage } from './espeak.ts';
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
	/** For good: silent at once, and whatever is asked for afterwards rejects. */
	stop(): void;
}

/** Calls are Chinese; a terminal reads in the language of its face. */
export function createHallLoudspeaker(language: VoiceLanguage = 'zh-CN'): HallLoudspeaker {
	const system = findSystemVoice(language);
	let packaged: PackagedVoice | null = null;
	const stopped = new AbortController();
	/** A Chinese name among English words is read by the voice that can. */
	const languageOf = (sentence: string): VoiceLanguage => (/\p{Script=Han}/u.test(sentence) ? 'zh-CN' : language);
	async function sayPackaged(sentence: string) {
		packaged ??= startPackagedVoice();
		await playSound(await packaged.make(sentence, languageOf(sentence)), stopped.signal);
	}
	return {
		chime: () => within(playChime(), 5_000),
		async say(sentence) {
			const voice = await system;
			// Stopped while the system's voices were looked for: nobody would ever end what began now.
			if (stopped.signal.aborted) throw new Error('voice-stopped');
			if (voice && languageOf(sentence) === language) {
				try {
					return await within(sayWithSystem(voice, sentence), sentenceLimitMs);
				} catch {
					speechSynthesis.cancel();
					if (stopped.signal.aborted) throw new Error('voice-stopped');
				}
			}
			await within(sayPackaged(sentence), sentenceLimitMs);
		},
		silence: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
		stop() {
			stopped.abort();
			packaged?.stop();
			if (typeof speechSynthesis !== 'undefined') speechSynthesis.cancel();
		},
	};
}
