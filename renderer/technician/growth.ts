/** Which devices discard bytes just now: a growing count is a wrong speed, a bad cable or a second talker, an old one is history. Pure. */
import type { DeviceReport } from '../../domain/contracts/device.ts';

/** By device: the count as last seen, and when it last grew; `null` = not while this screen was open. */
export type Growth = Readonly<Record<string, { discarded: number; grewAt: number | null }>>;
/** So long after the last grown count it still counts as growing. */
export const growingMs = 10_000;

export function growthAfter(before: Growth, reports: readonly Pick<DeviceReport, 'device' | 'discarded'>[], now: number): Growth {
	return Object.fromEntries(
		reports.map(({ device, discarded }) => {
			const last = before[device];
			// A smaller count is a driver that began anew, and says nothing.
			const grew = last !== undefined && discarded > last.discarded;
			const kept = last !== undefined && discarded >= last.discarded ? last.grewAt : null;
			return [device, { discarded, grewAt: grew ? now : kept }];
		}),
	);
}

export function isGrowing(growth: Growth, device: string, now: number): boolean {
	const grewAt = growth[device]?.grewAt ?? null;
	return grewAt !== null && now - grewAt < growingMs;
}
