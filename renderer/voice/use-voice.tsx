/** The voice of the hall, mounted by a board whose station speaks. Renders nothing; the calls it speaks are on the board. */
import { useEffect, useRef } from 'react';
import type { DeviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import type { CallRecord } from '../../domain/contracts/state.ts';
import type { EngineClient } from '../engine/contract.ts';
import { openPageFacts, type PageFacts } from '../engine/store-dexie.ts';
import { useEngine } from '../engine/use-engine.tsx';
import { announce } from './announcement.ts';
import { createVoiceChoice } from './box-voice.ts';
import { type CallQueue, createCallQueue, spokenCalls } from './call-queue.ts';
import { createHallLoudspeaker } from './hall-loudspeaker.ts';
import { callSentence } from './sentence.ts';

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

export interface VoiceOptions {
	station: string;
	/** The hall's `voice.yaml` in the language calls are spoken in. */
	wording: Record<string, unknown> | undefined;
	/** Of this machine; a voice box among them that belongs to the station speaks instead of the computer. */
	devices: readonly DeviceDeclaration[];
	/** The call that is being spoken, until the voice has answered; then `null`. */
	speaking?(call: CallRecord | null): void;
}

/** Begins speaking for this page; returns what ends it. */
export function startVoice(engine: EngineClient, { station, wording, devices, speaking }: VoiceOptions): () => void {
	const loudspeaker = createHallLoudspeaker();
	const voice = createVoiceChoice({ bridge: window.tidehall, devices, station, computer: loudspeaker, now: () => Date.now() });
	const health = createVoiceHealth(engine, station);
	const key = `spoken/${station}`;
	let ended = false;
	let queue: CallQueue | null = null;
	let unsubscribe = () => {};

	async function begin() {
		const facts: PageFacts | null = await openPageFacts().catch(() => null);
		const kept = spokenCalls.safeParse(await facts?.read(key).catch(() => null)).data ?? null;
		if (ended) return;
		queue = createCallQueue(
			{
				async speak(call) {
					const { plan, state } = engine.view();
					if (!plan) return;
					// With the time: a platform restored from an older backup counts positions anew.
					const name = `${call.position}/${call.at.toString(36)}/${state?.day ?? ''}/${station}`;
					speaking?.(call);
					try {
						await announce(voice.forCall(name), callSentence(plan, call, wording));
						health('ok');
					} catch (error) {
						const code = error instanceof Error ? error.message : '';
						health(/^[a-z-]{1,40}$/.test(code) ? code : 'voice-failed');
						throw error;
					} finally {
						if (!ended) speaking?.(null);
					}
				},
				begun: async (spoken) => facts?.keep(key, spoken),
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
		speaking?.(null);
		unsubscribe();
		queue?.stop();
		voice.stop();
		loudspeaker.stop();
	};
}

export function VoiceOfHall({ station, wording, devices, speaking }: VoiceOptions) {
	const engine = useEngine();
	// A listener that is made anew with each look of the board must not begin the voice anew.
	const listener = useRef(speaking);
	listener.current = speaking;
	useEffect(
		() => startVoice(engine, { station, wording, devices, speaking: (call) => listener.current?.(call) }),
		[engine, station, wording, devices],
	);
	return null;
}
