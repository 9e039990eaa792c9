/** Who of a hall is to have the chosen version already. Pure: the same station always gets the same answer for one version. */
import type { Rollout } from '../contracts/updates.ts';

export function isChosen({ version, stations, percent, paused }: Rollout, station: string): boolean {
	if (paused) return false;
	return stations.includes(station) || lot(`${version} ${station}`) < percent;
}

/** 0–99, spread evenly (FNV-1a). Another version draws other stations first. */
function lot(text: string): number {
	let hash = 0x811c9dc5;
	for (const sign of text) hash = Math.imul(hash ^ sign.codePointAt(0)!, 0x01000193) >>> 0;
	// The lowest bits of this hash are poor for texts that differ in their last sign alone.
	return ((hash ^ (hash >>> 15)) >>> 0) % 100;
}
