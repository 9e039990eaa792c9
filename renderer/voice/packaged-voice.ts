/** The page's end of the packaged voice: asks the worker for sentences, keeps the last few it made. */
import type { VoiceLanguage } from './espeak.ts';
import type { VoiceAnswer, VoiceRequest } from './espeak-worker.ts';
import type { Sound } from './wave.ts';

const kept = 8;

export interface PackagedVoice {
	/** Rejects with `voice-failed`. */
	make(sentence: string, language: VoiceLanguage): Promise<Sound>;
	stop(): void;
}

export function startPackagedVoice(): PackagedVoice {
	const worker = new Worker(new URL('./espeak-worker.ts', import.meta.url), { type: 'module' });
	const waiting = new Map<number, { resolve(sound: Sound): void; reject(error: Error): void }>();
	const made = new Map<string, Sound>();
	let last = 0;
	function failAll() {
		for (const job of waiting.values()) job.reject(new Error('voice-failed'));
		waiting.clear();
	}
	worker.addEventListener('message', (event: MessageEvent<VoiceAnswer>) => {
		const answer = event.data;
		const job = waiting.get(answer.id);
		waiting.delete(answer.id);
		if (answer.ok) job?.resolve({ samples: answer.samples, rate: answer.rate });
		else job?.reject(new Error('voice-failed'));
	});
	worker.addEventListener('error', failAll);
	return {
		async make(sentence, language) {
			const key = `${language} ${sentence}`;
			const before = made.get(key);
			if (before) return before;
			last += 1;
			const request: VoiceRequest = { id: last, sentence, language };
			const sound = await new Promise<Sound>((resolve, reject) => {
				waiting.set(request.id, { resolve, reject });
				worker.postMessage(request);
			});
			made.set(key, sound);
			if (made.size > kept) made.delete(made.keys().next().value as string);
			return sound;
		},
		stop() {
			worker.terminate();
			failAll();
		},
	};
}
