/** Plays plans on futures beside the page, so that the page stays quick: the same `domain/tide` as the platform's planner. */
import { type WhatIf, type WhatIfQuestion, whatIf } from '../../../domain/tide/what-if.ts';

export interface WhatIfRequest {
	id: number;
	question: Omit<WhatIfQuestion, 'goOn'>;
	/** Answered after so many milliseconds with the futures played by then. */
	withinMs: number;
}
export interface WhatIfReply {
	id: number;
	answer: WhatIf | null;
	tookMs: number;
}

self.addEventListener('message', (event: MessageEvent<WhatIfRequest>) => {
	const { id, question, withinMs } = event.data;
	const started = performance.now();
	const tookMs = () => performance.now() - started;
	const reply = (answer: WhatIf | null) => self.postMessage({ id, answer, tookMs: tookMs() } satisfies WhatIfReply);
	try {
		reply(whatIf({ ...question, goOn: () => tookMs() < withinMs }));
	} catch {
		// A question that cannot be played must not leave the page waiting.
		reply(null);
	}
});
