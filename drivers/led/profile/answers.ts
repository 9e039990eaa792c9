import type { Framing } from '../../bus/bus.ts';

export type ProfileEvent = { type: 'answer'; bytes: Uint8Array } | { type: 'discarded'; bytes: number };

/** Finds answers that are known as a whole in whatever comes; `answers` may grow while it is used. Holds no more than the longest of them. */
export function createAnswerFraming(answers: readonly Uint8Array[]): Framing<ProfileEvent> {
	let held: number[] = [];
	let dropped = 0;
	return {
		feed(bytes) {
			const events: ProfileEvent[] = [];
			let noise = dropped;
			dropped = 0;
			for (const byte of bytes) {
				held.push(byte);
				const answer = answers.find((one) => one.length > 0 && one.length <= held.length && endsWith(held, one));
				if (answer) {
					noise += held.length - answer.length;
					held = [];
					events.push({ type: 'answer', bytes: answer });
				}
				const longest = answers.reduce((most, one) => Math.max(most, one.length), 0);
				while (held.length > 0 && held.length >= longest) {
					held.shift();
					noise++;
				}
			}
			if (noise > 0) events.push({ type: 'discarded', bytes: noise });
			return events;
		},
		reset() {
			dropped += held.length;
			held = [];
		},
	};
}

function endsWith(held: readonly number[], answer: Uint8Array): boolean {
	const from = held.length - answer.length;
	return answer.every((byte, at) => held[from + at] === byte);
}
