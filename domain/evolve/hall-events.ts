import { notDeclared } from '../contracts/device.ts';
import type { HallEvent } from '../contracts/events.ts';
import type { HallDay, StationState } from '../contracts/state.ts';

export function deviceHealthChanged(state: HallDay, event: HallEvent<'device-health-changed'>): void {
	const { device, deviceKind, state: health, code } = event.body;
	const station = stationOf(state, event.station);
	const { [device]: _before, ...others } = station.devices;
	const devices =
		code === notDeclared ? others : { ...station.devices, [device]: { deviceKind, state: health, code, since: event.recordedAt } };
	state.stations[station.id] = { ...station, devices };
}

/** What was wrong before keeps the time since when. */
export function machineHealthChanged(state: HallDay, event: HallEvent<'machine-health-changed'>): void {
	const station = stationOf(state, event.body.station);
	const before = station.troubles ?? [];
	const troubles = event.body.troubles.map((trouble) => ({
		...trouble,
		since: before.find(({ code }) => code === trouble.code)?.since ?? event.recordedAt,
	}));
	state.stations[station.id] = { ...station, troubles };
}

/** A second call for help does not restart the time somebody has been waiting. */
export function helpCalled(state: HallDay, event: HallEvent<'help-called'>): void {
	const station = stationOf(state, event.body.station);
	state.stations[station.id] = { ...station, helpSince: station.helpSince ?? event.recordedAt };
}

export function helpAnswered(state: HallDay, event: HallEvent<'help-answered'>): void {
	const station = stationOf(state, event.body.station);
	state.stations[station.id] = { ...station, helpSince: null };
}

export function conflictFound(state: HallDay, event: HallEvent<'conflict-found'>): void {
	state.conflicts = [...state.conflicts, { ...event.body, at: event.recordedAt, settled: null }];
}

export function conflictSettled(state: HallDay, event: HallEvent<'conflict-settled'>): void {
	const settled = { at: event.recordedAt, staff: event.staff, decision: event.body.decision };
	state.conflicts = state.conflicts.map((conflict) => (conflict.conflict === event.body.conflict ? { ...conflict, settled } : conflict));
}

function stationOf(state: HallDay, id: string): StationState {
	return state.stations[id] ?? { id, devices: {}, helpSince: null };
}
