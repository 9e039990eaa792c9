/** Tells the platform how the devices of this machine are: once per change, and not while they are still making up their mind. */
import type { CommandBody } from '../../domain/contracts/commands.ts';
import { type DeviceHealth, notDeclared } from '../../domain/contracts/device.ts';
import type { DeviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import type { Timers } from './ports.ts';

/** A state must hold this long before it is reported. */
const steadyMs = 1_000;

export interface DeviceWatch {
	heard(health: DeviceHealth): void;
	/** The devices are declared otherwise: those that are gone, or belong to another seat now, are forgotten by the day too. */
	declaredAnew(before: readonly DeviceDeclaration[], now: readonly DeviceDeclaration[]): void;
	stop(): void;
}

/** `known`: what the confirmed day says about a device (`state/code`), so that a restart reports nothing twice. */
export function createDeviceWatch(parts: {
	devices: readonly DeviceDeclaration[];
	seats: readonly string[];
	timers: Timers;
	known: (station: string, device: string) => string | null;
	report: (station: string, health: DeviceHealth) => Promise<unknown>;
}): DeviceWatch {
	const said = new Map<string, string>();
	const pending = new Map<string, number>();
	return {
		heard(health) {
			const station = parts.devices.find((device) => device.id === health.device)?.station;
			if (!station || !parts.seats.includes(station)) return;
			const waiting = pending.get(health.device);
			if (waiting !== undefined) parts.timers.clear(waiting);
			pending.set(
				health.device,
				parts.timers.set(() => {
					pending.delete(health.device);
					const now = `${health.state}/${health.code}`;
					if ((said.get(health.device) ?? parts.known(station, health.device)) === now) return;
					said.set(health.device, now);
					// A report that could not be journaled is tried again at the next change.
					parts.report(station, health).catch(() => said.delete(health.device));
				}, steadyMs),
			);
		},
		declaredAnew(before, now) {
			for (const { id, kind, station } of before) {
				if (now.some((device) => device.id === id && device.station === station)) continue;
				const waiting = pending.get(id);
				if (waiting !== undefined) parts.timers.clear(waiting);
				pending.delete(id);
				const told = said.delete(id) || parts.known(station, id) !== null;
				const gone: DeviceHealth = { device: id, kind, state: 'disconnected', code: notDeclared, since: 0 };
				// A report that could not be journaled leaves an old line on the manager's screen until the day ends.
				if (told && parts.seats.includes(station)) parts.report(station, gone).catch(() => {});
			}
		},
		stop() {
			for (const timer of pending.values()) parts.timers.clear(timer);
			pending.clear();
		},
	};
}

/** The report of a health, as the platform takes it. */
export function healthReport({ device, kind, state, code }: DeviceHealth): CommandBody<'device-health'> {
	return { device, deviceKind: kind, state, code: code.slice(0, 40) };
}

/** What a day knows of a device, in the form `known` asks for. */
export function healthKnown(known: { state: string; code: string } | undefined): string | null {
	return known ? `${known.state}/${known.code}` : null;
}
