// @vitest-environment jsdom
/** The page asks the worker of a past day, and shows what it says. */
import { act, renderHook } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import type { ReplayReply, ReplayRequest } from '../../renderer/manager/history/replay-worker.ts';
import { useReplay } from '../../renderer/manager/history/use-replay.ts';

class MadeWorker {
	static all: MadeWorker[] = [];
	asked: unknown[] = [];
	ended = false;
	onmessage: ((event: { data: ReplayReply }) => void) | null = null;
	onerror: (() => void) | null = null;
	constructor() {
		MadeWorker.all.push(this);
	}
	postMessage(question: unknown) {
		this.asked.push(question);
	}
	terminate() {
		this.ended = true;
	}
}
vi.stubGlobal('Worker', MadeWorker);
afterEach(() => {
	MadeWorker.all = [];
});
const question = { replays: 200, seed: 20, edits: [] } as unknown as ReplayRequest;

test('the what-if of a past day stood at 0 of 200 for ever: the worker is given its question', () => {
	const { result } = renderHook(() => useReplay());
	act(() => result.current.start(question));
	const [worker] = MadeWorker.all;
	expect(worker!.asked).toEqual([question]);
	act(() => worker!.onmessage?.({ data: { type: 'progress', done: 30, tookMs: 100 } }));
	expect(result.current.replayed).toMatchObject({ stage: 'running', done: 30, all: 200 });
	const answer = { replays: 200 } as never;
	act(() => worker!.onmessage?.({ data: { type: 'answer', answer, tookMs: 900, last: true } }));
	expect(result.current.replayed).toMatchObject({ stage: 'done', done: 200, answer });
	expect(worker!.ended).toBe(true);
});

test('stopped, it keeps what it had; a worker that breaks is told', () => {
	const { result } = renderHook(() => useReplay());
	act(() => result.current.start(question));
	act(() => MadeWorker.all[0]!.onmessage?.({ data: { type: 'answer', answer: { replays: 40 } as never, tookMs: 300, last: false } }));
	act(() => result.current.stop());
	expect(result.current.replayed).toMatchObject({ stage: 'stopped', done: 40 });
	act(() => result.current.start(question));
	act(() => MadeWorker.all[1]!.onerror?.());
	expect(result.current.replayed.stage).toBe('failed');
});
