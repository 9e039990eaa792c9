// @vitest-environment jsdom
/** 读给我听 that is begun and broken off, many times a day: what speaks is a program of its own in the page, and none may stay behind. */
import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import '../patient-pages.ts';
import { useReadingAloud } from '../../renderer/terminal/reading-aloud.ts';

class Voice {
	static all: Voice[] = [];
	alive = true;
	readonly #listeners: ((event: unknown) => void)[] = [];
	constructor() {
		Voice.all.push(this);
	}
	addEventListener(name: string, listener: (event: unknown) => void) {
		if (name === 'message') this.#listeners.push(listener);
	}
	postMessage({ id }: { id: number }) {
		queueMicrotask(() => {
			if (this.alive) for (const each of this.#listeners) each({ data: { id, ok: true, samples: new Float32Array(8), rate: 22_050 } });
		});
	}
	terminate() {
		this.alive = false;
	}
}
let sounding: { stopped: boolean; onended?: () => void }[];
beforeEach(() => {
	[Voice.all, sounding] = [[], []];
	vi.stubGlobal('Worker', Voice);
	vi.stubGlobal(
		'AudioContext',
		class {
			state = 'running';
			destination = {};
			suspend = async () => {};
			createBuffer = () => ({ copyToChannel() {} });
			createBufferSource() {
				const source = {
					stopped: false,
					onended: undefined as (() => void) | undefined,
					connect() {},
					start() {},
					stop() {
						source.stopped = true;
						source.onended?.();
					},
				};
				sounding.push(source);
				return source;
			}
		},
	);
});
afterEach(() => vi.unstubAllGlobals());

const settled = () => act(async () => void (await new Promise((go) => setTimeout(go))));
const alive = () => Voice.all.filter((voice) => voice.alive).length;

test('a reading that is touched away while a voice is still looked for starts none, and says nothing to whoever comes next', async () => {
	const { result } = renderHook(() => useReadingAloud());
	for (let times = 0; times < 20; times += 1) {
		act(() => result.current.start(['您好，今天想怎么开始？'], 'zh-CN'));
		act(() => result.current.stop());
		await settled();
	}
	expect([alive(), sounding.length, result.current.state, result.current.caption]).toEqual([0, 0, 'ready', '']);
});

test('a touch silences the sentence that sounds, and ends its voice', async () => {
	const { result } = renderHook(() => useReadingAloud());
	act(() => result.current.start(['一', '二'], 'zh-CN'));
	await settled();
	expect([alive(), sounding.map(({ stopped }) => stopped), result.current.caption]).toEqual([1, [false], '一']);
	act(() => result.current.stop());
	await settled();
	expect([alive(), sounding.map(({ stopped }) => stopped), result.current.state]).toEqual([0, [true], 'ready']);
});

test('the caption lifts the keys: under a finger that silences the reading it stays, and goes once that finger has pressed what it meant', async () => {
	const { result } = renderHook(() => useReadingAloud());
	act(() => result.current.start(['一', '二'], 'zh-CN'));
	await settled();
	vi.useFakeTimers();
	try {
		act(() => result.current.stop('touch'));
		act(() => void vi.advanceTimersByTime(60_000));
		expect([result.current.state, result.current.caption]).toEqual(['ready', '一']);
		act(() => void window.dispatchEvent(new Event('pointerup')));
		expect(result.current.caption).toBe('一');
		act(() => void vi.advanceTimersByTime(300));
		expect(result.current.caption).toBe('');
	} finally {
		vi.useRealTimers();
	}
	// A screen that changed meanwhile takes no caption along.
	act(() => result.current.start(['三'], 'zh-CN'));
	await settled();
	act(() => result.current.stop('touch'));
	act(() => result.current.stop());
	expect(result.current.caption).toBe('');
});

test('a reading that begins over another ends it, and goes on to its own end', async () => {
	const { result } = renderHook(() => useReadingAloud());
	act(() => result.current.start(['一'], 'zh-CN'));
	await settled();
	act(() => result.current.start(['二'], 'zh-CN'));
	await settled();
	expect([Voice.all.length, alive(), result.current.caption]).toEqual([2, 1, '二']);
	await act(async () => sounding.at(-1)!.onended?.());
	await settled();
	expect([alive(), result.current.state, result.current.caption]).toEqual([0, 'ready', '']);
});
