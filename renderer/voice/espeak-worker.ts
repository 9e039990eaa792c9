/** Worker of the packaged voice: a sentence in, samples out, so that speaking never stops the screen. */
import wasmUrl from 'espeak-ng/dist/espeak-ng.wasm?url';
import { synthesise, type VoiceLanguage } from './espeak.ts';

export interface VoiceRequest {
	id: number;
	sentence: string;
	language: VoiceLanguage;
}
export type VoiceAnswer = { id: number; ok: true; samples: Float32Array<ArrayBuffer>; rate: number } | { id: number; ok: false };

let module: Promise<WebAssembly.Module> | null = null;

async function load(): Promise<WebAssembly.Module> {
	const answer = await fetch(wasmUrl);
	// Not compileStreaming: the app's own protocol need not know the wasm media type.
	return WebAssembly.compile(await answer.arrayBuffer());
}

self.addEventListener('message', async (event: MessageEvent<VoiceRequest>) => {
	const { id, sentence, language } = event.data;
	try {
		module ??= load();
		const { samples, rate } = await synthesise(await module, sentence, language);
		const answer: VoiceAnswer = { id, ok: true, samples, rate };
		self.postMessage(answer, { transfer: [samples.buffer] });
	} catch {
		module = null;
		const answer: VoiceAnswer = { id, ok: false };
		self.postMessage(answer);
	}
});
