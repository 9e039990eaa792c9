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

/** Platform time in ms, renewed every so many ms. */
export function useNow(everyMs = 1_000): number {
	const client = useEngine();
	const [now, setNow] = useState(() => client.now());
	useEffect(() => {
		setNow(client.now());
		const timer = setInterval(() => setNow(client.now()), everyMs);
		return () => clearInterval(timer);
	}, [client, everyMs]);
	return now;
}
