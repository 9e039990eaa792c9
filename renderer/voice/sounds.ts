/** The few sounds of the product, made by WebAudio. Every one has a visible twin on the screen; none is ever waited for. */
import type { Sound } from './wave.ts';

/** Quiet for so long, it goes to rest: a running context mixes silence a hundred times a second, on a board all day. */
const restAfterMs = 2_000;

let context: AudioContext | null = null;
let ranOnce = false;
let sounding = 0;
let rest: ReturnType<typeof setTimeout> | undefined;
/** Nothing may begin while it goes to rest: it would stand still in the middle and never come to its end. */
let goingToRest: Promise<void> | null = null;

/** Rejects with `no-audio` (no sound device) or `audio-blocked` (the browser wants a touch first). */
async function running(): Promise<AudioContext> {
	if (typeof AudioContext === 'undefined') throw new Error('no-audio');
	context ??= new AudioContext();
	await goingToRest;
	if (context.state !== 'running') {
		// One that ran before was not refused by the browser: it only needs its time on a busy machine.
		await Promise.race([context.resume(), new Promise((resolve) => setTimeout(resolve, ranOnce ? 5_000 : 500))]);
	}
	// Read through a widened name: the state changed while we waited.
	const state: string = context.state;
	if (state !== 'running') throw new Error('audio-blocked');
	ranOnce = true;
	return context;
}

function tone(audio: AudioContext, frequency: number, at: number, seconds: number) {
	const oscillator = audio.createOscillator();
	const volume = audio.createGain();
	oscillator.frequency.value = frequency;
	// Short ramps: a tone that starts at full height clicks.
	volume.gain.setValueAtTime(0, at);
	volume.gain.linearRampToValueAtTime(0.4, at + 0.005);
	volume.gain.setValueAtTime(0.4, at + seconds - 0.01);
	volume.gain.linearRampToValueAtTime(0, at + seconds);
	oscillator.connect(volume).connect(audio.destination);
	oscillator.start(at);
	oscillator.stop(at + seconds);
	return new Promise<void>((resolve) => {
		oscillator.onended = () => resolve();
	});
}

/** Plays on a context that runs, and lets it rest when nothing sounds any more. Rejects as `running` does. */
async function sound(play: (audio: AudioContext) => Promise<unknown>): Promise<void> {
	sounding += 1;
	clearTimeout(rest);
	try {
		await play(await running());
	} finally {
		sounding -= 1;
		if (sounding === 0) rest = setTimeout(goToRest, restAfterMs);
	}
}

function goToRest(): void {
	const going = context?.suspend().catch(() => {}) ?? Promise.resolve();
	goingToRest = going.then(() => {
		goingToRest = null;
	});
}

async function quietly(play: (audio: AudioContext) => Promise<unknown>): Promise<void> {
	try {
		await sound(play);
	} catch {
		// Sounds only accompany what is on the screen.
	}
}

/** 嘀: the card was read. */
export function playCardRead(): void {
	void quietly((audio) => tone(audio, 880, audio.currentTime, 0.08));
}

/** Two lower notes: refused, or not read. */
export function playRefused(): void {
	void quietly((audio) => Promise.all([tone(audio, 440, audio.currentTime, 0.12), tone(audio, 330, audio.currentTime + 0.14, 0.16)]));
}

/** Two notes before a call; resolves when they have sounded. Rejects as `running` does. */
export function playChime(): Promise<void> {
	return sound((audio) => {
		void tone(audio, 784, audio.currentTime, 0.35);
		return tone(audio, 659, audio.currentTime + 0.4, 0.5);
	});
}

/** Resolves when it has been played to its end, or silenced. */
export function playSound({ samples, rate }: Sound, silenced?: AbortSignal): Promise<void> {
	return sound(async (audio) => {
		if (silenced?.aborted) return;
		const buffer = audio.createBuffer(1, samples.length, rate);
		buffer.copyToChannel(samples, 0);
		const source = audio.createBufferSource();
		source.buffer = buffer;
		source.connect(audio.destination);
		await new Promise<void>((resolve) => {
			const silence = () => source.stop();
			silenced?.addEventListener('abort', silence, { once: true });
			source.onended = () => {
				silenced?.removeEventListener('abort', silence);
				resolve();
			};
			source.start();
		});
	});
}
