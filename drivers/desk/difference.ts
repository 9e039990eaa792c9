import type { DeviceDeclaration } from '../../domain/contracts/device-declaration.ts';
import type { DeviceProfiles } from '../../domain/contracts/device-profiles.ts';

/** What has to be done so that the wanted devices run; ids and declarations. */
export interface Difference {
	/** Run no more: gone, or declared otherwise. */
	stop: string[];
	start: DeviceDeclaration[];
	/** Declared as before: not disturbed. */
	keep: string[];
}

/** All that a running device was made from, as text: two that are equal need no restart. */
export function imprintOf(declaration: DeviceDeclaration, profiles: DeviceProfiles | null): string {
	return JSON.stringify([declaration, profileOf(declaration, profiles)]);
}

/** `running`: imprint of each device by its id. Of several declarations with one id the first counts. */
export function differenceOf(
	running: ReadonlyMap<string, string>,
	wanted: readonly DeviceDeclaration[],
	profiles: DeviceProfiles | null,
): Difference {
	const byId = new Map<string, DeviceDeclaration>();
	for (const declaration of wanted) if (!byId.has(declaration.id)) byId.set(declaration.id, declaration);
	const same = (id: string) => {
		const declaration = byId.get(id);
		return declaration !== undefined && imprintOf(declaration, profiles) === running.get(id);
	};
	const ids = [...running.keys()];
	return {
		stop: ids.filter((id) => !same(id)),
		start: [...byId.values()].filter(({ id }) => !same(id)),
		keep: ids.filter(same),
	};
}

function profileOf(declaration: DeviceDeclaration, profiles: DeviceProfiles | null): unknown {
	if (declaration.kind === 'rating-pad') return profiles?.ratingPads[declaration.profile] ?? null;
	if (declaration.kind === 'led' && declaration.profile !== undefined) return profiles?.displays[declaration.profile] ?? null;
	return null;
}
