/** Replays a past day beside the page, so that the page stays quick: the same `domain/tide` as everywhere. One question, then the worker is done with. */
import { type PastCompared, type PastQuestion, replayPast } from '../../../domain/tide/past-day/replay-past.ts';

export type ReplayRequest = Omit<PastQuestion, 'goOn'>;
export type ReplayReply =
	| { type: 'progress'; done: number; tookMs: number }
	/** Of so many replays: shown while more are played, and what remains when it is stopped. */
	| { type: 'answer'; answer: PastCompared; tookMs: number; last: boolean }
	| { type: 'failed' };

const tellEveryMs = 100;
/** First answers come soon, and better ones after. */
const steps = [10, 40, 200];

self.addEventListener('message', ({ data: question }: MessageEvent<ReplayRequest>) => {
	const started = performance.now();
	const tookMs = () => performance.now() - started;
	const say = (reply: ReplayReply) => self.postMessage(reply);
	try {
		let told = 0;
		for (const replays of [...steps.filter((each) => each < question.replays), question.replays]) {
			const answer = replayPast({
				...question,
				replays,
				goOn(done) {
					if (tookMs() - told > tellEveryMs) {
						told = tookMs();
						say({ type: 'progress', done, tookMs: told });
					}
					return true;
				},
			});
			say({ type: 'answer', answer, tookMs: tookMs(), last: replays === question.replays });
		}
	} catch {
		// A day that cannot be played must not leave the page waiting.
		say({ type: 'failed' });
	}
});
