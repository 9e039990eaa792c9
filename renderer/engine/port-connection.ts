/** The app's way to the engine: a MessagePort that is asked for again whenever the engine falls silent. */
import type { Bridge } from '../../domain/contracts/bridge.ts';
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import type { EngineClient } from './contract.ts';
import { createFaceClient } from './face-client.ts';
import { portLostAfterMs, portPingEveryMs } from './port-protocol.ts';

/** How long a face waits for the engine's first word before it shows itself without. */
const firstWordMs = 2_000;

/** Resolves as soon as the engine spoke, or after two seconds without; the client goes on trying by itself. */
export async function connectOverPort(bridge: Bridge, plan: HallPlan): Promise<EngineClient> {
	const client = createFaceClient({ plan, clock: Date.now });
	let current: MessagePort | null = null;
	let askedAt = Date.now();

	window.addEventListener('message', (event: MessageEvent<unknown>) => {
		const data = event.data as { type?: unknown } | null;
		const port = event.ports[0];
		if (event.source !== window || data?.type !== 'engine-port' || !port) return;
		current = port;
		port.onmessage = (message: MessageEvent<unknown>) => {
			if (current === port && !client.receive(message.data)) void bridge.note({ code: 'engine-message-malformed' }).catch(() => {});
		};
		port.addEventListener('close', () => {
			if (current !== port) return;
			current = null;
			client.lost();
			ask();
		});
		port.start();
		client.attach({ post: (message) => port.postMessage(message), close: () => port.close() });
	});

	function ask() {
		askedAt = Date.now();
		bridge.connectEngine();
	}

	setInterval(() => {
		if (current && Date.now() - client.lastHeard() < portLostAfterMs) {
			current.postMessage({ type: 'ping' });
		} else if (Date.now() - askedAt >= portPingEveryMs) {
			current = null;
			client.lost();
			ask();
		}
	}, portPingEveryMs);

	ask();
	await Promise.race([client.ready, new Promise((resolve) => setTimeout(resolve, firstWordMs))]);
	return client;
}
