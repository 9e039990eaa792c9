/** Asks the worker for a past day with other windows: progress, a first answer soon, and an end at any time. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { PastCompared } from '../../../domain/tide/past-day/replay-past.ts';
import type { ReplayReply, ReplayRequest } from './replay-worker.ts';

export interface Replayed {
	stage: 'idle' | 'running' | 'stopped' | 'done' | 'failed';
	done: number;
	all: number;
	tookMs: number;
	answer: PastCompared | null;
	/** What was asked. */
	of: ReplayRequest | null;
}

const nothing: Replayed = { stage: 'idle', done: 0, all: 0, tookMs: 0, answer: null, of: null };

export function useReplay() {
	const worker = useRef<Worker | null>(null);
	const [replayed, setReplayed] = useState(nothing);
	const end = useCallback(() => {
		worker.current?.terminate();
		worker.current = null;
	}, []);
	useEffect(() => end, [end]);
	const start = useCallback(
		(question: ReplayRequest) => {
			end();
			const at = new Worker(new URL('./replay-worker.ts', import.meta.url), { type: 'module' });
			worker.current = at;
			setReplayed({ ...nothing, stage: 'running', all: question.replays, of: question });
			at.onmessage = ({ data }: MessageEvent<ReplayReply>) => {
				if (worker.current !== at) return;
				if (data.type === 'failed') {
					end();
					setReplayed((before) => ({ ...before, stage: 'failed' }));
				} else if (data.type === 'progress')
					setReplayed((before) => ({ ...before, done: Math.max(before.done, data.done), tookMs: data.tookMs }));
				else {
					if (data.last) end();
					const { answer, tookMs } = data;
					setReplayed((before) => ({
						...before,
						answer,
						tookMs,
						done: Math.max(before.done, answer.replays),
						stage: data.last ? 'done' : 'running',
					}));
				}
			};
			at.onerror = () => {
				end();
				setReplayed((before) => ({ ...before, stage: 'failed' }));
			};
			at.postMessage(question);
		},
		[end],
	);
	const stop = useCallback(() => {
		end();
		setReplayed((before) => (before.stage === 'running' ? { ...before, stage: 'stopped', done: before.answer?.replays ?? 0 } : before));
	}, [end]);
	const clear = useCallback(() => {
		end();
		setReplayed(nothing);
	}, [end]);
	return { replayed, start, stop, clear };
}
