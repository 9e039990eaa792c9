/** Asks the worker what would come of plans; the newest question counts, an older one that is still played is forgotten. */
import { useEffect, useRef, useState } from 'react';
import type { WhatIf } from '../../../domain/tide/what-if.ts';
import type { WhatIfReply, WhatIfRequest } from './what-if-worker.ts';

export interface Tried {
	answer: WhatIf | null;
	/** The question it answers; not yet the newest one while `busy`. */
	of: WhatIfRequest['question'] | null;
	tookMs: number;
	busy: boolean;
	failed: boolean;
}

/** With the work of 60 windows it is answered within a second; slower machines answer with fewer futures. */
const withinMs = 550;

/** `null` = nothing to ask. Ask again by giving another object. */
export function useWhatIf(question: WhatIfRequest['question'] | null): Tried {
	const worker = useRef<Worker | null>(null);
	const newest = useRef(0);
	const [tried, setTried] = useState<Tried>({ answer: null, of: null, tookMs: 0, busy: false, failed: false });
	useEffect(() => {
		return () => {
			worker.current?.terminate();
			worker.current = null;
		};
	}, []);
	useEffect(() => {
		newest.current += 1;
		const id = newest.current;
		if (question === null) {
			setTried({ answer: null, of: null, tookMs: 0, busy: false, failed: false });
			return;
		}
		worker.current ??= new Worker(new URL('./what-if-worker.ts', import.meta.url), { type: 'module' });
		const at = worker.current;
		setTried((before) => ({ ...before, busy: true }));
		const hear = ({ data }: MessageEvent<WhatIfReply>) => {
			if (data.id !== id || newest.current !== id) return;
			setTried((before) => ({
				answer: data.answer ?? before.answer,
				of: data.answer ? question : before.of,
				tookMs: data.tookMs,
				busy: false,
				failed: data.answer === null,
			}));
		};
		const fail = () => newest.current === id && setTried((before) => ({ ...before, busy: false, failed: true }));
		at.addEventListener('message', hear);
		at.addEventListener('error', fail);
		at.postMessage({ id, question, withinMs } satisfies WhatIfRequest);
		return () => {
			at.removeEventListener('message', hear);
			at.removeEventListener('error', fail);
		};
	}, [question]);
	return tried;
}
