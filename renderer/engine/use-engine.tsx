/** The engine in React: one provider at the top of a face. */
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import type { EngineClient, EngineView } from './contract.ts';

const EngineContext = createContext<EngineClient | null>(null);

export function EngineProvider({ client, children }: { client: EngineClient; children: ReactNode }) {
	return <EngineContext value={client}>{children}</EngineContext>;
}

/** The engine of this machine; throws outside `EngineProvider`, which is a bug. */
export function useEngine(): EngineClient {
	const client = useContext(EngineContext);
	if (!client) throw new Error('useEngine needs an EngineProvider above it');
	return client;
}

/** What the engine knows now; renders again when anything changed. */
export function useEngineView(): EngineView {
	const client = useEngine();
	return useSyncExternalStore(client.subscribe, client.view);
}

type Tell = (now: number) => void;
interface Beat {
	heard: Set<Tell>;
	timer: ReturnType<typeof setInterval>;
}
/** Who waits for the same beat is told together: a face with five clocks is drawn once a second and not five times. */
const beats = new WeakMap<EngineClient, Map<number, Beat>>();

/** Tells platform time every so many ms; returns the way out. */
function onBeat(client: EngineClient, everyMs: number, tell: Tell): () => void {
	const ofClient = beats.get(client) ?? new Map<number, Beat>();
	beats.set(client, ofClient);
	const beat = ofClient.get(everyMs) ?? begin();
	beat.heard.add(tell);
	return () => {
		beat.heard.delete(tell);
		if (beat.heard.size > 0) return;
		clearInterval(beat.timer);
		if (ofClient.get(everyMs) === beat) ofClient.delete(everyMs);
	};

	function begin(): Beat {
		const heard = new Set<Tell>();
		const timer = setInterval(() => {
			const now = client.now();
			for (const each of heard) each(now);
		}, everyMs);
		const made = { heard, timer };
		ofClient.set(everyMs, made);
		return made;
	}
}

/** Platform time in ms, renewed every so many ms. */
export function useNow(everyMs = 1_000): number {
	const client = useEngine();
	const [now, setNow] = useState(() => client.now());
	useEffect(() => {
		setNow(client.now());
		return onBeat(client, everyMs, setNow);
	}, [client, everyMs]);
	return now;
}
