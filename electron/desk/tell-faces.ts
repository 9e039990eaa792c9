/** Which face hears what of the desk. */
import type { FaceInfo } from '../../domain/contracts/bridge.ts';
import type { DeskMessage } from '../../domain/contracts/device-desk.ts';
import type { LogLevel } from '../log/station-log.ts';

export interface DeskHearers {
	tell(channel: string, value: unknown, wanted: (info: FaceInfo) => boolean): void;
	/** `null` = no such device is declared now. */
	stationOf(device: string): string | null;
	log(level: LogLevel, code: string, facts: Record<string, string | number>): void;
}

/** A card or a code concerns the seat it was shown to, and nobody else; neither is logged (P1). */
export function tellFaces(message: Exclude<DeskMessage, { type: 'answer' | 'beat' }>, { tell, stationOf, log }: DeskHearers): void {
	switch (message.type) {
		case 'card': {
			const station = stationOf(message.event.device);
			const atSeat = (info: FaceInfo) => (info.face === 'terminal' || info.face === 'window') && info.station === station;
			if (station !== null) tell('tidehall:card', message.event, atSeat);
			return;
		}
		case 'code': {
			const station = stationOf(message.event.device);
			const atSeat = (info: FaceInfo) => (info.face === 'terminal' || info.face === 'window') && info.station === station;
			if (station !== null) tell('tidehall:code', message.event, atSeat);
			return;
		}
		case 'bench':
			tell('tidehall:bench-snapshot', message.snapshot, (info) => info.face === 'bench');
			return;
		case 'log':
			log(message.level, 'desk', { said: message.text.replaceAll(' ', '-').slice(0, 60) });
			return;
		case 'health': {
			const { device, state, code } = message.health;
			const station = stationOf(device);
			log('info', 'device-health', { device, state, why: code });
			tell('tidehall:device-health', message.health, (info) => seesAllDevices(info) || info.station === station);
		}
	}
}

/** Engine, bench and technician look after the whole machine; a seat sees its own devices. */
export function seesAllDevices({ face, station }: FaceInfo): boolean {
	return station === null || face === 'technician';
}
