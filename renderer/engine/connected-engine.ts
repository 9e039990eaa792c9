import type { FaceInfo, StationConfig } from '../../domain/contracts/bridge.ts';
import type { EngineClient } from './contract.ts';

/** An engine that answers a face, with what the face must know of its place. */
export interface ConnectedEngine {
	client: EngineClient;
	config: StationConfig;
	face: FaceInfo;
}
