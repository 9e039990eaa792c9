/**
 * How a face gets its engine: over a port in the app, in the page itself in a browser. Both look the same.
 */
import { faceInfo, stationConfig } from '../../domain/contracts/bridge.ts';
import type { ConnectedEngine } from './connected-engine.ts';

/**
 * Connects this page to the engine of its machine. Rejects with an Error whose message is a code:
 * `station-config-unreachable`, `station-config-malformed`, `no-such-station`.
 */
export async function connectEngineClient(): Promise<ConnectedEngine> {
	const bridge = window.tidehall;
	if (!bridge) {
		const { startPageEngine } = await import('./page-engine.ts');
		return startPageEngine(window.location);
	}
	const { connectOverPort } = await import('./port-connection.ts');
	const config = stationConfig.safeParse(await bridge.config());
	const face = faceInfo.safeParse(await bridge.info());
	if (!config.success || !face.success) throw new Error('station-config-malformed');
	return { client: await connectOverPort(bridge, config.data.plan), config: config.data, face: face.data };
}
