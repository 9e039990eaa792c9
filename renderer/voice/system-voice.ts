/** A voice of the operating system that needs no network, where there is one. */
import type { VoiceLanguage } from './espeak.ts';

const voicesWithinMs = 1_000;
const tags = { 'zh-CN': /^(zh|cmn)\b/i, en: /^en\b/i } satisfies Record<VoiceLanguage, RegExp>;

function localVoice(language: VoiceLanguage): SpeechSynthesisVoice | null {
	return speechSynthesis.getVoices().find((voice) => voice.localService && tags[language].test(voice.lang)) ?? null;
}

/** `null` when the system has none; lists of voices may come late. */
export async function findSystemVoice(language: VoiceLanguage): Promise<SpeechSynthesisVoice | null> {
	if (typeof speechSynthesis === 'undefined') return null;
	const found = localVoice(language);
	if (found) return found;
	await new Promise<void>((resolve) => {
		const timer = setTimeout(resolve, voicesWithinMs);
		speechSynthesis.addEventListener(
			'voiceschanged',
			() => {
				clearTimeout(timer);
				resolve();
			},
			{ once: true },
		);
	});
	return localVoice(language);
}

/** Resolves when it has been said; rejects with `voice-failed`. */
export function sayWithSystem(voice: SpeechSynthesisVoice, sentence: string): Promise<void> {
	return new Promise((resolve, reject) => {
		const utterance = new SpeechSynthesisUtterance(sentence);
		utterance.voice = voice;
		utterance.lang = voice.lang;
		utterance.onend = () => resolve();
		utterance.onerror = () => reject(new Error('voice-failed'));
		speechSynthesis.speak(utterance);
	});
}
