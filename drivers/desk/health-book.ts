import type { DeviceHealth } from '../../domain/contracts/device.ts';
import type { DeviceDeclaration } from '../../domain/contracts/device-declaration.ts';

/** How each device is, and since when; tells a change once. */
export interface HealthBook {
	set(declaration: DeviceDeclaration, health: Pick<DeviceHealth, 'state' | 'code'>): void;
	of(device: string): DeviceHealth | null;
	all(): DeviceHealth[];
	forget(device: string): void;
}

/** `changed` is told each new health; `now` in milliseconds since 1970. */
export function createHealthBook(now: () => number, changed: (health: DeviceHealth) => void): HealthBook {
	const known = new Map<string, DeviceHealth>();
	return {
		set({ id, kind }, { state, code }) {
			const before = known.get(id);
			if (before && before.state === state && before.code === code) return;
			const next: DeviceHealth = { device: id, kind, state, code, since: now() };
			known.set(id, next);
			changed(next);
		},
		of: (device) => known.get(device) ?? null,
		all: () => [...known.values()],
		forget: (device) => known.delete(device),
	};
}
