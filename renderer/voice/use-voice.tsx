/** The voice of the hall, mounted by a board whose station speaks. Renders nothing; the calls it speaks are on the board. */
import { useEffect } from 'react';
import type { EngineClient } from '../engine/contract.ts';
import { openPageFacts, type PageFacts } from '../engine/store-dexie.ts';
import { useEngine } from '../engine/use-engine.tsx';
import { announce } from './announcement.ts';
import { type CallQueue, createCallQueue } from './call-queue.ts';
import { createHallLoudspeaker } from './hall-loudspeaker.ts';
import { callSentence } from './sentence.ts';

function lastKept(value: unknown): { day: string; lastBegun: number } | null {
	if (typeof value !== 'object' || value === null) return null;
	const { day, lastBegun } = value as { day?: unknown; lastBegun?: unknown };
	return typeof day === 'string' && typeof lastBegun === 'number' ? { day, lastBegun } : null;
}

/** Says once how the loudspeaker is, and again when that changed. */
function createVoiceHealth(engine: EngineClient, station: string) {
	let said = '';
	return (code: string) => {
		if (code === said) return;
		said = code;
		const state = code === 'ok' ? 'ready' : 'stopped';
		const body = { device: `voice-${station}`.slice(0, 40), deviceKind: 'voice', state, code } as const;
		engine.report(station, 'device-health', body).catch(() => {
			said = '';
		});
	};
}

/** Begins speaking for this page; returns what ends it. */
export function startVoice(engine: EngineClient, station: string, wording: Record<string, unknown> | undefined): () => void {
	const loudspeaker = createHallLoudspeaker();
	const health = createVoiceHealth(engine, station);
	const key = `spoken/${station}`;
	let ended = false;
	let queue: CallQueue | null = null;
	let unsubscribe = () => {};

	async function begin() {
		const facts: PageFacts | null = await openPageFacts().catch(() => null);
		const kept = lastKept(await facts?.read(key).catch(() => null));
		if (ended) return;
		queue = createCallQueue(
			{
				async speak(call) {
					const { plan } = engine.view();
					if (!plan) return;
					try {
						await announce(loudspeaker, callSentence(plan, call, wording));
						health('ok');
					} catch (error) {
						const code = error instanceof Error ? error.message : '';
						health(/^[a-z-]{1,40}$/.test(code) ? code : 'voice-failed');
						throw error;
					}
				},
				begun: async (day, position) => facts?.keep(key, { day, lastBegun: position }),
				failed: () => {},
			},
			kept,
		);
		const look = () => {
			const { state } = engine.view();
			if (state) queue?.see(state, engine.now());
		};
		unsubscribe = engine.subscribe(look);
		look();
	}
	void begin();
	return () => {
		ended = true;
		unsubscribe();
		queue?.stop();
		loudspeaker.stop();
	};
}

/** `wording`: the hall's `voice.yaml` in the language calls are spoken in. */
export function VoiceOfHall({ station, wording }: { station: string; wording: Record<string, unknown> | undefined }) {
	const engine = useEngine();
	useEffect(() => startVoice(engine, station, wording), [engine, station, wording]);
	return null;
}
