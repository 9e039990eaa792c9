/** Where the technician's screen asks: the machine it stands on, or another one through the platform. The screen does not know which. */
import type { Bridge } from '../../domain/contracts/bridge.ts';
import { type ServiceAnswer, type ServiceRequest, serviceRefused } from '../../domain/contracts/device-service.ts';
import type { EngineClient } from '../engine/contract.ts';

export interface DeviceService {
	/** Never rejects; what could not be done is `refused` with a code. */
	ask(request: ServiceRequest): Promise<ServiceAnswer>;
}

export function localService(bridge: Pick<Bridge, 'service'>): DeviceService {
	return { ask: (request) => bridge.service(request).catch(() => serviceRefused('desk-stopped')) };
}

/** @param seat the manager's own; @param station the seat whose machine is asked */
export function remoteService(engine: Pick<EngineClient, 'askDevices'>, seat: string, station: string): DeviceService {
	return { ask: (request) => engine.askDevices(seat, station, request).catch(() => serviceRefused('platform-away')) };
}
