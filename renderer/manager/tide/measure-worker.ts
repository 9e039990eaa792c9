/** Plays a past day with and without a proposal, beside the page. */
import { type Measured, type MeasureQuestion, measurePlan } from '../../../domain/tide/past-day/measure-plan.ts';

export interface MeasureRequest {
	key: string;
	question: Omit<MeasureQuestion, 'goOn'>;
	withinMs: number;
}
export interface MeasureReply {
	key: string;
	measured: Measured | null;
	failed: boolean;
}

self.addEventListener('message', (event: MessageEvent<MeasureRequest>) => {
	const { key, question, withinMs } = event.data;
	const started = performance.now();
	try {
		const measured = measurePlan({ ...question, goOn: () => performance.now() - started < withinMs });
		self.postMessage({ key, measured, failed: false } satisfies MeasureReply);
	} catch {
		self.postMessage({ key, measured: null, failed: true } satisfies MeasureReply);
	}
});
