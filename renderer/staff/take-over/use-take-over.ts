/** One take-over from the press to the end: the order made by the engine, given to the machine, watched until the hall is back. */
import { useState } from 'react';
import { useEngine } from '../../engine/use-engine.tsx';

export type TakeOverStep =
	| { step: 'ready' }
	| { step: 'working' }
	/** Section of `takeover.yaml` and code of its text. */
	| { step: 'failed'; in: 'failed' | 'cannot'; code: string };

export interface TakeOver {
	now: TakeOverStep;
	/** `fromNothing`: also when this machine holds nothing of the day. */
	order(reason: string, fromNothing?: boolean): Promise<void>;
	forget(): void;
}

const machineCodes = new Set(['no-place', 'no-program', 'wrong-order', 'already-running', 'order-not-kept', 'program-stopped', 'too-slow']);

export function useTakeOver(station: string): TakeOver {
	const engine = useEngine();
	const [now, setNow] = useState<TakeOverStep>({ step: 'ready' });
	return {
		now,
		forget: () => setNow({ step: 'ready' }),
		async order(reason, fromNothing = false) {
			setNow({ step: 'working' });
			try {
				const bridge = window.tidehall;
				if (bridge === undefined) return setNow({ step: 'failed', in: 'cannot', code: 'browser' });
				const made = await engine.takeOverOrder(station, { by: engine.signedIn(station)?.staff ?? null, reason, fromNothing });
				if (!made.ok) return setNow({ step: 'failed', in: 'cannot', code: made.code });
				const begun = await bridge.takeOver(made.order);
				// A good end needs no word here: the link comes back, and the card goes with the cut.
				if (!begun.ok) setNow({ step: 'failed', in: 'failed', code: machineCodes.has(begun.code) ? begun.code : 'unexpected' });
			} catch {
				setNow({ step: 'failed', in: 'failed', code: 'unexpected' });
			}
		},
	};
}
