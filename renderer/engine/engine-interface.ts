/** The engine as its machine sees it. */
import type { DeviceHealth } from '../../domain/contracts/device.ts';
import type { DeviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import type { EngineClient } from './contract.ts';
import type { PortDown } from './port-protocol.ts';

/** What faces are told, as it happens. */
export type EngineChange = Exclude<PortDown, { type: 'pong' } | { type: 'answer' }>;

export interface Engine extends EngineClient {
	/** Reads journal and store, then connects. Rejects with `journal-failed` when the journal cannot be read: nothing may be promised then. */
	start(): Promise<void>;
	stop(): void;
	/** Everything a face needs to begin with. */
	reset(): Extract<EngineChange, { type: 'reset' }>;
	watch(listener: (change: EngineChange) => void): () => void;
	deviceHealth(health: DeviceHealth): void;
	/** The machine's devices are declared otherwise from now on. */
	devicesChanged(devices: readonly DeviceDeclaration[]): void;
}
