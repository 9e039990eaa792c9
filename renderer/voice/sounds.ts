/** The few sounds of the product, made by WebAudio. Every one has a visible twin on the screen; none is ever waited for. */
import type { Sound } from './wave.ts';

let context: AudioContext | null = null;

/** Rejects with `no-audio` (no sound device) or `audio-blocked` (the browser wants a touch first). */
async function running(): Promise<AudioContext> {
	if (typeof AudioContext === 'undefined') throw new Error('no-audio');
	context ??= new AudioContext();
	if (context.state !== 'running') {
		await Promise.race([context.resume(), new Promise((resolve) => setTimeout(resolve, 500))]);
	}
	// Read through a widened name: the state changed while we waited.
	const state: string = context.state;
	if (state !== 'running') throw new Error('audio-blocked');
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

async function quietly(play: (audio: AudioContext) => unknown): Promise<void> {
	try {
		await play(await running());
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
	void quietly((audio) => {
		tone(audio, 440, audio.currentTime, 0.12);
		tone(audio, 330, audio.currentTime + 0.14, 0.16);
	});
}

/** Two notes before a call; resolves when they have sounded. Rejects as `running` does. */
export async function playChime(): Promise<void> {
	const audio = await running();
	void tone(audio, 784, audio.currentTime, 0.35);
	await tone(audio, 659, audio.currentTime + 0.4, 0.5);
}

/** Resolves when it has been played to its end. */
export async function playSound(sound: Sound): Promise<void> {
	const audio = await running();
	const buffer = audio.createBuffer(1, sound.samples.length, sound.rate);
	buffer.copyToChannel(sound.samples, 0);
	const source = audio.createBufferSource();
	source.buffer = buffer;
	source.connect(audio.destination);
	await new Promise<void>((resolve) => {
		source.onended = () => resolve();
		source.start();
	});
}
