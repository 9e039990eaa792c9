/** How one call sounds: chime, the sentence, a second of silence, the sentence again. */

export interface Loudspeaker {
	chime(): Promise<void>;
	say(sentence: string): Promise<void>;
	silence(ms: number): Promise<void>;
}

export const betweenRepeatsMs = 1_000;

/** Rejects when the loudspeaker does. */
export async function announce(loudspeaker: Loudspeaker, sentence: string): Promise<void> {
	await loudspeaker.chime();
	await loudspeaker.say(sentence);
	await loudspeaker.silence(betweenRepeatsMs);
	await loudspeaker.say(sentence);
}
